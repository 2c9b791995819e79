//! What changed, in words: one plain sentence a change, of which the part that stands out is what stood before.

use chrono::NaiveDate;
use domain::change::{AbsenceField, Change, ClaimField, DayChange, EventField, Replaced, Stated};
use domain::{Absence, EntryKind, Event, Note, PublicSays, Role, Slug, Thing};

use super::notices::Refusal;
use super::sentences::Phrase;
use super::{dates, figures, labels};
use crate::t;

/// How a source is called.
pub type NameOf<'n> = &'n dyn Fn(&Slug) -> String;

/// The day that is spoken of, with which its periods end; and a day whose year is not said.
pub type OnBeside = (NaiveDate, NaiveDate);

/// What changed of a day, a sentence each; one that says so where nothing did.
pub fn lines(change: &DayChange, name: NameOf<'_>, when: OnBeside) -> Vec<Phrase> {
    let mut lines: Vec<String> = Vec::new();
    change.claims.iter().for_each(|claim| lines.extend(claim_lines(claim, name, when)));
    change.absences.iter().for_each(|absence| lines.extend(absence_lines(absence, name, when.1)));
    change.events.iter().for_each(|event| lines.extend(event_lines(event, name)));
    lines.extend(change.public_note.as_ref().map(|both| {
        let (old, new) = both_notes(both);
        t!("change-note", old = old, new = new)
    }));
    lines.extend(change.internal_note.as_ref().map(|both| {
        let (old, new) = both_notes(both);
        t!("change-internal-note", old = old, new = new)
    }));
    if lines.is_empty() {
        lines.push(t!("change-nothing"));
    }
    lines.iter().map(|line| Phrase::of(ended_once(line))).collect()
}

/// What people wrote may end a sentence itself: then ours ends with it.
fn ended_once(line: &str) -> &str {
    let ends = |line: &str| line.ends_with(['.', '!', '?', '…']);
    line.strip_suffix('.').filter(|rest| ends(rest)).unwrap_or(line)
}

fn both_notes(both: &Replaced) -> (Option<&str>, Option<&str>) {
    (both.old.as_ref().map(Note::as_str), both.new.as_ref().map(Note::as_str))
}

fn claim_lines(change: &Change<Stated, ClaimField>, name: NameOf<'_>, when: OnBeside) -> Vec<String> {
    let thing = |stated: &Stated| labels::thing_on(&stated.thing, when.0, when.1);
    match change {
        Change::Added(new) => vec![t!(
            "change-claim-added",
            thing = thing(new),
            source = name(&new.source),
            says = figures::says(&new.says)
        )],
        Change::Removed(old) => vec![t!(
            "change-claim-removed",
            thing = thing(old),
            source = name(&old.source),
            says = figures::says(&old.says)
        )],
        Change::Changed { old, new, fields } => {
            fields.iter().map(|field| claim_line(*field, old, new, name, when)).collect()
        }
    }
}

fn claim_line(field: ClaimField, old: &Stated, new: &Stated, name: NameOf<'_>, when: OnBeside) -> String {
    let (thing, source) = (labels::thing_on(&new.thing, when.0, when.1), name(&new.source));
    let note = |note: &Option<Note>| note.as_ref().map(ToString::to_string);
    let day = |day: Option<NaiveDate>| day.map(dates::full);
    let (part, before, after) = match field {
        ClaimField::Says if old.says == PublicSays::Withheld && new.says == PublicSays::Withheld => {
            return t!("change-claim-withheld", thing = thing, source = source);
        }
        ClaimField::Says => {
            let (old, new) = (figures::says(&old.says), figures::says(&new.says));
            return t!("change-claim-says", thing = thing, source = source, old = old, new = new);
        }
        ClaimField::Thing => {
            let (old, new) = two_things(&old.thing, &new.thing, when);
            return t!("change-claim-thing", source = source, old = old, new = new);
        }
        ClaimField::Source => {
            return t!("change-claim-source", thing = thing, old = name(&old.source), new = source);
        }
        ClaimField::Via => ("via", text(&old.via), text(&new.via)),
        ClaimField::Link => ("link", text(&old.url), text(&new.url)),
        ClaimField::PublishedOn => ("published", day(old.published_on), day(new.published_on)),
        ClaimField::Preferred => ("preferred", note(&old.preferred), note(&new.preferred)),
        ClaimField::DateNote => ("date", note(&old.date_note), note(&new.date_note)),
        ClaimField::Remark => ("remark", note(&old.remark), note(&new.remark)),
    };
    t!("change-claim-part", thing = thing, source = source, part = part, old = before, new = after)
}

fn text<T: ToString>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

/// Two things by names that differ.
fn two_things(old: &Thing, new: &Thing, when: OnBeside) -> (String, String) {
    let names = [old, new].map(|thing| labels::thing_on(thing, when.0, when.1));
    let [before, after] = names;
    if before != after {
        return (before, after);
    }
    let in_unit = |thing: &Thing, name: String| match &thing.unit {
        Some(unit) => t!("change-thing-unit", thing = name, unit = unit.as_str()),
        None => name,
    };
    (in_unit(old, before), in_unit(new, after))
}

fn absence_lines(change: &Change<Absence, AbsenceField>, name: NameOf<'_>, beside: NaiveDate) -> Vec<String> {
    let thing = |absence: &Absence| labels::thing(&absence.thing, beside);
    let why = |absence: &Absence| {
        let source = absence.source.as_ref().map(name);
        t!("change-absence-reason", reason = labels::reason_within(absence.why), source = source)
    };
    let (old, new, fields) = match change {
        Change::Added(new) => return vec![t!("change-absence-added", thing = thing(new), why = why(new))],
        Change::Removed(old) => return vec![t!("change-absence-removed", thing = thing(old), why = why(old))],
        Change::Changed { old, new, fields } => (old, new, fields),
    };
    let of_reason = |field: &AbsenceField| matches!(field, AbsenceField::Why | AbsenceField::Source);
    let mut lines = Vec::new();
    if fields.iter().any(of_reason) {
        lines.push(t!("change-absence-why", thing = thing(new), old = why(old), new = why(new)));
    }
    lines.extend(fields.iter().filter(|field| !of_reason(field)).map(|field| {
        let (part, before, after) = match field {
            AbsenceField::Via => ("via", text(&old.via), text(&new.via)),
            AbsenceField::Link => ("link", text(&old.url), text(&new.url)),
            AbsenceField::PublishedOn => {
                ("published", old.published_on.map(dates::full), new.published_on.map(dates::full))
            }
            AbsenceField::DateNote => ("date", text(&old.date_note), text(&new.date_note)),
            _ => ("remark", text(&old.remark), text(&new.remark)),
        };
        t!("change-absence-part", thing = thing(new), part = part, old = before, new = after)
    }));
    lines
}

fn event_lines(change: &Change<Event, EventField>, name: NameOf<'_>) -> Vec<String> {
    let (old, new, fields) = match change {
        Change::Added(new) => {
            let source = new.source.as_ref().map(name);
            return vec![t!("change-event-added", title = new.title.as_str(), source = source)];
        }
        Change::Removed(old) => return vec![t!("change-event-removed", title = old.title.as_str())],
        Change::Changed { old, new, fields } => (old, new, fields),
    };
    let line = |field: &EventField| {
        let (part, before, after) = match field {
            EventField::Title => {
                return t!("change-event-title", old = old.title.as_str(), new = new.title.as_str());
            }
            EventField::Source => ("source", old.source.as_ref().map(name), new.source.as_ref().map(name)),
            EventField::Link => ("link", text(&old.url), text(&new.url)),
            EventField::PublishedOn => {
                ("published", old.published_on.map(dates::full), new.published_on.map(dates::full))
            }
        };
        t!("change-event-part", title = new.title.as_str(), part = part, old = before, new = after)
    };
    fields.iter().map(line).collect()
}

/// The word of a kind of entry: `Correction`.
pub fn kind(kind: EntryKind) -> String {
    t!("entry-kind", kind = kind.key())
}

/// Entries of a kind, with how many there are: `Corrections (3)`.
pub fn kinds(kind: EntryKind, count: usize) -> String {
    t!("changes-filter-kind", kinds = t!("entry-kinds", kind = kind.key()), count = count)
}

/// What a kind means: `we were wrong`.
pub fn kind_means(kind: EntryKind) -> String {
    t!("entry-kind-means", kind = kind.key())
}

/// Who published it, by organisation and role: never a person.
pub fn by(organisation: Option<&str>, role: Role) -> String {
    t!("entry-by", organisation = organisation, role = role.key())
}

/// The address names no kind of change.
pub fn no_kind(text: &str) -> Refusal {
    (t!("unreadable"), t!("unreadable-kind", text = text))
}

/// The address names no version of the record; `newest` is the last one there is.
pub fn no_version(text: &str, newest: Option<i64>) -> Refusal {
    let told = match newest {
        Some(newest) => t!("unreadable-version-newest", text = text, newest = newest.to_string()),
        None => t!("unreadable-version", text = text),
    };
    (t!("unreadable"), told)
}

/// The address names no page of a list; `pages` is how many there are, where that is known.
pub fn no_page(text: &str, pages: Option<usize>) -> Refusal {
    let told = match pages {
        Some(pages) => t!("unreadable-page", text = text, pages = pages.to_string()),
        None => t!("unreadable-page-number", text = text),
    };
    (t!("unreadable"), told)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{AbsenceReason, Measure};

    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stated(says: &str) -> Stated {
        Stated {
            id: "c1".to_owned(),
            thing: Thing::of(Measure::PatientsAwaiting),
            says: PublicSays::Amount(says.parse().unwrap()),
            source: "weekly".parse().unwrap(),
            via: None,
            url: None,
            published_on: None,
            preferred: None,
            date_note: None,
            remark: None,
        }
    }

    /// The sentences of a change, what stood before between strokes.
    fn told(change: &DayChange) -> Vec<String> {
        let name = |slug: &Slug| super::super::capital(slug.as_str());
        let mark = |(text, struck): &(String, bool)| if *struck { format!("~{text}~") } else { text.clone() };
        let lines = lines(change, &name, (on("2023-05-10"), on("2023-05-10")));
        lines.iter().map(|line| line.0.iter().map(mark).collect::<String>().replace('\u{a0}', " ")).collect()
    }

    fn of_claim(old: &Stated, new: &Stated, field: ClaimField) -> String {
        let changed = Change::Changed { old: old.clone(), new: new.clone(), fields: vec![field] };
        told(&DayChange { claims: vec![changed], ..DayChange::default() }).remove(0)
    }

    #[test]
    fn a_sentence_that_people_ended_is_not_ended_again() {
        assert_eq!(ended_once("Internal note: none → Ring the hospital.."), "Internal note: none → Ring the hospital.");
        assert_eq!(ended_once("Note: none → Why?."), "Note: none → Why?");
        assert_eq!(ended_once("Note: none → 30."), "Note: none → 30.");
    }

    #[test]
    fn what_changed_of_a_claim_is_one_plain_sentence_with_the_old_struck_out() {
        let (old, new) = (stated("30"), stated(">30"));
        let claim = "People waiting for transfer (Weekly)";
        assert_eq!(of_claim(&old, &new, ClaimField::Says), format!("{claim}: ~30~ → more than 30."));
        let whole = |change| told(&DayChange { claims: vec![change], ..DayChange::default() });
        assert_eq!(whole(Change::Added(new.clone())), [format!("Added: {claim}: more than 30.")]);
        assert_eq!(whole(Change::Removed(old.clone())), [format!("Taken back: {claim}: ~30~.")]);
        let withheld = Stated { says: PublicSays::Withheld, ..stated("1") };
        assert_eq!(
            of_claim(&withheld, &withheld, ClaimField::Says),
            format!("{claim}: withheld now (small number). What stood before is not repeated.")
        );
        let noted = Stated { remark: "its words".parse().ok(), published_on: Some(on("2023-05-09")), ..new.clone() };
        assert_eq!(of_claim(&new, &noted, ClaimField::Remark), format!("{claim}, remark: none → its words."));
        assert_eq!(of_claim(&noted, &new, ClaimField::Remark), format!("{claim}, remark: ~its words~ → none."));
        assert_eq!(
            of_claim(&new, &noted, ClaimField::PublishedOn),
            format!("{claim}, published by the source: none → 9 May 2023.")
        );
        let gate = Stated { source: "gate".parse().unwrap(), ..new.clone() };
        assert_eq!(of_claim(&new, &gate, ClaimField::Source), "People waiting for transfer, source: ~Weekly~ → Gate.");
    }

    #[test]
    fn a_claim_of_another_thing_names_both_and_their_units_where_only_these_differ() {
        let old = stated("3");
        let crossed = Stated { thing: Thing::of(Measure::PatientsCritical), ..old.clone() };
        assert_eq!(
            of_claim(&old, &crossed, ClaimField::Thing),
            "Weekly: ~People waiting for transfer~ → People in critical condition."
        );
        let families = Stated {
            thing: Thing { unit: "families".parse().ok(), ..Thing::of(Measure::PatientsAwaiting) },
            ..old.clone()
        };
        assert_eq!(
            of_claim(&old, &families, ClaimField::Thing),
            "Weekly: ~People waiting for transfer, in people~ → People waiting for transfer, in families."
        );
    }

    #[test]
    fn reasons_events_and_notes_are_told_and_so_is_that_nothing_changed() {
        let absence = |why, source: Option<&str>| Absence {
            thing: Thing::of(Measure::PatientsAwaiting),
            why,
            source: source.and_then(|source| source.parse().ok()),
            via: None,
            url: None,
            published_on: None,
            date_note: None,
            remark: None,
        };
        let (old, new) =
            (absence(AbsenceReason::NotReported, None), absence(AbsenceReason::SourceSilent, Some("weekly")));
        let fields = vec![AbsenceField::Why, AbsenceField::Source];
        let event = Event {
            id: "e1".to_owned(),
            title: "A gate was set up".parse().unwrap(),
            source: None,
            url: None,
            published_on: None,
        };
        let note = |text: &str| text.parse::<Note>().ok();
        let change = DayChange {
            absences: vec![Change::Changed { old, new: new.clone(), fields }, Change::Removed(new)],
            events: vec![Change::Added(event.clone()), Change::Removed(event)],
            public_note: Some(Replaced { old: None, new: note("two") }),
            internal_note: Some(Replaced { old: note("one"), new: None }),
            ..DayChange::default()
        };
        assert_eq!(
            told(&change),
            [
                "No figure: People waiting for transfer, ~not reported~ → source silent (Weekly).",
                "No figure: People waiting for transfer, ~source silent (Weekly)~. This reason is taken back.",
                "Event added: A gate was set up.",
                "Event taken back: ~A gate was set up~.",
                "Note of the desk: none → two.",
                "Internal note: ~one~ → none.",
            ]
        );
        assert_eq!(told(&DayChange::default()), ["Nothing that is shown changed."]);
    }

    #[test]
    fn every_kind_of_entry_has_words_of_its_own() {
        for words in [EntryKind::ALL.map(kind), EntryKind::ALL.map(|it| kinds(it, 2)), EntryKind::ALL.map(kind_means)] {
            assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{words:?}");
        }
        assert_eq!(by(None, Role::Lead), "Corridor Status, the desk’s lead");
        assert_eq!(by(Some("Red Lantern"), Role::Admin), "Red Lantern, an administrator");
    }
}
