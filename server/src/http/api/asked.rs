//! What a query of the API asks for. Everything that cannot be read is told at once, each parameter with what was given and
//! what was expected; a name that no route knows is refused, so that a slip is not answered with more than was asked.

use std::collections::BTreeSet;

use app::paths::api::{self, AskedList, List, Problem};
use app::paths::trends::{AskedTrends, PARTS};
use app::text::{api as words, notices};
use app::view::trends::choice::TypedTrends;
use chrono::NaiveDate;
use domain::{Choices, EntryKind, Label, Measure, Selection, Slug, read_day};

use crate::edition::Edition;
use crate::files::api::cursor::Cursor;
use crate::http::error::{BadParameter, HttpError, shortened};
use crate::http::extract::fields_of;
use crate::queries::trends;

/// The fields of a query, and what is wrong with them.
#[derive(Debug)]
pub struct Asked {
    fields: Vec<(String, String)>,
    wrong: Vec<BadParameter>,
}

impl Asked {
    /// The query of a route: names that it does not know are wrong, and so is what is given twice.
    pub fn of(route: &str, query: &str) -> Self {
        let known = api::parameters(route);
        let mut asked = Self { fields: fields_of(query), wrong: Vec::new() };
        let mut seen = BTreeSet::new();
        for (name, value) in &asked.fields {
            if !known.contains(&name.as_str()) {
                asked.wrong.push(bad(name, value, words::expected_parameters(known)));
            } else if !seen.insert(name.as_str()) && ![api::KIND, api::AS_OF].contains(&name.as_str()) {
                asked.wrong.push(bad(name, value, words::expected_once()));
            }
        }
        // A flood of wrong names is answered with the first of them.
        asked.wrong.truncate(MOST_TOLD);
        asked
    }

    /// The value of a parameter as it is read; none where it is not given, or wrong. An empty one is wrong:
    /// who filled in nothing would be answered with everything.
    pub fn read<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let text = self.value(name)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.wrong.push(bad(name, &text, expected));
                None
            }
        }
    }

    /// A day.
    pub fn day(&mut self, name: &str) -> Option<NaiveDate> {
        self.read(name, |text| read_day(text).ok_or_else(words::expected_day))
    }

    /// The first and the last day, which do not run backwards.
    pub fn days(&mut self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (from, to) = (self.day(api::FROM), self.day(api::TO));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            self.wrong.push(bad(api::TO, &to.to_string(), words::expected_later_day(&from.to_string())));
        }
        (from, to)
    }

    /// A name that the record has to know: a slip is no empty answer.
    pub fn name(&mut self, name: &str, known: &[Label]) -> Option<Label> {
        self.read(name, |text| {
            known.iter().find(|label| label.as_str() == text).cloned().ok_or_else(|| words::expected_name(known))
        })
    }

    /// What was read, unless something is wrong.
    ///
    /// # Errors
    /// With every parameter that is wrong.
    pub fn unless_wrong<T>(self, read: T) -> Result<T, HttpError> {
        if self.wrong.is_empty() { Ok(read) } else { Err(refusal(self.wrong)) }
    }

    fn value(&self, name: &str) -> Option<String> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
    }

    fn kinds(&mut self) -> BTreeSet<EntryKind> {
        let given = self.fields.iter().filter(|(name, _)| name == api::KIND);
        let (mut kinds, mut wrong) = (BTreeSet::new(), Vec::new());
        for (name, value) in given {
            match value.parse() {
                Ok(kind) => drop(kinds.insert(kind)),
                Err(_) => wrong.push(bad(name, value, words::expected_kind())),
            }
        }
        self.wrong.extend(wrong);
        kinds
    }
}

/// So many wrong parameters are told.
const MOST_TOLD: usize = 10;

/// What is wrong with one parameter.
pub fn bad(name: &str, given: &str, expected: String) -> BadParameter {
    BadParameter { parameter: shortened(name), given: shortened(given), expected }
}

/// The refusal of an address with these parameters.
pub fn refusal(wrong: Vec<BadParameter>) -> HttpError {
    let told = notices::unreadable(words::bad_parameters(wrong.len()));
    HttpError::Asked(Problem::BadParameter, told, wrong)
}

/// Refuses every parameter that a route without filters does not know.
///
/// # Errors
/// With every parameter that it does not know.
pub fn nothing_else(route: &str, query: &str) -> Result<(), HttpError> {
    Asked::of(route, query).unless_wrong(())
}

/// What is asked of a list, and where it goes on. Carriers and groups are those of the record as it stands, whatever the
/// moment: a list of then has no row of one who came later.
///
/// # Errors
/// When there is no such corridor, and with every parameter that cannot be read.
pub fn list(
    standing: &Edition,
    slug: &Slug,
    list: List,
    query: &str,
) -> Result<(AskedList, Option<Cursor>), HttpError> {
    let record = &standing.corridor(slug).ok_or(HttpError::NotFound)?.corridor.record;
    let mut asked = Asked::of(list.route(), query);
    let (from, to) = asked.days();
    let mut part = Selection { from, to, ..Selection::whole() };
    let mut kinds = BTreeSet::new();
    if list == List::Changes {
        kinds = asked.kinds();
    } else {
        let known = Choices::of(record);
        part.measure = asked.read(api::MEASURE, |text| text.parse().map_err(|_| words::expected_measure()));
        part.carrier = asked.name(api::CARRIER, &known.carriers);
        part.direction = asked.read(api::DIRECTION, |text| text.parse().map_err(|_| words::expected_direction()));
        part.group = asked.name(api::GROUP, &known.groups);
    }
    let limit = asked.read(api::LIMIT, |text| read_limit(text).ok_or_else(|| words::expected_limit(api::MOST_ROWS)));
    let mut read = AskedList { part, kinds, limit: limit.unwrap_or(api::USUAL_LIMIT), cursor: None };
    let identity = api::identity(slug, list, &read);
    let cursor = asked.read(api::CURSOR, |text| {
        let cursor: Cursor = text.parse().map_err(|_| words::expected_cursor())?;
        if cursor.is_of(&identity) { Ok(cursor) } else { Err(words::expected_own_cursor()) }
    });
    read.cursor = cursor.as_ref().map(Cursor::to_string);
    asked.unless_wrong((read, cursor))
}

/// What is asked of a series, as the page of trends understands it.
///
/// # Errors
/// When there is no such corridor, and with every parameter that cannot be read.
pub fn series(edition: &Edition, slug: &Slug, measure: Measure, query: &str) -> Result<AskedTrends, HttpError> {
    let mut asked = Asked::of(api::SERIES, query);
    let has_no = |name: &str| PARTS.into_iter().any(|part| part.key() == name && !measure.takes(part));
    let left_over = asked.fields.iter().filter(|(name, value)| value.trim().is_empty() || has_no(name));
    let left_over: Vec<BadParameter> = left_over
        .filter(|(name, _)| name != api::AS_OF)
        .map(|(name, value)| bad(name, value, words::expected_left_out()))
        .collect();
    asked.wrong.extend(left_over);
    let typed =
        TypedTrends { measure: measure.key().to_owned(), compare: Vec::new(), ..TypedTrends::of(&asked.fields) };
    match trends::read(edition, slug, &typed).ok_or(HttpError::NotFound)? {
        Ok(read) => asked.unless_wrong(read),
        Err(problems) => {
            for problem in problems {
                let given = asked.value(problem.field).unwrap_or_default();
                asked.wrong.push(bad(problem.field, &given, problem.words));
            }
            Err(refusal(asked.wrong))
        }
    }
}

/// As it is written in digits, and no other way.
fn read_limit(text: &str) -> Option<usize> {
    text.parse().ok().filter(|limit: &usize| (1..=api::MOST_ROWS).contains(limit) && limit.to_string() == text)
}
