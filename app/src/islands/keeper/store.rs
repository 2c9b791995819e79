//! The storage of the browser: what is kept of forms, each window of each account and day under a name of its own. It is
//! written at once, so that it is there when the window is killed the moment after.

use web_sys::Storage;

use super::kept::Kept;
use crate::view::keeper::Keeper;

/// What all names begin with.
const OURS: &str = "corridor-typed";
/// The difference of the two clocks.
const CLOCK: &str = "corridor-clock";
/// The mark of a window.
const WINDOW: &str = "corridor-window";
/// So long a form is kept that nobody comes back to, in milliseconds: as a draft at the desk.
const LONGEST: i64 = 30 * 24 * 60 * 60 * 1000;

/// The storage for one account and one day.
#[derive(Clone, Debug)]
pub struct Store {
    account: String,
    place: String,
}

impl Store {
    /// The storage for the form of a keeper.
    pub fn of(keeper: &Keeper) -> Self {
        let account = format!("{OURS} {} ", keeper.account);
        Self { place: format!("{account}{} ", keeper.place), account }
    }

    /// Keeps what a window holds; whether the browser took it.
    pub fn keep(&self, window: &str, kept: &Kept) -> bool {
        local().is_some_and(|storage| storage.set_item(&self.name(window), &kept.to_text()).is_ok())
    }

    /// Forgets what a window held.
    pub fn forget(&self, window: &str) {
        if let Some(storage) = local() {
            let _ = storage.remove_item(&self.name(window));
        }
    }

    /// All that is kept of this day for this account, with its window, the latest first.
    pub fn all(&self) -> Vec<(String, Kept)> {
        let Some(storage) = local() else { return Vec::new() };
        let windows = names(&storage).into_iter().filter_map(|name| name.strip_prefix(&self.place).map(str::to_owned));
        let mut all: Vec<(String, Kept)> = windows
            .filter_map(|window| {
                let text = storage.get_item(&self.name(&window)).ok().flatten()?;
                Some((window, Kept::of_text(&text)?))
            })
            .collect();
        all.sort_by_key(|(_, kept)| -kept.at);
        all
    }

    /// Forgets all of this account that the desk has, for who signs out; whether nothing at all is kept then, of whoever.
    pub fn forget_saved(&self) -> bool {
        let Some(storage) = local() else { return false };
        for name in names(&storage).into_iter().filter(|name| name.starts_with(&self.account)) {
            let kept = storage.get_item(&name).ok().flatten().and_then(|text| Kept::of_text(&text));
            if kept.is_some_and(|kept| !kept.unsaved && kept.sent.is_none()) {
                let _ = storage.remove_item(&name);
            }
        }
        names(&storage).iter().all(|name| !name.starts_with(OURS))
    }

    /// Forgets what is too old, of whoever it is.
    pub fn forget_old(&self, now: i64) {
        let Some(storage) = local() else { return };
        for name in names(&storage).into_iter().filter(|name| name.starts_with(OURS)) {
            let text = storage.get_item(&name).ok().flatten().unwrap_or_default();
            if Kept::of_text(&text).is_none_or(|kept| now - kept.at > LONGEST) {
                let _ = storage.remove_item(&name);
            }
        }
    }

    fn name(&self, window: &str) -> String {
        format!("{}{window}", self.place)
    }
}

fn names(storage: &Storage) -> Vec<String> {
    let length = storage.length().unwrap_or_default();
    (0..length).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn of_window() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// By how much the server’s clock is ahead, as it was last known here.
pub fn known_clock() -> Option<i64> {
    local()?.get_item(CLOCK).ok().flatten()?.parse().ok()
}

/// Notes it.
pub fn note_clock(ahead: i64) {
    if let Some(storage) = local() {
        let _ = storage.set_item(CLOCK, &ahead.to_string());
    }
}

/// The mark that this window had on the page before.
pub fn known_window() -> Option<String> {
    of_window()?.get_item(WINDOW).ok().flatten()
}

/// Notes it for the next page.
pub fn note_window(mark: &str) {
    if let Some(storage) = of_window() {
        let _ = storage.set_item(WINDOW, mark);
    }
}
