//! The addresses of the API: its routes, what each of them can be asked, and the one way to write it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::measure::Dimension;
use domain::{By, Direction, EntryKind, Label, Measure, Selection, Slug};

use super::trends::{AskedTrends, PARTS};
use super::{ABOUT, public, query};

/// What the API is, for programs.
pub const DESCRIPTION: &str = "/api/openapi.json";
/// All corridors.
pub const CORRIDORS: &str = "/api/v1/corridors";
/// One corridor.
pub const CORRIDOR: &str = "/api/v1/corridors/{slug}";
/// What its status page says.
pub const STATUS: &str = "/api/v1/corridors/{slug}/status";
/// What its days come to.
pub const DAYS: &str = "/api/v1/corridors/{slug}/days";
/// One of its days.
pub const DAY: &str = "/api/v1/corridors/{slug}/days/{date}";
/// What was said.
pub const CLAIMS: &str = "/api/v1/corridors/{slug}/claims";
/// A measure over days, weeks or months.
pub const SERIES: &str = "/api/v1/corridors/{slug}/series/{measure}";
/// Its public history.
pub const CHANGES: &str = "/api/v1/corridors/{slug}/changes";

/// The parameter of an earlier state.
pub const AS_OF: &str = super::as_of::NAME;
/// The parameter of the first day.
pub const FROM: &str = "from";
/// The parameter of the last day.
pub const TO: &str = "to";
/// The parameter of what is counted.
pub const MEASURE: &str = "measure";
/// The parameter of who moved them.
pub const CARRIER: &str = "carrier";
/// The parameter of which way.
pub const DIRECTION: &str = "direction";
/// The parameter of who was counted.
pub const GROUP: &str = "group";
/// The parameter of how many days a bucket of a series holds.
pub const BY: &str = "by";
/// The parameter of a kind of change.
pub const KIND: &str = "kind";
/// The parameter of how many rows.
pub const LIMIT: &str = "limit";
/// The parameter of where a page goes on.
pub const CURSOR: &str = "cursor";

/// Where a site is that nobody gave an address of its own, unless it was told otherwise.
pub const USUAL_BEGINNING: &str = "http://127.0.0.1:3000";

/// So many rows are a page when nothing else is asked.
pub const USUAL_LIMIT: usize = 100;
/// So many rows are a page at the most.
pub const MOST_ROWS: usize = 500;

/// A list that comes in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// What days come to.
    Days,
    /// What was said.
    Claims,
    /// The public history.
    Changes,
}

/// What is asked of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedList {
    /// Which part of the record.
    pub part: Selection,
    /// Of the history: which kinds of change; none named: all.
    pub kinds: BTreeSet<EntryKind>,
    /// How many rows at the most.
    pub limit: usize,
    /// Where it goes on, as a page before it said.
    pub cursor: Option<String>,
}

/// What kind of refusal a problem is: each has a place of its own among the definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// Something in the address cannot be read, or names nothing.
    BadParameter,
    /// There is nothing at this address.
    NotFound,
    /// What stood there was withdrawn.
    Withdrawn,
    /// The state that a walk through pages began in cannot be told any more.
    CursorGone,
    /// The API is read-only.
    MethodNotAllowed,
    /// Too much to do.
    TooBusy,
    /// Our fault.
    Broken,
    /// Any other: the status says it all.
    Other,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Days, Self::Claims, Self::Changes];

    /// Its route.
    pub fn route(self) -> &'static str {
        match self {
            Self::Days => DAYS,
            Self::Claims => CLAIMS,
            Self::Changes => CHANGES,
        }
    }
}

impl AskedList {
    /// The first page of a whole list.
    pub fn first() -> Self {
        Self { part: Selection::whole(), kinds: BTreeSet::new(), limit: USUAL_LIMIT, cursor: None }
    }

    /// What makes the list the one that it is: not how many rows a page has, nor where it begins.
    fn which(&self) -> Vec<(&'static str, String)> {
        let part = &self.part;
        let fields = [
            (FROM, part.from.map(|date| date.to_string())),
            (TO, part.to.map(|date| date.to_string())),
            (MEASURE, part.measure.map(Measure::key).map(str::to_owned)),
            (CARRIER, part.carrier.as_ref().map(Label::to_string)),
            (DIRECTION, part.direction.map(Direction::key).map(str::to_owned)),
            (GROUP, part.group.as_ref().map(Label::to_string)),
        ];
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
        fields.chain(self.kinds.iter().map(|kind| (KIND, kind.key().to_owned()))).collect()
    }
}

impl Problem {
    /// All that have a place of their own.
    pub const ALL: [Self; 7] = [
        Self::BadParameter,
        Self::NotFound,
        Self::Withdrawn,
        Self::CursorGone,
        Self::MethodNotAllowed,
        Self::TooBusy,
        Self::Broken,
    ];

    /// The word in its address.
    pub fn key(self) -> &'static str {
        match self {
            Self::BadParameter => "bad-parameter",
            Self::NotFound => "not-found",
            Self::Withdrawn => "withdrawn",
            Self::CursorGone => "cursor-gone",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooBusy => "too-busy",
            Self::Broken => "broken",
            Self::Other => "other",
        }
    }

    /// The name of its place among the definitions.
    pub fn place(self) -> String {
        format!("problem-{}", self.key())
    }
}

/// Whether an address is of the API.
pub fn is_of_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// What the names in the braces of a route are, for whoever reads its values.
pub fn parts_of(route: &str) -> impl Iterator<Item = &str> {
    route.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// What a route can be asked, in the order in which an address has it; nothing else is taken.
pub fn parameters(route: &str) -> &'static [&'static str] {
    match route {
        DAYS | CLAIMS => &[FROM, TO, MEASURE, CARRIER, DIRECTION, GROUP, LIMIT, CURSOR, AS_OF],
        CHANGES => &[FROM, TO, KIND, LIMIT, CURSOR, AS_OF],
        SERIES => &[BY, FROM, TO, CARRIER, DIRECTION, GROUP, "counted", "facility", "access", "item", "unit", AS_OF],
        _ => &[AS_OF],
    }
}

/// What the API is: the same whatever the state that is being shown.
pub fn description() -> String {
    public(DESCRIPTION.to_owned())
}

/// All corridors.
pub fn corridors() -> String {
    public(CORRIDORS.to_owned())
}

/// One corridor.
pub fn corridor(slug: &Slug) -> String {
    public(filled(CORRIDOR, slug))
}

/// What its status page says.
pub fn status(slug: &Slug) -> String {
    public(filled(STATUS, slug))
}

/// One of its days.
pub fn day(slug: &Slug, date: NaiveDate) -> String {
    public(filled(DAY, slug).replace("{date}", &date.to_string()))
}

/// A series, as it was understood: the one way to write what is asked of it.
pub fn series(slug: &Slug, asked: &AskedTrends) -> String {
    let part = |part: Dimension| asked.parts.get(&part).map(|named| (part.key(), named.to_string()));
    let by = (asked.by != By::Day).then(|| (BY, asked.by.key().to_owned()));
    let days = [(FROM, asked.from), (TO, asked.to)];
    let days = days.into_iter().filter_map(|(name, day)| Some((name, day?.to_string())));
    let fields = by.into_iter().chain(days).chain(PARTS.into_iter().filter_map(part));
    public(format!("{}{}", filled(SERIES, slug).replace("{measure}", asked.measure.key()), query(fields)))
}

/// A page of a list: the one way to write what is asked of it.
pub fn list(slug: &Slug, list: List, asked: &AskedList) -> String {
    let limit = (asked.limit != USUAL_LIMIT).then(|| (LIMIT, asked.limit.to_string()));
    let cursor = asked.cursor.clone().map(|cursor| (CURSOR, cursor));
    let fields = asked.which().into_iter().chain(limit).chain(cursor);
    public(format!("{}{}", filled(list.route(), slug), query(fields)))
}

/// Which list it is, wherever a page of it begins: a cursor belongs to one.
pub fn identity(slug: &Slug, list: List, asked: &AskedList) -> String {
    format!("{}{}", filled(list.route(), slug), query(asked.which()))
}

/// Where a kind of problem is told.
pub fn problem(kind: Problem) -> String {
    format!("{ABOUT}#{}", kind.place())
}

fn filled(route: &str, slug: &Slug) -> String {
    route.replace("{slug}", slug.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_is_asked_in_one_order_and_a_list_is_the_same_wherever_a_page_begins() {
        let slug = "lachin".parse().unwrap();
        let part = Selection {
            from: "2023-05-01".parse().ok(),
            carrier: "Médecins & Co".parse().ok(),
            direction: Some(Direction::Return),
            ..Selection::whole()
        };
        let asked = AskedList { part, limit: 20, cursor: Some("0a".to_owned()), ..AskedList::first() };
        let which = "/api/v1/corridors/lachin/days?from=2023-05-01&carrier=M%C3%A9decins+%26+Co&direction=return";
        assert_eq!(list(&slug, List::Days, &asked), format!("{which}&limit=20&cursor=0a"));
        assert_eq!(identity(&slug, List::Days, &asked), which);
        assert_eq!(list(&slug, List::Claims, &AskedList::first()), "/api/v1/corridors/lachin/claims");
        let kinds = BTreeSet::from([EntryKind::Correction, EntryKind::Late]);
        let changes = list(&slug, List::Changes, &AskedList { kinds, ..AskedList::first() });
        assert_eq!(changes, "/api/v1/corridors/lachin/changes?kind=late&kind=correction");
    }

    #[test]
    fn what_is_written_is_what_can_be_asked() {
        for one in List::ALL {
            let kinds = if one == List::Changes { EntryKind::ALL.into_iter().collect() } else { BTreeSet::new() };
            let part =
                Selection { from: "2023-05-01".parse().ok(), to: "2023-05-02".parse().ok(), ..Selection::whole() };
            let asked = AskedList { part, kinds, limit: 7, cursor: Some("a".to_owned()) };
            let address = list(&"lachin".parse().unwrap(), one, &asked);
            let (path, query) = address.split_once('?').unwrap();
            assert_eq!(path, one.route().replace("{slug}", "lachin"));
            let places: Vec<Option<usize>> = form_urlencoded::parse(query.as_bytes())
                .map(|(name, _)| parameters(one.route()).iter().position(|known| *known == name))
                .collect();
            assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{address}");
        }
        assert_eq!(parts_of(DAY).collect::<Vec<&str>>(), ["slug", "date"]);
        assert!(is_of_api("/api/v1/corridors") && is_of_api("/api") && !is_of_api("/apiary"));
    }
}
