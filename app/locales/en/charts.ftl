# Figures over days: strip, charts, their tables and files.

chart-days-more-inside = { $days ->
    [one] { $days } day more inside a period
   *[other] { $days } days more inside a period
}
