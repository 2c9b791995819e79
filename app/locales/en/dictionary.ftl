# What each column of the public files holds: on the page of files, in the sheet of definitions of a workbook, in the package
# for programs. The names of columns and their words are the same in every language, and stand here as they are written.

dictionary-claims = { $column ->
    [corridor] The corridor’s short name.
    [date] The day that the claim is about, in the corridor’s own time zone. Of a period, its last day.
    [period_start] Of a claim over a period, its first day; of a running total, the day from which it counts. Such a figure is of the whole period, never of a single day.
    [measure] What is counted.
    [counted] The source’s own definition, in its words, where it differs. Figures with different definitions are not the same thing.
    [group] Who was counted. Combined groups such as “patients and companions” are groups of their own.
    [carrier] The organisation that moved people or goods. Empty: not said, which is not “nobody”.
    [direction] Away from the isolated area, or back into it. Returns are never added to transfers.
    [facility] A hospital or another place, where the figure is of that one alone.
    [access] The class of traffic that a status speaks of. Empty: all traffic.
    [item] What was delivered.
    [unit] In what it was counted.
    [stage] Whether it happened. Only what is done makes a figure.
    [bound] How the number is to be read; empty for a status. Or why there is no number.
    [value] The number as it was said, a whole number; the words of a vague amount; or the status. Zero is a number.
    [value_high] The upper end of a range, and only of a range.
    [preferred] The desk’s public note why it prefers this claim to others about the same thing; empty where it does not.
    [source] The office or medium that says so.
    [via] Who carried the source’s words, if somebody did.
    [source_url] The page on which it says so.
    [published_on] The day on which the source said so.
    [date_note] How the day was settled where the source does not name it plainly.
    [remark] A public remark of the desk.
    [id] The claim’s own name within its day: the address of the day with # and this name leads to it.
    [published_at] Since when the claim is public as it stands, in UTC.
    [words] What was said, in words.
   *[corrected_at] When the last correction of that day became public, in UTC; empty where none did.
}
dictionary-days = { $column ->
    [corridor] The corridor’s short name.
    [date] The day, in the corridor’s own time zone.
    [measure] What is counted.
    [counted] The sources’ own definition, where it differs.
    [group] Who was counted.
    [carrier] The organisation that moved people or goods. Empty: not said.
    [direction] Away from the isolated area, or back into it.
    [facility] A hospital or another place, where the figure is of that one alone.
    [access] The class of traffic that a status speaks of. Empty: all traffic.
    [item] What was delivered.
    [unit] In what it was counted.
    [bound] How the number is to be read; empty for a status and where there is no number.
    [value] The number, a whole number; the words of a vague amount; or the status of the day. Nothing is averaged: where sources differ it is the lower end of what covers them.
    [value_high] The upper end, where the bound is a range.
    [approximate] Whether a source said “about”.
    [absence] Why there is no figure: one or more reasons, parted by semicolons.
    [said_later] Statuses that a later claim over a period gives this day, parted by semicolons. They do not make it known.
    [sources] Who says so, parted by semicolons.
    [claims] The names of the claims behind it, as in claims.json, parted by semicolons.
    [chosen_by] How the figure follows from the claims.
    [revision] The version of the record with which the day became what it is.
    [published_at] When that was, in UTC.
    [change_kind] What kind of change it was; empty for the first publication.
    [corrected_at] When the last correction of the day became public, in UTC; empty where none did.
   *[period_start] Of a figure over a period that ends on this day, its first day; of a running total, the day from which it counts.
}
dictionary-events = { $column ->
    [corridor] The corridor’s short name.
    [date] The day on which it happened, in the corridor’s own time zone.
    [title] What happened.
    [source] The office or medium that says so.
    [source_url] The page on which it says so.
    [published_on] The day on which the source said so.
    [id] The event’s own name within its day.
   *[corrected_at] When the last correction of that day became public, in UTC; empty where none did.
}

# What kind of value a column holds.
dictionary-kind = { $kind ->
    [text] text
    [word] one word of a list
    [date] date, YYYY-MM-DD
    [instant] instant in UTC, RFC 3339
    [count] whole number
    [truth] true or false
    [address] web address
    [amount] whole number, or words
   *[list] list, parted by semicolons
}

dictionary-bound = { $bound ->
    [exact] exactly this many
    [at_least] this many or more
    [more_than] more than this many
    [at_most] this many or fewer
    [fewer_than] fewer than this many
    [about] about this many
    [range] from value to value_high
   *[vague] in words only: value holds them
}
# Why there is no number.
dictionary-absence = { $reason ->
    [not_due] no report is due yet
    [not_reported] expected, and nobody reported it
    [source_silent] the source published, and left it out
    [withheld_for_safety] withheld for safety, or the day was withdrawn
    [not_applicable] does not apply on that day
   *[withheld_small_number] a small number that could point at a person: neither zero nor blank
}
# An empty cell.
dictionary-empty = { $column ->
    [value] no number: another column says why
    [bound] a status, which has no bound, or no number
   *[other] not said, or does not apply
}
dictionary-stage = { $stage ->
    [done] it happened
    [interim] so far that day
    [planned] announced, never counted
   *[attempted] set off and did not arrive, never counted
}
dictionary-direction = { $direction ->
    [outbound] away from the isolated area
   *[return] back into it
}
dictionary-status = { $status ->
    [open] open
    [restricted] restricted
    [closed] closed
    [disputed] sources of that day say different things
   *[unknown] nobody spoke of that day
}
dictionary-chosen = { $basis ->
    [alone] one claim speaks
    [alike] several claims say the same
    [covers] what covers all claims, which differ
    [preferred] the desk prefers a claim, with a public note
    [withheld] withheld, a small number
   *[later] the same source’s later statement
}
dictionary-change = { $kind ->
    [revision] better or later information
   *[correction] we were wrong
}
dictionary-series = { $column ->
    [corridor] The corridor’s short name.
    [measure] What is counted.
    [counted] The sources’ own definition, where it differs.
    [group] Who was counted.
    [carrier] The organisation that moved people or goods. Empty: of any, named or not.
    [direction] Away from the isolated area, or back into it.
    [facility] A hospital or another place, where the figure is of that one alone.
    [access] The class of traffic that a status speaks of. Empty: all traffic.
    [item] What was delivered.
    [unit] In what it was counted.
    [source] Of a running total, whose totals they are.
    [by] Whether the row is of a day, a week, a month, or of all days in view.
    [from] The first day of the row.
    [to] The last day of the row.
    [whole] Whether these are all days of the week or month, or all days that were asked for.
    [state] What is known of these days.
    [bound] How the number is to be read; empty where there is none.
    [value] The number, a whole number; or the status of one day. Flows are added up; of levels and running totals it is the last one of these days.
    [value_high] The upper end, where the bound is a range.
    [approximate] Whether a source said “about” of any part of it.
    [words] The same in words.
    [date] The day that the number is of, where these days are several and it is of one of them.
    [status_days] On how many of these days access was what.
    [days] On how many of these days there is a number, or a status.
    [of_days] How many days these are.
    [days_inside_periods] Days without a number of their own that lie inside a period that counts.
    [days_in_words] Days and periods of which the number was told in words only.
    [days_withheld] Days and periods of which the number is withheld.
    [days_disputed] Days on which claims differ.
    [days_silent] Days of which nobody said anything. They are not zero.
    [periods_counted] Figures over a period that count here as a whole.
    [periods_not_counted] Figures over a period that is of more days than these: they are not counted here.
    [absence] Why there is no figure, or none of some days: one or more reasons.
    [sources] Who says so.
    [claims] The claims behind it, as the day with # and the claim’s own name.
    [corrected_at] When the last correction of any of it became public, in UTC.
    [said_later] Statuses that a later claim over a period gives these days. They do not make them known.
    [total_after] Of the running total of a day: the day of the total that it is held against.
    [rise_low] By how much it rose since then, at least.
    [rise_high] By how much it rose since then, at most; empty where that is open.
    [daily_low] What daily reports of the days between come to, at least; empty where there is none.
    [daily_high] What they come to, at most; empty where that is open.
    [outcome] What comes of the two.
    [outcome_low] How many are missing, too many, or were moved meanwhile, at least.
   *[outcome_high] How many, at most; empty where that is open.
}
dictionary-state = { $state ->
    [figure] There is a number, or a status.
    [withheld] The number is withheld: it could point at a person.
    [in_words] It was told in words only.
    [within_period] These days lie in a period that has a figure, and have none of their own.
    [withdrawn] What was published about these days was withdrawn.
   *[not_reported] Nobody said anything. That is not zero.
}
dictionary-outcome = { $outcome ->
    [first] There is no total before it.
    [match] Rise and daily reports are the same number.
    [short] Daily reports hold fewer than the total rose by.
    [over] Daily reports hold more than the total rose by.
    [stale] It repeats an earlier total, although somebody was moved meanwhile.
    [fallen] It is lower than the total before it: the series starts anew.
   *[unclear] What was said leaves open how the two compare.
}
