# The answer to “is it open?”, and who says so. { $strong }…{ $end } is the part that stands out.

# The whole answer as text. $cites: who says so; $clauses: what follows.
answer = { $has_cites ->
    [yes] { $word } ({ $cites }) { $clauses }.
   *[no] { $word } { $clauses }.
}
# “Unknown” says nothing about the date: what follows is a sentence of its own.
answer-unknown = { $word }. { $clauses }.
clause-with-cites = { $clause } ({ $cites })

# A source beside what it says: more than 30: Armenian Weekly, via Interfax, 29 April. { $strong }…{ $end } is the link.
cite = { $has_says ->
    [yes] { $says }:{"\u00A0"}{ cite-source }
   *[no] { cite-source }
}
cite-source = { $strong }{ $name }{ $end }{ cite-via }{ cite-date }
cite-via = { $has_via ->
    [yes] , via { $via }
   *[no] {""}
}
cite-date = { $has_date ->
    [yes] , { $date }
   *[no] {""}
}
# A source and the side that it speaks for.
source-with-side = { $source } ({ $side })
# In a dispute: what somebody said only afterwards.
cite-said-later = Said later, { $says }
# What a total says of a thing: Journeys out: 3.
thing-says = { $thing }: { $says }
# A total within which a movement may lie: ICRC moved 3 since 23 April.
total-behind = { $has_carrier ->
    [yes] { $has_start ->
        [yes] { $carrier } moved { $says } since { $start }
       *[no] { $carrier } moved { $says }
    }
   *[no] { $has_start ->
        [yes] { $says } since { $start }
       *[no] { $says }
    }
}

answer-on = on { $date }
# $number: the day of a closure or opening that a source counts from $since.
answer-day-count = on { $date }, { $strong }day{"\u00A0"}{ $number }{ $end } counted from { $since }
answer-no-report = no report yet for { $date }
answer-no-status = on { $date } no status of all traffic was reported
answer-not-begun = the record begins on { $date }
answer-ended = the record ended on { $date }
answer-last-reported = last reported, { $date }: { $strong }{ status-within }{ $end }
status-within = { $status ->
    [open] open
    [restricted] restricted
    [closed] closed
    [disputed] disputed
   *[unknown] unknown
}

# Who last moved patients, how long ago, and for how long nobody has reported a movement since.
# $when: today; days (the number is certain); span (it is not). $silence: how many of the $days days since have no
# report: none, only (one day, the only one), all, some ($silent).
answer-streak = { $when ->
    [today] { streak-who } last moved patients out on { $date }{ streak-silence }
    [days] { streak-who } last moved patients out on { $date }, { $strong }{ $age }{ $end }{ streak-silence }
   *[span] { streak-who } last moved patients out { $strong }{ $age } ago{ $end }, the last day named is { $date }{ streak-silence }
}
streak-who = { $has_carrier ->
    [yes] { $carrier }
   *[no] any carrier
}
streak-silence = { $silence ->
    [none] {""}
    [only] , with no report of movements{ streak-by } on the day since
    [all] , with no report of movements{ streak-by } on any of the { days } since
   *[some] , with no report of movements{ streak-by } on { $silent } of the { days } since
}
streak-by = { $has_carrier ->
    [yes] {" "}by { $carrier }
   *[no] {""}
}
answer-no-movement = no movement of patients out was reported since the record began, { $date }
answer-movement-unplaced = patients were moved out, but no day is named for any movement

# Running totals from a start that the source names. $amount is in words; $count is its number, for plurals.
total-journeys = { $count ->
    [one] { total-who } made { $strong }{ $amount }{ $end } journey since { $since }
   *[other] { total-who } made { $strong }{ $amount }{ $end } journeys since { $since }
}
total-deliveries = { $has_item ->
    [yes] { total-who } delivered { $strong }{ $amount }{ $end } { $unit } of { $item } since { $since }
   *[no] { total-who } delivered { $strong }{ $amount }{ $end } { $unit } since { $since }
}
total-crossed = { $strong }{ $amount }{ $end } { $group } crossed since { $since }
total-moved = { $direction ->
    [return] { total-who } moved { $strong }{ $amount }{ $end } { $group } back since { $since }, days not named
   *[outbound] { total-who } moved { $strong }{ $amount }{ $end } { $group } out since { $since }, days not named
}
total-who = { $has_carrier ->
    [yes] { $carrier }
   *[no] carriers that are not named
}

# The latest figures. $has_date: yes when the figure is about an earlier day than today.
latest-waiting = { $has_date ->
    [yes] { $strong }{ $amount }{ $end } { $group } waited{ latest-facility }{ latest-counted }{ latest-date }
   *[no] { $count ->
        [one] { $strong }{ $amount }{ $end } { $group } waits{ latest-facility }{ latest-counted }
       *[other] { $strong }{ $amount }{ $end } { $group } wait{ latest-facility }{ latest-counted }
    }
}
latest-returned = { $strong }{ $amount }{ $end } { $group } returned{ latest-date }{ latest-by }{ latest-counted }
latest-moved = { $count ->
    [one] { $strong }{ $amount }{ $end } { $group } was moved out{ latest-date }{ latest-by }{ latest-facility }{ latest-counted }
   *[other] { $strong }{ $amount }{ $end } { $group } were moved out{ latest-date }{ latest-by }{ latest-facility }{ latest-counted }
}
latest-crossed = { $direction ->
    [outbound] { $strong }{ $amount }{ $end } { $group } crossed outwards{ latest-date }{ latest-facility }{ latest-counted }
    [return] { $strong }{ $amount }{ $end } { $group } crossed back{ latest-date }{ latest-facility }{ latest-counted }
   *[unsaid] { $strong }{ $amount }{ $end } { $group } crossed{ latest-date }{ latest-facility }{ latest-counted }
}
latest-journeys = { $count ->
    [one] { $strong }{ $amount }{ $end } journey was made{ latest-date }{ latest-by }{ latest-counted }
   *[other] { $strong }{ $amount }{ $end } journeys were made{ latest-date }{ latest-by }{ latest-counted }
}
latest-deliveries = { $has_item ->
    [yes] { $strong }{ $amount }{ $end } { $unit } of { $item } delivered{ latest-date }{ latest-by }{ latest-counted }
   *[no] { $strong }{ $amount }{ $end } { $unit } delivered{ latest-date }{ latest-by }{ latest-counted }
}
# Anything else. $thing: as in a table, in small letters.
latest-other = { $strong }{ $amount }{ $end } { $thing }{ latest-date }
latest-date = { $has_date ->
    [yes] {" "}on { $date }
   *[no] {""}
}
latest-by = { $has_carrier ->
    [yes] {" "}by { $carrier }
   *[no] {""}
}
latest-facility = { $has_facility ->
    [yes] , { $facility }
   *[no] {""}
}
latest-counted = { $has_counted ->
    [yes] , counted as “{ $counted }”
   *[no] {""}
}
