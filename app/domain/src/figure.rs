//! What is *computed* from claims: the figure of one thing on one day, with how it came about. Nothing is averaged.

use chrono::NaiveDate;

use crate::amount::Amount;
use crate::measure::MeasureKind;
use crate::note::Note;
use crate::record::{PublicSays, Record, Said};
use crate::thing::{Stage, Thing};

/// The whole numbers from `low` to `high`; without an upper end when `high` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lowest number that is meant.
    pub low: u64,
    /// The highest number that is meant; none: no upper end.
    pub high: Option<u64>,
}

impl Interval {
    /// An interval. A `high` below `low` is raised to it.
    pub fn new(low: u64, high: Option<u64>) -> Self {
        Self { low, high: high.map(|high| high.max(low)) }
    }

    /// The smallest interval that covers both.
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.zip(other.high).map(|(a, b)| a.max(b)) }
    }

    /// Bound by bound.
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high.zip(other.high).map(|(a, b)| a + b) }
    }
}

/// A computed number: an interval, whether any part of it was said to be "about", and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The interval.
    pub interval: Interval,
    /// Whether the lower end was only said as "more than" the number below it.
    pub low_open: bool,
    /// Whether the upper end was only said as "fewer than" the number above it.
    pub high_open: bool,
    /// Whether any claim said "about".
    pub approximate: bool,
    /// How many claims it rests on.
    pub claims: usize,
    /// How many claims said it in words only.
    pub vague: usize,
}

impl Figure {
    /// The figure of one amount; none for words without a number.
    pub fn of(amount: &Amount) -> Option<Self> {
        Some(Self {
            interval: amount.interval()?,
            low_open: matches!(amount, Amount::MoreThan(_)),
            high_open: matches!(amount, Amount::FewerThan(_)),
            approximate: amount.is_approximate(),
            claims: 1,
            vague: 0,
        })
    }

    /// The smallest figure that covers both.
    pub fn hull(self, other: Self) -> Self {
        let interval = self.interval.hull(other.interval);
        let low_closed = |f: &Self| f.interval.low == interval.low && !f.low_open;
        let high_closed = |f: &Self| f.interval.high == interval.high && !f.high_open;
        Self {
            interval,
            low_open: !low_closed(&self) && !low_closed(&other),
            high_open: interval.high.is_some() && !high_closed(&self) && !high_closed(&other),
            approximate: self.approximate || other.approximate,
            claims: self.claims + other.claims,
            vague: self.vague + other.vague,
        }
    }

    /// The sum: bounds add.
    pub fn plus(self, other: Self) -> Self {
        let interval = self.interval.plus(other.interval);
        Self {
            interval,
            low_open: self.low_open || other.low_open,
            high_open: interval.high.is_some() && (self.high_open || other.high_open),
            approximate: self.approximate || other.approximate,
            claims: self.claims + other.claims,
            vague: self.vague + other.vague,
        }
    }

    /// The same with so many more claims in words only: it has no upper end then.
    pub fn with_vague(mut self, vague: usize) -> Self {
        if vague > 0 {
            self.interval.high = None;
            self.high_open = false;
            self.vague += vague;
        }
        self
    }

    /// The same without its upper end, if a part of it is not told.
    pub(crate) fn at_least_if(mut self, part_untold: bool) -> Self {
        if part_untold {
            self.interval.high = None;
            self.high_open = false;
        }
        self
    }

    /// Nothing, from no claim: where a sum begins.
    pub fn nothing() -> Self {
        Self {
            interval: Interval::new(0, Some(0)),
            low_open: false,
            high_open: false,
            approximate: false,
            claims: 0,
            vague: 0,
        }
    }
}

/// How the figure of a thing on a day came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// One claim speaks, and no other claim was made.
    Alone,
    /// Several claims speak and say the same.
    Alike,
    /// Several claims speak; the figure covers them all.
    Covers,
    /// The desk prefers one, and says why.
    Preferred(Note),
    /// A small number is withheld: how the claims compare is not told.
    Withheld,
    /// A source's later statement took the place of its earlier one.
    Later,
}

/// The figure of one thing on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayFigure<'r> {
    /// The thing.
    pub thing: &'r Thing,
    /// The day.
    pub date: NaiveDate,
    /// The computed figure; none when the claims say it in words only, or are withheld.
    pub figure: Option<Figure>,
    /// How it came about.
    pub basis: Basis,
    /// The claims that make it, in order of publication, then by the source's name.
    pub speaking: Vec<Said<'r>>,
    /// The claims of the same thing that do not.
    pub set_aside: Vec<Said<'r>>,
}

impl<'r> DayFigure<'r> {
    /// The figure of a thing on a day. None without a claim that it happened; a status has no figure.
    pub fn of(record: &'r Record, date: NaiveDate, thing: &Thing) -> Option<Self> {
        let claims: Vec<Said<'r>> = record.said_on(date).filter(|said| said.claim.thing == *thing).collect();
        Self::choose(date, claims)
    }

    /// The figures of all things that have claims on a day, in the order of the measures.
    pub fn all(record: &'r Record, date: NaiveDate) -> Vec<Self> {
        let mut things: Vec<&Thing> = record.said_on(date).map(|said| &said.claim.thing).collect();
        things.sort();
        things.dedup();
        things.into_iter().filter_map(|thing| Self::of(record, date, thing)).collect()
    }

    fn choose(date: NaiveDate, claims: Vec<Said<'r>>) -> Option<Self> {
        let thing = &claims.first()?.claim.thing;
        if thing.stage != Stage::Done || thing.measure.kind() == MeasureKind::Access {
            return None;
        }
        let (mut speaking, mut set_aside, chosen) = speakers(claims);
        sort_for_reading(&mut speaking);
        sort_for_reading(&mut set_aside);
        let withheld = speaking.iter().any(|said| said.claim.says == PublicSays::Withheld);
        let basis = match chosen {
            _ if withheld => Basis::Withheld,
            Chosen::Preferred(note) => Basis::Preferred(note),
            _ if speaking.len() > 1 && speaking.windows(2).all(|two| two[0].claim.says == two[1].claim.says) => {
                Basis::Alike
            }
            _ if speaking.len() > 1 => Basis::Covers,
            Chosen::Later => Basis::Later,
            Chosen::All => Basis::Alone,
        };
        let figures = speaking.iter().filter_map(|said| said.claim.says.amount()).filter_map(Figure::of);
        // Beside a withheld number no other may stand for both: it would tell where the withheld one lies.
        let figure = figures.reduce(Figure::hull).filter(|_| !withheld);
        Some(Self { thing, date, figure, basis, speaking, set_aside })
    }

    /// Whether the claims that speak differ.
    pub fn is_disputed(&self) -> bool {
        self.basis == Basis::Covers
    }

    /// Whether what speaks is withheld for its small number.
    pub fn is_withheld(&self) -> bool {
        self.speaking.iter().any(|said| said.claim.says == PublicSays::Withheld)
    }

    /// How many claims speak in words only.
    pub fn vague(&self) -> usize {
        self.speaking.iter().filter(|said| matches!(said.claim.says.amount(), Some(Amount::Vague(_)))).count()
    }
}

enum Chosen {
    Preferred(Note),
    Later,
    All,
}

/// Which of the claims of one thing (or of one status) speak: the preferred one; else each source's latest.
fn speakers(claims: Vec<Said<'_>>) -> (Vec<Said<'_>>, Vec<Said<'_>>, Chosen) {
    if let Some((index, note)) =
        claims.iter().enumerate().find_map(|(index, said)| Some((index, said.claim.preferred.clone()?)))
    {
        let mut rest = claims;
        let preferred = rest.remove(index);
        return (vec![preferred], rest, Chosen::Preferred(note));
    }
    let (set_aside, speaking): (Vec<_>, Vec<_>) = claims.iter().partition(|said| is_outdated(said, &claims));
    let chosen = if set_aside.is_empty() { Chosen::All } else { Chosen::Later };
    (speaking, set_aside, chosen)
}

/// Whether the same source made a later published statement about it. Statements of one date stand side by side.
fn is_outdated(said: &Said<'_>, claims: &[Said<'_>]) -> bool {
    claims.iter().any(|other| {
        other.report.source == said.report.source
            && other.report.published_on.zip(said.report.published_on).is_some_and(|(theirs, ours)| theirs > ours)
    })
}

/// The claims that speak of one question, and those that do not, by the same rule as for a figure.
pub(crate) fn who_speaks(claims: Vec<Said<'_>>) -> (Vec<Said<'_>>, Vec<Said<'_>>, Option<Note>) {
    let (mut speaking, mut set_aside, chosen) = speakers(claims);
    sort_for_reading(&mut speaking);
    sort_for_reading(&mut set_aside);
    let note = if let Chosen::Preferred(note) = chosen { Some(note) } else { None };
    (speaking, set_aside, note)
}

/// Whether a claim speaks: neither the desk nor its own source chose another one of the same thing on the same day.
pub(crate) fn speaks(record: &Record, said: &Said<'_>) -> bool {
    let same = record.said_on(said.date()).filter(|other| other.claim.thing == said.claim.thing).collect();
    who_speaks(same).0.iter().any(|other| other.claim.id == said.claim.id)
}

/// Order by publication, then name: none before the other by weight.
pub(crate) fn sort_for_reading(claims: &mut [Said<'_>]) {
    claims.sort_by(|one, other| {
        (one.report.published_on.is_none(), one.report.published_on, one.source_name(), &one.claim.id).cmp(&(
            other.report.published_on.is_none(),
            other.report.published_on,
            other.source_name(),
            &other.claim.id,
        ))
    });
}

/// One day's figure over all carriers: the sum over the named ones, hulled with the claim that names none.
/// None when no carrier has a number that day, or when one would stand for a withheld one as well.
pub fn any_carrier(record: &Record, date: NaiveDate, thing: &Thing) -> Option<Figure> {
    let base = thing.of_any_carrier();
    let figures: Vec<DayFigure<'_>> =
        DayFigure::all(record, date).into_iter().filter(|figure| figure.thing.of_any_carrier() == base).collect();
    over_carriers(&figures)
}

/// The same, of the day's figures of things that differ in their carrier alone.
pub(crate) fn over_carriers(figures: &[DayFigure<'_>]) -> Option<Figure> {
    let unnamed = figures.iter().find(|figure| figure.thing.carrier.is_none());
    let named: Vec<&DayFigure<'_>> = figures.iter().filter(|figure| figure.thing.carrier.is_some()).collect();
    let sum = named.iter().filter_map(|figure| figure.figure.clone()).reduce(Figure::plus);
    let in_words = named.iter().filter(|figure| figure.figure.is_none()).map(|figure| figure.vague()).sum();
    let withheld = named.iter().any(|figure| figure.is_withheld());
    if unnamed.is_some_and(DayFigure::is_withheld) || (withheld && sum.is_none()) {
        return None;
    }
    let unnamed = unnamed.and_then(|figure| figure.figure.clone());
    match (sum.map(|sum| sum.with_vague(in_words).at_least_if(withheld)), unnamed) {
        (Some(sum), Some(unnamed)) => Some(sum.hull(unnamed)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::amount::Count;

    fn figure(text: &str) -> Figure {
        Figure::of(&text.parse().unwrap()).unwrap()
    }

    #[test]
    fn hulls_and_sums_keep_words_of_measure() {
        let hull = figure("30").hull(figure(">30"));
        assert_eq!((hull.interval, hull.low_open), (Interval::new(30, None), false));
        let twice = figure(">30").hull(figure(">30"));
        assert!(twice.low_open, "two sources that say more than 30 never make 31");
        assert_eq!(figure("17").hull(figure("16")).interval, Interval::new(16, Some(17)));
        assert!(figure("<5").hull(figure("3")).high_open);
        assert!(!figure("<5").hull(figure("9")).high_open);
        assert!(figure("42").hull(figure("~90")).approximate);
        let sum = figure(">30").plus(figure("5"));
        assert_eq!((sum.interval, sum.low_open), (Interval::new(36, None), true));
        assert!(!figure("<5").plus(figure(">30")).high_open, "without an upper end nothing is fewer than");
        assert_eq!(figure("5").with_vague(1).interval, Interval::new(5, None));
    }

    /// Every number that an interval over 0..=12 means; 13 stands for "and so on".
    fn meant(interval: Interval) -> Vec<u64> {
        (0..=13).filter(|n| *n >= interval.low && interval.high.is_none_or(|high| *n <= high)).collect()
    }

    fn small() -> impl Strategy<Value = Amount> {
        let n = (0u64..=5).prop_map(|n| Count::try_from(n).unwrap());
        prop_oneof![
            n.clone().prop_map(Amount::Exact),
            n.clone().prop_map(Amount::AtLeast),
            n.clone().prop_map(Amount::MoreThan),
            n.clone().prop_map(Amount::AtMost),
            n.clone().prop_filter_map("above 0", |n| n.try_into().ok().map(Amount::FewerThan)),
            n.clone().prop_map(Amount::About),
            (n.clone(), n)
                .prop_map(|(a, b)| Amount::Range(crate::amount::CountRange::new(a.min(b), a.max(b)).unwrap())),
        ]
    }

    proptest! {
        /// The hull of up to four claims is the smallest interval that holds every number that any of them means.
        #[test]
        fn a_hull_is_what_brute_force_finds(amounts in prop::collection::vec(small(), 1..=4)) {
            let hull = amounts.iter().filter_map(Figure::of).reduce(Figure::hull).unwrap();
            let all: Vec<u64> = amounts.iter().flat_map(|a| meant(a.interval().unwrap())).collect();
            let low = *all.iter().min().unwrap();
            let high = *all.iter().max().unwrap();
            prop_assert_eq!(hull.interval.low, low);
            prop_assert_eq!(hull.interval.high, (high < 13).then_some(high));
            prop_assert_eq!(hull.approximate, amounts.iter().any(Amount::is_approximate));
        }

        /// The sum of up to three claims holds exactly the sums of the numbers that they mean.
        #[test]
        fn a_sum_is_what_brute_force_finds(amounts in prop::collection::vec(small(), 1..=3)) {
            let sum = amounts.iter().filter_map(Figure::of).fold(Figure::nothing(), Figure::plus);
            let sums = amounts.iter().fold(vec![0], |sums, amount| {
                let own = meant(amount.interval().unwrap());
                sums.iter().flat_map(|s| own.iter().map(move |n| s + n)).collect::<Vec<u64>>()
            });
            let endless = amounts.iter().any(|a| a.interval().unwrap().high.is_none());
            prop_assert_eq!(sum.interval.low, *sums.iter().min().unwrap());
            prop_assert_eq!(sum.interval.high, (!endless).then(|| *sums.iter().max().unwrap()));
        }
    }
}
