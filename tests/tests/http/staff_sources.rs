//! `GET /staff/sources`, `GET` and `POST /staff/sources/{source}`: refusals, edits, merges, withheld names.

use domain::{Measure, Role};
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Desk, Page, Site, audit};

const MINISTRY: &str = "/staff/sources/artsakh-ministry-of-health";
const WEEKLY: &str = "/staff/sources/armenian-weekly";

async fn admin_of(site: &Site) -> Desk {
    site.add_account("admin", Role::Admin).await;
    Desk::signed_in(site, "admin").await
}

async fn refused(desk: &Desk, path: &str, fields: &[(&str, &str)]) -> Page {
    let answer = desk.send(path, fields).await;
    assert_eq!(answer.status(), 422, "{fields:?}");
    Page::new(answer.text().await.unwrap())
}

async fn done(desk: &Desk, path: &str, fields: &[(&str, &str)]) -> Page {
    let answer = desk.send(path, fields).await;
    assert_eq!(answer.status(), 303, "{fields:?}");
    desk.page(answer.headers()["location"].to_str().unwrap()).await
}

/// Every public answer about Lachin.
async fn public_texts(site: &Site) -> Vec<(String, String)> {
    let mut paths: Vec<String> = [
        "/",
        "/about",
        "/c/lachin",
        "/c/lachin/changes",
        "/c/lachin?as_of=2023-05-10",
        "/sitemap.xml",
        "/robots.txt",
        "/c/lachin/nowhere",
    ]
    .map(str::to_owned)
    .into();
    let files = ["claims", "days", "events"].iter().flat_map(|name| [format!("{name}.csv"), format!("{name}.json")]);
    paths.extend(files.chain(["latest.json".to_owned()]).map(|file| format!("/c/lachin/{file}")));
    paths.extend(Measure::ALL.map(|measure| format!("/c/lachin/chart/{}.svg", measure.key())));
    paths.extend(["2023-04", "2023-05"].map(|month| format!("/c/lachin/months/{month}")));
    paths.extend((1..=10).map(|day| format!("/c/lachin/days/2023-05-{day:02}")));
    let mut texts = Vec::new();
    for path in paths {
        let text = site.response(&path).await.text().await.unwrap();
        texts.push((path, text));
    }
    texts
}

#[tokio::test]
async fn only_an_admin_keeps_sources() {
    let site = story().await;
    for (account, role) in [("reporter", Role::Reporter), ("lead", Role::Lead)] {
        site.add_account(account, role).await;
        let desk = Desk::signed_in(&site, account).await;
        assert_eq!(desk.get("/staff/sources").await.status(), 403, "{account}");
        assert_eq!(desk.get(WEEKLY).await.status(), 403, "{account}");
        assert_eq!(desk.send(WEEKLY, &[("then", "identity"), ("withheld", "yes")]).await.status(), 403, "{account}");
        assert_eq!(desk.page("/staff").await.count("a[href='/staff/sources']"), 0, "{account}");
    }
    assert_eq!(site.response("/staff/sources").await.status(), 303, "nobody is led to the door");
    let admin = admin_of(&site).await;
    for path in ["/staff/sources/nobody", "/staff/sources/Not-A-Slug"] {
        assert_eq!(admin.get(path).await.status(), 404, "{path}");
        assert_eq!(admin.send(path, &[("then", "part")]).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn a_refused_edit_comes_back_as_it_was_typed_with_each_error_at_its_field() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let before = audit::lines(&site).await;
    let typed =
        [("then", "save"), ("name", " "), ("kind", "paper"), ("side", "a\u{202e}"), ("page", "javascript:alert(1)")];
    let page = refused(&desk, WEEKLY, &typed).await;
    for (name, value) in &typed[1..] {
        assert_eq!(&page.field(name), value, "{name}");
    }
    assert_eq!(page.attributes("[role=alert] a", "href"), ["#name", "#kind", "#side", "#page"]);
    assert_eq!(page.count("[aria-invalid=true]"), 4);
    assert!(page.words("title").starts_with("Error: "));
    let taken = [("then", "save"), ("name", "news.am"), ("kind", "media")];
    let page = refused(&desk, WEEKLY, &taken).await;
    assert!(page.words("[role=alert]").contains("merge this one into it"));
    assert_eq!(page.field("name"), "news.am");
    refused(&desk, WEEKLY, &[("then", "erase")]).await;
    assert_eq!(audit::lines(&site).await, before, "nothing was written down");
}

#[tokio::test]
async fn merges_that_run_in_a_circle_a_chain_or_into_nothing_are_refused() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let into = |name: &'static str| [("then", "merge"), ("into", name)];
    for name in ["", "Nobody", "armenian weekly", "Armenian Weekly"] {
        let page = refused(&desk, WEEKLY, &into(name)).await;
        assert_eq!(page.attributes("[role=alert] a", "href"), ["#into"], "{name}");
        assert_eq!(page.field("into"), name);
    }
    done(&desk, WEEKLY, &into("news.am")).await;
    let before = audit::lines(&site).await;
    assert!(refused(&desk, "/staff/sources/news-am", &into("Armenian Weekly")).await.visible().contains("circle"));
    let chain = refused(&desk, MINISTRY, &into("Armenian Weekly")).await;
    assert!(chain.words("[role=alert]").contains("merged into news.am"));
    let first = refused(&desk, "/staff/sources/news-am", &into("Report.az")).await;
    assert!(first.words("[role=alert]").contains("Armenian Weekly was merged into this source"));
    done(&desk, "/staff/sources/report-az", &[("then", "identity"), ("withheld", "yes")]).await;
    let open = refused(&desk, "/staff/sources/report-az", &into("Azernews")).await;
    assert!(open.words("[role=alert]").contains("under a public name"));
    assert_eq!(audit::lines(&site).await, before + 1, "only the withholding was written down");
}

#[tokio::test]
async fn a_new_name_stands_everywhere_at_once_and_is_one_line_in_the_audit() {
    let site = story().await;
    let desk = admin_of(&site).await;
    let list = desk.page("/staff/sources?q=weekly").await;
    assert_eq!(list.all_words("tbody th"), ["Armenian Weekly"]);
    assert!(desk.page("/staff/sources?q=nobody").await.visible().contains("No source has such a name."));
    let before = audit::lines(&site).await;
    let typed =
        [("then", "save"), ("name", "The Weekly"), ("kind", "media"), ("side", ""), ("page", "https://example.org")];
    let page = done(&desk, WEEKLY, &typed).await;
    assert_eq!(page.words("h1"), "The Weekly");
    assert_eq!(audit::lines(&site).await, before + 1);
    assert_eq!(audit::last(&site).await, ("source.change".to_owned(), "armenian-weekly".to_owned()));
    assert!(site.page("/c/lachin").await.words("main").contains("The Weekly"));
    assert!(!site.text("/c/lachin/claims.csv").await.contains("Armenian Weekly"));
    assert!(site.text("/c/lachin/latest.json").await.contains("The Weekly"));
    done(&desk, WEEKLY, &typed).await;
    assert_eq!(audit::lines(&site).await, before + 1, "what changes nothing is not written down");
}

/// What readers get of the figures, without the moments at which they became public.
async fn figures(site: &Site) -> Vec<String> {
    let mut all = Vec::new();
    for path in [
        "days.csv",
        "claims.csv",
        "latest.json",
        "chart/patients_transferred.svg",
        "chart/patients_transferred_total.svg",
    ] {
        all.push(site.text_without_head("lachin", &format!("/c/lachin/{path}")).await);
    }
    all
}

#[tokio::test]
async fn after_a_merge_all_figures_are_those_of_reports_that_had_named_the_other_source() {
    let rows = Rows::until("2023-05-10");
    let site = site_with(&rows, EVENING).await;
    let before = figures(&site).await;
    let desk = admin_of(&site).await;
    let lines = audit::lines(&site).await;
    let info = "/staff/sources/artsakh-infocenter";
    let page = done(&desk, info, &[("then", "merge"), ("into", "Artsakh government bulletin")]).await;
    assert!(page.visible().contains("counts as Artsakh government bulletin"));
    assert_eq!(audit::lines(&site).await, lines + 1);
    assert_eq!(audit::last(&site).await.0, "source.merge");
    let mut renamed = rows.clone();
    for name in
        renamed.claims.iter_mut().map(|row| &mut row[17]).chain(renamed.events.iter_mut().map(|row| &mut row[3]))
    {
        if name == "Artsakh InfoCenter" {
            "Artsakh government bulletin".clone_into(name);
        }
    }
    let other = site_with(&renamed, EVENING).await;
    for (ours, theirs) in figures(&site).await.iter().zip(figures(&other).await) {
        assert_eq!(*ours, theirs);
    }
    assert!(!figures(&site).await[0].contains("InfoCenter"), "in days.csv stand sources alone");
    assert_ne!(figures(&site).await, before);
    done(&desk, info, &[("then", "part")]).await;
    assert_eq!(audit::last(&site).await.0, "source.part");
    assert_eq!(figures(&site).await, before, "undone, all is as before");
}

#[tokio::test]
async fn a_name_that_is_typed_into_a_new_report_names_the_source_that_it_was_merged_into() {
    let site = story().await;
    let admin = admin_of(&site).await;
    done(&admin, WEEKLY, &[("then", "merge"), ("into", "news.am")]).await;
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let day = "/staff/c/lachin/days/2023-05-09";
    let typed = [("r0.source", "Armenian Weekly"), ("r0.c3.amount", "31"), ("public_note", "One.")];
    let fields = lead.filled(day, &typed).await;
    assert_eq!(lead.send_fields(day, &fields, "publish").await.status(), 303);
    let line = site.text("/c/lachin/claims.csv").await;
    let line = line.lines().find(|line| line.starts_with("lachin,2023-05-09,,patients_awaiting")).unwrap().to_owned();
    assert!(line.contains("news.am") && !line.contains("Weekly"), "{line}");
    done(&admin, WEEKLY, &[("then", "part")]).await;
    assert!(site.text("/c/lachin/claims.csv").await.contains(&line), "what was typed meanwhile is the other one’s");
}

/// A record in which one source has a name, a link, a relay and remarks that must not be seen.
fn with_canary() -> Rows {
    let mut rows = Rows::until("2023-05-10")
        .and("lachin,2023-05-09,,patients_transferred,,patients,ICRC,outbound,,,,people,done,exact,4,,,Zqx Canary Office,Zqx relay,https://zqx.example.org/a,2023-05-09,zqx day,zqx remark")
        .and("lachin,2023-05-09,,access_status,,,,,,,,,done,,closed,,,Zqx Canary Office,,https://zqx.example.org/b,2023-05-09,,")
        .and("lachin,2023-05-10,2022-12-12,patients_transferred_total,,patients,ICRC,outbound,,,,people,done,exact,400,,,Zqx Canary Office,,https://zqx.example.org/c,2023-05-10,,")
        .and("lachin,2023-05-08,,patients_awaiting,,patients,,,,,,people,done,exact,30,,,Armenian Weekly,Zqx Canary Office,,2023-05-09,,")
        .and("lachin,2023-05-07,,patients_transferred,,patients,,outbound,,,,people,done,source_silent,,,,Zqx Canary Office,,https://zqx.example.org/d,2023-05-09,,zqx silent");
    rows.events.push(
        ["lachin", "2023-05-09", "A lorry passed.", "Zqx Canary Office", "https://zqx.example.org/e", "2023-05-09"]
            .map(str::to_owned)
            .into(),
    );
    rows
}

#[tokio::test]
async fn no_public_answer_tells_who_a_withheld_source_is() {
    let site = site_with(&with_canary(), EVENING).await;
    let desk = admin_of(&site).await;
    let canary = "/staff/sources/zqx-canary-office";
    let seen = public_texts(&site).await.into_iter().filter(|(_, text)| text.to_lowercase().contains("zqx")).count();
    assert!(seen > 10, "only {seen} answers named it before");
    let before = audit::lines(&site).await;
    let page = done(&desk, canary, &[("then", "identity"), ("withheld", "yes")]).await;
    assert_eq!(audit::lines(&site).await, before + 1);
    assert_eq!(audit::last(&site).await, ("source.withhold".to_owned(), "zqx-canary-office".to_owned()));
    assert_eq!(page.words("h1"), "Zqx Canary Office", "admins still see it");
    for (path, text) in public_texts(&site).await {
        assert!(!text.to_lowercase().contains("zqx"), "{path} tells who it is");
    }
    let day = site.page("/c/lachin/days/2023-05-09").await.visible();
    assert!(day.contains("Source withheld") && day.contains("A lorry passed."), "{day}");
    assert!(site.text("/c/lachin/claims.csv").await.contains(",exact,4,,,Source withheld,,,2023-05-09,,"));
    assert!(site.text("/c/lachin/days.csv").await.contains("Source withheld"));
    done(&desk, WEEKLY, &[("then", "identity"), ("withheld", "yes")]).await;
    let files = site.text("/c/lachin/claims.csv").await;
    assert!(files.contains(",Source withheld 2,") && files.contains(",Source withheld,"), "two stay two");
    done(&desk, canary, &[("then", "identity")]).await;
    assert_eq!(audit::last(&site).await.0, "source.tell");
    let files = site.text("/c/lachin/claims.csv").await;
    assert!(files.contains("Zqx Canary Office") && files.contains(",Source withheld 2,"), "a number stays");
}

#[tokio::test]
async fn withholding_and_merging_outlive_a_restart() {
    let folder = tempfile::TempDir::new().unwrap();
    {
        let site = Site::over(folder.path(), EVENING).await;
        let rows = with_canary();
        site.add_corridor(rows.corridor.clone()).await;
        site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
        let desk = admin_of(&site).await;
        done(&desk, "/staff/sources/zqx-canary-office", &[("then", "identity"), ("withheld", "yes")]).await;
        done(&desk, WEEKLY, &[("then", "merge"), ("into", "news.am")]).await;
        site.state.database.close().await;
    }
    // A copy: the first server may not have let go of its folder yet.
    let copy = tempfile::TempDir::new().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap()) {
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let site = Site::over(copy.path(), EVENING).await;
    let text = site.text("/c/lachin/claims.csv").await;
    assert!(text.contains("Source withheld") && !text.contains("Zqx") && !text.contains("Armenian Weekly"));
}

#[tokio::test]
async fn public_texts_that_hold_a_withheld_name_are_listed_and_a_form_does_not_offer_it() {
    let mut rows = with_canary();
    rows.events.push(
        ["lachin", "2023-05-06", "The Zqx Canary Office moved.", "Armenian Weekly", "", "2023-05-06"]
            .map(str::to_owned)
            .into(),
    );
    let site = site_with(&rows, EVENING).await;
    let desk = admin_of(&site).await;
    let page = done(&desk, "/staff/sources/zqx-canary-office", &[("then", "identity"), ("withheld", "yes")]).await;
    assert_eq!(page.attributes("main ul.lines a", "href"), ["/c/lachin/days/2023-05-06"]);
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let form = lead.page("/staff/c/lachin/days/2023-05-04").await;
    assert!(!form.html.contains("Zqx"), "offered at a day that does not name it");
    assert_eq!(lead.page("/staff/c/lachin/days/2023-05-09").await.field("e0.source"), "Zqx Canary Office");
}

#[tokio::test]
async fn the_public_history_of_a_day_keeps_the_name_that_was_written_and_of_a_withheld_source_no_name() {
    let site = story().await;
    site.add_account("lead", Role::Lead).await;
    let lead = Desk::signed_in(&site, "lead").await;
    let day = "/staff/c/lachin/days/2023-05-09";
    let typed = [("r0.source", "Zqx Canary Office"), ("r0.c3.amount", "31"), ("r0.url", "https://zqx.example.org/a")];
    let fields = lead.filled(day, &typed).await;
    assert_eq!(lead.send_fields(day, &fields, "publish").await.status(), 303);
    let change = [("r0.c0.amount", "32"), ("change_kind", "correction"), ("change_reason", "It was one more.")];
    let fields = lead.filled(day, &change).await;
    assert_eq!(lead.send_fields(day, &fields, "publish").await.status(), 303);
    let admin = admin_of(&site).await;
    let canary = "/staff/sources/zqx-canary-office";
    done(&admin, canary, &[("then", "merge"), ("into", "Armenian Weekly")]).await;
    let history = site.text("/c/lachin/changes").await;
    assert!(history.contains("Zqx Canary Office"), "the name that was written");
    assert!(!site.text("/c/lachin/claims.csv").await.contains("Zqx"));
    done(&admin, canary, &[("then", "part")]).await;
    done(&admin, canary, &[("then", "identity"), ("withheld", "yes")]).await;
    for path in ["/c/lachin/changes", "/c/lachin/days/2023-05-09", "/c/lachin/days/2023-05-09?as_of=2023-05-10"] {
        let text = site.text(path).await;
        assert!(!text.to_lowercase().contains("zqx"), "{path} tells who it is");
    }
    assert!(site.text("/c/lachin/changes").await.contains("Source withheld"));
}
