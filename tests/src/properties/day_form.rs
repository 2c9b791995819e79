//! The form of a day: whatever is sent comes back in its place, letter by letter; every problem leads to a field of the
//! page; a day that can be read is shown and read again as itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use app::pages::staff::day_form::page;
use app::view::chrome::{Account, Site};
use app::view::day_form::DayForm;
use domain::draft::{Draft, DraftContext, DraftProblem, ReadDraft, Readers};
use domain::record::Sources;
use domain::{Corridor, DayReport, Moment, Naming, PublicDay, Record, Revision, RevisionState, Role};
use server::files::{ImportInput, plan};
use server::http::extract::{FormFields, MOST_DAY_FIELDS};
use server::http::render::document;
use server::http::staff::day_form::typed;
use server::records::{moment_at, zone_of};

use crate::lachin::{EVENING, Rows};
use crate::page::Page;
use crate::site::instant;

/// The desk on the evening of 10 May 2023, which is on the record; the day before is not.
struct Desk {
    record: Record,
    moment: Moment,
    base: DayReport,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let rows = Rows::until("2023-05-10");
    let corridor: Corridor = rows.corridor.clone();
    let moment = moment_at(&corridor, zone_of(&corridor).expect("a zone"), instant(EVENING));
    let plan = plan(&ImportInput {
        corridor: &corridor,
        sources: &Sources::new(),
        days: &BTreeMap::new(),
        today: moment.today,
        claims: Some(&rows.claims_csv()),
        events: Some(&rows.events_csv()),
        corridor_given: false,
    });
    let plan = plan.unwrap_or_else(|problems| panic!("{problems}"));
    let base = plan.days.last().expect("a day").clone();
    let sources: Sources = plan.new_sources.into_iter().map(|source| (source.slug.clone(), source)).collect();
    let empty = Record::new(Arc::new(corridor.clone()), Arc::new(sources));
    let day = PublicDay::from_revision(&published(base.clone()), &corridor, &Naming::default()).expect("a day");
    Desk { record: empty.with(Arc::new(day)), moment, base }
});

fn published(report: DayReport) -> Revision {
    Revision {
        seq: 1,
        corridor: report.corridor.clone(),
        date: report.date,
        state: RevisionState::Published,
        report,
        change_kind: None,
        reason: None,
        role: Role::Lead,
        recorded_at: instant(EVENING),
        published_at: Some(instant(EVENING)),
        redaction: None,
        hash: String::new(),
    }
}

/// The body of a form, of the day that is on the record and of one that is not.
pub fn holds(bytes: &[u8]) {
    if let Some(draft) = read(bytes) {
        for on_record in [true, false] {
            of_day(&draft, on_record, true);
        }
    }
}

/// The same without the page for most bodies: it costs a hundred times as much as all the rest.
pub fn holds_quickly(bytes: &[u8]) {
    if let Some(draft) = read(bytes) {
        let with_page = bytes.len().is_multiple_of(32);
        of_day(&draft, bytes.len().is_multiple_of(2), with_page);
    }
}

/// What was typed, which is the fields that it is written as.
fn read(bytes: &[u8]) -> Option<Draft> {
    let form = FormFields::of(bytes.to_vec(), MOST_DAY_FIELDS).ok()?;
    let draft = typed(&form.fields);
    let fields: Vec<(String, String)> =
        draft.fields().into_iter().map(|(name, value)| (name, super::given(value))).collect();
    let pairs = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    assert_eq!(Draft { too_many: draft.too_many, ..Draft::from_fields(pairs) }, draft, "a draft is its fields");
    Some(draft)
}

fn of_day(draft: &Draft, on_record: bool, with_page: bool) {
    let desk = &*DESK;
    let base = on_record.then_some(&desk.base);
    let context = DraftContext {
        corridor: desk.record.corridor(),
        date: if on_record { desk.base.date } else { desk.base.date.pred_opt().expect("a day before") },
        today: desk.moment.today,
        base,
        readers: base.map_or(Readers::SeeNothing, Readers::See),
        sources: desk.record.sources(),
    };
    let problems = match draft.read(&context) {
        Ok(read) => {
            assert_reads_again(&read, &context);
            Vec::new()
        }
        Err(problems) => problems,
    };
    if with_page {
        assert_comes_back(draft, &context, problems);
    }
}

/// A day that was read is sound; shown in a form and read from it, it is the same day.
fn assert_reads_again(read: &ReadDraft, context: &DraftContext<'_>) {
    let report = &read.report;
    assert!(report.faults().is_empty(), "{:?}", report.faults());
    assert_eq!(read.places.len(), report.claims().count());
    let stored = serde_json::to_string(report).expect("JSON");
    assert_eq!(serde_json::from_str::<DayReport>(&stored).ok().as_ref(), Some(report), "{stored}");
    let mut sources = context.sources.clone();
    sources.extend(read.new_sources.iter().map(|source| (source.slug.clone(), source.clone())));
    let shown = Draft { confirmed: "yes".to_owned(), ..Draft::of(Some(report), context.corridor, &sources) };
    let again = DraftContext { base: Some(report), readers: Readers::SeeNothing, sources: &sources, ..*context };
    match shown.read(&again) {
        Ok(again) => assert_eq!(&again.report, report),
        Err(problems) => panic!("what was read is refused when it is shown again: {problems:?}\n{stored}"),
    }
}

/// Every text that has a place on the page stands in it as it was typed, and every problem leads to a field.
fn assert_comes_back(draft: &Draft, context: &DraftContext<'_>, problems: Vec<DraftProblem>) {
    let desk = &*DESK;
    let form =
        DayForm::of(&Site::default(), Account::default(), &desk.record, &desk.moment, context.date, draft.clone());
    let form = form.refused(problems);
    let (changes, asked) = (form.changes, form.confirm.is_some());
    let page = Page::new(document(|| page(&form)));
    let shown: BTreeMap<String, String> = page.fields().into_iter().collect();
    for (name, value) in draft.fields() {
        let reason = name.strip_prefix("reason.").and_then(|place| place.parse::<usize>().ok());
        let has_place = match name.as_str() {
            // A key that is none of ours is replaced before; so it is never a letter of somebody else's.
            "change_reason" => changes,
            "change_kind" => changes && ["revision", "correction"].contains(&value.as_str()),
            "confirmed" => asked,
            _ => reason.is_none_or(|place| place < context.corridor.expected.len()),
        };
        let is_tick = name == "confirmed" || name.ends_with(".remove");
        // An empty choice shows the one that it stands for.
        let has_place = has_place && !value.is_empty() && !is_tick;
        if has_place {
            let back = shown.get(&name).unwrap_or_else(|| panic!("{name} has no place for {value:?}"));
            assert_eq!(&parsed(back), &parsed(&value), "{name}");
        }
    }
    let ids: BTreeSet<String> = page.attributes("main [id]", "id").into_iter().collect();
    for link in page.attributes("[role=alert] a", "href") {
        assert!(ids.contains(link.trim_start_matches('#')), "{link} leads nowhere");
    }
    let foreign = page.count("script, img, iframe, object, embed") + page.count("[onload], [onerror], [autofocus]");
    // The sheets of every page, of pages that are looked up, and of the desk.
    assert_eq!((foreign, page.count("style"), page.count("main")), (0, 3, 1), "something left its place");
}

/// As an HTML parser keeps a text: it knows one kind of line break, and no NUL.
fn parsed(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}")
}
