//! What every answer carries, and what no page holds.

use tests::lachin::story;
use tests::{Desk, Page};

#[tokio::test]
async fn every_page_forbids_scripts_frames_and_guessing() {
    let site = story().await;
    for path in [
        "/",
        "/c/lachin",
        "/c/lachin/days/2023-05-10",
        "/about",
        "/nothing",
        "/staff/sign-in",
        "/c/lachin/claims.csv",
        "/api/openapi.json",
        "/api/v1/corridors/lachin/days",
        "/api/v1/nothing",
    ] {
        let response = site.response(path).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{path}");
        // The script of status pages is looked at in `assets.rs`.
        let scripts = ["/", "/c/lachin"].contains(&path);
        assert!(!policy.contains("unsafe") && policy.contains("script-src") == scripts, "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(response.headers().get_all("set-cookie").iter().count(), 0, "{path} sets a cookie");
    }
}

#[tokio::test]
async fn no_page_needs_a_second_request() {
    let site = story().await;
    for path in ["/", "/c/lachin", "/c/lachin/days/2023-05-10", "/about", "/staff/sign-in"] {
        let page = site.page(path).await;
        assert_eq!(page.count("img, iframe, object, embed, video, audio, [onclick]"), 0, "{path}");
        // It offers what changed later; the page is whole without it.
        let scripts = page.attributes("script", "src");
        assert_eq!(scripts.len(), usize::from(["/", "/c/lachin"].contains(&path)), "{path}: {scripts:?}");
        assert_eq!(page.attributes("link[rel=stylesheet], link[rel=preload]", "href"), [""; 0], "{path}");
        assert_eq!(page.attributes("link[rel=icon]", "href"), ["data:,"], "{path}");
        assert!(!page.html.replace("url(#", "").contains("url(") && !page.html.contains("@import"), "{path}");
    }
}

#[tokio::test]
async fn public_answers_may_be_kept_and_those_of_the_desk_never() {
    let site = story().await;
    site.add_account("reporter", domain::Role::Reporter).await;
    let desk = Desk::signed_in(&site, "reporter").await;
    for path in ["/c/lachin", "/c/lachin/latest.json", "/api/v1/corridors/lachin/days?limit=7"] {
        let kept = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";
        assert_eq!(site.response(path).await.headers()["cache-control"], kept, "{path}");
    }
    for path in ["/staff", "/staff/c/lachin/days/2023-05-10", "/staff/sign-in", "/nothing"] {
        assert_eq!(desk.get(path).await.headers()["cache-control"], "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_public_page_is_the_same_for_somebody_of_the_desk() {
    let site = story().await;
    site.add_account("lead", domain::Role::Lead).await;
    let desk = Desk::signed_in(&site, "lead").await;
    let theirs = desk.get("/c/lachin").await.text().await.unwrap();
    assert_eq!(theirs, site.text("/c/lachin").await);
    assert!(!Page::new(theirs).visible().contains("Sign out"));
}
