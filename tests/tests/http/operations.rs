//! `GET /healthz`, `GET /readyz`

use tests::Site;
use tests::lachin::EVENING;

#[tokio::test]
async fn a_site_that_lives_says_so() {
    let site = Site::at(EVENING).await;
    assert_eq!(site.text("/healthz").await, "alive\n");
    assert_eq!(site.response("/healthz").await.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn a_site_whose_database_is_gone_is_not_ready_and_still_shows_what_is_published() {
    let folder = tempfile::TempDir::new().unwrap();
    let site = Site::over(folder.path(), EVENING).await;
    let rows = tests::lachin::Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), None).await.unwrap();
    assert_eq!(site.text("/readyz").await, "ready\n");
    std::fs::remove_file(folder.path().join("corridor.db")).unwrap();
    let response = site.response("/readyz").await;
    assert_eq!(response.status(), 503);
    assert_eq!(site.text("/healthz").await, "alive\n");
    assert!(site.page("/c/lachin").await.words("h1").starts_with("Closed"));
}

#[tokio::test]
async fn public_pages_never_ask_the_database() {
    let site = tests::lachin::story().await;
    let before = site.state.database.statements();
    for path in [
        "/",
        "/c/lachin",
        "/c/lachin/days/2023-05-10",
        "/c/lachin/claims.csv",
        "/c/lachin/claims.json",
        "/c/lachin/days.csv",
        "/c/lachin/days.json",
        "/c/lachin/events.csv",
        "/c/lachin/events.json",
        "/c/lachin/latest.json",
        "/about",
        "/nothing",
    ] {
        site.response(path).await;
    }
    assert_eq!(site.state.database.statements(), before);
    site.text("/readyz").await;
    assert!(site.state.database.statements() > before, "the counter counts");
}
