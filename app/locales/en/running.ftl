# What lies around one day: carriers together, claims over a period, running totals held against daily reports.

around-together = All carriers together
around-together-what = What is counted
around-together-figure = Together
around-together-parts = By carrier, and who says so
around-together-carrier = { $carrier }: { $figure }
around-together-not-said = Carrier not said: { $figure }
around-together-rule = The named carriers are added up. A claim that names no carrier may mean any of them: it is not added, the figure covers it.

around-periods = Over a period
around-periods-what = What is counted
around-periods-figure = Figure
around-periods-days = Period
around-periods-who = Who says so
around-periods-rule = These claims are about several days together, this day among them. They are never spread over their days.
around-period-only = This day has no figure of its own: it lies within { $figure } for { $days }.
around-period-only-untold = This day has no figure of its own.

running-around = Running totals around this day
running-up-to = Up to
running-total = Total
running-since = Since the total before
running-result = Result
running-who = Who says so
running-rule = A total is held against all daily reports after the day of the total before it, up to and with its own day, for the same carrier and direction, by any source. Totals of different sources are never mixed.
running-rose = { $rise } more than on { $date }.
running-stood = The same as on { $date }.
running-no-number = in words only
running-daily = { $of ->
    [one] The daily report of { $to } accounts for { $figure }.
   *[other] Daily reports from { $from } to { $to } account for { $figure }, { $on }:
}
# The same where no list of the days follows.
running-daily-alone = Daily reports from { $from } to { $to } account for { $figure }, { $on }.
running-no-daily = { $of ->
    [one] There is no daily report of { $to }.
   *[other] There is no daily report from { $from } to { $to }.
}
running-first = First total
running-first-note = { $source } gave none before it.
running-first-since-note = Daily reports since { $date } account for { $figure }.
running-first-since-none = There is no daily report since { $date }.
running-match = Match
running-match-note = Rise and daily reports are the same number.
running-short = Short by { $figure }
running-short-note = { $count ->
    [one] { $figure } is in no daily report.
   *[other] { $figure } are in no daily report.
}
running-over = Over by { $figure }
running-over-note = Daily reports hold { $figure } more than the total rose by.
running-stale = Stale
running-stale-note = { $count ->
    [one] It repeats the total of { $date }, although { $figure } was moved in between. The next total is held against that of { $date }.
   *[other] It repeats the total of { $date }, although { $figure } were moved in between. The next total is held against that of { $date }.
}
running-fallen = Fallen
running-fallen-note = It is lower than the total before: the series starts anew.
running-unclear = Unclear
running-unclear-note = What was said leaves open how the two compare.
running-no-later = { $source } gave no total after { $date }.
