//! How pages are cited, in words, as BibTeX and as CSL-JSON; the link to the very state; what became of it since.

use domain::ChangeKind;
use server::clock::Clock;
use server::state::Outside;
use tests::lachin::{EVENING, Rows, fed, story};
use tests::site::{instant, outside};
use tests::{Page, Site};

/// The story's site under an address of its own, kept by an organisation.
async fn at_an_address(organisation: Option<&str>) -> Site {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut made = outside(clock);
    made.site.public_url = Some("https://corridor.example.org".to_owned());
    let site = Site::start(folder.path(), Outside { ..made }, hand).await.keeping(folder);
    if let Some(name) = organisation {
        site.name_organisation(name).await;
    }
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    site
}

/// The values of an entry: read by counting braces, as BibTeX does.
fn entry(text: &str) -> (String, Vec<(String, String)>) {
    let (head, body) = text.strip_prefix("@misc{").unwrap().split_once(',').unwrap();
    let mut fields = Vec::new();
    let mut rest = body.trim_start();
    while let Some((name, value)) = rest.split_once(" = ") {
        let mut depth = 0_i32;
        let end = value.char_indices().find(|(_, letter)| {
            depth += match letter {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            (depth == 0 && *letter == ',') || depth < 0
        });
        let end = end.unwrap().0;
        fields.push((name.trim().to_owned(), value[..end].trim().to_owned()));
        rest = value[end..].trim_start_matches(',').trim_start();
    }
    assert_eq!(rest.trim(), "}", "{text}");
    (head.to_owned(), fields)
}

fn field<'e>(fields: &'e [(String, String)], name: &str) -> &'e str {
    &fields.iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("{name}: {fields:?}")).1
}

#[tokio::test]
async fn the_record_is_cited_with_its_version_and_a_link_to_this_very_state() {
    let site = at_an_address(None).await;
    let version = site.json("/c/lachin/latest.json").await["version"].clone();
    let (seq, hash) = (version["revision"].as_i64().unwrap(), &version["hash"].as_str().unwrap()[..8]);
    let (key, fields) = entry(&site.text("/c/lachin/cite.bib").await);
    let url = "https://corridor.example.org/c/lachin?as_of=2023-05-10T16:00:00Z";
    assert_eq!(key, format!("lachin-v{seq}"));
    assert_eq!(field(&fields, "author"), "{{Corridor Status}}");
    assert_eq!(field(&fields, "title"), "{{Berdzor / Lachin corridor, day by day}}");
    assert_eq!((field(&fields, "year"), field(&fields, "month")), ("{2023}", "may"));
    assert_eq!(field(&fields, "version"), format!("{{{seq} ({hash})}}"));
    assert_eq!(field(&fields, "url"), format!("{{{url}}}"));
    let note = field(&fields, "note");
    assert!(note.contains("As the record stood on 10 May 2023, 20:00 in Yerevan (16:00 UTC)"), "{note}");
    assert!(note.contains(&format!("https://corridor.example.org/c/lachin/changes?since={seq}")), "{note}");
    let csl = site.json("/c/lachin/cite.json").await;
    let item = &csl[0];
    assert_eq!(csl.as_array().unwrap().len(), 1);
    assert_eq!((item["id"].as_str(), item["type"].as_str()), (Some(key.as_str()), Some("dataset")));
    assert_eq!((item["URL"].as_str(), item["author"][0]["literal"].as_str()), (Some(url), Some("Corridor Status")));
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2023, 5, 10]]));
    let headers = site.response("/c/lachin/cite.bib").await.headers().clone();
    assert_eq!(headers["content-type"], "text/x-bibtex; charset=utf-8");
    assert_eq!(headers["content-disposition"], "attachment; filename=\"lachin-cite.bib\"");
    assert_eq!(headers["access-control-allow-origin"], "*");
}

#[tokio::test]
async fn the_pages_show_what_the_files_hold() {
    let site = at_an_address(None).await;
    for (path, files) in [("/c/lachin/data", "/c/lachin/cite"), ("/c/lachin/days/2023-04-29", "/c/lachin/cite")] {
        let page = site.page(path).await;
        let day = path.split("/days/").nth(1).map(|day| format!("?day={day}")).unwrap_or_default();
        let shown = page.all_words("main pre");
        for (index, end) in [(0, "bib"), (1, "json")] {
            let file = format!("{files}.{end}{day}");
            assert!(page.attributes("main a", "href").contains(&file), "{path}: {file}");
            let text = site.text(&file).await;
            let plain = text.split_whitespace().collect::<Vec<&str>>().join(" ");
            assert_eq!(shown[index], plain, "{path}: {end}");
        }
        let link = page.attributes(".cite a", "href");
        assert_eq!(link.len(), 1, "{path}");
        assert_eq!(site.response(&link[0]).await.status(), 200, "{link:?}");
        assert!(page.words(".cite dd").starts_with("Corridor Status, "), "{path}: {}", page.words(".cite dd"));
    }
    // The status page must come in few bytes: it has the words, the link and the way to all forms.
    let status = site.page("/c/lachin").await;
    assert_eq!((status.count("main pre"), status.count("#take + div code")), (0, 1));
    assert!(status.attributes("main a", "href").contains(&"/c/lachin/data#cite".to_owned()));
    let (key, fields) = entry(&site.text("/c/lachin/cite.bib?day=2023-04-29").await);
    assert!(key.starts_with("lachin-2023-04-29-v"), "{key}");
    assert!(field(&fields, "url").contains("/c/lachin/days/2023-04-29?as_of=2023-05-10T16:00:00Z"));
}

/// What a citation is for: the link shows what was cited whatever came later, and another one tells what that was.
#[tokio::test]
async fn a_citation_leads_to_what_was_cited_and_to_what_changed_since() {
    let site = fed(&["2023-05-09", "2023-05-10"]).await;
    let path = "/c/lachin/days/2023-04-29";
    let page = site.page(path).await;
    let (link, since) = (
        page.attributes(".cite a", "href").remove(0),
        page.attributes("main .acts a[href*='since=']", "href").remove(0),
    );
    let cited = site.text("/c/lachin/cite.bib").await;
    let claims = site.page(path).await.all_words("main article");
    site.hand.set(instant("2023-05-11T09:00:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "The bulletin said seventeen.", |report| {
        let claim = report.reports.iter_mut().flat_map(|report| &mut report.claims);
        let mut moved = claim.filter(|claim| claim.thing.measure == domain::Measure::PatientsTransferred);
        moved.next().unwrap().says = domain::Says::Amount("17".parse().unwrap());
    })
    .await;
    let now = site.page(path).await;
    assert!(now.visible().contains("17") && now.all_words("main article") != claims);
    assert_eq!(site.page(&link).await.all_words("main article"), claims, "{link} shows what was cited");
    let changes = site.page(&since).await.visible();
    assert!(changes.contains("29 April") && changes.contains("The bulletin said seventeen."), "{changes}");
    // The file as of that moment is the file that was downloaded.
    assert_eq!(site.text("/c/lachin/cite.bib?as_of=2023-05-10T16:00:00Z").await, cited);
    assert_ne!(site.text("/c/lachin/cite.bib").await, cited);
}

#[tokio::test]
async fn a_hostile_organisation_is_a_name_in_every_form() {
    for hostile in [
        "Office}, url = {https://evil.example}, x = {",
        "</pre><script>alert(1)</script>",
        "R&D 100% \"quoted\" $x_1 \\input{etc} ~ ^ #",
        "Արցախ / Արցախի Հանրապետություն",
    ] {
        let site = at_an_address(Some(hostile)).await;
        let bib = site.text("/c/lachin/cite.bib").await;
        let (_, fields) = entry(&bib);
        let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["author", "title", "year", "month", "version", "howpublished", "url", "note"], "{bib}");
        assert!(field(&fields, "url").starts_with("{https://corridor.example.org/"), "{bib}");
        let csl = site.json("/c/lachin/cite.json").await;
        assert_eq!(csl[0]["author"][0]["literal"], hostile);
        let page = site.page("/c/lachin/data").await;
        assert_eq!(page.count("main script"), 0);
        assert!(
            page.words(".cite dd")
                .starts_with(&format!("{}, ", hostile.replace(" / ", "\u{a0}/ ").replace('\u{a0}', " "))),
            "{}",
            page.words(".cite dd")
        );
        let package = site.json("/c/lachin/datapackage.json").await;
        assert_eq!(package["contributors"][0]["title"], hostile);
    }
}

/// A path alone leads nowhere from a list of references.
#[tokio::test]
async fn without_an_address_of_the_site_a_reference_names_none() {
    let site = story().await;
    let (_, fields) = entry(&site.text("/c/lachin/cite.bib").await);
    assert!(fields.iter().all(|(name, _)| name != "url" && name != "howpublished"), "{fields:?}");
    assert!(field(&fields, "note").contains("Within the site: /c/lachin?as"), "{fields:?}");
    assert!(site.json("/c/lachin/cite.json").await[0]["URL"].is_null());
}

#[tokio::test]
async fn there_is_no_citation_of_a_day_that_is_not_there() {
    let site = story().await;
    for (query, status) in [("day=2023-05-11", 404), ("day=2022-12-11", 404), ("day=x", 422), ("day=2023-05-09", 200)] {
        assert_eq!(site.response(&format!("/c/lachin/cite.bib?{query}")).await.status(), status, "{query}");
    }
    site.withdraw("lachin", "2023-05-10", "For safety.").await;
    assert_eq!(site.response("/c/lachin/cite.json?day=2023-05-10").await.status(), 404);
    assert_eq!(site.response("/c/nowhere/cite.bib").await.status(), 404);
    let page = Page::new(site.response("/c/lachin/cite.bib?day=x").await.text().await.unwrap()).visible();
    assert!(page.contains("“x” is no day. Write it as 2023-05-10."), "{page}");
}
