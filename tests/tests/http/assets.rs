//! What browsers load beside a page: pages of the desk with islands the whole of it, status pages and those of trends one small script, others
//! nothing; and each may run what it loads, and no more.

use domain::Role;
use reqwest::{Response, StatusCode};
use server::assets::Assets;
use server::clock::Clock;
use server::http::router;
use server::http::routes::Needs;
use server::state::Outside;
use tests::lachin::{EVENING, Rows, story};
use tests::site::{instant, outside};
use tests::{Desk, Page, Site};

/// A page with islands.
const FORM: &str = "/staff/c/lachin/days/2023-05-10";
/// What its policy says beyond that of every other page.
const OF_ISLANDS: &str = "; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn at_the_desk(site: &Site) -> Desk {
    site.add_account("reporter", Role::Reporter).await;
    Desk::signed_in(site, "reporter").await
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().expect("ASCII").to_owned()).unwrap_or_default()
}

#[tokio::test]
async fn an_address_with_another_hash_is_not_there_and_nobody_keeps_that() {
    let site = story().await;
    let known = site.state.assets.all().next().expect("a file").to_owned();
    let other = known.replace(".js", "0.js");
    let names = ["/assets/boot.js", "/assets/boot-.js", "/assets/..%2fCargo.toml", "/assets/", &other];
    for path in names {
        let response = site.response(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_file_may_be_kept_for_ever_under_the_hash_of_its_content() {
    let site = story().await;
    let addresses: Vec<String> = site.state.assets.all().map(str::to_owned).collect();
    assert_eq!(addresses.len(), 6, "{addresses:?}");
    for address in addresses {
        let kind = if address.ends_with(".wasm") { "application/wasm" } else { "text/javascript; charset=utf-8" };
        let response = site.response(&address).await;
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        for (name, value) in [
            ("cache-control", FOR_EVER),
            ("content-type", kind),
            ("x-content-type-options", "nosniff"),
            ("vary", "accept-encoding"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(&response, name), value, "{address}");
        }
        let tag = header(&response, "etag");
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 10, "{tag} is a strong tag");
        let again = site.request(&address).header("if-none-match", &tag).send().await.expect("an answer");
        assert_eq!((again.status(), header(&again, "cache-control").as_str()), (StatusCode::NOT_MODIFIED, FOR_EVER));
        let head = site.client.head(format!("{}{address}", site.url)).send().await.expect("an answer");
        assert_eq!((head.status(), header(&head, "etag")), (StatusCode::OK, tag));
        assert_eq!(response.bytes().await.expect("bytes"), site.state.assets.at(&address).expect("a file").bytes());
    }
}

#[tokio::test]
async fn a_file_comes_packed_to_who_takes_that() {
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let long = "export const text = 'the same again and again';\n".repeat(200);
    let assets = Assets::of([("boot.js", long.clone().into_bytes().into())]);
    let folder = tempfile::TempDir::new().expect("a folder");
    let site = Site::start(folder.path(), Outside { assets, ..outside(clock) }, hand).await;
    let address = site.state.assets.all().next().expect("a file").to_owned();
    for (takes, coding) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let response = site.request(&address).header("accept-encoding", takes).send().await.expect("an answer");
        assert_eq!(header(&response, "content-encoding"), coding, "{takes}");
        let length = response.bytes().await.expect("bytes").len();
        assert_eq!(length < long.len() / 10, !coding.is_empty(), "{takes}: {length} bytes");
    }
}

#[tokio::test]
async fn a_page_with_islands_names_its_script_and_may_run_it() {
    let site = story().await;
    let desk = at_the_desk(&site).await;
    let plain = header(&site.response("/about").await, "content-security-policy");
    let response = desk.get(FORM).await;
    assert_eq!(header(&response, "content-security-policy"), format!("{plain}{OF_ISLANDS}"));
    let page = desk.page(FORM).await;
    for name in ["src", "data-module", "data-wasm"] {
        let named = page.attributes("script", name);
        assert_eq!(named.len(), 1, "{name}: {named:?}");
        assert_eq!(site.response(&named[0]).await.status(), StatusCode::OK, "{named:?}");
    }
    assert_eq!(
        (page.count("script[type=module]"), page.words("script").as_str()),
        (1, ""),
        "none that stands in the page"
    );
    // Refused, it is the same page: this form knows nothing of what is published already.
    let refused = desk.send(FORM, &[("then", "publish")]).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert_eq!(header(&refused, "content-security-policy"), format!("{plain}{OF_ISLANDS}"));
}

#[tokio::test]
async fn a_page_without_islands_runs_no_script_at_the_desk_either() {
    let site = story().await;
    let desk = at_the_desk(&site).await;
    let plain = header(&site.response("/about").await, "content-security-policy");
    for path in
        ["/staff", "/staff/review", "/staff/me", "/staff/sign-in", "/staff/c/lachin/threshold", "/staff/nothing"]
    {
        let response = desk.get(path).await;
        assert_eq!(header(&response, "content-security-policy"), plain, "{path}");
        assert!(!response.text().await.expect("a page").contains("<script"), "{path}");
    }
}

#[tokio::test]
async fn where_the_site_was_not_built_pages_carry_no_script_and_work() {
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let folder = tempfile::TempDir::new().expect("a folder");
    let site = Site::start(folder.path(), Outside { assets: Assets::default(), ..outside(clock) }, hand).await;
    site.add_corridor(Rows::until("2023-05-10").corridor).await;
    let desk = at_the_desk(&site).await;
    let response = desk.get(FORM).await;
    let plain = header(&site.response("/about").await, "content-security-policy");
    assert_eq!((response.status(), header(&response, "content-security-policy")), (StatusCode::OK, plain));
    assert!(!response.text().await.expect("a page").contains("<script"));
}

/// What a status page may do beyond every other page, and what it holds: one script, and the place where that speaks.
const OF_LIVE: &str = "; script-src 'self'; connect-src 'self'";

/// What a page of trends may do beyond every other page: its script asks nobody.
const OF_CURSOR: &str = "; script-src 'self'";
/// What its sheet is told by.
const SHEET: usize = " 'sha256-'".len() + 44;

/// Readers load no script but that of status pages and that of trends: every public route of the table, what it answers and what it lets run.
#[tokio::test]
async fn no_public_answer_has_anything_of_it() {
    let site = story().await;
    let desk = at_the_desk(&site).await;
    let (_, table) = router::routes(&site.state).finish();
    let open = table.iter().filter(|route| route.method == "GET" && !matches!(route.needs, Needs::To(_)));
    let mut plain = 0;
    // The worker is the desk's own script, and takes in nothing but forms of days.
    let of_the_desk = ["/assets/{file}", "/staff/c/{slug}/days/{date}", "/staff/worker.js"];
    for route in open.filter(|route| !of_the_desk.contains(&route.path)) {
        let samples = [("{slug}", "lachin"), ("{date}", "2023-05-10"), ("{month}", "2023-05"), ("{seq}", "1")];
        let more = [
            ("{file}", "access_status.svg"),
            ("{measure}", "patients_awaiting"),
            ("{token}", "none"),
            ("{step}", "admin"),
        ];
        let fill = |path: String, (name, value): &(&str, &str)| path.replace(name, value);
        let path = samples.iter().chain(&more).fold(route.path.to_owned(), fill);
        assert!(!path.contains('{'), "{path}: say what stands for its parameter");
        // Also for somebody who is signed in.
        for response in [site.response(&path).await, desk.get(&path).await] {
            // What never ends holds no page.
            if header(&response, "content-type") == "text/event-stream" {
                continue;
            }
            if ["/", "/c/lachin"].contains(&path.as_str()) {
                assert_has_the_one_script(&site, response, OF_LIVE, ("live", 3 * 1024)).await;
                continue;
            }
            if path == "/c/lachin/trends" {
                let page = assert_has_the_one_script(&site, response, OF_CURSOR, ("cursor", 1024)).await;
                assert_fetches_one_small_module(&site, &page).await;
                continue;
            }
            let policy = header(&response, "content-security-policy");
            assert!(!policy.contains("script-src") && !policy.contains("connect-src"), "{path}: {policy}");
            assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
            plain += usize::from(policy.starts_with("default-src 'none'; style-src 'sha256-"));
            let text = response.text().await.expect("text").to_lowercase();
            for word in ["<script", "/assets/", "wasm", "leptos-island", "javascript:"] {
                assert!(!text.contains(word), "{path} holds {word}");
            }
        }
    }
    assert!(plain > 30, "only {plain} answers were looked at");
}

async fn assert_has_the_one_script(site: &Site, response: Response, more: &str, (name, most): (&str, usize)) -> Page {
    let policy = header(&response, "content-security-policy");
    let plain = header(&site.response("/about").await, "content-security-policy");
    let (before, rest) = plain.split_at(plain.find("; img-src").expect("pictures"));
    let sheet = policy.strip_prefix(before).and_then(|own| own.strip_suffix(&format!("{rest}{more}")));
    let sheet = sheet.unwrap_or_else(|| panic!("{policy}"));
    assert!(sheet.starts_with(" 'sha256-") && sheet.len() == SHEET || sheet.is_empty() && name == "live", "{policy}");
    let page = Page::new(response.text().await.expect("a page"));
    let scripts = page.attributes("script[type=module]", "src");
    assert_eq!((scripts.len(), page.count("script, iframe, object, embed, img")), (1, 1));
    assert!(scripts[0].starts_with(&format!("/assets/{name}-")) && page.words("script").is_empty(), "{scripts:?}");
    let script = site.text(&scripts[0]).await;
    assert!(script.len() <= most, "{} bytes", script.len());
    // The one of trends fetches the one module that its figure names.
    let imports = script.matches("import").count();
    assert_eq!(imports, script.matches("await import(figure.dataset.cursor)").count(), "{imports}");
    assert!(imports <= usize::from(name == "cursor") && !script.contains("innerHTML"), "it writes text alone");
    page
}

async fn assert_fetches_one_small_module(site: &Site, page: &Page) {
    let modules = page.attributes("[data-cursor]", "data-cursor");
    assert!(modules.len() == 1 && modules[0].starts_with("/assets/crosshair-"), "{modules:?}");
    let module = site.text(&modules[0]).await;
    assert!(module.len() <= 6 * 1024, "{} bytes", module.len());
    for word in ["import", "innerHTML", "fetch(", "localStorage", "cookie", "setTimeout", "setInterval"] {
        assert!(!module.contains(word), "it fetches nothing, keeps nothing and writes text alone: {word}");
    }
}

#[tokio::test]
async fn a_page_of_an_earlier_state_and_one_of_a_site_that_was_not_built_have_no_script() {
    let site = story().await;
    let (clock, hand) = Clock::fixed(instant(EVENING));
    let folder = tempfile::TempDir::new().expect("a folder");
    let bare = Site::start(folder.path(), Outside { assets: Assets::default(), ..outside(clock) }, hand).await;
    bare.add_corridor(Rows::until("2023-05-10").corridor).await;
    for (site, path) in [(&site, "/c/lachin?as_of=2023-05-09"), (&bare, "/c/lachin"), (&bare, "/c/lachin/trends")] {
        let response = site.response(path).await;
        let policy = header(&response, "content-security-policy");
        assert!(!policy.contains("script-src") && !policy.contains("connect-src"), "{path}: {policy}");
        let html = response.text().await.expect("a page");
        assert!(!html.contains("<script") && !html.contains("role=\"status\""), "{path}");
    }
}
