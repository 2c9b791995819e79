# Amounts as sources say them, and figures that are computed from them. “More than 30” is never 31.
# $about: yes when a source said “about”.

figure-exact = { $about ->
    [yes] about { $number }
   *[no] { $number }
}
figure-range = { $about ->
    [yes] about { $low }–{ $high }
   *[no] { $low }–{ $high }
}
figure-at-least = { $about ->
    [yes] at least about { $number }
   *[no] at least { $number }
}
figure-more-than = { $about ->
    [yes] more than about { $number }
   *[no] more than { $number }
}
figure-at-most = at most { $number }
figure-fewer-than = { $about ->
    [yes] fewer than about { $number }
   *[no] fewer than { $number }
}

# In the place of a small number that could point at a person.
figure-withheld = withheld (small number)
figure-none = no figure
# Some sources gave numbers, others words alone: 30, or in words only: “several dozen”.
figure-or-words = { $figure }, or in words only: { $words }
# The source’s own words.
quoted = “{ $words }”

# On how many days a sum rests.
total-on = { $days ->
    [0] on none of { $of ->
        [one] { $of } day
       *[other] { $of } days
    }
   *[other] on { $days } of { $of ->
        [one] { $of } day
       *[other] { $of } days
    }
}
total-inside = { $days } more inside a period
total-in-words = { $days } in words only
total-withheld = { $days } withheld

# How a figure came about.
basis-alone = One claim, in its own words.
# Always two or more.
basis-alike = { $claims }{"\u00A0"}claims say the same. Equal claims do not prove one another.
basis-covers = { $claims }{"\u00A0"}claims differ. None is preferred; the figure covers them all.
# $note: the desk’s reason, as it wrote it.
basis-preferred = The desk prefers this claim: { $note }
basis-withheld = A small number is withheld; how the claims compare is not told.
basis-later = The source’s later statement took the place of its earlier one.

claims = { $claims ->
    [one] { $claims }{"\u00A0"}claim
   *[other] { $claims }{"\u00A0"}claims
}

# Rows of the latest figures.
figure-last-reported = { $thing }, last day reported
figure-differs = Sources differ. None is preferred; the figure covers them all.
# What daily reports account for of a running total. $missing, $more: numbers in words.
accounted-short = Daily reports since { $since } account for { $daily }; { $missing } { $count ->
    [one] is
   *[other] are
} in no daily report.
accounted-over = Daily reports since { $since } account for { $daily }; that is { $more } more than the total.
accounted-match = Daily reports since { $since } account for { $daily }; the two agree.
accounted-unclear = Daily reports since { $since } account for { $daily }; how the two compare is not clear.
any-carrier-days = Days since any carrier moved patients out
any-carrier-last = Last movement { $date }
# $silent of the $days days since have no report.
any-carrier-silence = { $silence ->
    [only] No report of movements on the day since.
    [all] No report of movements on any of the { days } since.
   *[some] No report of movements on { $silent } of the { days } since.
}

figures-heading-thing = What is counted
figures-heading-figure = Figure
figures-heading-about = About
figures-heading-who = Who says so
