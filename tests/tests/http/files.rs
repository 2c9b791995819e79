//! `GET /c/{slug}/claims.csv`, `/c/{slug}/latest.json`, `/robots.txt`, `/sitemap.xml`

use server::clock::Clock;
use server::state::Outside;
use tests::Site;
use tests::lachin::{EVENING, HEADER, Rows, story};
use tests::site::{instant, outside};

#[tokio::test]
async fn there_are_no_files_of_an_unknown_corridor() {
    let site = story().await;
    for path in ["/c/nowhere/claims.csv", "/c/nowhere/latest.json", "/c/lachin/claims.xls"] {
        assert_eq!(site.response(path).await.status(), 404, "{path}");
    }
}

#[tokio::test]
async fn claims_csv_holds_every_public_claim_and_can_be_read_by_any_site() {
    let site = story().await;
    let response = site.response("/c/lachin/claims.csv").await;
    assert_eq!(response.headers()["content-type"], "text/csv; charset=utf-8");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"lachin-claims.csv\"");
    let text = response.text().await.unwrap();
    assert_eq!(text.lines().next(), Some(HEADER), "columns are only ever appended");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let claims = rows.iter().filter(|row| !row[13].starts_with("not_")).count();
    assert_eq!(claims, Rows::until("2023-05-10").claims.len());
}

#[tokio::test]
async fn an_imported_file_comes_out_with_the_same_claims() {
    let site = story().await;
    let text = site.text("/c/lachin/claims.csv").await;
    let again = Site::at(EVENING).await;
    again.add_corridor(Rows::until("2022-12-01").corridor).await;
    again.import("lachin", text.as_bytes(), None).await.unwrap();
    assert_eq!(again.text("/c/lachin/claims.csv").await, text);
}

#[tokio::test]
async fn search_engines_are_kept_from_the_desk_and_get_absolute_addresses() {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let mut site = outside(clock);
    site.site.public_url = Some("https://corridor.example.org".to_owned());
    let site = Site::start(folder.path(), Outside { ..site }, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    let robots = site.text("/robots.txt").await;
    assert_eq!(robots, "User-agent: *\nDisallow: /staff\nSitemap: https://corridor.example.org/sitemap.xml\n");
    let map = site.text("/sitemap.xml").await;
    assert!(map.contains("<loc>https://corridor.example.org/c/lachin/days/2023-05-10</loc>"));
    assert!(map.contains("<loc>https://corridor.example.org/c/lachin/months/2023-05</loc>"));
    assert!(!map.contains("months/2023-06"), "a month without a report is listed");
    assert!(!map.contains("2023-05-09"), "a silent day is listed");
    let page = site.page("/").await;
    assert_eq!(page.attributes("link[rel=canonical]", "href"), ["https://corridor.example.org/c/lachin"]);
}
