//! Samples of the pages on which admins and leads keep sources, carriers, corridors and the threshold.

use domain::settings::{SettingFault, SettingProblem, SettingsDraft};
use domain::source_draft::SourceDraft;
use domain::{KnownSource, Label, Naming, Record, Source, SourceKind};

use crate::text::keeping;
use crate::view::carriers::CarriersPage;
use crate::view::chrome::{Account, Site};
use crate::view::corridors::{CorridorsPage, SettingsPage, refused};
use crate::view::kept::Sent;
use crate::view::sources::{ClaimCounts, SourcePage, SourcesPage};
use crate::view::threshold::ThresholdPage;

/// Every page of what is kept.
#[derive(Clone, Debug)]
pub struct KeptSamples {
    /// All sources.
    pub sources: SourcesPage,
    /// A source that was merged, with a refused form.
    pub merged: SourcePage,
    /// A source that is withheld, after something was done.
    pub withheld: SourcePage,
    /// The carriers, refused.
    pub carriers: CarriersPage,
    /// The corridors, with a refused form.
    pub corridors: CorridorsPage,
    /// Settings, refused.
    pub settings: SettingsPage,
    /// The threshold, weighed.
    pub threshold: ThresholdPage,
}

pub(super) fn kept(words: &str, site: &Site, account: &Account, record: &Record) -> Option<KeptSamples> {
    let label: Label = words.parse().ok()?;
    let source = |slug: &str, into: Option<&str>| {
        let slug = slug.parse().ok()?;
        let source =
            Source { slug, name: label.clone(), kind: SourceKind::Media, side: Some(label.clone()), page: None };
        let merged_into = into.and_then(|into| into.parse().ok());
        Some(KnownSource { source, merged_into, withheld: None, since: super::moment()?.instant })
    };
    let (one, other) = (source("sample", Some("sample-2"))?, source("sample-2", None)?);
    let carriers = [(label.clone(), "1".parse().ok()?)].into();
    let naming = Naming::new([one.clone(), other.clone()], carriers);
    let none = ClaimCounts::new();
    let account = || Account { admin: true, ..account.clone() };
    let page = |known: &KnownSource, typed, sent| SourcePage::of(site, account(), &naming, &none, known, typed, sent);
    let typed =
        SourceDraft { name: words.to_owned(), kind: words.to_owned(), side: words.to_owned(), page: words.to_owned() };
    let problems = ["name", "kind", "side", "page"].map(|field| (field.to_owned(), words.to_owned(), words.to_owned()));
    let withheld = page(&other, Some((typed.clone(), words.to_owned())), Sent::telling(keeping::source_done("merge")));
    let texts = vec![(words.to_owned(), "/".to_owned())];
    let settings = settings(words);
    let slug = SettingProblem { field: "slug".to_owned(), what: SettingFault::Slug };
    let effect = domain::threshold::ThresholdEffect { shown: 2, withheld: 1 };
    let both = (words.to_owned(), words.to_owned());
    let rows = vec![(label.clone(), 3, vec![words.to_owned()]), ("1".parse().ok()?, 1, Vec::new())];
    let at_name = Sent::refused([("name".to_owned(), words.to_owned(), keeping::carrier_unknown())]);
    Some(KeptSamples {
        sources: SourcesPage::of(site, account(), &naming, &none, ""),
        merged: page(&one, Some((typed, words.to_owned())), Sent::refused(problems)),
        withheld: SourcePage { withheld: Some(words.to_owned()), ..withheld }.with_texts(texts, 2),
        carriers: CarriersPage::of(site, account(), &naming, rows, both.clone(), at_name),
        corridors: CorridorsPage::of(site, account(), &[record], settings.clone(), refused(&[slug])),
        settings: SettingsPage::of(site, account(), record.corridor(), settings, refused(&all_problems(words)))
            .offering([label]),
        threshold: ThresholdPage::of(
            site,
            account(),
            record.corridor(),
            Some(both),
            Sent::telling(keeping::threshold_effect(effect)),
        ),
    })
}

fn settings(words: &str) -> SettingsDraft {
    let names = [
        "slug",
        "names",
        "connects",
        "time_zone",
        "zone_confirmed",
        "cut_off",
        "record_begins",
        "record_ends",
        "expected_every_days",
        "e0.measure",
        "e0.group",
        "e0.direction",
        "e0.carrier",
        "review",
        "lock_after_days",
        "contact",
        "base",
    ];
    SettingsDraft::from_fields(names.map(|name| (name, words)))
}

/// Every fault of a setting, at a field each.
fn all_problems(words: &str) -> Vec<SettingProblem> {
    let text = || words.to_owned();
    let date = chrono::NaiveDate::from_ymd_opt(2024, 3, 9).unwrap_or_default();
    let faults = [
        ("names", SettingFault::NoName),
        ("names", SettingFault::NoLanguage(2)),
        ("connects", SettingFault::Name(1, domain::label::LabelError::Empty)),
        ("time_zone", SettingFault::Zone(text())),
        ("time_zone", SettingFault::Zone(String::new())),
        ("zone_confirmed", SettingFault::ZoneUnconfirmed),
        ("cut_off", SettingFault::CutOff(text())),
        ("record_begins", SettingFault::Date(text())),
        ("record_begins", SettingFault::Date(String::new())),
        ("record_ends", SettingFault::EndsBeforeItBegins),
        ("record_ends", SettingFault::DaysOutside(vec![date, date], 3)),
        ("expected_every_days", SettingFault::Days(text())),
        ("lock_after_days", SettingFault::Days(String::new())),
        ("e0.measure", SettingFault::NoMeasure),
        ("e0.measure", SettingFault::ExpectedTwice),
        ("e0.group", SettingFault::Misplaced),
        ("e0.carrier", SettingFault::Label(domain::label::LabelError::Control)),
        ("review", SettingFault::NoName),
        ("contact", SettingFault::Contact(text())),
    ];
    faults.map(|(field, what)| SettingProblem { field: field.to_owned(), what }).into()
}
