//! Pages as functions of their view-models: what people typed cannot leave its place, and every page is well built.

mod marked;

use app::pages;
use app::view::samples::{AccountSamples, ImportSamples, InboxSamples, PressSamples, Samples, samples};
use server::http::render::document;
use tests::Page;
use tests::markup::{drawings, words_of_drawing};

const HOSTILE: &str =
    "</textarea></title></style><script>window.evil=1</script><img src=x onerror=alert(1)>\"'&amp;{{x}}";

fn all(samples: &Samples) -> Vec<(&'static str, Page)> {
    let page = |name, html: String| (name, Page::new(html));
    vec![
        page("status", document(|| pages::status::page(&samples.status))),
        page("day", document(|| pages::day::page(&samples.day))),
        page("month", document(|| pages::month::page(&samples.month))),
        page("changes", document(|| pages::changes::page(&samples.changes))),
        page("since", document(|| pages::changes::page(&samples.since))),
        page("change", document(|| pages::change::page(&samples.change))),
        page("data", document(|| pages::data::page(&samples.data))),
        page("measures", document(|| pages::measures::all(&samples.measures))),
        page("measure", document(|| pages::measures::one(&samples.measure))),
        page("index", document(|| pages::index::page(&samples.index))),
        page("about", document(|| pages::about::page(&samples.notice.chrome))),
        page("notice", document(|| pages::notice::page(&samples.notice))),
        page("audit", document(|| pages::staff::audit::page(&samples.audit))),
        page("sign in", document(|| pages::staff::sign_in::page(&samples.sign_in))),
        page("review", document(|| pages::staff::review::list(&samples.review))),
        page("review of a day", document(|| pages::staff::review::page(&samples.review_day))),
        page("discard a draft", document(|| pages::staff::discard_draft::page(&samples.discard))),
        page("form", document(|| pages::staff::day_form::page(&samples.form))),
        page("sources", document(|| pages::staff::sources::page(&samples.kept.sources))),
        page("merged source", document(|| pages::staff::source::page(&samples.kept.merged))),
        page("withheld source", document(|| pages::staff::source::page(&samples.kept.withheld))),
        page("carriers", document(|| pages::staff::carriers::page(&samples.kept.carriers))),
        page("corridors", document(|| pages::staff::corridors::page(&samples.kept.corridors))),
        page("settings", document(|| pages::staff::settings::page(&samples.kept.settings))),
        page("threshold", document(|| pages::staff::threshold::page(&samples.kept.threshold))),
    ]
    .into_iter()
    .chain(trends(samples))
    .chain(press(&samples.press))
    .chain(accounts(&samples.accounts))
    .chain(inbox(&samples.inbox))
    .chain(imports(&samples.imports))
    .collect()
}

fn press(samples: &PressSamples) -> Vec<(&'static str, Page)> {
    assert_eq!(samples.frames.len(), 3);
    let share = ("share", Page::new(document(|| pages::share::page(&samples.share))));
    let frames = samples.frames.iter();
    let frames = frames.map(|one| ("frame", Page::new(document(|| pages::embed::page(one)))));
    [share].into_iter().chain(frames).collect()
}

fn trends(samples: &Samples) -> Vec<(&'static str, Page)> {
    samples.trends.iter().map(|one| ("trends", Page::new(document(|| pages::trends::page(one))))).collect()
}

fn inbox(samples: &InboxSamples) -> Vec<(&'static str, Page)> {
    let page = |name, html: String| (name, Page::new(html));
    let pages = samples.pages.iter().map(|one| page("inbox", document(|| pages::staff::inbox::page(one))));
    let questions = samples.questions.iter();
    let questions = questions.map(|one| page("questions", document(|| pages::staff::questions::page(one))));
    let month = page("desk month", document(|| pages::staff::desk_month::page(&samples.month)));
    pages.chain(questions).chain([month]).collect()
}

fn imports(samples: &ImportSamples) -> Vec<(&'static str, Page)> {
    let page = |name, html: String| (name, Page::new(html));
    let corridors = page("corridors of imports", document(|| pages::staff::import::corridors(&samples.corridors)));
    let of_corridor = samples.pages.iter().map(|one| page("import", document(|| pages::staff::import::page(one))));
    std::iter::once(corridors).chain(of_corridor).collect()
}

fn accounts(samples: &AccountSamples) -> Vec<(&'static str, Page)> {
    let page = |name, html: String| (name, Page::new(html));
    let persons = samples.persons.iter().map(|one| page("person", document(|| pages::staff::person::page(one))));
    let own = samples.own.iter().map(|one| page("own account", document(|| pages::staff::own_account::page(one))));
    let enrol = samples.enrol.iter().map(|one| page("enrol", document(|| pages::staff::enrol::page(one))));
    let recovery = samples.recovery.iter().map(|one| page("recovery", document(|| pages::staff::recovery::page(one))));
    let set_up = samples.set_up.iter().map(|one| page("set up", document(|| pages::set_up::page(one))));
    [
        page("people", document(|| pages::staff::people::page(&samples.people))),
        page("link", document(|| pages::staff::link::page(&samples.link))),
        page("code", document(|| pages::staff::code::page(&samples.code))),
        page("welcome", document(|| pages::staff::welcome::page(&samples.welcome))),
    ]
    .into_iter()
    .chain(persons)
    .chain(own)
    .chain(enrol)
    .chain(recovery)
    .chain(set_up)
    .collect()
}

#[test]
fn hostile_words_stay_words_on_every_page() {
    let samples = samples(HOSTILE).expect("samples");
    for (name, page) in all(&samples) {
        let live = usize::from(name == "status");
        assert_eq!(page.count("script[type=module][src^='/assets/live-']"), live, "{name}");
        let own = live + usize::from(name == "trends" && page.count(".months") > 0);
        assert_eq!(page.count("script[type=module][src^='/assets/cursor-']"), own - live, "{name}");
        assert_eq!(page.count("script, img, [onerror], [onfocus]"), own, "{name}");
        assert_eq!(page.count("title"), 1, "{name}");
        // One of every page; one of pages of a corridor but its first, and of the desk; one of the desk alone.
        let of_desk = page.count("form.account, .sign-in, [action^='/staff'], [action^='/setup']") > 0;
        let of_corridor = page.count("nav a[href$='/data']") > 0 && name != "status";
        // Before there is a desk nothing is looked up.
        let looked_up = (of_desk && page.count("[action^='/setup']") == 0) || of_corridor;
        let sheets =
            1 + usize::from(looked_up || name == "frame") + usize::from(of_desk) + page.count("[data-cursor]").min(1);
        assert_eq!(page.count("style"), sheets, "{name}");
        if name != "about" {
            assert!(page.visible().contains("<script>window.evil=1</script>"), "{name} swallowed the words");
        }
    }
}

#[test]
fn every_drawing_within_a_page_is_shapes_and_words() {
    let samples = samples(HOSTILE).expect("samples");
    let pages = all(&samples);
    let drawings: Vec<&str> = pages.iter().flat_map(|(_, page)| drawings(&page.html)).collect();
    assert!(drawings.len() > 20, "{}", drawings.len());
    drawings.into_iter().for_each(|drawing| drop(words_of_drawing(drawing)));
    for bad in [
        "<svg><script>1</script></svg>",
        "<svg><foreignObject/></svg>",
        "<svg onload=\"x\"/>",
        "<svg><a href=\"/\"/></svg>",
        "<svg><path fill=\"url(https://example.org)\"/></svg>",
        "<svg><text>a</svg>",
    ] {
        assert!(std::panic::catch_unwind(|| words_of_drawing(bad)).is_err(), "the control: {bad}");
    }
}

#[test]
fn every_field_of_the_form_shows_what_was_typed_letter_by_letter() {
    let samples = samples(HOSTILE).expect("samples");
    let page = Page::new(document(|| pages::staff::day_form::page(&samples.form)));
    let untyped = ["change_kind", "confirmed", "r0.c0.remove", "draft_of", "draft_seen"];
    // The last row of the events, and of the report, is empty, for one more.
    let typed = |name: &str| !untyped.contains(&name) && !name.starts_with("e1.") && !name.starts_with("r0.c1.");
    let fields: Vec<(String, String)> = page.fields().into_iter().filter(|(name, _)| typed(name)).collect();
    assert!(fields.len() > 25, "{} fields", fields.len());
    for (name, value) in fields {
        assert_eq!(value, HOSTILE, "{name}");
    }
    let door = Page::new(document(|| pages::staff::sign_in::page(&samples.sign_in)));
    assert_eq!(door.field("carried"), HOSTILE);
    assert_eq!(door.field("account"), HOSTILE);
}

#[test]
fn every_problem_is_linked_and_told_at_its_field() {
    let samples = samples("Plain words").expect("samples");
    let page = Page::new(document(|| pages::staff::day_form::page(&samples.form)));
    let links = page.attributes("[role=alert] a", "href");
    assert_eq!(links.len(), samples.form.problems.len());
    let hidden = ["#r0-id", "#r0-ready", "#r0-c0-id", "#r0-c0-ready", "#e0-id", "#base", "#key", "#confirmed"];
    for link in links.iter().filter(|link| !hidden.contains(&link.as_str())) {
        assert!(page.count(&format!("[id='{}']", &link[1..])) == 1, "{link} leads nowhere");
    }
    let no_error = page.attributes("[aria-invalid=true]:not([aria-describedby$='-error'])", "name");
    assert_eq!(no_error, [""; 0], "fields that are marked and say nothing");
}

#[test]
fn every_page_is_well_built() {
    let samples = samples("Plain words").expect("samples");
    for (name, page) in all(&samples) {
        assert!(page.html.starts_with("<!DOCTYPE html>"), "{name}");
        assert_eq!(page.attributes("html", "lang"), ["en"], "{name}");
        assert_eq!(page.count("h1"), 1, "{name}");
        assert_eq!(page.count("main"), 1, "{name}");
        // A frame begins with its content.
        let skip = if name == "frame" { Vec::new() } else { vec!["#main"] };
        assert_eq!(page.attributes("a.skip", "href"), skip, "{name}");
        assert_eq!(page.count("[style]"), 0, "{name} has a style of its own, which the policy forbids");
        assert_eq!(page.count("a:not([href]), a[href='']"), 0, "{name} has a link that leads nowhere");
        let mut ids = page.attributes("[id]", "id");
        let number = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), number, "{name} has an id twice");
        for labelled in page.attributes("label", "for") {
            assert_eq!(page.count(&format!("[id='{labelled}']")), 1, "{name}: a label for {labelled}");
        }
        assert!(page.visible().contains("Demonstration.") || name == "about", "{name}");
    }
}

#[test]
fn a_status_is_a_word_beside_its_shape_and_the_shape_is_not_read_aloud() {
    let samples = samples("Plain words").expect("samples");
    let page = Page::new(document(|| pages::status::page(&samples.status)));
    assert_eq!(page.words(".word"), "Disputed");
    assert_eq!(page.count("svg:not([aria-hidden=true])"), 0);
    for target in page.attributes("use", "href") {
        assert_eq!(page.count(&format!("symbol{target}")), 1, "{target} is drawn nowhere");
    }
}
