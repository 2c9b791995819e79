# The public history: what changed, of which kind, why, when and by whom. In the sentences of what changed
# { $strong }…{ $end } is what stood before: it is struck out.

## What changed, a sentence each

change-claim = { $thing } ({ $source })
change-claim-added = Added: { change-claim }: { $says }.
change-claim-removed = Taken back: { change-claim }: { $strong }{ $says }{ $end }.
change-claim-says = { change-claim }: { $strong }{ $old }{ $end }{"\u00A0"}→ { $new }.
change-claim-withheld = { change-claim }: withheld now (small number). What stood before is not repeated.
# The claim is about something else now: Patients moved out, by ICRC → Patients moved out, by the army.
change-claim-thing = { $source }: { $strong }{ $old }{ $end }{"\u00A0"}→ { $new }.
change-claim-source = { $thing }, source: { $strong }{ $old }{ $end }{"\u00A0"}→ { $new }.
change-claim-part = { change-claim }, { change-part }: { change-from } → { change-to }.
# A part of a claim, an event or a reason.
change-part = { $part ->
    [source] source
    [via] carried by
    [link] page
    [published] published by the source
    [preferred] preferred by the desk
    [date] how its day was settled
   *[remark] remark
}
change-from = { $has_old ->
    [yes] { $strong }{ $old }{ $end }
   *[no] none
}
change-to = { $has_new ->
    [yes] { $new }
   *[no] none
}
# A thing that differs from another of the same name in what it is counted in.
change-thing-unit = { $thing }, in { $unit }

# $why: not reported; source silent (ICRC).
change-absence-added = No figure: { $thing }, { $why }.
change-absence-removed = No figure: { $thing }, { $strong }{ $why }{ $end }. This reason is taken back.
change-absence-why = No figure: { $thing }, { $strong }{ $old }{ $end }{"\u00A0"}→ { $new }.
change-absence-part = No figure: { $thing }, { change-part }: { change-from } → { change-to }.
change-absence-reason = { $has_source ->
    [yes] { $reason } ({ $source })
   *[no] { $reason }
}

change-event-added = { $has_source ->
    [yes] Event added: { $title } ({ $source }).
   *[no] Event added: { $title }.
}
change-event-removed = Event taken back: { $strong }{ $title }{ $end }.
change-event-title = Event: { $strong }{ $old }{ $end }{"\u00A0"}→ { $new }.
change-event-part = Event “{ $title }”, { change-part }: { change-from } → { change-to }.

change-note = Note of the desk: { change-from } → { change-to }.
change-internal-note = Internal note: { change-from } → { change-to }.
change-nothing = Nothing that is shown changed.

## Kinds of entries

entry-kind = { $kind ->
    [first] First report
    [late] Late report
    [revision] Revision
    [correction] Correction
    [withdrawal] Withdrawn
   *[event] Event
}
entry-kinds = { $kind ->
    [first] First reports
    [late] Late reports
    [revision] Revisions
    [correction] Corrections
    [withdrawal] Withdrawals
   *[event] Events
}
entry-kind-means = { $kind ->
    [first] published by the end of the next day
    [late] first published later than that
    [revision] better or later information
    [correction] we were wrong
    [withdrawal] taken out of sight, with a reason
   *[event] as they were added
}
# Who published it: never a person.
entry-by = { $has_organisation ->
    [yes] { $organisation }
   *[no] { -brand }
}, { $role ->
    [reporter] a reporter of the desk
    [lead] the desk’s lead
   *[admin] an administrator
}
entry-as-it-stood = As it stood then
entry-reason = Reason: { $reason }
entry-permanent = Permanent link
# A long list is folded: all of a first report; 12 changes.
entry-all = All that it says
entry-changes = { $changes ->
    [one] { $changes }{"\u00A0"}change
   *[other] { $changes }{"\u00A0"}changes
}
# $reason: as the operator wrote it.
entry-redacted = What was published here was removed for good. The reason: { $reason }
entry-withdrawn = What was published about this day is not shown any more.

## The list of changes

way-changes = Changes
changes-title = Changes: { $corridor }
changes-heading = Changes
changes-intro = Every change after publication, late reports, withdrawals, and events as they were added. The newest comes first. Nothing is changed in silence.
changes-since-heading = What changed since version { $version }
changes-since-title = What changed since version { $version }: { $corridor }
# $moment: when that version was published.
changes-since-intro = { $has_moment ->
    [yes] Version { $version } of the record was published on { $moment }. Day by day, what is different now, in version { $newest }.
   *[no] What version { $version } of the record published was withdrawn since. Day by day, what is different now, in version { $newest }.
}
changes-filter = Choose
changes-filter-kinds = Kinds
# Corrections (3)
changes-filter-kind = { $kinds } ({ $count })
changes-filter-from = From this day
changes-filter-to = To this day
changes-filter-days = Days are those that the figures are about, not those of the change.
changes-show = Show
changes-reset = Show all kinds and days
changes-list = The changes
changes-counted = { $count ->
    [one] { $count } entry.
   *[other] { $count } entries.
}
changes-counted-part = { $count } entries; { $first }–{ $last } are shown.
changes-counted-days = { $count ->
    [one] { $count } day is different.
   *[other] { $count } days are different.
}
changes-counted-days-part = { $count } days are different; { $first }–{ $last } are shown.
changes-pager = Pages of changes
changes-newer = newer
changes-older = older
changes-none = No change of these kinds is recorded for these days.
changes-none-yet = Nothing was changed after its publication, nothing came late, and no event is recorded.
changes-none-since = Nothing has changed since version { $version }.
changes-none-since-newest = Nothing has changed since version { $version }: it is the newest.
changes-none-since-asked = Since version { $version } nothing of these kinds has changed on these days.
changes-all = All changes of this corridor
changes-since-link = What changed since this version
since-undone = What was changed since was changed back: nothing is different now.
since-hidden = What stood here at that version was withdrawn, and is not shown any more.

## One change

# Correction of 9 May 2023.
change-heading = { entry-kind }: { $date }
change-title = { entry-kind }: { $date }, { $corridor }
change-what = What changed
change-why = Why, when, by whom
change-reason = Reason
change-when = Published
# Its moment by the corridor’s clock, and in UTC.
change-when-text = { $moment } in { $city } ({ $utc })
change-role = By
change-version = Record version
change-version-text = { $version } ({ $hash })
change-ways = Where to go
change-day = The day as it stands
change-before = The day before this change
change-after = The day after this change
change-gone = This change was withdrawn
change-gone-text = It belongs to { $date }. What was published about that day was withdrawn, and is not shown any more.

## Corrections, where the old figure stood

corrected-on = Corrected { $moment }.
corrected-this = This correction
corrected-earlier = Before: { $strong }{ $old }{ $end }.
corrected-more = { $changes ->
    [one] { $changes } more change.
   *[other] { $changes } more changes.
}
corrected-other = { $corrections ->
    [one] { $corrections } more correction
   *[other] { $corrections } more corrections
}
corrected-since-first = Corrected since first published

## Refusals

unreadable-kind = “{ $text }” is no kind of change. Write first, late, revision, correction, withdrawal or event.
unreadable-version = “{ $text }” is no version of this record. Write the number that stands in the foot of a page.
unreadable-version-newest = “{ $text }” is no version of this record; the newest is { $newest }. Write the number that stands in the foot of a page.
unreadable-page = “{ $text }” is no page of this list. Write a number from 1 to { $pages }.
unreadable-page-number = “{ $text }” is no page. Write a number from 1 on.
