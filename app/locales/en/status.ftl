# The status page of a corridor, and what every page says of a corridor and the hour.

# The title of the window: Closed, 10 May 2023: Berdzor / Lachin corridor.
status-title = { $word }, { $date }: { $corridor }

# Behind how late the record is: Up to date: …
because-not-begun = the record begins on { $date }.
because-ended = the record ended on { $date }.
because-not-expected = no report is expected.
because-next-day = the newest report is about { $last }; the next is due by { $due }.
because-next-hour = the newest report is about { $last }; the next is due at { $time }.
because-first-hour = the first report is due at { $time }.
because-newest = the newest report is about { $last }.
because-none = no day was reported yet.
place-as-of = As of { $time } in { $city }.

# A class of traffic of which nobody spoke: in 30 days.
class-within = in { days }
class-nobody = No status reported

# $silent: days without a report since $since, among those that are listed.
other-days = { $silent ->
    [0] Since { $since } every day has a report.
    [1] The other day since { $since } has no report: unknown, neither open nor zero.
   *[other] The other { $silent }{"\u00A0"}days since { $since } have no report: unknown, neither open nor zero.
}
earlier-days = { $days ->
    [one] Before that, { $days }{"\u00A0"}day has a report.
   *[other] Before that, { $days }{"\u00A0"}days have a report.
}

# Who says what of a day’s access. $says begins with a capital in the first two.
access-said = { $says }: { $source }
access-not-counted = { $says }, not counted: { $source }
access-preferred = The desk prefers this claim: { $note }
# Cargo only, closed: Armenian Weekly.
access-of-class = { $class }, { $says }: { $source }
access-said-later = Said later, { $says }: { $source }, { $date }

# What else is recorded of a day: Patients moved out: 16.
day-figure = { $has_period ->
    [yes] { $thing } ({ $period }): { $amount }
   *[no] { $thing }: { $amount }
}

empty-before = Nothing is published yet. The record begins on { $begins }.
empty-first-day = Nothing is published for { $begins } yet. { empty-means }
empty-days = Nothing is published from { $begins } to { $today }. { empty-means }
empty-means = A day without a report is unknown: neither open nor closed, and not zero. The first published day will stand here at once.

small-numbers-shown = No small number is withheld.
small-numbers-withheld = Numbers of a single facility or of a small group from 1 to { $most } are withheld; they could point at a person.

file-claims = Claims (CSV)
file-latest = Latest (JSON)

status-heading-record = The record
status-heading-for-whom = Open for whom
status-heading-figures = Latest figures
status-heading-days = Latest days
status-heading-events = What happened
status-heading-use = Use these figures
status-no-figure = No figure was reported yet. A figure that nobody gave is not zero.

classes-heading-traffic = Traffic
classes-heading-status = Status
classes-heading-who = Who says so
classes-heading-about = About

days-heading-day = Day
days-heading-access = Access
days-heading-said = What was said

# Read aloud before sources that differ.
disputed-aloud = Disputed.
