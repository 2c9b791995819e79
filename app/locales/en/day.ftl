# The page of one day.

day-title = { $date }: { $corridor }
# Wednesday 10 May 2023, day 150. $number: the day of a closure or opening.
day-heading = { $date }, day{"\u00A0"}{ $number }
day-not-yet = { $date }: not yet
day-without-report = { $date }: no report
day-pager = Days
day-pager-before = ← { $day }
day-pager-after = { $day } →

day-counted = { claims } by { day-sources }.
day-sources = { $sources ->
    [one] { $sources }{"\u00A0"}source
   *[other] { $sources }{"\u00A0"}sources
}
day-differ-status = They differ on the status.
day-differ-both = They differ on the status, and on { $differ } of { day-figures }.
day-differ-figures = They differ on { $differ } of { day-figures }.
day-figures = { $figures ->
    [one] { $figures }{"\u00A0"}figure
   *[other] { $figures }{"\u00A0"}figures
}

day-no-status = No status of all traffic is recorded for this day.
day-about-all = { claims } about all traffic.
day-about-class = { claims } about one class of traffic, which never colours the day.
# $start: the first day of the time that the source speaks of.
day-said-later = { $has_start ->
    [yes] Said later, { $says } of the time since { $start }: { $source }, { $date }.
   *[no] Said later, { $says }: { $source }, { $date }.
}

# What is known of a claim: a term, and the text beside it.
fact-remark = Remark
fact-about = About
fact-counts = Counts
fact-definition = Definition
fact-stage = Stage
fact-stage-text = { $stage }: never counted
fact-source = Source
fact-source-side = speaks for { $side }
fact-carried-by = Carried by
fact-published = Published
fact-published-unknown = date not recorded
fact-its-day = Its day
fact-preferred = Preferred
fact-not-counted = Not counted
fact-not-counted-text = another claim speaks in its place
fact-page = Page
fact-page-unknown = not recorded
about-status-period = { $period }. Counts for { $date }; the days before show it as said later
about-period = { $period }, days not named

# Why a figure is missing: Source silent (ICRC).
absence = { $has_source ->
    [yes] { $reason } ({ $source }).
   *[no] { $reason }.
}
absence-last = The last figure is { $figure }, { $date }.

# $role: of whom at the desk; $version: of the record.
day-published = First published on { $first } by the desk ({ $role }), as version { $version } of the record.
# $reason: as the desk wrote it.
day-published-again = { $has_reason ->
    [yes] Published again on { $first }, after a withdrawal, by the desk ({ $role }), as version { $version } of the record: { $reason }
   *[no] Published again on { $first }, after a withdrawal, by the desk ({ $role }), as version { $version } of the record.
}
# $reason: as the desk wrote it.
day-changed = { $has_reason ->
    [yes] First published on { $first }; changed { day-changes } since. { $kind } on { $last } by the desk ({ $role }), version { $version }: { $reason }
   *[no] First published on { $first }; changed { day-changes } since. { $kind } on { $last } by the desk ({ $role }), version { $version }
}
day-changes = { $changes ->
    [one] { $changes }{"\u00A0"}time
   *[other] { $changes }{"\u00A0"}times
}

day-no-report = No report for { $date }. The day is unknown: neither open nor closed, and not zero.
day-last-report = The last day with a report is { $date }.

day-heading-no-report = No report
day-heading-because = How the headline came about
day-heading-absences = Without a figure
day-absences-note = Without a figure is not zero, and no earlier figure is carried over.
day-heading-events = What happened
day-heading-note = Note of the desk
day-heading-history = History
day-heading-page = This page
