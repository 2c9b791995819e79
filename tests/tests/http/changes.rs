//! `GET /c/{slug}/changes` and `/c/{slug}/changes/{seq}`

use domain::{ChangeKind, DayReport, RevisionState};
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::site::instant;
use tests::{Page, Site};

const CHANGES: &str = "/c/lachin/changes";

async fn refused(site: &Site, path: &str, status: u16, told: &str) {
    let answer = site.response(path).await;
    assert_eq!(answer.status(), status, "{path}");
    let page = Page::new(answer.text().await.unwrap()).visible();
    assert!(page.contains(told), "{path}: {page}");
}

/// The first amount of people waiting becomes another one.
fn waiting(amount: &str) -> impl FnOnce(&mut DayReport) {
    let says = domain::Says::Amount(amount.parse().expect("an amount"));
    move |report| {
        let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
        let mut waiting = claims.filter(|claim| claim.thing.measure == domain::Measure::PatientsAwaiting);
        waiting.next().expect("a claim").says = says;
    }
}

#[tokio::test]
async fn what_cannot_be_read_or_is_not_there_is_refused() {
    let site = story().await;
    refused(&site, "/c/nowhere/changes", 404, "no page at this address").await;
    refused(&site, &format!("{CHANGES}?kind=lies"), 422, "“lies” is no kind of change. Write first, late,").await;
    refused(&site, &format!("{CHANGES}?from=May"), 422, "“May” is no day").await;
    refused(&site, &format!("{CHANGES}?from=2023-05-02&to=2023-05-01"), 422, "The days run backwards").await;
    refused(&site, &format!("{CHANGES}?since=x"), 422, "“x” is no version of this record").await;
    refused(&site, &format!("{CHANGES}?since=0"), 422, "“0” is no version of this record").await;
    let newest = site.last_of("2023-05-10").await.seq;
    let told = format!("“9999” is no version of this record; the newest is {newest}.");
    refused(&site, &format!("{CHANGES}?since=9999"), 422, &told).await;
    refused(&site, &format!("{CHANGES}?page=0"), 422, "“0” is no page").await;
    refused(&site, &format!("{CHANGES}?page=99"), 422, "“99” is no page of this list. Write a number from 1 to").await;
    for seq in ["9999", "0", "-1", "007", "x", "1e3"] {
        refused(&site, &format!("{CHANGES}/{seq}"), 404, "no page at this address").await;
    }
}

#[tokio::test]
async fn what_waits_for_review_is_no_change_and_no_version() {
    let site = story().await;
    let waiting = site.append("2023-05-10", RevisionState::Submitted, "CANARY").await;
    refused(&site, &format!("{CHANGES}/{waiting}"), 404, "no page at this address").await;
    refused(&site, &format!("{CHANGES}?since={waiting}"), 422, "is no version of this record").await;
    let page = site.page(&format!("{CHANGES}?kind=first&kind=revision")).await;
    assert!(!page.html.contains("CANARY"));
}

#[tokio::test]
async fn a_change_of_another_corridor_is_not_told_here() {
    let site = story().await;
    let other = Rows::until("2022-12-20").moved("another", 10);
    site.add_corridor(other.corridor.clone()).await;
    site.import("another", &other.claims_csv(), None).await.unwrap();
    let here = site.last_of("2023-05-10").await.seq;
    assert_eq!(site.response(&format!("{CHANGES}/{here}")).await.status(), 200);
    refused(&site, &format!("/c/another/changes/{here}"), 404, "no page at this address").await;
    refused(&site, &format!("/c/another/changes?since={here}"), 422, "is no version of this record").await;
}

#[tokio::test]
async fn a_withdrawn_day_is_one_line_and_its_earlier_changes_are_gone() {
    let site = story().await;
    let first = site.last_of("2023-05-10").await.seq;
    let before = site.page(&format!("{CHANGES}/{first}")).await;
    assert!(before.visible().contains("Armenian Weekly"));
    let withdrawal = site.append("2023-05-10", RevisionState::Withdrawn, "It could point at people.").await;
    refused(&site, &format!("{CHANGES}/{first}"), 410, "It belongs to 10 May 2023.").await;
    refused(&site, "/c/lachin/days/2023-05-10", 410, "It could point at people.").await;
    let page = site.page(&format!("{CHANGES}?kind=withdrawal")).await;
    let rows = page.all_words(".hist > li");
    assert_eq!(rows.len(), 1, "{rows:?}");
    for part in ["Withdrawn", "10 May 2023", "Reason: It could point at people.", "the desk’s lead"] {
        assert!(rows[0].contains(part), "{part}: {}", rows[0]);
    }
    let own = site.page(&format!("{CHANGES}/{withdrawal}")).await.visible();
    assert!(own.contains("Withdrawn: Wednesday 10 May 2023") && !own.contains("Armenian Weekly"), "{own}");
    // A copy of the version that was withdrawn still gets its answer.
    let since = site.page(&format!("{CHANGES}?since={first}")).await;
    let told = since.words("article");
    assert!(told.contains("is not shown any more") && !told.contains("Armenian Weekly"), "{told}");
}

#[tokio::test]
async fn the_list_holds_late_reports_and_events_and_first_reports_only_when_asked() {
    let site = story().await;
    let page = site.page(CHANGES).await;
    let rows = page.all_words(".hist > li");
    assert_eq!(rows.len(), 50, "a page full");
    assert!(rows.iter().all(|row| !row.starts_with("First report")));
    assert!(rows.iter().any(|row| row.starts_with("Late report")));
    // An event stands in the change that brought it; asked for alone, each has an entry of its own.
    assert!(rows.iter().all(|row| !row.starts_with("Event")) && rows.iter().any(|row| row.contains("Event added: ")));
    let events = site.page(&format!("{CHANGES}?kind=event")).await.all_words(".hist > li");
    assert_eq!(events.len(), 17);
    assert!(events.iter().all(|row| row.starts_with("Event: ") && row.contains("Event added: ")), "{events:?}");
    // Everything was imported on the evening of 10 May: 9 and 10 May are in time, all else is late.
    let first = site.page(&format!("{CHANGES}?kind=first")).await.all_words(".hist > li");
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(first[0].starts_with("First report: 10 May 2023 · 10 May 2023, 20:00"), "{first:?}");
    assert!(first[0].contains("an administrator"), "an import is the operator's: {first:?}");
    // The pages of the list hold each entry once.
    let mut ids = Vec::new();
    let mut next = Some(format!("{CHANGES}?kind=late"));
    while let Some(path) = next {
        let page = site.page(&path).await;
        ids.extend(page.attributes(".hist .acts a", "href").into_iter().filter(|href| href.starts_with(CHANGES)));
        next = page.attributes(".pager a", "href").into_iter().find(|href| {
            let number = |text: &str| text.rsplit_once("page=").map_or(1, |(_, page)| page.parse::<u32>().unwrap());
            number(href) > number(&path)
        });
    }
    let days = site.state.records.now().all().next().unwrap().record.days().count();
    let mut different = ids.clone();
    different.sort();
    different.dedup();
    assert_eq!((ids.len(), different.len()), (days - 1, days - 1));
}

#[tokio::test]
async fn the_list_can_be_narrowed_by_kind_and_day_without_a_script() {
    let site = story().await;
    let page = site.page(&format!("{CHANGES}?kind=event&kind=late&from=2023-04-20&to=2023-04-30")).await;
    let rows = page.all_words(".hist > li");
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("April 2023 ·")), "{rows:?}");
    assert!(rows.iter().any(|row| row.contains("Checkpoint set up at Hakari bridge")), "{rows:?}");
    assert_eq!(page.attributes("input[name=kind][checked]", "value"), ["late", "event"]);
    assert_eq!((page.field("from").as_str(), page.field("to").as_str()), ("2023-04-20", "2023-04-30"));
    assert_eq!(page.attributes("form", "method"), ["get"]);
    let fields = page.words("fieldset");
    assert!(fields.contains("Corrections (0) we were wrong") && fields.contains("Late reports ("), "{fields}");
    let none = site.page(&format!("{CHANGES}?kind=correction")).await;
    assert_eq!(none.words(".void"), "No change of these kinds is recorded for these days.");
    // A form that is sent as it stands has empty fields: they ask for nothing.
    let tag = async |path: &str| site.response(path).await.headers()["etag"].clone();
    assert_eq!(tag(&format!("{CHANGES}?from=&to=&utm=x")).await, tag(CHANGES).await);
}

#[tokio::test]
async fn a_record_without_a_change_says_so() {
    let rows = Rows::until("2022-12-12");
    let site = Site::at("2022-12-12T16:00:00Z").await;
    site.add_corridor(rows.corridor.clone()).await;
    let page = site.page(CHANGES).await;
    assert!(page.words(".void").starts_with("Nothing was changed after its publication"));
    assert!(!page.visible().contains("What changed since this version"), "there is no version yet");
}

#[tokio::test]
async fn a_revision_has_a_page_of_its_own_with_before_and_after() {
    let site = story().await;
    site.hand.set(instant("2023-05-10T17:30:00Z"));
    let before = site.last_of("2023-05-10").await;
    let seq = site.change("2023-05-10", ChangeKind::Revision, "The ministry said more.", waiting("35")).await;
    let page = site.page(&format!("{CHANGES}/{seq}")).await;
    assert_eq!(page.words("h1"), "Revision: Wednesday 10 May 2023");
    let what = page.words("section:has(#what)");
    assert!(what.contains("→ 35."), "{what}");
    assert_eq!(page.count("#what ~ div del"), 1, "what stood before is struck out");
    let why = page.words(".facts");
    for part in ["The ministry said more.", "10 May 2023, 21:30 in Yerevan", "the desk’s lead", &seq.to_string()] {
        assert!(why.contains(part), "{part}: {why}");
    }
    assert!(!page.html.contains("maria"), "never the account");
    let ways = page.attributes("section:has(#take) a", "href");
    let published = before.published_at.unwrap().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    for way in [
        "/c/lachin/days/2023-05-10".to_owned(),
        format!("/c/lachin/days/2023-05-10?as_of={published}"),
        "/c/lachin/days/2023-05-10?as_of=2023-05-10T17:30:00Z".to_owned(),
        CHANGES.to_owned(),
    ] {
        assert!(ways.contains(&way), "{way}: {ways:?}");
    }
    assert_eq!(page.attributes(".pager a", "href"), [format!("{CHANGES}/{}", before.seq)]);
}

#[tokio::test]
async fn since_a_version_the_net_difference_stands_with_all_its_reasons() {
    let site = story().await;
    let version = site.last_of("2023-05-10").await.seq;
    let foot = site.page("/c/lachin/days/2023-04-29").await.attributes("footer a", "href");
    let link =
        format!("{CHANGES}?since={}", site.state.records.now().all().next().unwrap().record.version().unwrap().seq);
    assert!(foot.contains(&link), "{foot:?}");
    let page = site.page(&link).await;
    assert!(page.words(".void").contains("it is the newest"), "nothing is different yet");
    site.hand.set(instant("2023-05-10T17:30:00Z"));
    site.change("2023-05-10", ChangeKind::Revision, "First reason.", waiting("35")).await;
    site.hand.set(instant("2023-05-10T18:30:00Z"));
    site.change("2023-05-10", ChangeKind::Correction, "Second reason.", waiting("36")).await;
    let page = site.page(&link).await;
    assert_eq!(page.words("h1"), format!("What changed since version {version}"));
    let days = page.all_words("article");
    assert_eq!(days.len(), 1);
    assert!(days[0].contains("→ 36.") && !days[0].contains("35"), "the net difference: {}", days[0]);
    assert!(days[0].contains("First reason.") && days[0].contains("Second reason."), "{}", days[0]);
    // Narrowed by a day before, nothing is left.
    let none = site.page(&format!("{link}&to=2023-05-01")).await;
    assert!(none.words(".void").contains("nothing of these kinds"), "{}", none.visible());
    // From the beginning everything is new: told day by day, in pages.
    let all = site.page(&format!("{CHANGES}?since=1")).await;
    assert_eq!(all.count("article"), 50);
    assert_eq!(all.count(".pager a"), 1);
}

#[tokio::test]
async fn the_changes_of_an_earlier_state_are_those_that_were_known_then() {
    let site = story().await;
    site.hand.set(instant("2023-05-10T17:30:00Z"));
    let seq = site.change("2023-05-10", ChangeKind::Correction, "A slip.", waiting("35")).await;
    let then = "as_of=2023-05-10T17:00:00Z";
    let page = site.page(&format!("{CHANGES}?kind=correction&{then}")).await;
    assert!(page.words(".void").starts_with("No change of these kinds"), "{}", page.visible());
    assert_eq!(page.field("as_of"), "2023-05-10T17:00:00Z", "the form stays in that state");
    refused(&site, &format!("{CHANGES}/{seq}?{then}"), 404, "no page at this address").await;
    refused(&site, &format!("{CHANGES}?since={seq}&{then}"), 422, "is no version of this record").await;
    // The foot of an old state leads to what is different now.
    let old = site.page(&format!("/c/lachin/days/2023-05-10?{then}")).await;
    let since = old.attributes("footer a", "href").into_iter().find(|href| href.contains("since=")).unwrap();
    assert_eq!(since, format!("{CHANGES}?since={}", seq - 1));
    assert!(site.page(&since).await.words("article").contains("A slip."));
}

#[tokio::test]
async fn the_changes_are_linked_from_every_page_of_the_corridor_and_the_sitemap() {
    let site = story().await;
    for path in ["/c/lachin", "/c/lachin/days/2023-05-10", "/c/lachin/months/2023-05", CHANGES] {
        assert!(site.page(path).await.attributes("nav a", "href").contains(&CHANGES.to_owned()), "{path}");
    }
    assert_eq!(site.page(CHANGES).await.words("nav [aria-current=page]"), "Changes");
    assert_eq!(
        site.page("/c/lachin/days/2023-05-10").await.attributes("section:has(#history) > div > .acts a", "href"),
        [CHANGES]
    );
}

#[tokio::test]
async fn small_numbers_are_in_no_change() {
    let row = |value: &str| {
        format!(
            "lachin,2023-05-10,,patients_intensive_care,,children,,,Arevik,,,people,done,exact,{value},,,Herald,,,\
             2023-05-10,,canary {value}"
        )
    };
    let mut rows = Rows::until("2023-05-10").and(&row("7"));
    rows.corridor.withhold_below = 10;
    let site = site_with(&rows, EVENING).await;
    let seq = site
        .change("2023-05-10", ChangeKind::Correction, "One number was wrong.", |report| {
            let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
            let mut small =
                claims.filter(|claim| claim.thing.facility.as_ref().is_some_and(|it| it.as_str() == "Arevik"));
            let small = small.next().expect("the claim");
            small.says = domain::Says::Amount("8".parse().unwrap());
            small.remark = "canary 8".parse().ok();
        })
        .await;
    let own = site.page(&format!("{CHANGES}/{seq}")).await;
    assert!(own.words("section:has(#what)").contains("Nothing that is shown changed."), "{}", own.visible());
    for path in [CHANGES.to_owned(), format!("{CHANGES}?kind=first"), format!("{CHANGES}/{seq}"), {
        format!("{CHANGES}?since={}", seq - 1)
    }] {
        let html = site.text(&path).await;
        assert!(!html.contains("canary"), "{path}");
    }
}
