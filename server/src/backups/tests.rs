//! When a server makes a backup of itself, with time that stands still until a test moves it.

use app::view::chrome::Site;

use super::*;
use crate::assets::Assets;
use crate::auth::SecondFactor;
use crate::clock::{Clock, ClockHand};
use crate::state::{Keeping, Outside};
use crate::storage::{Access, Folder, audit};

async fn state(place: &Path) -> (SharedState, ClockHand) {
    let (clock, hand) = Clock::fixed("2023-05-10T16:00:00Z".parse().unwrap());
    let outside = Outside {
        clock,
        site: Site::default(),
        assets: Assets::default(),
        secure_cookies: false,
        second_factor: SecondFactor::NotRequired,
        trusted_proxies: Vec::new(),
        keeping: Keeping::default(),
    };
    let (state, _) = State::open(Folder::open(place, Access::Exclusive).unwrap(), outside).await.unwrap();
    (state, hand)
}

async fn change(state: &State) {
    let mut write = state.database.begin().await.unwrap();
    audit::append(&mut write, state.clock.now(), "operator", "test.change", "x", None).await.unwrap();
    drop(write.commit().await.unwrap());
}

fn names(folder: &Path) -> Vec<String> {
    backup::list(folder).unwrap().iter().map(|stored| stored.name.to_string()).collect()
}

#[tokio::test]
async fn a_backup_is_made_when_something_changed_and_not_again_when_nothing_did() {
    let place = tempfile::tempdir().unwrap();
    let (state, hand) = state(&place.path().join("data")).await;
    let folder = place.path().join("backups");
    let first = make_if_changed(&state, &folder, None).await;
    assert!(first.is_some());
    assert!(make_if_changed(&state, &folder, first.as_ref()).await.is_none(), "nothing changed");
    change(&state).await;
    // The clock was set back by a year: the names go on.
    hand.advance(TimeDelta::days(-365));
    assert!(make_if_changed(&state, &folder, first.as_ref()).await.is_some());
    assert_eq!(names(&folder), ["corridor-20230510T160000Z-000000.db", "corridor-20230510T160001Z-000000.db"]);
    for stored in backup::list(&folder).unwrap() {
        assert!(backup::check(&stored.path).await.unwrap().vouched);
    }
}

#[tokio::test]
async fn only_a_backup_of_the_last_hour_by_this_clock_spares_one_at_the_start() {
    let place = tempfile::tempdir().unwrap();
    let (state, _) = state(&place.path().join("data")).await;
    let folder = place.path().join("backups");
    assert!(!is_fresh(&folder, state.clock.now()), "there is none");
    make_if_changed(&state, &folder, None).await.unwrap();
    let now = state.clock.now();
    assert!(is_fresh(&folder, now) && is_fresh(&folder, now + TimeDelta::minutes(59)));
    assert!(!is_fresh(&folder, now + TimeDelta::hours(1)));
    assert!(!is_fresh(&folder, now - TimeDelta::seconds(1)), "it is from a day to come");
}

#[tokio::test]
async fn a_backup_that_fails_is_told_and_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let (state, _) = state(&place.path().join("data")).await;
    let folder = place.path().join("a file");
    std::fs::write(&folder, b"x").unwrap();
    assert!(make_if_changed(&state, &folder, None).await.is_none());
    assert_eq!(std::fs::read(&folder).unwrap(), b"x");
    change(&state).await;
}
