//! The form of one day: what was typed, what is wrong with it, what the desk can choose from.

mod room;
mod rows;

use chrono::{DateTime, NaiveDate, Utc};
use domain::corridor::Expected;
use domain::draft::{Draft, DraftClaim, DraftProblem, DraftReport};
use domain::lately::{Value, last_values};
use domain::{AbsenceReason, Moment, Oddity, Record, Thing};

pub use room::{give as give_room, ready_rows};
pub use rows::Row;

use super::chrome::{self, Account, Chrome, Site, Way};
use super::keeper::{Keeper, Whose};
use super::stand::{Act, Stand};
use crate::text::{self, dates, entry, faults, labels, warnings};
use crate::{paths, t};

/// The form of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayForm {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names.
    pub corridor: String,
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// `10 May`.
    pub short_day: String,
    /// Where the form is sent.
    pub action: String,
    /// The day before and the day after.
    pub ways: Vec<Way>,
    /// What is public now.
    pub state: Vec<String>,
    /// What was typed.
    pub draft: Draft,
    /// What is wrong with it, in the order of the form.
    pub problems: Vec<Problem>,
    /// What looks odd, each at the field that asks why it is right.
    pub odd: Vec<Problem>,
    /// What helps to fill in the rows, report by report as they stand in the draft.
    pub rows: Vec<Vec<Row>>,
    /// The field that has the focus when the page is there.
    pub focus: Option<String>,
    /// Who usually reports, where the form filled that in.
    pub usual: Option<String>,
    /// What the writer should know first: signed out meanwhile, a second editor, checked.
    pub told: Option<Told>,
    /// The expected things, in order.
    pub expected: Vec<ExpectedRow>,
    /// Whether the day is public already: a change needs kind and reason.
    pub changes: bool,
    /// Asked when the day lies more than one day back.
    pub confirm: Option<String>,
    /// What was recorded before, for choosing from.
    pub choices: Choices,
    /// Whether the writer may publish this day here.
    pub may_publish: bool,
    /// Whether the writer may submit this day.
    pub may_submit: bool,
    /// What publishing and submitting mean here.
    pub finish: String,
    /// What else may be done with the day, each in a form of its own.
    pub acts: Vec<Act>,
    /// What the browser needs to keep what is typed.
    pub keeper: Keeper,
}

/// A problem at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name.
    pub field: String,
    /// What the field is called in the summary.
    pub name: String,
    /// What is wrong, and what to do.
    pub text: String,
}

/// What the writer should know first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// In a few words; empty where another notice says it.
    pub heading: String,
    /// In sentences.
    pub lines: Vec<String>,
    /// The state that another editor published meanwhile, claim by claim: theirs.
    pub theirs: Vec<String>,
    /// What that state is called beside one's own.
    pub theirs_are: String,
    /// Claim by claim: what was typed here.
    pub yours: Vec<String>,
    /// Where to go from here.
    pub ways: Vec<Way>,
}

impl Told {
    /// Two things to know, this one first.
    fn before(self, other: Self) -> Self {
        let lines = [self.lines, vec![other.heading], other.lines].concat();
        let ways = [self.ways, other.ways].concat();
        Self { heading: self.heading, lines, ways, ..other }
    }
}

/// An expected thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedRow {
    /// `Patients moved out`.
    pub name: String,
    /// `Last: 16 on 29 April`: the last value of what the row asks for that stands ready for it.
    pub last: Option<String>,
    /// What in the reports below will be taken for it, as it was typed.
    pub given: Vec<String>,
    /// The reason that is chosen.
    pub reason: String,
}

/// What was recorded before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field lists the values of the dimension that it is named after")]
pub struct Choices {
    pub sources: Vec<String>,
    pub groups: Vec<String>,
    pub carriers: Vec<String>,
    pub facilities: Vec<String>,
    pub items: Vec<String>,
    pub units: Vec<String>,
}

impl DayForm {
    /// The form over a draft.
    pub fn of(site: &Site, account: Account, record: &Record, moment: &Moment, date: NaiveDate, draft: Draft) -> Self {
        let corridor = record.corridor();
        let title = t!("form-title", date = dates::full(date));
        let action = paths::day_form(&corridor.slug, date);
        let back = (moment.today - date).num_days();
        let mut form = Self {
            chrome: Chrome::of_desk(site, &title, &action, Some(account)).with_islands(site),
            corridor: chrome::corridor_name(record),
            day: dates::long(date),
            short_day: dates::short(date, moment.today),
            ways: ways(record, moment, date),
            state: state(record, date),
            problems: Vec::new(),
            odd: Vec::new(),
            rows: Vec::new(),
            focus: None,
            usual: None,
            told: None,
            expected: expected(record, moment, date, &draft),
            changes: record.day(date).is_some(),
            confirm: (back > 1).then(|| t!("form-confirm", date = dates::long(date), days = back)),
            choices: Choices::of(record),
            may_publish: true,
            may_submit: true,
            finish: t!("form-publish-note"),
            acts: Vec::new(),
            keeper: Keeper::of(record, moment, date, Whose::default()),
            action,
            draft,
        };
        form.usual = room::give(&mut form.draft, record, moment, date);
        form.rows = rows::of(&form.draft, record, moment, date);
        form
    }

    /// The same with what looks odd: the place of each claim, and what it is.
    pub fn asking(mut self, odd: &[((usize, usize), Oddity)], beside: NaiveDate) -> Self {
        self.chrome.title = t!("entry-odd-title", title = self.chrome.title.as_str());
        for ((report, row), what) in odd {
            let field = DraftClaim::field(*report, *row, "why");
            let amount = DraftClaim::field(*report, *row, "amount");
            let name = field_name(&amount, &self.draft, &self.expected);
            self.odd.push(Problem { field, name, text: warnings::oddity(what, beside) });
        }
        self
    }

    /// The same with the focus in a field.
    pub fn focused(self, field: String) -> Self {
        Self { focus: Some(field), ..self }
    }

    /// What looks odd about the claim whose word why stands in this field.
    pub fn odd_at(&self, field: &str) -> Vec<&str> {
        self.odd.iter().filter(|odd| odd.field == field).map(|odd| odd.text.as_str()).collect()
    }

    /// The same with problems.
    pub fn refused(mut self, problems: Vec<DraftProblem>) -> Self {
        self.chrome.title = t!("form-title-refused", title = self.chrome.title.as_str());
        let draft = &self.draft;
        self.problems = problems
            .into_iter()
            .map(|problem| Problem {
                name: field_name(&problem.field, draft, &self.expected),
                text: faults::fault(&problem.what),
                field: problem.field,
            })
            .collect();
        self
    }

    /// The same with where the day stands at the desk.
    pub fn standing(self, stand: Stand) -> Self {
        let Stand { lines, hints, may_publish, may_submit, note: finish, acts } = stand;
        let state = [lines, hints].concat();
        Self { state, may_publish, may_submit, finish, acts, ..self }
    }

    /// The same with more sources to choose from.
    pub fn offering(mut self, sources: impl IntoIterator<Item = String>) -> Self {
        self.choices.sources.extend(sources);
        self.choices.sources.sort();
        self.choices.sources.dedup();
        self
    }

    /// The same with what the browser needs to keep what is typed.
    pub fn kept_by(self, keeper: Keeper) -> Self {
        Self { keeper, ..self }
    }

    /// The same over the draft that it shows, if there is one: when it was saved, and by which window.
    pub fn asked(self, draft: Option<(DateTime<Utc>, String)>) -> Self {
        let keeper = self.keeper.clone().asked(draft);
        Self { keeper, ..self }
    }

    /// The same on a page that answers what this window sent (nothing of a browser without scripts), which went on from the
    /// draft of then.
    pub fn answering(self, window: String, seen: i64) -> Self {
        let keeper = Keeper { seen, seen_of: window, answer: true, not_kept: true, ..self.keeper };
        Self { keeper, ..self }
    }

    /// The same when the desk keeps what was sent, since then.
    pub fn kept(mut self, saved_at: DateTime<Utc>) -> Self {
        self.keeper.seen = saved_at.timestamp_millis();
        self.keeper.not_kept = false;
        self
    }

    /// The same for a writer who was told of a newer draft: what they send next takes its place.
    pub fn over_draft(mut self, saved_at: DateTime<Utc>) -> Self {
        self.keeper.seen = saved_at.timestamp_millis();
        self.keeper.told_newer = true;
        self
    }

    /// The same with something that the writer should know first; what was told before stands behind it.
    pub fn telling(mut self, told: Told) -> Self {
        self.told = Some(match self.told {
            Some(before) => told.before(before),
            None => told,
        });
        self
    }

    /// The same with something that the writer should know besides; it stands behind what was told before.
    pub fn also_telling(mut self, told: Told) -> Self {
        self.told = Some(match self.told {
            // What it shows beside its lines, two versions of a day, stays.
            Some(before) => {
                let lines = [before.lines, vec![told.heading], told.lines].concat();
                Told { lines, ways: [before.ways, told.ways].concat(), heading: before.heading, ..before }
            }
            None => told,
        });
        self
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.problems.iter().find(|problem| problem.field == field).map(|problem| problem.text.as_str())
    }
}

fn ways(record: &Record, moment: &Moment, date: NaiveDate) -> Vec<Way> {
    let slug = &record.corridor().slug;
    let before = date.pred_opt().filter(|before| record.corridor().covers(*before));
    let after = date.succ_opt().filter(|after| *after <= moment.today && record.corridor().covers(*after));
    let to = |date: NaiveDate| Way::to(&dates::short(date, moment.today), paths::day_form(slug, date));
    let public = record.day(date).map(|_| Way::to(&t!("form-as-public"), paths::day(slug, date)));
    before
        .map(|d| Way { words: t!("day-pager-before", day = to(d).words), ..to(d) })
        .into_iter()
        .chain(public)
        .chain(after.map(|d| Way { words: t!("day-pager-after", day = to(d).words), ..to(d) }))
        .collect()
}

fn state(record: &Record, date: NaiveDate) -> Vec<String> {
    match record.day(date) {
        None => vec![t!("form-state-none")],
        Some(day) => vec![t!("form-state-public", version = day.seq.to_string()), t!("form-state-changes")],
    }
}

fn expected(record: &Record, moment: &Moment, date: NaiveDate, draft: &Draft) -> Vec<ExpectedRow> {
    let expected = &record.corridor().expected;
    let asked: Vec<Option<Thing>> = expected.iter().map(Expected::asked).collect();
    let last = last_values(record, &asked, date, 1);
    let claims = draft.reports.iter().flat_map(|report| &report.claims);
    let given = claims.filter(|claim| !claim.amount.trim().is_empty() && claim.remove.is_empty());
    let given: Vec<(Thing, &str)> = given.filter_map(|claim| Some((claim.thing()?, claim.amount.trim()))).collect();
    let row = |(index, (expected, last)): (usize, (&Expected, &Vec<Value<'_>>))| ExpectedRow {
        name: labels::expected(expected, moment.today),
        last: last.first().map(|last| {
            let date = dates::short(last.date, moment.today);
            t!("form-expected-last", figure = entry::said(last), date = date)
        }),
        given: given
            .iter()
            .filter(|(thing, _)| expected.is_met_by(thing))
            .map(|(_, amount)| (*amount).to_owned())
            .collect(),
        reason: draft.reasons.get(index).cloned().unwrap_or_default(),
    };
    expected.iter().zip(&last).enumerate().map(row).collect()
}

impl Choices {
    fn of(record: &Record) -> Self {
        let mut choices = Self::default();
        for said in record.said() {
            let thing = &said.claim.thing;
            let pairs = [
                (&thing.group, &mut choices.groups),
                (&thing.carrier, &mut choices.carriers),
                (&thing.facility, &mut choices.facilities),
                (&thing.item, &mut choices.items),
                (&thing.unit, &mut choices.units),
            ];
            for (label, list) in pairs {
                list.extend(label.as_ref().map(ToString::to_string));
            }
        }
        choices.groups.extend(["patients", "companions", "residents"].map(str::to_owned));
        for list in [
            &mut choices.sources,
            &mut choices.groups,
            &mut choices.carriers,
            &mut choices.facilities,
            &mut choices.items,
            &mut choices.units,
        ] {
            list.sort();
            list.dedup();
        }
        choices
    }
}

/// What a field is called: `Report 2 (ICRC), row 3, amount`.
fn field_name(field: &str, draft: &Draft, expected: &[ExpectedRow]) -> String {
    if [
        "bulletin",
        "public_note",
        "internal_note",
        "change_kind",
        "change_reason",
        "confirmed",
        "withdraw_reason",
        "open_reason",
    ]
    .contains(&field)
    {
        return t!("field-name", field = field);
    }
    let Some((first, rest)) = field.split_once('.') else { return input_name(field) };
    if first == "reason" {
        let row = rest.parse().ok().and_then(|index: usize| expected.get(index));
        return row.map_or_else(|| input_name(field), |row| row.name.clone());
    }
    let number =
        |text: &str, letter: char| text.strip_prefix(letter).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    if let Some(event) = first.strip_prefix('e') {
        let event = event.parse::<usize>().unwrap_or(0) + 1;
        return t!("field-of-event", event = event.to_string(), input = input_name(rest));
    }
    let report = number(first, 'r');
    let source = draft.reports.get(report).map(|report| report.source.trim()).unwrap_or_default();
    let report =
        if source.is_empty() { t!("field-report", number = (report + 1).to_string()) } else { source.to_owned() };
    match rest.split_once('.') {
        None => t!("field-of-report", report = report, input = input_name(rest)),
        Some((claim, name)) => {
            let row = number(claim, 'c') + 1;
            t!("field-of-row", report = report, row = row.to_string(), input = input_name(name))
        }
    }
}

/// What an input is called within its row.
pub fn input_name(name: &str) -> String {
    t!("field-input", input = name)
}

/// What a draft says, a line each, for the page that shows two versions side by side: claims, reasons, notes.
pub fn draft_lines(draft: &Draft, record: &Record) -> Vec<String> {
    let line = |report: &DraftReport, claim: &DraftClaim| {
        let measure = claim.measure.parse().map_or_else(|_| t!("draft-not-chosen"), labels::measure);
        let parts = [&claim.direction, &claim.group, &claim.carrier, &claim.facility, &claim.access];
        let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).map(str::to_owned);
        let details = Some(text::row(parts)).filter(|parts| !parts.is_empty());
        let (source, amount) = (report.source.trim(), claim.amount.trim());
        t!("draft-claim", source = source, measure = measure, details = details, amount = amount)
    };
    let claims = draft.reports.iter().flat_map(|report| report.claims.iter().map(move |claim| (report, claim)));
    let claims = claims.filter(|(_, claim)| !claim.is_blank() && claim.remove.is_empty()).map(|(r, c)| line(r, c));
    let events = draft.events.iter().filter(|event| !event.title.trim().is_empty() && event.remove.is_empty());
    let events = events.map(|event| t!("draft-line", name = t!("draft-event"), text = event.title.trim()));
    let corridor = record.corridor();
    let reasons = corridor.expected.iter().zip(&draft.reasons).filter_map(|(expected, reason)| {
        let reason: AbsenceReason = reason.parse().ok().filter(|reason| *reason != AbsenceReason::NotReported)?;
        let name = labels::expected(expected, corridor.record_begins);
        Some(t!("draft-line", name = name, text = labels::reason_within(reason)))
    });
    let notes = [("public_note", &draft.public_note), ("internal_note", &draft.internal_note)];
    let notes = notes.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let notes = notes.map(|(field, text)| t!("draft-line", name = t!("field-name", field = field), text = text.trim()));
    claims.chain(events).chain(reasons).chain(notes).collect()
}
