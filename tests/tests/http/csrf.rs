//! Forms that another site sends: every route of the table that is not read only, each way a browser can be made to send it.

use domain::{Rights, Role, Slug};
use reqwest::{RequestBuilder, StatusCode};
use server::http::router;
use tests::desk::form_urlencode;
use tests::lachin::story;
use tests::{Desk, Site};

/// What stands for the parameters of a path.
const PARAMETERS: [(&str, &str); 6] = [
    ("{slug}", "lachin"),
    ("{date}", "2023-05-10"),
    ("{account}", "canary"),
    ("{source}", "armenian-weekly"),
    ("{step}", "organisation"),
    ("{token}", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
];

/// Fields that would do something on some route, were they taken.
const FIELDS: [(&str, &str); 12] = [
    ("account", "canary"),
    ("password", tests::site::PASSWORD),
    ("then", "publish"),
    ("withdraw_reason", "Not by us."),
    ("open_reason", "Not by us."),
    ("name", "Not by us"),
    ("admin", "yes"),
    ("lost", "yes"),
    ("below", "1"),
    ("note", "Not by us."),
    ("base", "0"),
    ("key", "0123456789abcdef0123456789abcdef"),
];

/// Somebody who may do everything there is.
async fn mighty(site: &Site) -> Desk {
    let slug: Slug = "lachin".parse().expect("a short name");
    site.add_member("mighty", &Rights { admin: true, corridors: [(slug, Role::Lead)].into() }).await;
    site.add_account("canary", Role::Reporter).await;
    Desk::signed_in(site, "mighty").await
}

fn posts(site: &Site) -> Vec<String> {
    let (_, table) = router::routes(&site.state).finish();
    let posts = table.iter().filter(|route| route.method != "GET").map(|route| {
        let path = PARAMETERS.iter().fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!path.contains('{'), "{}: say in PARAMETERS what stands for its parameter", route.path);
        path
    });
    let posts: Vec<String> = posts.collect();
    assert!(posts.len() > 20, "only {} routes", posts.len());
    posts
}

/// Everything that is stored, as far as a form could change it: revisions, lines of the audit, people, sessions.
async fn stored(site: &Site) -> String {
    let database = &site.state.database;
    let audit = server::storage::audit::last(database, 1).await.expect("the audit");
    let people = server::storage::staff::list(database).await.expect("people");
    format!("{} {:?} {people:?}", site.revisions().await, audit.first())
}

#[tokio::test]
async fn no_route_does_anything_for_a_form_of_another_site() {
    let site = story().await;
    let desk = mighty(&site).await;
    let before = stored(&site).await;
    let own = site.url.clone();
    let ways: [(&str, &[(&str, &str)]); 5] = [
        ("a foreign origin", &[("origin", "https://evil.example")]),
        ("an origin that is told to nobody", &[("origin", "null")]),
        ("a name that only begins like ours", &[("origin", "http://127.0.0.1.evil.example")]),
        ("a browser that says so", &[("sec-fetch-site", "cross-site")]),
        ("a site beside ours", &[("sec-fetch-site", "same-site")]),
    ];
    for path in posts(&site) {
        for (way, heads) in ways {
            let mut request = desk.client.post(format!("{own}{path}")).body(form_urlencode(&FIELDS));
            request = request.header("content-type", "application/x-www-form-urlencoded");
            request =
                heads.iter().fold(request, |request: RequestBuilder, (name, value)| request.header(*name, *value));
            let answer = request.send().await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}: {way}");
        }
    }
    assert_eq!(stored(&site).await, before);
}

#[tokio::test]
async fn no_route_takes_a_body_that_is_no_form_or_another_method_in_disguise() {
    let site = story().await;
    let desk = mighty(&site).await;
    let before = stored(&site).await;
    for path in posts(&site) {
        let plain = desk.client.post(format!("{}{path}", site.url)).header("origin", site.url.as_str());
        let plain = plain.header("content-type", "text/plain").body(form_urlencode(&FIELDS));
        let status = plain.send().await.expect("an answer").status();
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path}: a body of plain text");
        for name in ["x-http-method-override", "x-method-override", "x-http-method"] {
            let query = form_urlencode(&[("_method", "POST"), ("then", "publish")]);
            let disguised = desk.client.get(format!("{}{path}?{query}", site.url)).header(name, "POST");
            let status = disguised.send().await.expect("an answer").status();
            assert!(!status.is_server_error(), "{path}: {status}");
        }
    }
    assert_eq!(stored(&site).await, before);
}

#[tokio::test]
async fn looking_at_any_page_changes_nothing() {
    let site = story().await;
    let desk = mighty(&site).await;
    let (before, given) = (stored(&site).await, site.state.database.given());
    let (_, table) = router::routes(&site.state).finish();
    let gets = table.iter().filter(|route| route.method == "GET");
    let more = [("{month}", "2023-05"), ("{file}", "access_status.svg"), ("{seq}", "1"), ("{measure}", "transfers")];
    for route in gets {
        let samples = PARAMETERS.iter().chain(&more);
        let path = samples.fold(route.path.to_owned(), |path, (name, value)| path.replace(name, value));
        assert!(!path.contains('{'), "{}: a parameter has no sample", route.path);
        for query in ["", "?then=publish&withdraw_reason=x&name=x&done=1&_method=POST"] {
            let status = desk.get(&format!("{path}{query}")).await.status();
            assert!(!status.is_server_error(), "{path}: {status}");
        }
    }
    assert_eq!(stored(&site).await, before);
    let new: Vec<&str> = site.state.database.given().difference(&given).copied().collect();
    let writes = |sql: &&str| ["INSERT", "UPDATE", "DELETE", "REPLACE"].iter().any(|word| sql.starts_with(word));
    assert_eq!(new.into_iter().filter(writes).collect::<Vec<_>>(), [""; 0], "a page wrote something");
}

#[tokio::test]
async fn the_control_the_same_form_from_here_does_something() {
    let site = story().await;
    let desk = mighty(&site).await;
    let before = stored(&site).await;
    let path = "/staff/people/canary/disable";
    assert_eq!(desk.send(path, &FIELDS).await.status(), 303);
    assert_ne!(stored(&site).await, before);
}
