//! The pages of the corridors and their settings, and of the threshold for small numbers.

use app::text::keeping;
use app::view::corridors::{CorridorsPage, SettingsPage};
use app::view::kept::Sent;
use app::view::threshold::ThresholdPage;
use domain::Slug;
use domain::settings::{SettingsDraft, changed};

use super::desk::account;
use crate::auth::SignedIn;
use crate::state::State;

/// The corridors, and what was typed of one to add.
pub fn corridors_page(state: &State, who: &SignedIn, typed: SettingsDraft, sent: Sent) -> CorridorsPage {
    let records = state.records.now();
    let all: Vec<_> = records.all().map(|corridor| &corridor.record).collect();
    CorridorsPage::of(&state.site, account(who), &all, typed, sent)
}

/// The settings of a corridor as they stand, or as they were typed; none if there is no such corridor.
pub fn settings_page(
    state: &State,
    who: &SignedIn,
    slug: &Slug,
    typed: Option<SettingsDraft>,
    base: impl FnOnce(&domain::Corridor) -> String,
    sent: Sent,
) -> Option<SettingsPage> {
    let records = state.records.now();
    let settings = &records.corridor(slug)?.settings;
    let typed = typed.unwrap_or_else(|| SettingsDraft { base: base(settings), ..SettingsDraft::of(settings) });
    let carriers = records.carriers_written().into_keys();
    let carriers = carriers.filter(|label| !records.naming().carriers().contains_key(label));
    Some(SettingsPage::of(&state.site, account(who), settings, typed, sent).offering(carriers))
}

/// What stands now of the settings that differ from what was typed: name and value.
pub fn standing_beside(state: &State, slug: &Slug, typed: &SettingsDraft) -> Vec<(String, String)> {
    let records = state.records.now();
    let Some(settings) = records.corridor(slug).map(|corridor| &corridor.settings) else { return Vec::new() };
    let now = SettingsDraft::of(settings);
    let Ok(typed) = SettingsDraft { zone_confirmed: "yes".to_owned(), ..typed.clone() }.read(settings) else {
        return Vec::new();
    };
    let value = |name: &str| match name {
        "names" => now.names.clone(),
        "connects" => now.connects.clone(),
        "time_zone" => now.time_zone.clone(),
        "cut_off" => now.cut_off.clone(),
        "record_begins" => now.record_begins.clone(),
        "record_ends" => now.record_ends.clone(),
        "expected_every_days" => now.expected_every_days.clone(),
        "expected" => now.expected.len().to_string(),
        "review" => now.review.clone(),
        "lock_after_days" => now.lock_after_days.clone(),
        _ => now.contact.clone(),
    };
    changed(settings, &typed).into_iter().map(|name| (keeping::setting_name(name), value(name))).collect()
}

/// The threshold of a corridor; none if there is no such corridor.
pub fn threshold_page(
    state: &State,
    who: &SignedIn,
    slug: &Slug,
    typed: Option<(String, String)>,
    sent: Sent,
) -> Option<ThresholdPage> {
    let records = state.records.now();
    let settings = &records.corridor(slug)?.settings;
    Some(ThresholdPage::of(&state.site, account(who), settings, typed, sent))
}
