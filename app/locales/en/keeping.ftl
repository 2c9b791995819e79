# What admins and leads keep: sources, carriers, corridors, the threshold for small numbers.

keep-filter = Show those with
keep-filter-hint = A part of the name. Empty: all
keep-filter-do = Show
keep-save = Save
keep-undo = Undo
# $days: number of public days or texts that are not listed.
keep-more = { $more ->
    [one] and { $more } more
   *[other] and { $more } more
}
keep-problems = { $problems ->
    [one] { $problems }{"\u00A0"}thing to put right
   *[other] { $problems }{"\u00A0"}things to put right
}
keep-problems-note = Nothing was changed yet. Everything that you typed is still here.
keep-title-refused = Error: { $title }
keep-not-saved = Not saved
keep-not-saved-text = The server could not save this. Nothing that you typed is lost: it is all below.
keep-way-sources = Sources
keep-way-carriers = Carriers
keep-way-corridors = Corridors

sources-title = Sources: { -brand }
sources-heading = Sources
sources-note = A source is entered when somebody first names it in a report. Here its name is mended, two that are one office are merged, and who it is can be withheld from the public.
sources-none = No source has such a name.
sources-empty = No report has named a source yet.
sources-count = { $sources ->
    [one] { $sources }{"\u00A0"}source
   *[other] { $sources }{"\u00A0"}sources
}
sources-name = Source
sources-kind = Kind
sources-claims = Published claims
sources-since = First named
sources-since-date = since { $date }
sources-merged = counts as { $source }
sources-withheld = public as “{ $name }”

source-title = { $name }: { -brand }
source-place = Source
source-facts = { $claims ->
    [0] No published claim. First named on { $since }.
    [one] { $claims }{"\u00A0"}published claim. First named on { $since }.
   *[other] { $claims }{"\u00A0"}published claims. First named on { $since }.
}
source-edit = Name and kind
source-name = Name
source-name-hint = An office or a paper, not a person
source-kind-label = Kind
source-kind-option = { $kind ->
    [health_authority] Health authority
    [government] Government
    [humanitarian] Humanitarian organisation
    [peacekeeping] Peacekeeping force
    [media] Media
   *[other] Not said
}
source-side = Side that it speaks for
source-side-hint = Empty: none, or not known
source-page = Its own page
source-page-hint = Empty: none
source-edit-note = The new name stands everywhere at once, also on earlier days: names are those of today.
source-name-taken = There is a source of this name already. If both are one office, merge this one into it below.
source-merge = Same office as another source
source-merge-note = From then on everything that this source said counts as said by the other one, in figures, charts and files. The public history of a day keeps the name that was written. A name that is typed into a new report names the other one. This can be undone.
source-merged = This source counts as { $source } in figures, charts and files. The public history of a day keeps its own name.
source-into = Merge into
source-into-hint = The name of the other source, as it is written there
source-merge-do = Merge
source-part-do = Undo the merge
source-into-none = There is no source of this name. Choose one of the list.
source-into-itself = This would merge a source into itself, or run in a circle. Choose another one.
source-into-merged = That one was merged into { $source }. Merge into { $source }.
source-into-first = { $source } was merged into this source. Undo that first, then merge both.
source-into-open = This source is withheld, and that one is not: its reports would stand under a public name. Withhold that one too, or tell again who this one is.
source-identity = Who it is
source-withhold = Withhold from the public who this source is
source-withhold-note = The public then reads “Source withheld” in its place, on earlier days and in the history too. Its side, its page, the links and relays of its reports and the remarks to its claims are left out. Figures stay. Admins still see its name here, and a corridor’s desk sees it in its own day reports.
source-withheld-now = The public reads “{ $name }” in its place.
source-texts = Public texts that hold its name
source-texts-note = Notes, reasons and events are the desk’s own words and are not changed, and stay in the history. If they tell who it is, withdraw the day; or publish it without the name, and let the operator redact the states before. These days hold it:
source-done = { $done ->
    [merge] Merged. Figures, charts and files count it as the other source now.
    [part] The merge is undone. It is a source of its own again.
    [identity] Saved. Readers see it so from now on.
   *[save] Saved. The name stands everywhere as it is now.
}
source-done-heading = Done
source-field = { $field ->
    [name] Name
    [kind] Kind
    [side] Side
    [page] Its own page
   *[into] Merge into
}

carriers-title = Carriers: { -brand }
carriers-heading = Carriers
carriers-note = Carriers are names in claims. Where two spellings mean one carrier, say so here: figures, charts and files then join them. Days keep the spelling that was written, and show it in their history.
carriers-empty = No published claim names a carrier.
carriers-name = Carrier
carriers-claims = Published claims
carriers-corridors = Corridors
carriers-shown = Counts as
carriers-own = on its own
carriers-as = counts as { $carrier }
carriers-join = Two spellings of one carrier
carriers-spelling = This spelling
carriers-spelling-hint = As it stands in claims
carriers-shown-as = is the carrier
carriers-shown-as-hint = The spelling that readers see
carriers-join-do = Count as one carrier
carriers-part-do = { $name }: count on its own again
carriers-unknown = No claim and no setting spells a carrier so. Choose one of the list.
carriers-circle = A spelling cannot stand for itself, nor run in a circle. Choose another one.
carriers-choose = Choose a carrier.
carriers-done = Saved. Figures, charts and files count them so from now on.
carriers-field = { $field ->
    [name] This spelling
   *[shown_as] is the carrier
}

corridors-title = Corridors: { -brand }
corridors-heading = Corridors at the desk
corridors-name = Corridor
corridors-zone = Time zone
corridors-record = Record
corridors-review = Publication
corridors-open = from { $begins }
corridors-closed = { $begins } to { $ends }
corridors-alone = one person publishes
corridors-second = a second person publishes
corridors-none = There is no corridor yet.
corridors-add = Add a corridor
corridors-add-note = It begins with the settings that are usual. All of them can be changed afterwards, but the short name stays.
corridors-add-do = Add

settings-title = Settings of { $corridor }: { -brand }
settings-heading = Settings
settings-slug = Short name
settings-slug-hint = In addresses and files: a–z, digits, hyphens. It never changes
settings-names-heading = Names
settings-names = Names
settings-names-hint = A line each, with its language: en: Lachin corridor. Several names of one language are equal
settings-connects = It connects
settings-connects-hint = A line each, with its language: en: Goris
settings-time-heading = Days
settings-zone = Time zone
settings-zone-hint = Such as Asia/Yerevan
settings-zone-confirm = Days are dates in this zone. With another one, no published day moves to another date: every date that stands is read in the new zone, and days begin, end and fall due at other instants.
settings-zone-confirmed = Yes, change the time zone
settings-cut-off = Cut-off
settings-cut-off-hint = Local time at which a day’s report falls due: 20:00
settings-begins = The record begins
settings-begins-hint = Its first day
settings-ends = The record ended
settings-ends-hint = Its last day. Empty: it goes on
settings-every = A report is expected every
settings-every-hint = In days: 1 is daily
settings-expected-heading = Expected of a day
settings-expected-note = What a day’s report should say, in the order of the form. A row is taken out by choosing “nothing”.
settings-expected-row = Expected { $number }
settings-measure = What it counts
settings-measure-none = nothing
settings-group = Group
settings-group-hint = Empty: any
settings-direction = Direction
settings-direction-any = Any
settings-carrier = Carrier
settings-carrier-hint = Empty: any
settings-desk-heading = Desk
settings-review = Publication
settings-review-option = { $review ->
    [required] A second person publishes
   *[optional] One person may record and publish
}
settings-lock = Days are locked after
settings-lock-hint = In days. Empty: never
settings-contact = How readers reach the desk
settings-contact-hint = mailto:desk@example.org or https://…
settings-small-heading = Small numbers
settings-small = Small numbers in splits are withheld below { $below }. A lead of this corridor sets that.
settings-small-note = The public reason: { $note }
settings-done = Saved. Readers see it so from now on.
settings-added = The corridor is there. Its page is public and says that nothing is published yet.
settings-stale = Somebody changed these settings meanwhile
settings-stale-text = Nothing was saved, and nothing that you typed is lost: it is all below. What stands now: { $changed }. Look at it, then save again.
settings-stale-setting = { $setting }: { $value }
settings-field = { $field ->
    [slug] Short name
    [names] Names
    [connects] It connects
    [time_zone] Time zone
    [zone_confirmed] Another time zone
    [cut_off] Cut-off
    [record_begins] The record begins
    [record_ends] The record ended
    [expected_every_days] A report is expected every
    [expected] Expected of a day
    [review] Publication
    [lock_after_days] Days are locked after
   *[contact] How readers reach the desk
}
settings-field-expected = Expected { $number }

setting-slug = Expected a–z, digits and single hyphens between them, 1 to 64 characters, such as lachin.
setting-slug-taken = There is a corridor of this short name already. Choose another one.
setting-no-name = The corridor has no name. Write at least one, such as en: Lachin corridor.
setting-no-language = Line { $line } does not begin with a language. Write it as en: Lachin corridor.
setting-name = Line { $line }: { $problem }
setting-zone = { $has_zone ->
    [yes] “{ $zone }” is not known as a time zone; expected a name such as Asia/Yerevan.
   *[no] No time zone is written; expected a name such as Asia/Yerevan.
}
setting-zone-unconfirmed = This changes what every date means. Tick it if that is what you want, or write the old zone.
setting-cut-off = “{ $text }” is no time of day. Write hours and minutes, such as 20:00.
setting-no-date = { $has_text ->
    [yes] “{ $text }” is no date. Write it as 2023-05-10.
   *[no] Write a date, as 2023-05-10.
}
setting-ends-before = The record ends before it begins. Give a later day, or leave it empty.
setting-days-outside = Published days would lie outside the record: { $dates }. Keep them within, or withdraw them first.
setting-days = { $has_text ->
    [yes] “{ $text }” is no number of days. Write a whole number from 1.
   *[no] Write a number of days, from 1.
}
setting-no-measure = Choose what it counts, or empty the row.
setting-misplaced = What is counted has none of this. Empty this field, or choose what is counted anew.
setting-expected-twice = This is expected already. Keep one.
setting-contact = “{ $text }” does not lead to the desk. Write mailto:desk@example.org or https://…

threshold-title = Small numbers, { $corridor }: { -brand }
threshold-heading = Small numbers
threshold-note = A number of one facility, or of a group such as children or wounded, can point at people. Below this number it is withheld in every page, chart and file. Totals and zeros are always shown.
threshold-below = Withhold below
threshold-below-hint = 10 is usual. 0 withholds nothing
threshold-reason = Reason, public
threshold-reason-hint = Needed below 10: why smaller numbers may be shown here
threshold-check = See what would change
threshold-save = Set the threshold
threshold-effect-heading = What would change
threshold-effect = { $shown ->
    [0] No published number becomes visible
    [one] { $shown } published number becomes visible
   *[other] { $shown } published numbers become visible
}, { $withheld ->
    [0] none is withheld that is shown now.
    [one] { $withheld } that is shown now is withheld.
   *[other] { $withheld } that are shown now are withheld.
}
threshold-effect-note = Nothing is changed yet.
threshold-done-heading = The threshold is set
threshold-no-number = { $has_text ->
    [yes] “{ $text }” is no number. Write a whole number from 0 to 1000.
   *[no] Write a whole number from 0 to 1000.
}
threshold-no-reason = Below 10 a public reason is needed. Say in a sentence why smaller numbers may be shown.
threshold-field = { $field ->
    [below] Withhold below
   *[note] Reason
}
desk-threshold = Small numbers
