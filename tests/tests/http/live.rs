//! Publications as they happen: told once to whoever follows, what was missed at once, and nothing that holds up others.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::{ChangeKind, DayReport, RevisionState};
use reqwest::Response;
use serde_json::{Value, json};
use server::listen::limits::{Gate, Limits};
use tests::lachin::{EVENING, Rows, story, story_within};
use tests::site::{instant, outside};
use tests::wire::{Wire, get};
use tests::{Page, Site};

const EVENTS: &str = "/api/v1/events";
/// What is waited for comes within this time, or never.
const LONGEST: Duration = Duration::from_secs(30);

/// Somebody who follows.
struct Follower {
    response: Response,
    held: String,
}

impl Follower {
    async fn of(site: &Site, path: &str) -> Self {
        Self::with(site, path, None).await
    }

    async fn with(site: &Site, path: &str, last: Option<&str>) -> Self {
        let request = site.request(path).header("accept-encoding", "br, gzip");
        let request = last.into_iter().fold(request, |request, last| request.header("last-event-id", last));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        Self { response, held: String::new() }
    }

    /// The next block of lines; none when nothing comes any more.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.held.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.held = rest;
                return Some(block);
            }
            let chunk = tokio::time::timeout(LONGEST, self.response.chunk()).await.expect("something comes, or an end");
            self.held.push_str(std::str::from_utf8(&chunk.expect("a whole answer")?).expect("text"));
        }
    }

    /// The next event: its id and its data.
    async fn event(&mut self) -> (i64, Value) {
        let block = self.block().await.expect("an event");
        assert!(block.contains("event: publication"), "{block}");
        let line = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).expect("a line").to_owned();
        (line("id: ").parse().expect("a number"), serde_json::from_str(&line("data: ")).expect("JSON"))
    }
}

async fn publish(site: &Site, note: &str) -> i64 {
    let edit = |report: &mut DayReport| report.public_note = note.parse().ok();
    site.change("2023-05-10", ChangeKind::Revision, "Said later.", edit).await
}

fn version(site: &Site) -> i64 {
    let records = site.state.records.now();
    let versions = records.all().filter_map(|one| one.record.version()).map(|version| version.seq);
    versions.max().expect("a version")
}

#[tokio::test]
async fn what_is_no_version_is_refused_with_what_was_expected() {
    let site = story().await;
    for given in ["x", "-1", "1.5", "99999999999999999999", "%3Cscript%3E"] {
        let response = site.response(&format!("{EVENTS}?since={given}")).await;
        assert_eq!(response.status(), 422, "{given}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        let problem: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert_eq!(problem["errors"][0]["parameter"], "since", "{problem}");
        assert_eq!(problem["errors"][0]["expected"], "the version of a record, a number such as 56", "{problem}");
    }
}

#[tokio::test]
async fn it_is_open_to_all_packed_by_nobody_and_kept_by_nobody() {
    let site = story().await;
    let mut follower = Follower::of(&site, EVENTS).await;
    let header = |name: &str| follower.response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("access-control-allow-origin", "*"),
        ("cache-control", "no-store, no-transform"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(header(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!((header("content-encoding"), header("set-cookie")), (None, None));
    let first = follower.block().await.unwrap();
    let again = first.lines().next().and_then(|line| line.strip_prefix("retry: ")).expect("when to come again");
    assert!((5_000..=30_000).contains(&again.parse::<u64>().unwrap()), "{first}");
    assert!(first.ends_with(&format!("\nid: {}", version(&site))), "{first}");
    let mut waits = BTreeSet::new();
    for _ in 0..8 {
        waits.insert(Follower::of(&site, EVENTS).await.block().await.unwrap());
    }
    assert!(waits.len() > 1, "not all come again at once");
}

#[tokio::test]
async fn each_publication_is_told_once_with_its_version_and_the_corridors_that_changed() {
    let site = story().await;
    let other = Rows::until("2023-05-10").moved("other", 0);
    site.add_corridor(other.corridor.clone()).await;
    let mut follower = Follower::of(&site, EVENTS).await;
    follower.block().await;
    let first = publish(&site, "one").await;
    assert_eq!(follower.event().await, (first, json!({ "version": first, "corridors": ["lachin"] })));
    site.import("other", &other.claims_csv(), None).await.unwrap();
    let (id, data) = follower.event().await;
    assert_eq!((id, &data["corridors"]), (version(&site), &json!(["other"])));
    let second = publish(&site, "two").await;
    assert_eq!(follower.event().await.0, second);
    site.hand.set(instant("2023-05-10T16:10:00Z"));
    let gone = site.append("2023-04-29", RevisionState::Withdrawn, "Not theirs to tell.").await;
    assert_eq!(follower.event().await, (gone, json!({ "version": gone, "corridors": ["lachin"] })));
    assert!(first < id && id < second && second < gone);
    assert_eq!(follower.held, "", "and nothing else");
}

#[tokio::test]
async fn what_was_missed_is_told_at_once() {
    let site = story().await;
    let before = version(&site);
    let (one, two) = (publish(&site, "one").await, publish(&site, "two").await);
    let all = json!({ "version": two, "corridors": ["lachin"] });
    for (path, last) in [
        (format!("{EVENTS}?since={before}"), None),
        (format!("{EVENTS}?since={one}"), None),
        (EVENTS.to_owned(), Some(before.to_string())),
        // The header counts: it is what was told last.
        (format!("{EVENTS}?since={two}"), Some(one.to_string())),
        (format!("{EVENTS}?since=0"), None),
        // Of a record that is further than this one, as after a restore from a backup.
        (format!("{EVENTS}?since={}", two + 1_000), None),
    ] {
        let mut follower = Follower::with(&site, &path, last.as_deref()).await;
        assert_eq!(follower.event().await, (two, all.clone()), "{path} {last:?}");
    }
    let mut up_to_date = Follower::with(&site, EVENTS, Some(&two.to_string())).await;
    assert!(up_to_date.block().await.unwrap().ends_with(&format!("\nid: {two}")), "nothing was missed");
    let three = publish(&site, "three").await;
    assert_eq!(up_to_date.event().await.0, three);
}

#[tokio::test]
async fn after_a_restart_the_versions_are_the_same() {
    let folder = tempfile::TempDir::new().unwrap();
    let before = {
        let mut site = Site::over(folder.path(), EVENING).await;
        let rows = Rows::until("2023-05-10");
        site.add_corridor(rows.corridor.clone()).await;
        site.import("lachin", &rows.claims_csv(), None).await.unwrap();
        let seq = publish(&site, "one").await;
        site.stopped().await;
        seq
    };
    let site = Site::over(folder.path(), EVENING).await;
    let mut follower = Follower::with(&site, EVENTS, Some(&before.to_string())).await;
    assert!(follower.block().await.unwrap().ends_with(&format!("\nid: {before}")));
    assert_eq!(follower.event_after_publishing(&site).await, before + 1);
}

impl Follower {
    async fn event_after_publishing(&mut self, site: &Site) -> i64 {
        publish(site, "more").await;
        self.event().await.0
    }
}

#[tokio::test]
async fn what_waits_for_review_and_what_only_the_desk_knows_is_not_told() {
    let site = story().await;
    let mut follower = Follower::of(&site, EVENTS).await;
    follower.block().await;
    let rows = Rows::until("2023-05-10")
        .and("lachin,2023-05-10,,patients_awaiting,,children,,,,,,people,done,exact,7,,,Office,,,2023-05-10,,");
    site.submit("lachin", &rows.claims_csv()).await.unwrap();
    site.add_account("lead", domain::Role::Lead).await;
    let next = publish(&site, "one").await;
    assert_eq!(follower.event().await.0, next, "the first that is told");
}

#[tokio::test]
async fn followers_hold_no_turn_and_a_page_is_answered_beside_them() {
    let readers = Gate { at_work: 1, queue: 0, ..Limits::default().readers };
    let site = story_within(Limits { readers, of_one_network: 1_000, ..Limits::default() }, &[]).await;
    let mut all = Vec::new();
    for _ in 0..50 {
        let mut follower = Follower::of(&site, EVENTS).await;
        follower.block().await;
        all.push(follower);
    }
    assert_eq!(site.response("/c/lachin").await.status(), 200);
    let seq = publish(&site, "one").await;
    for follower in &mut all {
        assert_eq!(follower.event().await.0, seq);
    }
}

#[tokio::test]
async fn half_of_all_connections_may_follow_and_the_next_is_told_to_come_again() {
    let site = story_within(Limits { connections: 20, reserve: 0, ..Limits::default() }, &[]).await;
    let mut all = Vec::new();
    for _ in 0..10 {
        all.push(Follower::of(&site, EVENTS).await);
    }
    let response = site.response(EVENTS).await;
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (503, "5"));
    assert_eq!(site.response("/c/lachin").await.status(), 200, "readers find a place");
    drop(all.pop());
    // The place is free once the server has seen that the line ended: at the latest with the next thing that it says.
    publish(&site, "one").await;
    for round in 0.. {
        if site.response(EVENTS).await.status() == 200 {
            break;
        }
        assert!(round < 50, "the place of who left is never free");
        publish(&site, &format!("more {round}")).await;
    }
}

#[tokio::test]
async fn who_follows_and_waits_is_not_taken_for_slow_or_idle() {
    let short = Duration::from_millis(200);
    let site = story_within(Limits { head: short, ..Limits::default() }, &[]).await;
    let mut follower = Follower::of(&site, EVENTS).await;
    follower.block().await;
    // An idle connection that came later is closed after that time, so the time is over.
    let mut idle = Wire::with(&site).await;
    idle.send(get(&site, "/healthz")).await;
    assert_eq!(idle.answer().await.unwrap().status, 200);
    assert!(idle.rest().await.is_empty());
    let seq = publish(&site, "one").await;
    assert_eq!(follower.event().await.0, seq);
}

#[tokio::test]
async fn who_follows_hears_a_beat_while_nothing_happens_and_what_happens_between_two() {
    let beat = (Duration::from_millis(5), Duration::from_millis(10));
    let site = story_within(Limits { beat, ..Limits::default() }, &[]).await;
    let mut follower = Follower::of(&site, EVENTS).await;
    assert!(follower.block().await.unwrap().starts_with("retry: "));
    for _ in 0..3 {
        assert_eq!(follower.block().await.as_deref(), Some(":"), "a comment, which no reader of events takes for one");
    }
    let seq = publish(&site, "one").await;
    loop {
        match follower.block().await.unwrap().as_str() {
            ":" => {}
            event => {
                assert!(event.contains(&format!("id: {seq}")), "{event}");
                break;
            }
        }
    }
    assert_eq!(follower.block().await.as_deref(), Some(":"));
}

#[tokio::test]
async fn the_end_comes_at_once_for_whoever_follows() {
    let limits = Limits { last_answers: Duration::from_secs(3_600), ..Limits::default() };
    let mut site = story_within(limits, &[]).await;
    let mut all = Vec::new();
    for _ in 0..20 {
        let mut follower = Follower::of(&site, EVENTS).await;
        follower.block().await;
        all.push(follower);
    }
    site.stopped().await;
    for mut follower in all {
        assert_eq!(follower.block().await, None, "a whole answer, not one that broke off");
    }
}

#[tokio::test]
async fn a_status_page_says_where_it_hears_of_what_is_newer_than_itself_and_no_word_before_there_is_any() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = server::clock::Clock::fixed(instant(EVENING));
    let site = Site::start(folder.path(), outside(clock), hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    let data = |page: &Page, name: &str| page.attributes(".live[role=status]", name).remove(0);
    let page = site.page("/c/lachin").await;
    assert_eq!(
        (data(&page, "data-events"), data(&page, "data-version")),
        (format!("{EVENTS}?since=0"), "0".to_owned())
    );
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    let page = site.page("/c/lachin").await;
    let seq = version(&site);
    assert_eq!(data(&page, "data-events"), format!("{EVENTS}?since={seq}"));
    assert_eq!((data(&page, "data-corridor"), data(&page, "data-version")), ("lachin".to_owned(), seq.to_string()));
    assert_eq!(data(&page, "data-words"), "A newer state of this record was published.");
    assert!(page.words(".live").is_empty() && !page.visible().contains("newer state"));
    for path in ["/c/lachin?as_of=2023-05-09", "/c/lachin/changes", "/c/lachin/days/2023-05-10", "/embed/lachin/status"]
    {
        assert_eq!(site.page(path).await.count(".live, script"), 0, "{path}");
    }
}
