# What was done at the desk and at the command line, for admins. The words of what was done (day.publish) are the same
# in every language.

audit-title = Audit: { -brand }
way-audit = Audit
audit-heading = Audit
audit-note = What was done at the desk and at the command line. A line is never changed. Times are in UTC.
audit-search = Search
audit-text = Words in what it was done to
audit-account = Account
audit-verb = What was done
audit-any-verb = Anything
audit-from = From day
audit-to = To day
audit-at = When
audit-subject = To what
audit-caption = { $lines ->
    [one] { $lines } line, the newest first
   *[other] { $lines } lines, the newest first
}
audit-none = No line is like that. Take a word away, or widen the days.
audit-older = Older lines
audit-export = All of these lines as a table (CSV)
