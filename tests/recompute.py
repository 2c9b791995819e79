#!/usr/bin/env python3
"""Works out, from claims.csv alone, what the site says on a day: an independent second reading of the rules.

    python3 tests/recompute.py claims.csv 2023-05-10

writes the lines of expected.csv for that day: as_of, what, where, value. Standard library only; shares no code with the site,
and knows nothing but the file and the day. An unknown day stays unknown, a figure over a period is never spread over its days,
nothing is averaged, and no number is made of words.
"""

import csv
import sys
from collections import defaultdict
from datetime import date, timedelta

NUMBERS = {"exact", "at_least", "more_than", "at_most", "fewer_than", "about", "range"}
NOT_PATIENTS = {"companions", "residents", "foreign_nationals"}
ANY = object()
ONE_DAY = timedelta(days=1)
# The measures of which the worked values name the figure of a day with several claims.
SEVERAL = {"patients_transferred_total", "patients_awaiting"}


class Figure:
    """An interval; `high` is None where it is open, `about` where a source said so."""

    def __init__(self, low, high, about=False):
        self.low, self.high, self.about = low, high, about

    def hull(self, other):
        high = None if None in (self.high, other.high) else max(self.high, other.high)
        return Figure(min(self.low, other.low), high, self.about or other.about)

    def plus(self, other):
        high = None if None in (self.high, other.high) else self.high + other.high
        return Figure(self.low + other.low, high, self.about or other.about)

    def larger(self, other):
        """Bound by bound, the larger of the two."""
        high = None if None in (self.high, other.high) else max(self.high, other.high)
        return Figure(max(self.low, other.low), high, self.about or other.about)

    def is_nothing(self):
        return self.high == 0

    def __str__(self):
        about = "about " if self.about else ""
        if self.high is None:
            return f"{about}at least {self.low}"
        return f"{about}{self.low}" if self.low == self.high else f"{about}{self.low}-{self.high}"


NOTHING = Figure(0, 0)


class Claim:
    """One row that is a statement."""

    def __init__(self, row):
        self.row = row
        self.day = date.fromisoformat(row["date"])
        self.start = date.fromisoformat(row["period_start"]) if row["period_start"] else None
        self.measure, self.bound, self.source = row["measure"], row["bound"], row["source"]
        self.carrier, self.direction, self.group = row["carrier"], row["direction"], row["group"]
        self.done = row["stage"] in ("", "done")
        names = ["measure", "counted", "group", "carrier", "direction", "facility", "access", "item", "unit", "stage"]
        self.thing = tuple(row[name] for name in names) + (row["period_start"],)
        self.plain = not (row["counted"] or row["facility"] or row["item"])

    def figure(self):
        if self.bound not in NUMBERS:
            return None
        n = int(self.row["value"])
        return {
            "exact": lambda: Figure(n, n),
            "about": lambda: Figure(n, n, True),
            "at_least": lambda: Figure(n, None),
            "more_than": lambda: Figure(n + 1, None),
            "at_most": lambda: Figure(0, n),
            "fewer_than": lambda: Figure(0, n - 1),
            "range": lambda: Figure(n, int(self.row["value_high"])),
        }[self.bound]()


def speaking(claims):
    """Of claims about one thing on one day: the preferred one, else the later published statement of each source."""
    preferred = [claim for claim in claims if claim.row["preferred"]]
    if preferred:
        return preferred[:1]
    latest = {}
    for claim in claims:
        latest[claim.source] = max(latest.get(claim.source, ""), claim.row["published_on"])
    return [claim for claim in claims if claim.row["published_on"] == latest[claim.source]]


def hull_of(claims):
    figures = [figure for figure in (claim.figure() for claim in speaking(claims)) if figure]
    found = None
    for figure in figures:
        found = figure if found is None else found.hull(figure)
    return found


class Record:
    def __init__(self, path, today):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.today = today
        self.begin = min(date.fromisoformat(row["date"]) for row in rows)
        is_claim = lambda row: row["bound"] in NUMBERS | {"vague"} or (not row["bound"] and row["measure"])
        self.claims = [claim for claim in map(Claim, filter(is_claim, rows)) if claim.day <= today and claim.done]

    # Status

    def status(self, day):
        of_all = [c for c in self.claims if c.measure == "access_status" and not c.row["access"]]
        own = speaking([c for c in of_all if c.day == day])
        over_periods = defaultdict(list)
        for claim in of_all:
            if claim.start:
                over_periods[claim.day].append(claim)
        # Whether a later statement of the same source took a claim back is decided among all of its day.
        heard = {id(c) for d in over_periods for c in speaking([c for c in of_all if c.day == d])}
        later = [c for c in of_all if c.start and c.start <= day < c.day and id(c) in heard]
        words, said_later = {c.row["value"] for c in own}, {c.row["value"] for c in later}
        decided = any(c.row["preferred"] for c in own)
        if not words:
            word = "unknown"
        elif len(words) > 1 or (said_later - words and not decided):
            word = "disputed"
        else:
            word = words.pop()
        return word + (f"; said later {'+'.join(sorted(said_later))}" if said_later else "")

    # Patients moved

    def moved(self, direction, carrier):
        """Plain figures of single days, and claims over a period: of one carrier ("" is: not said), or of any."""
        flows = [c for c in self.claims if c.measure == "patients_transferred" and c.plain]
        flows = [c for c in flows if c.group == "patients" and c.direction == direction]
        days, periods = {}, defaultdict(list)
        by_day = defaultdict(lambda: defaultdict(list))
        for claim in flows:
            if claim.start is None:
                by_day[claim.day][claim.carrier].append(claim)
            elif carrier is ANY or claim.carrier == carrier:
                periods[(claim.start, claim.day)].append(claim)
        for day, carriers in by_day.items():
            figures = {name: hull_of(claims) for name, claims in carriers.items()}
            figure = self.any_carrier(figures) if carrier is ANY else figures.get(carrier)
            if figure:
                days[day] = figure
        found = ((span, hull_of(claims)) for span, claims in periods.items())
        return days, {span: figure for span, figure in found if figure}

    @staticmethod
    def any_carrier(figures):
        """The sum over the named carriers, hulled with the figure whose carrier was not said."""
        named = None
        for name, figure in figures.items():
            if name and figure:
                named = figure if named is None else named.plus(figure)
        unnamed = figures.get("")
        return named.hull(unnamed) if named and unnamed else named or unnamed

    def total(self, direction, carrier, first, last):
        """The sum of a window, on how many days it rests, and how many more lie inside a period."""
        days, periods = self.moved(direction, carrier)
        own = {day: figure for day, figure in days.items() if first <= day <= last}
        # Of periods that overlap the longest counts; one across the edge of the window does not.
        inside = sorted((s for s in periods if first <= s[0] and s[1] <= last), key=lambda s: (s[0] - s[1], s))
        chosen = []
        for span in inside:
            if all(span[1] < other[0] or other[1] < span[0] for other in chosen):
                chosen.append(span)
        total, counted, covered = NOTHING, set(), 0
        for span in chosen:
            within = NOTHING
            for day in own:
                if span[0] <= day <= span[1]:
                    within, _ = within.plus(own[day]), counted.add(day)
            total = total.plus(within.larger(periods[span]))
            covered += (span[1] - span[0]).days + 1 - sum(span[0] <= day <= span[1] for day in own)
        for day, figure in own.items():
            if day not in counted:
                total = total.plus(figure)
        return total, len(own), covered

    def coverage(self, direction, carrier, first, last):
        total, days, covered = self.total(direction, carrier, first, last)
        more = f", {covered} more inside a period" if covered else ""
        return f"{total} on {days} of {(last - first).days + 1} days{more}", days, covered

    # Days since the last reported movement

    def since_last(self, carrier):
        days, _ = self.moved("outbound", carrier)
        last = max(day for day, figure in days.items() if not figure.is_nothing())
        silent = (self.today - last).days - sum(day > last for day in days)
        most = fewest = (self.today - last).days
        for claim in self.claims:
            total = claim.measure == "patients_transferred_total"
            period = claim.measure == "patients_transferred" and claim.start
            fits = carrier is ANY or claim.carrier == carrier
            patients = claim.direction == "outbound" and claim.group not in NOT_PATIENTS
            if not ((total or period) and fits and patients and claim.day > last and claim.figure()):
                continue
            if claim.figure().low > self.accounted_for(claim, last):
                fewest = min(fewest, (self.today - claim.day).days)
        span = f"{most}" if fewest == most else f"{fewest}-{most}"
        return f"{span} since {last} (no report on {silent})"

    def accounted_for(self, claim, last):
        """How many are known by then: the days of the claim, or a total that was known at the last movement and the days since."""
        mover = claim.carrier or ANY
        most = lambda first: self.sum_of_days(mover, first, claim.day)
        known = most(claim.start or self.begin)
        for earlier in self.claims:
            total = earlier.measure == "patients_transferred_total" and earlier.thing == claim.thing
            if total and earlier.day <= last and earlier.figure() and earlier.figure().high is not None:
                known = max(known, earlier.figure().high + most(earlier.day + ONE_DAY))
        return known

    def sum_of_days(self, mover, first, last):
        days, _ = self.moved("outbound", mover)
        highs = [figure.high for day, figure in days.items() if first <= day <= last]
        return float("inf") if None in highs else sum(highs)

    # Running totals

    def headline_series(self):
        """The source with the most totals of patients moved out, as (source, carrier, totals by day)."""
        series = defaultdict(lambda: defaultdict(list))
        for c in self.claims:
            if c.measure == "patients_transferred_total" and c.plain and c.group == "patients" and c.direction == "outbound":
                series[(c.source, c.carrier, c.start)][c.day].append(c)
        key = max(series, key=lambda key: (len(series[key]), max(series[key])))
        return key[0], key[1], {day: hull_of(claims) for day, claims in sorted(series[key].items())}

    def reconciled(self, carrier, totals):
        bound = None
        for day, total in totals.items():
            if bound is None:
                yield day, f"{total}: first"
                bound = (day, total.low)
                continue
            after, before = bound
            daily, *_ = self.total("outbound", carrier, after + ONE_DAY, day)
            rise, moved = total.low - before, daily.low
            if rise == 0 and moved > 0:
                yield day, f"{total}: stale: {moved} moved since {after}"
                continue
            if rise < 0:
                yield day, f"{total}: fallen"
            else:
                apart = {True: f"short by {rise - moved}", False: f"over by {moved - rise}"}[rise > moved]
                yield day, f"{total}: +{rise} after {after}, daily {moved}: {'match' if rise == moved else apart}"
            bound = (day, total.low)

    def several(self):
        things = defaultdict(list)
        for claim in self.claims:
            if claim.measure in SEVERAL and not claim.start and not claim.row["facility"]:
                things[(claim.day, claim.thing)].append(claim)
        for (day, _), claims in sorted(things.items()):
            if len(claims) > 1 and hull_of(claims):
                one = claims[0]
                direction = f" {one.direction}" if one.direction else ""
                yield day, f"{one.measure} {one.carrier}{direction} : {hull_of(claims)}"


def months(first, last):
    begin = first
    while begin <= last:
        following = (begin.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield begin.strftime("%Y-%m"), begin, min(following - ONE_DAY, last)
        begin = following


def weeks(first, last):
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        year, week, _ = monday.isocalendar()
        yield f"{year}-W{week:02}", monday, monday + timedelta(days=6)
        monday += timedelta(days=7)


def worked_values(record):
    today, begin = record.today, record.begin
    for back in range(89, -1, -1):
        day = today - timedelta(days=back)
        yield "status", day, record.status(day)
    yield "days since last movement", "ICRC", record.since_last("ICRC")
    yield "days since last movement", "any carrier", record.since_last(ANY)
    for direction, carrier, name in [
        ("outbound", ANY, "any carrier"),
        ("outbound", "ICRC", "ICRC"),
        ("return", ANY, "any carrier"),
        ("return", "", "carrier not said"),
        ("return", "ICRC", "ICRC"),
    ]:
        yield f"patients {direction} since {begin}", name, record.coverage(direction, carrier, begin, today)[0]
    for name, first, last in months(begin, today):
        yield "patients outbound in month", name, record.coverage("outbound", ANY, first, last)[0]
    for name, first, last in weeks(begin, today):
        words, days, covered = record.coverage("outbound", ANY, first, last)
        if days or covered:
            yield "patients outbound in week", name, words
    source, carrier, totals = record.headline_series()
    for day, words in record.reconciled(carrier, totals):
        yield f"running total, {source}, {carrier}", day, words
    for day, words in record.several():
        yield "figure of several claims", day, words


def main(arguments):
    if len(arguments) != 2:
        sys.stderr.write("usage: recompute.py CLAIMS.csv YYYY-MM-DD\n")
        return 2
    today = date.fromisoformat(arguments[1])
    out = csv.writer(sys.stdout, lineterminator="\n")
    for what, where, value in worked_values(Record(arguments[0], today)):
        out.writerow([today, what, where, value])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
