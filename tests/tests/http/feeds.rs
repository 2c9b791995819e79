//! Feeds: well built, with ids that last, every figure in its own words beside its source, and nothing of what is hidden.

use std::collections::BTreeSet;

use domain::{ChangeKind, DayReport, Measure, RevisionState};
use resvg::usvg::roxmltree::{Document, Node};
use tests::lachin::{EVENING, Rows, fed, site_with, story};
use tests::site::{client, instant, outside};
use tests::{Page, Site};

const ALL: &str = "/c/lachin/feed.atom";
const STATUS: &str = "/c/lachin/feed/status.atom";
const FIGURES: &str = "/c/lachin/feed/figures.atom";
const CORRECTIONS: &str = "/c/lachin/feed/corrections.atom";
const ATOM: &str = "http://www.w3.org/2005/Atom";

/// An entry as a reader of feeds keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    id: String,
    title: String,
    published: String,
    updated: String,
    link: String,
    kind: String,
    content: String,
}

fn texts<'a>(of: Node<'a, '_>, name: &str) -> Vec<&'a str> {
    of.children().filter(|node| node.has_tag_name((ATOM, name))).map(|node| node.text().unwrap_or_default()).collect()
}

fn one(of: Node<'_, '_>, name: &str) -> String {
    let found = texts(of, name);
    assert_eq!(found.len(), 1, "{name}");
    found[0].to_owned()
}

fn link(of: Node<'_, '_>, rel: &str) -> String {
    let found: Vec<&str> = of
        .children()
        .filter(|node| node.has_tag_name((ATOM, "link")) && node.attribute("rel") == Some(rel))
        .filter_map(|node| node.attribute("href"))
        .collect();
    assert_eq!(found.len(), 1, "{rel}");
    found[0].to_owned()
}

/// A feed that holds all that RFC 4287 asks for.
async fn feed(site: &Site, path: &str) -> (String, Vec<Entry>) {
    let response = site.response(path).await;
    assert_eq!(response.status(), 200, "{path}");
    assert_eq!(response.headers()["content-type"], "application/atom+xml; charset=utf-8");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let text = response.text().await.unwrap();
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    assert!(root.has_tag_name((ATOM, "feed")));
    assert_eq!(root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some("en"));
    let id = one(root, "id");
    assert!(id.starts_with("urn:uuid:") && !one(root, "title").is_empty() && !link(root, "self").is_empty(), "{id}");
    assert!(!link(root, "alternate").is_empty());
    let author = root.children().find(|node| node.has_tag_name((ATOM, "author"))).expect("an author");
    assert!(!one(author, "name").is_empty());
    let entries: Vec<Entry> = root
        .children()
        .filter(|node| node.has_tag_name((ATOM, "entry")))
        .map(|node| Entry {
            id: one(node, "id"),
            title: one(node, "title"),
            published: one(node, "published"),
            updated: one(node, "updated"),
            link: link(node, "alternate"),
            kind: node
                .children()
                .find(|child| child.has_tag_name((ATOM, "category")))
                .and_then(|child| child.attribute("term"))
                .unwrap_or_default()
                .to_owned(),
            content: Page::new(one(node, "content")).visible(),
        })
        .collect();
    let updated = one(root, "updated");
    for entry in &entries {
        assert!(entry.id.starts_with("urn:uuid:") && entry.updated <= updated, "{entry:?}");
        assert!(entry.updated.parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "{entry:?}");
    }
    let ids: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids.len(), entries.len(), "an id twice");
    (id, entries)
}

async fn entries(site: &Site, path: &str) -> Vec<Entry> {
    feed(site, path).await.1
}

fn seventeen(report: &mut DayReport) {
    let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
    let mut moved = claims.filter(|claim| claim.thing.measure == Measure::PatientsTransferred);
    moved.next().expect("a claim").says = domain::Says::Amount("17".parse().unwrap());
}

#[tokio::test]
async fn there_is_no_feed_of_what_is_not_there() {
    let site = story().await;
    for path in ["/c/nowhere/feed.atom", "/c/lachin/feed/events.atom", "/c/lachin/feed.rss", "/c/No%20Slug/feed.atom"] {
        assert_eq!(site.response(path).await.status(), 404, "{path}");
    }
    assert_eq!(site.response("/c/lachin/feed.atom?as_of=2023-05-11").await.status(), 422);
}

#[tokio::test]
async fn a_corridor_of_which_nothing_is_published_has_an_empty_feed_that_is_whole() {
    let site = Site::at(EVENING).await;
    site.add_corridor(Rows::until("2022-12-01").corridor).await;
    for path in [ALL, STATUS, FIGURES, CORRECTIONS] {
        assert_eq!(entries(&site, path).await, [], "{path}");
    }
}

#[tokio::test]
async fn the_feed_of_access_tells_of_days_on_which_somebody_spoke_of_it() {
    let site = story().await;
    let told = entries(&site, STATUS).await;
    assert!(told.len() > 20, "{}", told.len());
    for entry in told {
        let all = entry.content.matches("Access to").count();
        let none = entry.content.matches("No figure: Access to").count();
        assert!(all > none || entry.kind == "withdrawal", "{entry:?}");
    }
}

#[tokio::test]
async fn each_publication_is_told_once_in_words_with_its_sources_and_the_newest_comes_first() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let all = entries(&site, ALL).await;
    assert_eq!(all.len(), 50, "as many as a feed holds");
    assert!(all.windows(2).all(|two| two[0].updated >= two[1].updated));
    let first = &all[0];
    assert_eq!(first.title, "First report: 10\u{a0}May 2023, Berdzor / Lachin corridor");
    assert_eq!((first.published.as_str(), first.kind.as_str()), ("2023-05-10T16:00:00.000Z", "first"));
    assert_eq!(first.published, first.updated);
    for words in [
        "Armenian Weekly): closed.",
        "(Armenian Weekly): more than 30.",
        "(Artsakh official): 30.",
        "an administrator",
        "10 May 2023",
    ] {
        assert!(first.content.contains(words), "{words}: {}", first.content);
    }
    for wrong in [": 31.", "at least 31"] {
        assert!(!first.content.contains(wrong), "nobody said so: {}", first.content);
    }
    assert_eq!(site.response(&first.link).await.status(), 200, "{}", first.link);
}

#[tokio::test]
async fn a_figure_over_a_period_is_told_once_with_its_first_day() {
    let rows = Rows::until("2023-02-27");
    let site = site_with(&rows, "2023-02-27T16:00:00Z").await;
    let all = entries(&site, FIGURES).await;
    let told: Vec<&Entry> = all.iter().filter(|entry| entry.content.contains("24–26")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].title.contains("26\u{a0}February 2023") && told[0].content.contains(": 14."), "{told:?}");
}

#[tokio::test]
async fn each_feed_holds_what_it_is_named_for() {
    let site = story().await;
    site.hand.set(instant("2023-05-10T16:30:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "Read wrongly.", seventeen).await;
    site.hand.set(instant("2023-05-10T16:40:00Z"));
    let status = |report: &mut DayReport| {
        let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
        let mut access = claims.filter(|claim| claim.thing.measure == Measure::AccessStatus);
        access.next().expect("a claim").says = domain::Says::Status(domain::AccessStatus::Restricted);
    };
    site.change("2023-05-10", ChangeKind::Revision, "Said later.", status).await;
    let [all, of_status, figures, corrections] = [
        entries(&site, ALL).await,
        entries(&site, STATUS).await,
        entries(&site, FIGURES).await,
        entries(&site, CORRECTIONS).await,
    ];
    assert_eq!((all[0].kind.as_str(), all[1].kind.as_str()), ("revision", "correction"));
    assert_eq!(of_status[0], all[0], "the same entry, with the same id");
    assert!(of_status[0].content.contains("closed → restricted. Reason: Said later."), "{}", of_status[0].content);
    assert_eq!(figures[0], all[1]);
    assert_eq!(corrections, [all[1].clone()]);
    assert!(corrections[0].content.contains("16 → 17. Reason: Read wrongly."), "{}", corrections[0].content);
    assert!(corrections[0].content.contains("the desk’s lead") && !corrections[0].content.contains("maria"));
    assert!(!of_status.iter().any(|entry| entry.id == all[1].id) && !figures.iter().any(|entry| entry.id == all[0].id));
    assert!(of_status.len() > 5 && figures.len() > 20, "{} {}", of_status.len(), figures.len());
}

#[tokio::test]
async fn ids_outlast_a_move_of_the_site_a_new_name_and_later_publications() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut here = Site::over(folder.path(), EVENING).await;
    let rows = Rows::until("2023-05-10");
    here.add_corridor(rows.corridor.clone()).await;
    here.import("lachin", &rows.claims_csv(), None).await.unwrap();
    let (id, before) = feed(&here, ALL).await;
    here.stopped().await;
    drop(here);
    let (clock, hand) = server::clock::Clock::fixed(instant("2023-05-11T16:00:00Z"));
    let mut elsewhere = outside(clock);
    elsewhere.site.public_url = Some("https://moved.example/".to_owned());
    let there = Site::start(folder.path(), elsewhere, hand).await;
    let (same, after) = feed(&there, ALL).await;
    assert_eq!(same, id);
    let ids = |entries: &[Entry]| entries.iter().map(|entry| entry.id.clone()).collect::<Vec<String>>();
    assert_eq!(ids(&after), ids(&before));
    assert_eq!(after[0].link, format!("https://moved.example{}", before[0].link), "whole now");
    there.change("2023-04-29", ChangeKind::Correction, "Read wrongly.", seventeen).await;
    let later = ids(&entries(&there, ALL).await);
    assert_eq!(later[1..], ids(&before)[..49], "what was told keeps its id");
}

#[tokio::test]
async fn what_was_withdrawn_is_told_as_withdrawn_in_every_feed_and_nothing_of_it() {
    let mut rows = Rows::until("2023-05-10");
    rows.claims.iter_mut().filter(|row| row[1] == "2023-04-29").for_each(|row| row[17] = "the canary".to_owned());
    let site = site_with(&rows, EVENING).await;
    let before = entries(&site, FIGURES).await;
    assert!(before.iter().any(|entry| entry.content.contains("the canary")), "the control");
    site.hand.set(instant("2023-05-10T17:00:00Z"));
    site.append("2023-04-29", RevisionState::Withdrawn, "Not theirs to tell.").await;
    for path in [ALL, STATUS, FIGURES, CORRECTIONS] {
        let after = entries(&site, path).await;
        let told = &after[0];
        assert_eq!((told.kind.as_str(), told.updated.as_str()), ("withdrawal", "2023-05-10T17:00:00.000Z"), "{path}");
        assert!(told.content.contains("Reason: Not theirs to tell."), "{path}: {}", told.content);
        assert!(!format!("{after:?}").contains("the canary"), "{path}");
        for moment in ["2023-05-10T16:30:00Z", "2023-05-10T17:00:00Z"] {
            let then = entries(&site, &format!("{path}?as_of={moment}")).await;
            assert!(!format!("{then:?}").contains("the canary"), "{path} as of {moment}");
        }
    }
}

#[tokio::test]
async fn nothing_of_another_corridor_and_no_small_number_is_told() {
    let site = story().await;
    let mut rows = Rows::until("2023-05-10").moved("other", 0);
    rows.corridor.withhold_below = 10;
    rows.claims.truncate(0);
    let rows = rows.and(
        "other,2023-05-10,,patients_awaiting,,children,,,,,,people,done,exact,7,,,\"The other office\",,,2023-05-10,,",
    );
    site.add_corridor(rows.corridor.clone()).await;
    site.import("other", &rows.claims_csv(), None).await.unwrap();
    let ours = entries(&site, ALL).await;
    assert!(!format!("{ours:?}").contains("The other office"));
    let other = entries(&site, "/c/other/feed.atom").await;
    assert_eq!(other.len(), 1);
    assert!(other[0].content.contains("withheld") && !other[0].content.contains(": 7"), "{}", other[0].content);
    assert_ne!(feed(&site, ALL).await.0, feed(&site, "/c/other/feed.atom").await.0);
}

#[tokio::test]
async fn pages_lead_to_their_feed_and_the_list_of_changes_to_all_of_them() {
    let site = story().await;
    for path in ["/c/lachin", "/c/lachin/changes", "/c/lachin/days/2023-05-10", "/c/lachin/months/2023-05"] {
        let page = site.page(path).await;
        assert_eq!(page.attributes("head link[rel=alternate][type='application/atom+xml']", "href"), [ALL], "{path}");
    }
    let ways = site.page("/c/lachin/changes").await.attributes("section:has(#follow) a", "href");
    assert_eq!(ways, [ALL, STATUS, FIGURES, CORRECTIONS]);
    assert!(site.page("/c/lachin").await.attributes("#take + div a", "href").contains(&ALL.to_owned()));
    assert_eq!(site.page("/about").await.count("link[rel=alternate]"), 0, "of no corridor");
}

#[tokio::test]
async fn a_reader_of_feeds_is_told_that_nothing_is_new_without_being_sent_it() {
    let site = story().await;
    let tag = site.response(ALL).await.headers()["etag"].clone();
    let again = client(false).get(format!("{}{ALL}", site.url)).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
}
