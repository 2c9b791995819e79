//! Many editors at once: accepted edits are one line a day, everybody else is shown both versions, nothing is overwritten.
//!
//! `make torture` runs the first test with 16 × 500 edits instead of 16 × 30.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::claim::Says;
use domain::{Actor, DayReport, Rights, Role};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use server::commands::publish_day::{PublishDay, PublishRefusal, Published, publish_day};
use server::records::read_revision;
use server::storage::{chain, revisions};
use tests::editors::{Accepted, Stored, check};
use tests::lachin::{EVENING, Rows};
use tests::{Desk, Page, Site};

const CLIENTS: usize = 16;
/// One day for most, and its neighbours for the others.
const DAYS: [&str; 4] = ["2023-05-09", "2023-05-09", "2023-05-08", "2023-05-07"];

/// How often each client edits: 30 times, or as often as `EDITS` says.
fn edits() -> usize {
    std::env::var("EDITS").ok().map_or(30, |text| text.parse().expect("EDITS is a number"))
}

async fn site() -> Site {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2023-05-10").corridor).await;
    site
}

/// The value of a field in the text of a form; empty if there is none.
fn value<'t>(html: &'t str, name: &str) -> &'t str {
    let at = html.find(&format!("name=\"{name}\"")).unwrap_or(html.len());
    html[at..].split_once("value=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
}

/// The fields of the next edit by somebody who sees this form: one more than it shows.
fn next(html: &str, key: &str, mark: &str) -> (Accepted, Vec<(String, String)>) {
    let base: i64 = value(html, "base").parse().expect("a base");
    let seen: u64 = if base == 0 { 0 } else { value(html, "r0.c0.amount").parse().expect("a count") };
    let mut fields = vec![
        ("base", value(html, "base").to_owned()),
        ("key", key.to_owned()),
        ("confirmed", "yes".to_owned()),
        ("r0.source", "Armenian Weekly".to_owned()),
        ("r0.c0.measure", "patients_awaiting".to_owned()),
        ("r0.c0.group", "patients".to_owned()),
        ("r0.c0.amount", (seen + 1).to_string()),
        ("r0.c0.remark", mark.to_owned()),
        ("reason.0", "not_reported".to_owned()),
        ("reason.1", "not_reported".to_owned()),
        ("reason.2", "not_reported".to_owned()),
    ];
    if base > 0 {
        fields.push(("r0.id", value(html, "r0.id").to_owned()));
        fields.push(("r0.c0.id", value(html, "r0.c0.id").to_owned()));
        fields.push(("change_kind", "revision".to_owned()));
        fields.push(("change_reason", format!("One more, {mark}.")));
    }
    let edit = Accepted { day: String::new(), base, count: seen + 1, mark: mark.to_owned() };
    (edit, fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// One client: edits so often, and gives what was accepted, and how often it was refused.
async fn edit_again_and_again(desk: Arc<Desk>, client: usize, edits: usize) -> (Vec<Accepted>, usize) {
    let (mut accepted, mut refused) = (Vec::new(), 0);
    for number in 0..edits {
        let day = DAYS[(client + number / 3) % DAYS.len()];
        let path = format!("/staff/c/lachin/days/{day}");
        // Several clients share an account, and so its draft: each goes on from what stands.
        let form = desk.get(&format!("{path}?without-draft")).await.text().await.expect("a form");
        let (key, mark) = (format!("{client:016x}{number:016x}"), format!("client {client} edit {number}"));
        let (edit, fields) = next(&form, &key, &mark);
        let answer = desk.send_fields(&path, &fields, "publish").await;
        match answer.status().as_u16() {
            303 => {
                // Somebody whose line broke sends the same form again: answered alike, stored once.
                if number % 7 == 0 {
                    assert_eq!(desk.send_fields(&path, &fields, "publish").await.status(), 303, "{mark}");
                }
                accepted.push(Accepted { day: day.to_owned(), ..edit });
            }
            409 => {
                let html = answer.text().await.expect("a page");
                assert!(html.contains("Public now") && html.contains("What you typed"), "{mark}: not both versions");
                assert!(value(&html, "base").parse::<i64>().expect("a base") > edit.base, "{mark}: no newer base");
                if refused < 2 {
                    let told = Page::new(html).words(".told");
                    assert!(told.contains(&format!(": {}", edit.count)), "{mark}: what was typed is gone: {told}");
                }
                refused += 1;
            }
            other => {
                let page = Page::new(answer.text().await.unwrap_or_default());
                panic!("{mark}: {other}: {}", page.words("main"));
            }
        }
    }
    (accepted, refused)
}

async fn stored(site: &Site) -> Vec<Stored> {
    let all = revisions::load_all(&site.state.database).await.expect("revisions");
    chain::verify(&all).expect("a whole chain");
    let read = |revision: &revisions::StoredRevision| {
        let revision = read_revision(revision).expect("a document");
        let claim = revision.report.reports[0].claims[0].clone();
        let Says::Amount(amount) = claim.says else { panic!("an amount") };
        Stored {
            seq: revision.seq,
            day: revision.date.to_string(),
            count: amount.to_string().parse().expect("a number"),
            mark: claim.remark.expect("a mark").to_string(),
        }
    };
    all.iter().map(read).collect()
}

/// On several threads, as the program runs: editors meet inside it, not only at its door.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_editors_of_one_day_and_its_neighbours_make_one_line_a_day_and_lose_nothing() {
    // Should the server refuse to save, the log says why; it is shown when the test fails.
    let log = server::log::lines(tracing_subscriber::EnvFilter::new("error"), std::io::stderr);
    let _ = tracing::subscriber::set_global_default(log);
    let site = site().await;
    let mut desks = Vec::new();
    for account in ["first", "second", "third", "fourth"] {
        site.add_account(account, Role::Lead).await;
        desks.push(Arc::new(Desk::signed_in(&site, account).await));
    }
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| tokio::spawn(edit_again_and_again(desks[client % desks.len()].clone(), client, edits())))
        .collect();
    let (mut accepted, mut refused) = (Vec::new(), 0);
    for client in clients {
        let (theirs, often) = client.await.expect("a client that ended well");
        accepted.extend(theirs);
        refused += often;
    }
    assert_eq!(accepted.len() + refused, CLIENTS * edits());
    assert!(refused > CLIENTS && accepted.len() > CLIENTS, "{} accepted, {refused} refused", accepted.len());
    let stored = stored(&site).await;
    let seen = check(&accepted, &stored);
    tests::editors::report(CLIENTS, accepted.len(), refused, &seen);
    seen.unwrap_or_else(|told| panic!("{told}"));
    assert_eq!(stored.len(), accepted.len());
    // What readers see is the end of the line.
    let last = stored.iter().rev().find(|revision| revision.day == DAYS[0]).expect("a revision");
    let page = site.page(&format!("/c/lachin/days/{}", DAYS[0])).await;
    assert!(page.visible().contains(&last.mark), "{}", last.mark);
}

/// What somebody sends.
#[derive(Clone, Debug)]
struct Sent {
    /// Which of two days.
    day: u8,
    /// How many states of the day lie between what they saw and what stands; none: they saw nothing.
    behind: Option<u8>,
    /// The key: a new one, or that of an earlier sending.
    key: Option<prop::sample::Index>,
    /// What the day says.
    content: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Published(i64),
    Again(i64),
    OtherContent(i64),
    Stale(i64),
}

/// What publishing is, in thirty lines.
#[derive(Default)]
struct Oracle {
    newest: i64,
    days: BTreeMap<u8, Vec<(i64, u8)>>,
    keys: BTreeMap<String, (u8, u8, i64)>,
    /// What the negative control leaves out.
    blind: bool,
}

impl Oracle {
    fn current(&self, day: u8) -> i64 {
        self.days.get(&day).and_then(|states| states.last()).map_or(0, |(seq, _)| *seq)
    }

    fn publish(&mut self, day: u8, base: i64, key: &str, content: u8) -> Answer {
        if let Some((then_day, then, seq)) = self.keys.get(key) {
            let same = (*then_day, *then) == (day, content);
            return if same { Answer::Again(*seq) } else { Answer::OtherContent(*seq) };
        }
        if base != self.current(day) && !self.blind {
            return Answer::Stale(self.current(day));
        }
        self.newest += 1;
        self.days.entry(day).or_default().push((self.newest, content));
        self.keys.insert(key.to_owned(), (day, content, self.newest));
        Answer::Published(self.newest)
    }

    /// The base of somebody who saw the state so far behind the newest one.
    fn seen(&self, day: u8, behind: Option<u8>) -> i64 {
        let states = self.days.get(&day).map(Vec::as_slice).unwrap_or_default();
        let place = behind.and_then(|behind| states.len().checked_sub(1 + usize::from(behind)));
        place.map_or(0, |place| states[place].0)
    }
}

fn date(day: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 5, 8 + u32::from(day)).expect("a day")
}

async fn publish(site: &Site, day: u8, base: i64, key: &str, content: u8) -> Answer {
    let slug: domain::Slug = "lachin".parse().expect("a short name");
    let mut report = DayReport::empty(slug.clone(), date(day));
    report.public_note = Some(format!("Content {content}.").parse().expect("a note"));
    let key = key.to_owned();
    let command = PublishDay { report, new_sources: Vec::new(), change: None, base, key, window: None };
    let actor = Actor::new("lead", Rights::of(Role::Lead, [slug]));
    match publish_day(&site.state, &actor, command).await {
        Ok(Published { seq, again: false }) => Answer::Published(seq),
        Ok(Published { seq, again: true }) => Answer::Again(seq),
        Err(PublishRefusal::OtherContent { stored }) => Answer::OtherContent(stored),
        Err(PublishRefusal::Stale { current }) => Answer::Stale(current),
        Err(other) => panic!("{other}"),
    }
}

/// Sends one after the other, to the program and to the oracle; the first place where they differ.
async fn differ(sendings: &[Sent], mut oracle: Oracle) -> Result<(), String> {
    let site = site().await;
    let mut keys: Vec<String> = Vec::new();
    for (number, sent) in sendings.iter().enumerate() {
        let base = oracle.seen(sent.day, sent.behind);
        let earlier = sent.key.filter(|_| !keys.is_empty()).map(|index| index.get(&keys).clone());
        let key = earlier.unwrap_or_else(|| format!("{number:032x}"));
        let wanted = oracle.publish(sent.day, base, &key, sent.content);
        let found = publish(&site, sent.day, base, &key, sent.content).await;
        if found != wanted {
            return Err(format!("sending {number}, {sent:?} on {base}: {found:?}, wanted {wanted:?}"));
        }
        keys.push(key);
    }
    let all = revisions::load_all(&site.state.database).await.expect("revisions");
    let head = chain::verify(&all).expect("a whole chain");
    let stored: Vec<(i64, NaiveDate)> = all.iter().map(|revision| (revision.seq, revision.date)).collect();
    let of_day = |(day, states): (&u8, &Vec<(i64, u8)>)| states.iter().map(|(seq, _)| (*seq, date(*day))).collect();
    let mut wanted: Vec<(i64, NaiveDate)> = oracle.days.iter().flat_map(|day| -> Vec<_> { of_day(day) }).collect();
    wanted.sort_unstable();
    if (head.seq, &stored) == (oracle.newest, &wanted) { Ok(()) } else { Err(format!("{stored:?}, wanted {wanted:?}")) }
}

fn sendings() -> impl Strategy<Value = Vec<Sent>> {
    let behind = prop_oneof![6 => (0u8..3).prop_map(Some), 1 => Just(None)];
    let behind = prop_oneof![2 => Just(Some(0u8)), 1 => behind];
    let key = prop::option::weighted(0.3, any::<prop::sample::Index>());
    let one = (0u8..2, behind, key, 0u8..3);
    prop::collection::vec(one.prop_map(|(day, behind, key, content)| Sent { day, behind, key, content }), 1..40)
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

#[test]
fn publishing_answers_as_the_oracle_does_whatever_is_sent_in_whatever_order() {
    let config = Config { cases: 40, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&sendings(), |sendings| {
        runtime().block_on(differ(&sendings, Oracle::default())).map_err(TestCaseError::fail)
    });
    outcome.unwrap_or_else(|told| panic!("{told}"));
}

/// What the comparison is worth: an oracle that does not check the base is found out by the first stale edit.
#[test]
fn an_oracle_that_does_not_look_at_the_base_is_found_out() {
    let edit = |behind| Sent { day: 0, behind, key: None, content: 1 };
    let told = runtime().block_on(differ(&[edit(None), edit(None)], Oracle { blind: true, ..Oracle::default() }));
    assert!(told.unwrap_err().contains("Stale(1), wanted Published(2)"));
}
