//! Alive without its database: the public site from the journal, the desk that says so, and what is never done: an older or
//! damaged database served as if it were whole.

use std::fs;
use std::path::Path;

use domain::Role;
use server::state::{Standing, State, StateError};
use server::storage::journal;
use tempfile::TempDir;
use tests::desk::form_urlencode;
use tests::door::cookie_of;
use tests::lachin::{EVENING, Rows};
use tests::site::{PASSWORD, instant, outside};
use tests::{Desk, Page, Site};

/// The corridor as it is told at these addresses.
const PUBLIC: [&str; 10] = [
    "/c/lachin/days/2023-05-10",
    "/c/lachin/months/2023-04",
    "/c/lachin/changes",
    "/c/lachin/trends",
    "/c/lachin/trends.csv",
    "/c/lachin/claims.csv",
    "/c/lachin/days.csv",
    "/c/lachin/events.csv",
    "/c/lachin/latest.json",
    "/c/lachin/chart/access_status.svg",
];

/// What a server left behind that was killed: its folder, and what it told.
struct Left {
    /// All in the database's file.
    folder: TempDir,
    /// All in its log.
    with_log: TempDir,
    told: Vec<String>,
    /// Of somebody who was signed in.
    cookie: String,
}

/// A copy of a folder, as a crash at this moment would leave it.
fn copy(folder: &Path) -> TempDir {
    let copy = TempDir::new().unwrap();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        // The lock is the other process's; the line in it says that there was a database.
        fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    copy
}

async fn told(site: &Site) -> Vec<String> {
    let mut told = Vec::new();
    for address in PUBLIC {
        told.push(without_notice(&site.text(address).await));
    }
    told
}

/// The page without the sentence about its database, and without the marks that stand in the place of what is not there.
fn without_notice(page: &str) -> String {
    let page = page.replace("<!>", "");
    let Some((before, rest)) = page.split_once("<p class=\"demo last-saved\">") else { return page };
    format!("{before}{}", rest.split_once("</p>").map_or("", |(_, after)| after))
}

/// The addresses that tell something else.
async fn differing(site: &Site, told_before: &[String]) -> Vec<&'static str> {
    let now = told(site).await;
    let pairs = now.iter().zip(told_before).zip(PUBLIC);
    pairs.filter(|((now, before), _)| now != before).map(|(_, address)| address).collect()
}

async fn left() -> Left {
    let folder = TempDir::new().unwrap();
    let site = Site::over(folder.path(), EVENING).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    site.add_account("desk", Role::Lead).await;
    let cookie = cookie_of(&Desk::at_the_door(&site).sign_in("desk", PASSWORD).await);
    let told = told(&site).await;
    let with_log = copy(folder.path());
    site.state.database.merge_log().await.unwrap();
    Left { cookie, with_log, folder: copy(folder.path()), told }
}

fn no_database(folder: &Path) {
    for name in ["corridor.db", "corridor.db-wal", "corridor.db-shm"] {
        let _ = fs::remove_file(folder.join(name));
    }
}

/// Overwrites part of the file from so many bytes on, with its log merged into it or taken away.
fn damage(folder: &Path, from: usize, bytes: &[u8]) {
    let path = folder.join("corridor.db");
    let mut all = fs::read(&path).unwrap();
    let from = from.min(all.len() - bytes.len());
    all[from..from + bytes.len()].copy_from_slice(bytes);
    fs::write(path, all).unwrap();
}

async fn served(folder: &Path) -> Result<Standing, StateError> {
    let (clock, _) = server::clock::Clock::fixed(instant(EVENING));
    State::serve(folder, None, outside(clock)).await.map(|(_, standing)| standing)
}

#[tokio::test]
async fn without_a_whole_journal_it_is_refused_and_says_what_is_wrong_with_both() {
    let left = left().await;
    let folder = left.folder.path();
    no_database(folder);
    let path = folder.join(journal::FILE);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(&path, &bytes).unwrap();
    let refused = served(folder).await.unwrap_err().to_string();
    assert!(
        refused.contains("corridor.db is missing or empty") && refused.contains("is damaged: its line"),
        "{refused}"
    );
    fs::remove_file(&path).unwrap();
    let refused = served(folder).await.unwrap_err().to_string();
    assert!(refused.contains("corridor.db is missing or empty") && refused.contains("no record.journal"), "{refused}");
}

/// What it is called, and what it does to a folder.
type Way = (&'static str, fn(&Path));

/// Each way to lose a database: what is public stays, to the letter, and says how old it is.
#[tokio::test]
async fn the_public_site_is_what_it_was_says_until_when_it_reaches_and_the_desk_says_that_it_cannot_save() {
    let left = left().await;
    let ways: [Way; 4] = [
        ("deleted", no_database),
        ("emptied", |folder| {
            no_database(folder);
            fs::write(folder.join("corridor.db"), b"").unwrap();
        }),
        ("no database any more", |folder| damage(folder, 0, b"something else")),
        ("its log lost", |folder| drop(fs::remove_file(folder.join("corridor.db-wal")))),
    ];
    for (way, lose) in ways {
        let folder = copy(if way == "its log lost" { left.with_log.path() } else { left.folder.path() });
        lose(folder.path());
        let site = Site::over(folder.path(), EVENING).await;
        assert!(differing(&site, &left.told).await.is_empty(), "{way}: {:?}", differing(&site, &left.told).await);
        let page = site.page("/c/lachin").await;
        let notice = page.words(".last-saved");
        assert!(notice.contains("saved until 10 May 2023") && notice.contains("cannot save"), "{way}: {notice}");
        let probe = site.response("/readyz").await;
        assert_eq!(probe.status(), 503, "{way}");
        assert_eq!(probe.text().await.unwrap(), "not ready: nothing can be saved now (away)\n", "{way}");
        assert_eq!(site.response("/healthz").await.status(), 200, "{way}");
    }
    let whole = copy(left.folder.path());
    let site = Site::over(whole.path(), EVENING).await;
    assert!(!site.text("/c/lachin").await.contains("demo last-saved"), "the control: a whole database says nothing");
    assert_eq!(site.response("/readyz").await.status(), 200);
}

#[tokio::test]
async fn the_desk_loses_nothing_that_was_typed_and_is_told_why() {
    let left = left().await;
    no_database(left.folder.path());
    let site = Site::over(left.folder.path(), EVENING).await;
    let desk = Desk::at_the_door(&site);
    let answer = desk.sign_in("desk", PASSWORD).await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["retry-after"], "60");
    let page = Page::new(answer.text().await.unwrap());
    assert!(page.words("main").contains("runs without its database"), "{}", page.words("main"));
    for path in ["/staff", "/staff/c/lachin/days/2023-05-10", "/staff/people", "/staff/audit"] {
        let answer = site.request(path).header("cookie", &left.cookie).send().await.unwrap();
        assert_eq!(answer.status(), 503, "{path}");
        let page = Page::new(answer.text().await.unwrap());
        assert!(page.words("main").contains("runs without its database"), "{path}: {}", page.words("main"));
    }
    let typed = [("key", "k"), ("base", "0"), ("r0.source", "Ministry"), ("r0.c0.amount", "31 and no fewer")];
    let answer = site
        .client
        .post(format!("{}/staff/c/lachin/days/2023-05-10", site.url))
        .header("origin", site.url.as_str())
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", &left.cookie)
        .body(form_urlencode(&typed))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 503);
    let page = Page::new(answer.text().await.unwrap());
    assert!(page.field("carried").contains("31+and+no+fewer"), "carried in the page");
}

/// Bytes changed anywhere: found at the start, or what is told is what was told.
#[tokio::test]
async fn damage_anywhere_is_found_or_changes_nothing_that_is_told() {
    let left = left().await;
    let size = fs::metadata(left.folder.path().join("corridor.db")).unwrap().len() as usize;
    let mut found = 0;
    for step in 0..24 {
        let folder = copy(left.folder.path());
        damage(folder.path(), size / 24 * step + 31 * step, b"\x5a\xa5\x5a");
        let Ok(standing) = served(folder.path()).await else { panic!("the journal is whole: it is served") };
        found += usize::from(matches!(standing, Standing::OnJournal { .. }));
        let again = copy(folder.path());
        let site = Site::over(again.path(), EVENING).await;
        assert!(differing(&site, &left.told).await.is_empty(), "{step}: {:?}", differing(&site, &left.told).await);
    }
    assert!(found > 0, "the control: some of it is found");
}
