//! What a request is refused with: always a page, with a way back.

use reqwest::Method;
use tests::lachin::story;
use tests::{Desk, Page};

#[tokio::test]
async fn a_method_without_a_place_is_refused_with_a_page() {
    let site = story().await;
    for (method, path) in [(Method::PUT, "/c/lachin"), (Method::DELETE, "/"), (Method::POST, "/about")] {
        let response = site.client.request(method.clone(), format!("{}{path}", site.url)).send().await.unwrap();
        assert_eq!(response.status(), 405, "{method} {path}");
        assert_eq!(response.headers()["allow"], "GET,HEAD", "{method} {path}");
        assert!(Page::new(response.text().await.unwrap()).words("h1").contains("Not possible here"));
    }
}

#[tokio::test]
async fn a_form_from_another_site_does_nothing() {
    let site = story().await;
    site.add_account("lead", domain::Role::Lead).await;
    let desk = Desk::signed_in(&site, "lead").await;
    let path = format!("{}/staff/sign-out", site.url);
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let request = desk.client.post(&path).header(name, value);
        let response = request.header("content-type", "text/plain").body("x").send().await.unwrap();
        assert_eq!(response.status(), 403, "{name}: {value}");
        assert!(Page::new(response.text().await.unwrap()).words("h1").contains("Not from here"));
    }
    assert_eq!(desk.get("/staff").await.status(), 200, "still signed in");
}

#[tokio::test]
async fn a_body_that_is_too_large_or_no_form_is_refused() {
    let site = story().await;
    let send = |kind: &'static str, body: Vec<u8>| {
        let request = site.client.post(format!("{}/staff/sign-in", site.url)).header("content-type", kind);
        request.body(body).send()
    };
    let large = send("application/x-www-form-urlencoded", vec![b'a'; 1200 * 1024]).await.unwrap();
    assert_eq!(large.status(), 413);
    assert!(large.text().await.unwrap().contains("larger than 1024 KiB"));
    assert_eq!(send("application/json", b"{}".to_vec()).await.unwrap().status(), 415);
    assert_eq!(send("application/x-www-form-urlencoded", vec![0xff, 0xfe]).await.unwrap().status(), 415);
}

#[tokio::test]
async fn our_own_fault_is_a_page_with_a_reference_and_without_the_cause() {
    let cause = std::io::Error::other("CANARY: /secret/path");
    let response =
        server::http::error::answer(server::http::error::HttpError::broken(cause), &app::view::chrome::Site::default());
    assert_eq!(response.status().as_u16(), 500);
    let html = String::from_utf8(axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap();
    let page = Page::new(html);
    let told = page.visible();
    let reference = told.split("Reference: ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert!(reference.len() == 8 && reference.chars().all(|c| c.is_ascii_hexdigit()), "{reference}");
    assert!(!page.html.contains("CANARY"), "{told}");
    assert_eq!(page.attributes("main a", "href"), ["/"]);
}
