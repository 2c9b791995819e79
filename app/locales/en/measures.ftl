# The pages of record of the measures: what is counted, where, how it adds up, where definitions differ.

measures-title = What is counted: { $corridor }
measures-heading = What is counted
measures-intro = Each measure has a page of record: what it counts and where, whether it adds up over days, and which definitions of sources in this record differ.
measures-all = All measures
measures-heading-here = In this record
measures-heading-other = Not in this record yet
# $claims: so many claims of it are public.
measures-claims = { $claims ->
    [one] { $claims } claim
   *[other] { $claims } claims
}
measures-none = Nothing is published of any measure yet.

# $measure: Patients moved.
measure-title = { $measure }: { $corridor }
# Behind it stands the measure’s name in files.
measure-word = In files and addresses:
measure-heading-what = Definition
measure-heading-conflicts = Where definitions differ
measure-heading-words = Words
measure-heading-use = Figures

measure-label-what = What
measure-label-where = Where it is counted
measure-label-kind = Kind
measure-label-unit = Unit
measure-label-dimensions = Kept apart by
measure-label-totals = Totals

# What is counted.
measure-what = { $measure ->
    [access_status] Whether the road is open, restricted or closed, as a source says of a day; of all traffic, or of one class of it.
    [patients_transferred] Patients who were moved along the corridor on a day, and, as groups of their own, those who were moved with them.
    [transfers] Journeys that were made on a day, however many people they carried.
    [people_crossed] People who crossed on a day, other than patients in an organised transfer.
    [deliveries] Goods that were delivered on a day.
    [patients_transferred_total] All patients who were moved since a start, as a source adds them up itself.
    [transfers_total] All journeys since a start, as a source adds them up itself.
    [people_crossed_total] All people who crossed since a start, as a source adds them up itself.
    [deliveries_total] All goods delivered since a start, as a source adds them up itself.
    [patients_awaiting] People who wait to be moved for treatment, as a source counts them. Waiting lists have no common definition.
    [patients_hospitalised] People in hospital in the isolated area. In early reports the word means intensive care.
    [patients_intensive_care] People in intensive care in the isolated area.
   *[patients_critical] People in critical condition: some of those in intensive care, never to be added to them.
}
# Where it is counted.
measure-where = { $measure ->
    [access_status] On the road itself.
    [patients_transferred] On the road, by direction: out for treatment, or back.
    [transfers] On the road, by direction.
    [people_crossed] At the crossing, by direction.
    [deliveries] Where the goods arrive.
    [patients_transferred_total] On the road, by direction.
    [transfers_total] On the road, by direction.
    [people_crossed_total] At the crossing, by direction.
    [deliveries_total] Where the goods arrive.
   *[other] In the isolated area; in one hospital where the source names it.
}
# Whether it adds up.
measure-kind-plain = { $kind ->
    [access] A status, not a number.
    [flow] A figure of one day, which adds up over days.
    [stock] A level at an hour of the day, which never adds up over days.
   *[cumulative] A running total since a start, which must not be added to itself or to daily figures.
}
measure-unit = { $unit ->
    [people] people
    [transfers] journeys
    [status] none: open, restricted or closed
   *[written] as each claim names it, and never mixed
}
measure-dimension = { $dimension ->
    [counted] the source’s own definition
    [group] group
    [carrier] carrier
    [direction] direction
    [facility] facility
    [access] class of traffic
    [item] goods
    [unit] unit
   *[period_start] period
}
measure-totals = { $kind ->
    [access] There is none. A day’s status is what its sources say of all traffic, if they agree.
    [flow] Sums go over days and carriers, never over groups, facilities, units or definitions. A figure over a period counts as a whole where the whole period lies inside, or the sum of its days if that is larger; one that crosses the edge is named and not counted. Each total says on how many days it rests.
    [stock] There is none. Two levels are never added; where sources differ, the range that covers them is shown.
   *[cumulative] A source’s own total stands beside the sum of daily figures, and what lies between them is named. Totals of different sources are never mixed.
}
# A definition that occurs: “on the ICRC list”, said by so many.
measure-conflict = “{ $definition }”: { $sources }. { measure-defined }
measure-conflict-plain = Without a definition of its own: { $sources }. { measure-defined }
# So many claims, and of which days: $first where they are not all of one day.
measure-defined = { measures-claims }, { $has_first ->
    [yes] from { $first } to { $last }.
   *[no] of { $last }.
}
measure-conflicts-note = Figures with different definitions are different things: they are shown beside each other, and never added or compared.
measure-conflicts-none = No source in this record gives a definition of its own.
measure-silent = Nothing is published of it yet.

measure-term-disputed = Disputed
measure-term-unknown = Unknown
measure-term-later = Said later
# Each in at most twelve words.
measure-means-disputed = Sources of that day say different things; all of them are shown.
measure-means-unknown = Nobody spoke of that day: neither open nor closed, and not zero.
measure-means-later = A later claim covers this day; nobody said it on the day.

measure-claims = Its claims (CSV)
measure-days = Its days (CSV)
measure-workbook = Its claims as a workbook (XLSX)
measure-chart = Its chart (SVG)
measure-all-files = All files
