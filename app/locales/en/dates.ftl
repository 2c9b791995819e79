# Dates, hours and spans of days. Years come as text: a year is not grouped in thousands. {"\u00A0"} is a no-break space.

# $month: 1 for January, 12 for December.
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

# Where there is no room for more. $month as above.
month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
date-tiny = { $day }{"\u00A0"}{ month-short }

# $weekday: 1 for Monday, 7 for Sunday.
weekday-name = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}

weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}

# April 2023
date-month = { month-name } { $year }
# 10 May 2023
date-full = { $day }{"\u00A0"}{ month-name } { $year }
# 10 May: within the year that is spoken of.
date-short = { $day }{"\u00A0"}{ month-name }
# Wednesday 10 May 2023
date-long = { weekday-name } { $day }{"\u00A0"}{ month-name } { $year }
# 29 April, 11 days ago
date-with-age = { $date }, { $age }
# Days of one month, 24–26 February; the end is a date in words.
date-days-of-one = { $from }–{ $to }
date-days-of-several = { $from } to { $to }
# 12 December 2022 to 10 May 2023
date-period = { $first } to { $last }

# 20:00. Hours and minutes come as two digits each.
clock = { $hours }:{ $minutes }
# 10 May 2023, 20:00 in Yerevan (16:00 UTC)
moment-in-words = { $date }, { $time } in { $city } ({ $utc } UTC)
# 10 May 2023, 19:40: by the corridor’s own clock.
moment-there = { $date }, { $time }
# 10 May 2023 at 16:00 UTC
moment-in-utc = { $date } at { $time } UTC
# A place whose clock is named by its distance from UTC alone: UTC+3.
zone-from-utc = UTC{ $offset }

days = { $days ->
    [one] { $days }{"\u00A0"}day
   *[other] { $days }{"\u00A0"}days
}
days-ago = { $days ->
    [one] { $days }{"\u00A0"}day ago
   *[other] { $days }{"\u00A0"}days ago
}
# It is not certain how many: 0–11 days.
days-between = { $fewest }–{ $most }{"\u00A0"}days
days-at-least = at least { days }
