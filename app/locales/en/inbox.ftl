# The inbox: what waits for somebody, what is due, what is open, the month day by day.

inbox-title = Inbox: { -brand }
inbox-heading = Inbox
# Wednesday 10 May 2023, 20:00 in Yerevan
inbox-now = { $date }, { $time } in { $city }
inbox-record = Record { $date }
inbox-change = Change { $date }

## What there is to do, in one line beside the title

inbox-sum = { $first }.
inbox-sum-none = Nothing is late, and nothing waits.
inbox-sum-review = { $days ->
    [one] { $days }{"\u00A0"}day to review
   *[other] { $days }{"\u00A0"}days to review
}
inbox-sum-returned = { $days ->
    [one] { $days }{"\u00A0"}day returned to you
   *[other] { $days }{"\u00A0"}days returned to you
}
inbox-sum-drafts = { $days ->
    [one] { $days }{"\u00A0"}draft of yours
   *[other] { $days }{"\u00A0"}drafts of yours
}
inbox-sum-differ = { $number ->
    [one] { $number }{"\u00A0"}disagreement
   *[other] { $number }{"\u00A0"}disagreements
}
inbox-sum-late = { $number ->
    [one] { $number }{"\u00A0"}figure late
   *[other] { $number }{"\u00A0"}figures late
}
inbox-sum-totals = { $number ->
    [one] { $number }{"\u00A0"}total that does not reconcile
   *[other] { $number }{"\u00A0"}totals that do not reconcile
}

## What waits for the reader

inbox-review = To review
inbox-returned = Returned to you
inbox-waiting = Submitted by you
inbox-drafts = Your drafts
inbox-nothing = For you
inbox-nothing-text = Nothing waits for you.
inbox-look = Review { $date }
inbox-mend = Change { $date }
inbox-see = See { $date }
inbox-go-on = Go on with { $date }
inbox-task = { $date }:
inbox-returned-by = Returned on { $moment } { $role }.
inbox-returned-note = { $note }
inbox-sent = Sent on { $moment }. A second person looks at it.
inbox-kept = Saved on { $moment }.
inbox-all-waiting = { $more ->
    [0] All days that wait, to publish several together
    [one] { $more } more day waits: all days that wait
   *[other] { $more } more days wait: all days that wait
}
# Of lists that end here: so many more, which the calendar shows.
inbox-more-days = { $more ->
    [one] And { $more } more day: the calendar of its month has it.
   *[other] And { $more } more days: the calendars of their months have them.
}

## Where sources disagree

inbox-differ = Disagreements
inbox-differ-none = Sources agree, or one is preferred, in all reports since { $date }.
inbox-differ-none-yet = There is no report yet in which sources could disagree.
inbox-differ-of = { $thing }, { $date }:
# $says: in the source’s words. $sources: who says so.
inbox-differ-claim = { $says } ({ $sources })
inbox-differ-later = { $source }, later, on { $date }
inbox-differ-claims = { $claims }.
inbox-differ-shown = Shown as “{ $figure }”.
inbox-differ-shown-status = Shown as disputed.
inbox-differ-prefer = To prefer one, give a public note.
inbox-decide = Decide
# Behind “Decide”, for those who hear the page.
inbox-decide-on = on { $thing }, { $date }
inbox-differ-all = { $older ->
    [0] All { $all } open disagreements
   *[other] All { $all } open disagreements, { $older } of them older than { $date }
}

## What is due

inbox-due = { $days ->
    [one] Due, every day
   *[other] Due, every { $days } days
}
inbox-due-what = What
inbox-due-state = State
inbox-due-last = Last figure
inbox-due-none = No figure is expected of this corridor. Its settings say what a day is expected to say.
inbox-due-at = Due on { $date } at { $time }
inbox-due-since = The first one missing fell due on { $date } at { $time }.
inbox-due-next = Next due on { $date } at { $time }.
inbox-due-answered = No figure on { $date }: { $reason }.
inbox-due-figure = { $has_thing ->
    [yes] { $figure } on { $date }: { $thing }
   *[no] { $figure } on { $date }
}
inbox-due-never = None so far

## Running totals

inbox-totals = Running totals
inbox-totals-intro = These totals do not fit what daily reports say. A day without a report may explain it; so may a source that counts otherwise.
inbox-totals-of = { $thing }, { $source }:
inbox-totals-total = { $total } up to { $date }.
inbox-totals-before = It was { $total } on { $date }.
inbox-totals-result = { $result }.
inbox-totals-days = Days of the interval
inbox-totals-begin = { $date }, where it begins
inbox-totals-end = { $date }, where it ends
inbox-totals-silent = { $days }: no figure
inbox-totals-more = { $more ->
    [one] { $more } more day without a figure.
   *[other] { $more } more days without a figure.
}
inbox-totals-all = All { $all } totals that do not reconcile

## All open questions of a corridor

questions-title = Open questions: { -brand }
questions-heading = Open questions
questions-intro = Sources may disagree for ever; both stay. These are days on which they do, and none is preferred.
questions-none = No disagreement is open.
questions-totals-none = Every running total reconciles with the daily reports, or what was said leaves it open.
questions-back = Back to the inbox

## The month at the desk

desk-month-title = { $month }, desk: { -brand }
desk-month-caption = The days of { $month }, and the state of their reports
desk-month-key = A hatched day has no report of its own. Choose a day to enter or correct it.
desk-month-locked = Days before { $date } are locked: a lead can open one with a reason.
desk-month-not-begun = The record has not begun.
desk-month-heading = Calendar
# The name of a day for those who hear the page: Tuesday 2 May 2023: no report
desk-day-named = { $date }:
desk-day-to-review = To review
desk-day-waiting = Waiting for review
desk-day-returned = Returned
desk-day-returned-own = Returned to you
desk-day-published = Published
desk-day-withdrawn = Withdrawn
desk-day-draft = Your draft
desk-day-silent = No report
desk-day-silent-yet = No report yet
desk-day-not-yet = not yet
desk-day-before = before the record
desk-day-after = after the record
desk-day-events = { $events ->
    [one] { $events }{"\u00A0"}event
   *[other] { $events }{"\u00A0"}events
}
desk-day-missing = { $missing ->
    [one] { $missing }{"\u00A0"}figure missing
   *[other] { $missing }{"\u00A0"}figures missing
}
desk-day-empty = nothing said
desk-day-withheld = { $claims ->
    [one] { $claims }{"\u00A0"}small number withheld
   *[other] { $claims }{"\u00A0"}small numbers withheld
}
desk-day-unsafe = Withheld for safety
desk-day-locked = Locked
desk-day-open = Opened until { $moment }
# $span: 6–7 May. $days: how many they are.
desk-run-silent = { $span }: no report, { days }
desk-run-not-yet = { $days }: not yet
desk-run-before = { $days }: before the record
desk-run-after = { $days }: after the record
