//! What readers are never told, looked for in everything that they can be answered: numbers and names that stand nowhere
//! else, in every public route of the table, for every day, month, change and measure, now and as of earlier moments.

use domain::{ChangeKind, DayReport, Measure, Rights, Role, Says, Slug, Thing};
use server::http::router;
use server::http::routes::Needs;
use tests::desk::fill;
use tests::lachin::{EVENING, Rows, site_with, story};
use tests::{Desk, Site};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";
const OTHER: &str = "/staff/c/lachin/days/2023-05-08";
const GONE: &str = "/staff/c/lachin/days/2023-05-07";
const IMPORT: &str = "/staff/c/lachin/import";
const SEEN: &str = "/staff/c/lachin/days/2023-05-06";

/// Each with why it must not be told.
const HIDDEN: [(&str, &str); 17] = [
    ("canary-reporter", "an account"),
    ("canary-lead", "an account"),
    ("canary-admin", "an account"),
    ("CANARY-NOTE", "an internal note"),
    ("CANARY-WHY", "a word why a number is right"),
    ("CANARY-BULLETIN", "a bulletin beside a form"),
    ("CANARY-DRAFT", "a draft"),
    ("71717", "a figure of a draft"),
    ("CANARY-SUBMITTED", "a submission"),
    ("72727", "a figure of a submission"),
    ("CANARY-RETURN", "a note to an author"),
    ("CANARY-UPLOAD", "a file that waits to be imported"),
    ("CANARY-GONE", "a day that was withdrawn"),
    ("73737", "a figure that was withdrawn"),
    ("Canary Office", "a source whose identity is withheld"),
    ("canary-office", "the short name of a source whose identity is withheld"),
    ("canary.example", "a link of a source whose identity is withheld"),
];

/// What is public, and stands nowhere else: found, or the walk looks at nothing.
const TOLD: [&str; 3] = ["74747", "CANARY-TOLD", "CANARY-REASON"];

async fn member(site: &Site, account: &str, role: Role) -> Desk {
    site.add_account(account, role).await;
    Desk::signed_in(site, account).await
}

async fn send(desk: &Desk, path: &str, typed: &[(&str, &str)], then: &str) {
    let fields = desk.filled(path, typed).await;
    let answer = desk.send_fields(path, &fields, then).await;
    assert_eq!(answer.status(), 303, "{path} {then}: {}", answer.text().await.unwrap_or_default());
}

/// The story's record, with one canary for each thing that readers are not told.
async fn site_with_canaries() -> Site {
    let site = story().await;
    let reporter = member(&site, "canary-reporter", Role::Reporter).await;
    let lead = member(&site, "canary-lead", Role::Lead).await;
    let admin = member(&site, "canary-admin", Role::Admin).await;
    let of_office = [
        ("r0.source", "Canary Office"),
        ("r0.url", "https://canary.example/page"),
        ("r0.c1.amount", "74747"),
        ("r0.c1.why", "CANARY-WHY"),
        ("bulletin", "CANARY-BULLETIN"),
        ("public_note", "CANARY-TOLD"),
        ("internal_note", "CANARY-NOTE"),
        ("confirmed", "yes"),
    ];
    send(&lead, SEEN, &of_office, "publish").await;
    let change = [("change_kind", "revision"), ("change_reason", "CANARY-REASON"), ("confirmed", "yes")];
    site.hand.advance(chrono::TimeDelta::minutes(1));
    let again = fill(lead.filled(SEEN, &change).await, &[("public_note", "CANARY-TOLD again")]);
    assert_eq!(lead.send_fields(SEEN, &again, "publish").await.status(), 303);
    let withheld = [("then", "identity"), ("withheld", "yes")];
    assert_eq!(admin.send("/staff/sources/canary-office", &withheld).await.status(), 303);

    let gone = [
        ("r0.source", "Artsakh Ministry of Health"),
        ("r0.c1.amount", "73737"),
        ("r0.c1.why", "CANARY-WHY"),
        ("bulletin", "CANARY-BULLETIN"),
        ("public_note", "CANARY-GONE"),
        ("confirmed", "yes"),
    ];
    send(&lead, GONE, &gone, "publish").await;
    site.hand.advance(chrono::TimeDelta::minutes(1));
    let reason = [("withdraw_reason", "For safety.")];
    assert_eq!(lead.send(&format!("{GONE}/withdraw"), &reason).await.status(), 303);

    let waits = [
        ("r0.source", "Artsakh Ministry of Health"),
        ("r0.c1.amount", "72727"),
        ("r0.c1.why", "CANARY-WHY"),
        ("bulletin", "CANARY-BULLETIN"),
        ("public_note", "CANARY-SUBMITTED"),
        ("internal_note", "CANARY-NOTE"),
        ("confirmed", "yes"),
    ];
    send(&reporter, DAY, &waits, "submit").await;
    send(
        &reporter,
        OTHER,
        &[
            ("r0.source", "Artsakh Ministry of Health"),
            ("r0.c1.amount", "72727"),
            ("r0.c1.why", "CANARY-WHY"),
            ("bulletin", "CANARY-BULLETIN"),
            ("confirmed", "yes"),
        ],
        "submit",
    )
    .await;
    let page = lead.page(&format!("{OTHER}/review")).await;
    let hidden = |name: &str| page.attributes(&format!("main form input[name={name}]"), "value")[0].clone();
    let back =
        [("seq", &*hidden("seq")), ("key", &*hidden("key")), ("then", "return"), ("return_note", "CANARY-RETURN")];
    assert_eq!(lead.send(&format!("{OTHER}/review"), &back).await.status(), 303);
    let row = "lachin,2023-05-04,,patients_awaiting,,patients,,,,,,people,done,exact,30,,,CANARY-UPLOAD,,,,,";
    let file = format!("{}\n{row}\n", tests::lachin::HEADER);
    let uploaded = lead.upload(IMPORT, &[("claims", "CANARY-UPLOAD.csv", file.as_bytes())]).await;
    assert_eq!(uploaded.status(), 303);
    let draft = lead
        .filled(DAY, &[("r0.source", "CANARY-DRAFT"), ("r0.c1.amount", "71717"), ("bulletin", "CANARY-BULLETIN")])
        .await;
    assert_eq!(lead.send_fields(DAY, &draft, "draft").await.status(), 303);
    site
}

/// Every public address of the table, for the days and months around the canaries, every change and every measure.
async fn addresses(site: &Site) -> Vec<String> {
    let days = (4..=10).map(|day| format!("2023-05-{day:02}"));
    let seqs = 1..=site.revisions().await;
    let measures = Measure::ALL.iter().map(|measure| format!("{}.svg", measure.key()));
    let samples = [
        ("{date}", days.collect::<Vec<String>>()),
        ("{month}", vec!["2023-04".to_owned(), "2023-05".to_owned()]),
        ("{seq}", seqs.map(|seq| seq.to_string()).collect()),
        ("{file}", measures.collect()),
        ("{measure}", Measure::ALL.iter().map(|measure| measure.key().to_owned()).collect()),
    ];
    let (_, table) = router::routes(&site.state).finish();
    let mut all = Vec::new();
    for route in table.iter().filter(|route| route.needs == Needs::Nothing) {
        let path = route.path.replace("{slug}", "lachin");
        match samples.iter().find(|(name, _)| path.contains(name)) {
            Some((name, values)) => all.extend(values.iter().map(|value| path.replace(name, value))),
            None => all.push(path),
        }
    }
    assert!(all.iter().all(|path| !path.contains('{')), "{all:?}: a parameter has no sample");
    let since = (1..=site.revisions().await).map(|seq| format!("/c/lachin/changes?since={seq}"));
    let kinds = ["first", "late", "revision", "correction", "withdrawal", "event"];
    all.extend(since.chain(kinds.map(|kind| format!("/c/lachin/changes?kind={kind}"))));
    let views = Measure::ALL.iter().flat_map(|measure| {
        ["?by=day", ".csv?by=week", ".svg?by=month"]
            .map(|kind| format!("/c/lachin/trends{kind}&measure={}", measure.key()))
    });
    all.extend(views);
    all
}

#[tokio::test]
async fn nothing_that_readers_are_not_told_stands_in_any_answer_to_them() {
    let site = site_with_canaries().await;
    let mut told = std::collections::BTreeSet::new();
    let all = addresses(&site).await;
    let moments = ["", "as_of=2023-05-09", "as_of=2023-05-10T16:00:30Z", "as_of=2023-05-10T16:01:30Z"];
    for path in &all {
        for moment in moments.iter().filter(|moment| moment.is_empty() || !path.contains("since=")) {
            let sign = if path.contains('?') { '&' } else { '?' };
            let address = if moment.is_empty() { path.clone() } else { format!("{path}{sign}{moment}") };
            let answer = site.response(&address).await;
            let heads: String = answer.headers().iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
            let body = answer.bytes().await.expect("bytes");
            let text = format!("{heads}{}", String::from_utf8_lossy(&body));
            // Numbers are written with a separator, or without one.
            let plain = text.replace(',', "");
            for (canary, why) in HIDDEN {
                let found = text.contains(canary) || plain.contains(canary);
                assert!(!found, "{address} tells {canary}: {why}");
            }
            told.extend(TOLD.into_iter().filter(|canary| plain.contains(canary)));
        }
    }
    assert_eq!(told.len(), TOLD.len(), "the control: what is public was found, {told:?}");
    assert!(all.len() > 100, "only {} addresses", all.len());
}

/// What is for the people of the corridor alone: what somebody of another one, and an admin, must not find anywhere.
#[tokio::test]
async fn nobody_of_another_corridor_and_no_admin_finds_what_waits_or_was_drafted_here() {
    let site = site_with_canaries().await;
    site.add_corridor(Rows::until("2022-12-01").moved("other", 0).corridor).await;
    let other: Slug = "other".parse().expect("a short name");
    site.add_member("stranger", &Rights::of(Role::Lead, [other])).await;
    let secrets = [
        "CANARY-NOTE",
        "CANARY-DRAFT",
        "71717",
        "CANARY-SUBMITTED",
        "72727",
        "CANARY-RETURN",
        "CANARY-UPLOAD",
        "CANARY-GONE",
        "73737",
    ];
    let (_, table) = router::routes(&site.state).finish();
    let samples = [
        ("{date}", "2023-05-09"),
        ("{month}", "2023-05"),
        ("{seq}", "1"),
        ("{file}", "patients_awaiting.svg"),
        ("{measure}", "patients_awaiting"),
        ("{account}", "canary-reporter"),
        ("{source}", "canary-office"),
        ("{token}", "0"),
        ("{step}", "admin"),
    ];
    for account in ["stranger", "canary-admin"] {
        let desk = Desk::signed_in(&site, account).await;
        let mut through = 0;
        for route in table.iter().filter(|route| route.method == "GET") {
            for slug in ["lachin", "other"] {
                let path = route.path.replace("{slug}", slug);
                let path = samples.iter().fold(path, |path, (name, value)| path.replace(name, value));
                for query in ["", "?q=CANARY", "?q=canary&account=canary-lead"] {
                    let answer = desk.get(&format!("{path}{query}")).await;
                    through += usize::from(answer.status().is_success());
                    let plain = String::from_utf8_lossy(&answer.bytes().await.expect("bytes")).replace(',', "");
                    for secret in secrets {
                        assert!(!plain.contains(secret), "{account} finds {secret} at {path}{query}");
                    }
                }
            }
        }
        assert!(through > 60, "{account} saw only {through} answers");
    }
}

#[tokio::test]
async fn the_desk_itself_still_has_what_readers_are_not_told() {
    let site = site_with_canaries().await;
    let lead = Desk::signed_in(&site, "canary-lead").await;
    let draft = lead.page(DAY).await;
    assert_eq!(draft.field("r0.source"), "CANARY-DRAFT");
    let (_, import) = lead.import_page(IMPORT).await;
    assert!(import.visible().contains("CANARY-UPLOAD.csv"));
    let review = lead.page(&format!("{DAY}/review")).await.visible();
    assert!(review.contains("72,727") && review.contains("CANARY-NOTE") && review.contains("CANARY-SUBMITTED"));
    let reporter = Desk::signed_in(&site, "canary-reporter").await;
    assert!(reporter.page(OTHER).await.visible().contains("CANARY-RETURN"));
}

/// A number that becomes a small one withholds itself and all facilities beside it; what earlier states said of them would
/// give it away by subtraction, so they tell it no more either.
#[tokio::test]
async fn what_a_later_state_withholds_no_earlier_state_tells() {
    let mut rows = Rows::until("2023-05-10");
    rows.corridor.withhold_below = 10;
    let site = site_with(&rows, EVENING).await;
    let split = |report: &mut DayReport, facility: Option<&str>, id: &str, number: u64, remark: &str| {
        let mut claim = report.reports[0].claims[0].clone();
        claim.id = id.to_owned();
        claim.thing = Thing { group: "patients".parse().ok(), ..Thing::of(Measure::PatientsHospitalised) };
        claim.thing.facility = facility.and_then(|name| name.parse().ok());
        claim.says = Says::Amount(number.to_string().parse().expect("an amount"));
        claim.remark = remark.parse().ok();
        report.reports[0].claims.push(claim);
    };
    site.change("2023-05-10", ChangeKind::Revision, "Hospitals reported.", |report| {
        split(report, None, "c90", 75_787, "whole");
        split(report, Some("Alpha"), "c91", 75_757, "CANARY-SMALL");
        split(report, Some("Beta"), "c92", 30, "CANARY-SMALL");
    })
    .await;
    let before = site.text("/c/lachin/claims.csv").await;
    assert!(before.contains("75757") && before.contains("CANARY-SMALL"), "the control: it was told");
    site.hand.advance(chrono::TimeDelta::minutes(1));
    site.change("2023-05-10", ChangeKind::Correction, "Three, not thirty.", |report| {
        let beta = report.reports[0].claims.iter_mut().find(|claim| claim.id == "c92").expect("the claim");
        beta.says = Says::Amount("3".parse().expect("an amount"));
    })
    .await;
    let mut whole = false;
    for path in addresses(&site).await {
        for moment in ["", "as_of=2023-05-10T16:00:30Z"] {
            let sign = if path.contains('?') { '&' } else { '?' };
            let address = if moment.is_empty() { path.clone() } else { format!("{path}{sign}{moment}") };
            let plain =
                String::from_utf8_lossy(&site.response(&address).await.bytes().await.expect("bytes")).replace(',', "");
            assert!(!plain.contains("75757") && !plain.contains("CANARY-SMALL"), "{address} gives it away");
            whole |= plain.contains("75787");
        }
    }
    assert!(whole, "the control: the number for all facilities is told");
}
