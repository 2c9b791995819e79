//! What is told about sources, carriers, settings and the threshold: problems at their fields, and what was done.

use domain::record::Sources;
use domain::settings::SettingFault;
use domain::threshold::ThresholdEffect;
use domain::{KnownSource, Naming, SourceKind};

use super::desk::News;
use super::hindrance::Hindrance;
use super::{dates, faults, row};
use crate::t;

/// What a form calls a kind of source.
pub fn source_kind(kind: SourceKind) -> String {
    t!("source-kind-option", kind = kind.key())
}

/// What became of a source: what it counts as, under which name the public finds it.
pub fn standing(naming: &Naming, known: &KnownSource) -> Vec<String> {
    let target = naming.chain(&known.source.slug).last().copied().filter(|_| known.merged_into.is_some());
    let merged = target.map(|target| t!("sources-merged", source = target.source.name.as_str()));
    let withheld = public_name(naming, known).map(|name| t!("sources-withheld", name = name));
    merged.into_iter().chain(withheld).collect()
}

/// The name by which the public knows a withheld source.
pub fn public_name(naming: &Naming, known: &KnownSource) -> Option<String> {
    known.withheld?;
    let public: &Sources = naming.public();
    public.get(&naming.written(&known.source.slug)).map(|source| source.name.to_string())
}

/// Another source has the name.
pub fn name_taken() -> String {
    t!("source-name-taken")
}

/// No source has the name that was typed as the target of a merge.
pub fn no_target() -> String {
    t!("source-into-none")
}

/// A source merged into itself, or in a circle.
pub fn merge_circle() -> String {
    t!("source-into-itself")
}

/// The target was merged into this one.
pub fn merge_into_merged(source: &str) -> String {
    t!("source-into-merged", source = source)
}

/// This one was merged into the source that should be merged.
pub fn merge_first(source: &str) -> String {
    t!("source-into-first", source = source)
}

/// A withheld source would stand under an open name.
pub fn merge_into_open() -> String {
    t!("source-into-open")
}

/// What was done to a source.
pub fn source_done(done: &str) -> News {
    (t!("source-done-heading"), vec![t!("source-done", done = done)])
}

/// No carrier is spelled so.
pub fn carrier_unknown() -> String {
    t!("carriers-unknown")
}

/// Nothing was chosen.
pub fn carrier_missing() -> String {
    t!("carriers-choose")
}

/// A spelling that would stand for itself.
pub fn carrier_circle() -> String {
    t!("carriers-circle")
}

/// A carrier was joined or parted.
pub fn carrier_done() -> News {
    (t!("source-done-heading"), vec![t!("carriers-done")])
}

/// Settings were saved.
pub fn settings_done(added: bool) -> News {
    let line = if added { t!("settings-added") } else { t!("settings-done") };
    (t!("source-done-heading"), vec![line])
}

/// Somebody else changed settings meanwhile: which, and what stands now.
pub fn settings_stale(changed: &[(String, String)]) -> News {
    let each = changed.iter().map(|(name, value)| t!("settings-stale-setting", setting = name, value = value));
    (t!("settings-stale"), vec![t!("settings-stale-text", changed = row(each))])
}

/// It could not be stored.
pub fn not_saved(why: Hindrance) -> News {
    (t!("keep-not-saved"), vec![t!("keep-not-saved-text"), why.told()])
}

/// What another threshold would change.
pub fn threshold_effect(effect: ThresholdEffect) -> News {
    let line = t!("threshold-effect", shown = effect.shown, withheld = effect.withheld);
    (t!("threshold-effect-heading"), vec![line, t!("threshold-effect-note")])
}

/// The threshold is set.
pub fn threshold_done() -> News {
    (t!("threshold-done-heading"), vec![t!("settings-done")])
}

/// What was typed is no threshold.
pub fn threshold_no_number(text: &str) -> String {
    t!("threshold-no-number", text = Some(text).filter(|text| !text.is_empty()))
}

/// A low threshold without a reason.
pub fn threshold_no_reason() -> String {
    t!("threshold-no-reason")
}

/// What a setting is called.
pub fn setting_name(field: &str) -> String {
    let expected = field.split_once('.').and_then(|(first, _)| first.strip_prefix('e')?.parse::<usize>().ok());
    match expected {
        Some(index) => t!("settings-field-expected", number = (index + 1).to_string()),
        None => t!("settings-field", field = field),
    }
}

/// What is wrong with a setting, and what to write instead.
pub fn setting(fault: &SettingFault) -> String {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    match fault {
        SettingFault::Slug => t!("setting-slug"),
        SettingFault::SlugTaken => t!("setting-slug-taken"),
        SettingFault::NoName => t!("setting-no-name"),
        SettingFault::NoLanguage(line) => t!("setting-no-language", line = line.to_string()),
        SettingFault::Name(line, error) => {
            t!("setting-name", line = line.to_string(), problem = faults::label(*error))
        }
        SettingFault::Zone(zone) => t!("setting-zone", zone = some(zone)),
        SettingFault::ZoneUnconfirmed => t!("setting-zone-unconfirmed"),
        SettingFault::CutOff(text) => t!("setting-cut-off", text = text),
        SettingFault::Date(text) => t!("setting-no-date", text = some(text)),
        SettingFault::EndsBeforeItBegins => t!("setting-ends-before"),
        SettingFault::DaysOutside(days, more) => {
            let more = (*more > 0).then(|| t!("keep-more", more = *more));
            t!("setting-days-outside", dates = row(days.iter().map(|date| dates::full(*date)).chain(more)))
        }
        SettingFault::Days(text) => t!("setting-days", text = some(text)),
        SettingFault::Word(list) => t!("fault-word", words = list.0),
        SettingFault::Label(error) => faults::label(*error),
        SettingFault::NoMeasure => t!("setting-no-measure"),
        SettingFault::Misplaced => t!("setting-misplaced"),
        SettingFault::ExpectedTwice => t!("setting-expected-twice"),
        SettingFault::Contact(text) => t!("setting-contact", text = text),
    }
}
