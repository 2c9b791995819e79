# The page of a month: its calendar, its totals, its weeks.

month-title = { $month }: { $corridor }
month-day-by-day = { $month }, day by day
month-pager = Months
month-not-yet = { $month }: not yet
month-before-record = { $month }: before the record
month-after-record = { $month }: after the record
month-reports = { $days ->
    [0] No report on any of { $of ->
        [one] its { $of } day
       *[other] its { $of } days
    }.
   *[other] Reports on { $days } of { $of ->
        [one] its { $of } day
       *[other] its { $of } days
    }.
}
month-reports-so-far = { $days ->
    [0] No report on any of { $of ->
        [one] the { $of } day so far
       *[other] the { $of } days so far
    }.
   *[other] Reports on { $days } of { $of ->
        [one] the { $of } day so far
       *[other] the { $of } days so far
    }.
}

month-none = No such month
month-none-ahead = { $month } has not come yet.
month-unreadable = “{ $text }” is no month. Write it as 2023-05.

month-empty-heading = No report
month-empty = No report from { $from } to { $to }. Every day is unknown: neither open nor closed, and not zero.
month-empty-before = The last day with a report before it is { $date }.
month-empty-after = The first one after it is { $date }.

month-calendar = Calendar
month-calendar-caption = The days of { $month }: access and patients moved
month-calendar-key = A hatched day has no status of its own; a thread through the hatch is the status that somebody said later. A day without a number has no figure, which is not zero.
month-day-not-yet = not yet
month-day-outside = outside the record
month-day-no-report = no report
month-day-later = said later: { $statuses }
month-day-class = { $class }: { $status }
month-day-moved = { $direction ->
    [outbound] { $figure } moved out
    [return] { $figure } returned
   *[other] { $figure } moved
}
month-day-within = { $direction ->
    [outbound] moved out: within { $figure } for { $days }
    [return] returned: within { $figure } for { $days }
   *[other] moved: within { $figure } for { $days }
}
month-day-status-by = Status: { $sources }
month-day-moved-by = { $direction ->
    [outbound] Moved out: { $sources }
    [return] Returned: { $sources }
   *[other] Moved: { $sources }
}
month-day-nobody = Nobody spoke of it

month-totals = Totals of the month
month-totals-so-far = Totals so far
month-totals-what = What is counted
month-totals-figure = Figure
month-totals-coverage = Coverage
month-totals-rests = What it rests on
month-totals-rule = A total adds up the days that have a figure, and nothing else. A claim over a period is never spread over its days: it counts as a whole where all its days lie within the month.
month-total-any = { $thing }, any carrier
month-total-not-said = { $thing }, carrier not said
month-total-day = { $figure }{ "\u00A0" }on{ "\u00A0" }{ $date }
month-total-by = Carrier: { $carrier }.
month-total-by-not-said = Carrier not said.
month-total-sources = { $count ->
    [one] Source: { $sources }.
   *[other] Sources: { $sources }.
}
month-total-period = { $figure } for { $days }: where it is larger than the figures of these days together, it counts in their place.
month-total-overlapped = { $figure } for { $days } is not counted: a longer period of the same carrier holds or meets it.
month-total-across = { $figure } for { $days } reaches across the edge and is not counted.
month-total-last = The last figure before is { $figure }, on { $date }.
month-total-never = No figure was reported before either.

month-weeks = Weeks
month-weeks-caption = { $thing }, any carrier
month-weeks-week = Week
month-week = Week { $week }: { $days }
month-weeks-rule = Weeks are whole ISO weeks, Monday to Sunday, also where they reach into another month.

month-running = Running totals
month-running-none = No running total was reported in this month.
month-events = What happened
month-take = This page
