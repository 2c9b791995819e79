# Figures over days: strip, charts, their tables and files.

strip-heading = The last 90 days
charts-heading = Over these days

## The strip of days: the rest of a day's name stands behind its number, "18".

chart-strip-day = { month-name }: { $word }. { $lines }
chart-strip-nobody = Nobody spoke of access that day
chart-strip-summary = { $days ->
    [one] Of { $days } day, { $to }
   *[other] Of the { $days } days from { $from } to { $to }
}, nobody spoke of access on the day itself on { $silent }; { $disputed ->
    [0] on no day do sources differ
    [one] on { $disputed } day sources differ
   *[other] on { $disputed } days sources differ
}.
mark-with-statuses = { $words } ({ $statuses })
chart-key-disputed = Disputed: sources differ
chart-key-unknown = Unknown: nobody spoke of that day
chart-key-later = Unknown, said later of a whole period
chart-one-class = The status of one class of traffic only: it does not colour the day.

chart-cells-title = Access, { $from } to { $to }

## What is counted

chart-carrier-not-said = Carrier not said

## Findings and coverage

chart-title = { $what }: { $figure } { $periods ->
    [0] in daily reports
   *[other] reported
}
chart-title-none = { $what }: no figure in { $of ->
    [one] { $of } day
   *[other] { $of } days
}
chart-coverage = { $figure } { $on }
chart-summary = { $figure } on { $days } of the { $of } days from { $from } to { $to }{ $inside ->
    [0] {""}
   *[other] , { $inside } more inside a period
}{ $has_last ->
    [yes] ; the last figure is { $last }
   *[no] {""}
}.
chart-last = { $figure } on { $date }
chart-also = Also reported of these days, counted apart and not drawn here: { $things }.
chart-named = { $figure } ({ $what })
chart-nobody = No figure from { $from } to { $to }. Nobody reported: { $what }.
chart-nobody-last = No figure from { $from } to { $to }. Nobody reported: { $what }. The last figure is { $figure }, on { $date }.

## Signs. A letter or two within a drawing: as short as they can be.

chart-sign-withheld = w
chart-sign-words = “…”
chart-short-at-least = { $number }+
chart-short-more-than = >{ $number }
chart-short-at-most = ≤{ $number }
chart-short-fewer-than = <{ $number }
chart-short-about = ~{ $number }
chart-short-range = { $low }–{ $high }

chart-legend-exact = the figure of a day
chart-legend-zero = a source said nobody
chart-legend-at-least = { $sign }: at least, no upper end
chart-legend-at-most = at most
chart-legend-range = from the low to the high
chart-legend-about = ~: about
chart-legend-words = said in words only
chart-legend-period = one figure for a period, never spread over its days
chart-legend-withheld = w: a small number, withheld
chart-legend-silent = no figure: not zero
chart-legend-corrected = corrected since first published
chart-legend-point = running total
chart-legend-stock = the number of a day; a line joins neighbouring days only
chart-legend-hollow = running totals by other sources
chart-legend-daily = daily reports added up
chart-legend-gap = days whose reports do not come to the total’s rise: so many are in no daily report; with + reports hold so many more
chart-legend-point-open = no upper end
chart-legend-point-range = from the lowest to the highest said
chart-legend-point-about = about
chart-legend-point-untold = in words only, or a small number withheld

## Descriptions of drawings, read aloud

chart-on-day = { $figure } on { $day }
chart-over-days = { $figure } over { $span }
chart-described = { $what }: { $said }; { $silent ->
    [0] a figure on every day
    [one] no figure on { $silent } day
   *[other] no figure on { $silent } days
}.
chart-described-none = { $what }: { $silent ->
    [one] no figure on { $silent } day
   *[other] no figure on { $silent } days
}.
chart-running-described = { $what }: { $said }{ $has_daily ->
    [yes] ; daily reports add up to { $daily }
   *[no] {""}
}.
chart-running-described-none = { $what }: no total{ $has_daily ->
    [yes] ; daily reports add up to { $daily }
   *[no] {""}
}.
chart-by-source = { $figure } ({ $source })
chart-outcome-other-source = other source
chart-part-title = { $what }, { $month }
# What is missing before the first interval that is drawn. $of: so many days.
chart-gap-before = { $missing } more in no daily report { $of ->
    [one] of { $to }
   *[other] from { $from } to { $to }
}.

# Behind the description of a drawing. $days: numbers of days in a row.
chart-corrected-on = Corrected since first published: { $days }.

## Tables

chart-in-a-table = The same in a table
chart-table-days = Every day with a figure
chart-head-day = Day
# A day of a table whose figures were corrected.
chart-day-corrected = { $day }, corrected
chart-head-who = Who says so
chart-no-figure = no figure
chart-other-days-inside = On the other { $days ->
    [one] day
   *[other] { $days } days
} from { $from } to { $to } nobody gave a figure: not zero. { $inside ->
    [one] { $inside } more day has one only within a period.
   *[other] { $inside } more days have one only within a period.
}
chart-other-days = { $days ->
    [one] On the other day from { $from } to { $to } nobody gave a figure: not zero.
   *[other] On the other { $days } days from { $from } to { $to } nobody gave a figure: not zero.
}
chart-file-svg = Chart (SVG)
chart-file-png = Chart (PNG)

## Where a file is from

chart-from = { $corridor }. { $record } Every figure is a claim by a source: the pages of the days and the file of claims name each.
chart-address = Corridor Status, { $address }

## Running totals

# $result: how total and daily reports compare; alone: there is no daily report.
chart-running-title = { $what }: { $total }{ $result ->
    [short] ; { $by } { $count ->
        [one] is
       *[other] are
    } in no daily report
    [over] ; daily reports hold { $by } more
    [match] , and daily reports agree
   *[unclear] {""}
}
chart-running-summary = { $total } since { $since } ({ $source }, { $date }); { $result ->
    [short] daily reports account for { $daily }; { $by } { $count ->
        [one] is
       *[other] are
    } in no daily report.
    [over] daily reports account for { $daily }, { $by } more than that.
    [match] daily reports account for the same number.
    [alone] there is no daily report to hold it against.
   *[unclear] daily reports account for { $daily }; how the two compare is not clear.
}
chart-running-points = Filled: { $source }. Other sources are never mixed with it. No line joins totals: what lay between two of them nobody said.
chart-lines-at = Lines at { $lines }.
# $result: short or over; $days a span of days.
chart-gap = { $result ->
    [over] { $by } more in daily reports than the total rose by: { $days }.
   *[short] { $by } in no daily report: { $days }.
}
chart-no-total = No running total from { $from } to { $to }: { $what }.
chart-no-total-last = No running total from { $from } to { $to }: { $what }. The last is { $figure }, on { $date }.
chart-table-totals = Each total of { $source }, against the daily reports since the one before
chart-head-access = Access
chart-head-said = What was said
chart-other-days-access = { $days ->
    [one] On the other day
   *[other] On the other { $days } days
} from { $from } to { $to } nobody spoke of access on the day itself.
chart-table-access = Every day on which somebody spoke of access
chart-stocks-title = { $what }: { $figure } on { $date }
chart-stocks-title-several = { $what }: { $counts } counts that are never added
chart-stocks-title-none = { $what }: no figure
# Behind the days with a figure. $untold: days on which something was said that is no number to be shown.
chart-stocks-untold = { $untold ->
    [0] {""}
    [one] , on { $untold } more it is withheld or said in words only
   *[other] , on { $untold } more it is withheld or said in words only
}
chart-stocks-coverage = { $figure } on { $date }; { $days ->
    [one] { $days } day of { $of } has a figure
   *[other] { $days } days of { $of } have a figure
}{ chart-stocks-untold }
chart-stocks-summary = { $days ->
    [one] { $days } day of { $of } has a figure
   *[other] { $days } days of { $of } have a figure
}{ chart-stocks-untold }; numbers counted in different ways stand apart and are never added.
chart-head-up-to = Up to
chart-head-total = Total
chart-head-rise = Rise
chart-head-daily = Daily reports
chart-head-result = Result
chart-none = –
chart-no-total-title = { $what }: no running total on { $days ->
    [one] this day
   *[other] these { $days } days
}
