//! One correction, and every output that gave the old figure out: each tells the new one at once, and each gives the old one
//! again, byte by byte, as of the moment before.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use domain::{ChangeKind, DayReport, Measure};
use tests::Site;
use tests::lachin::story;
use tests::site::instant;

/// On 29 April the ICRC moved 16; 1,617 is what nobody said of any other day, so that it can be looked for as text.
fn other(report: &mut DayReport) {
    let claims = report.reports.iter_mut().flat_map(|report| &mut report.claims);
    let mut moved = claims.filter(|claim| claim.thing.measure == Measure::PatientsTransferred);
    moved.next().expect("a claim").says = domain::Says::Amount("1617".parse().unwrap());
}

/// Everything that gives the figure of 29 April out, with how it writes the new one.
const OUTPUTS: [(&str, &str); 22] = [
    ("/c/lachin", "1,617"),
    ("/c/lachin/days/2023-04-29", "1,617"),
    ("/c/lachin/months/2023-04", "1,617"),
    ("/c/lachin/changes", "1,617"),
    ("/c/lachin/trends?measure=patients_transferred", "1,617"),
    ("/c/lachin/trends.csv?measure=patients_transferred", ",1617,"),
    ("/c/lachin/trends.svg?measure=patients_transferred&from=2023-04-25&to=2023-04-30", "1,617"),
    ("/c/lachin/chart/patients_transferred.svg?direction=outbound", "1,617"),
    ("/c/lachin/feed.atom", "1,617"),
    ("/c/lachin/feed/figures.atom", "1,617"),
    ("/c/lachin/feed/corrections.atom", "1,617"),
    ("/embed/lachin/chart", "1,617"),
    ("/embed/lachin/figure?measure=patients_transferred", "1,617"),
    ("/c/lachin/claims.csv", ",1617,"),
    ("/c/lachin/claims.json", "1617"),
    ("/c/lachin/days.csv", ",1617,"),
    ("/c/lachin/days.json", "1617"),
    ("/api/v1/corridors/lachin/days/2023-04-29", "1617"),
    ("/api/v1/corridors/lachin/claims?from=2023-04-29&to=2023-04-29", "1617"),
    ("/api/v1/corridors/lachin/changes", "1617"),
    ("/api/v1/corridors/lachin/series/patients_transferred", "1617"),
    ("/api/v1/corridors/lachin/days?from=2023-04-29", "1617"),
];
const WORKBOOKS: [&str; 2] = ["claims", "days"];
const PICTURES: [&str; 4] = [
    "/c/lachin/card.png",
    "/c/lachin/days/2023-04-29/card.png",
    "/c/lachin/trends.png?measure=patients_transferred&from=2023-04-25&to=2023-04-30",
    "/c/lachin/chart/patients_transferred.png?direction=outbound",
];
const BEFORE: &str = "2023-05-10T16:00:00.000Z";

fn then(path: &str) -> String {
    format!("{path}{}as_of={BEFORE}", if path.contains('?') { "&" } else { "?" })
}

async fn bytes(site: &Site, path: &str) -> Vec<u8> {
    let answer = site.response(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.bytes().await.unwrap().to_vec()
}

async fn numbers(site: &Site, path: &str, sheet: &str) -> Vec<f64> {
    let mut workbook = Xlsx::new(Cursor::new(bytes(site, path).await)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range
        .used_cells()
        .filter_map(|(_, _, cell)| if let Data::Float(number) = cell { Some(*number) } else { None })
        .collect()
}

#[tokio::test]
async fn every_output_tells_a_correction_and_none_forgets_what_stood_before() {
    let site = story().await;
    let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for path in OUTPUTS.iter().map(|(path, _)| *path).chain(PICTURES) {
        before.insert(path.to_owned(), bytes(&site, &then(path)).await);
    }
    for (path, new) in OUTPUTS {
        let text = String::from_utf8_lossy(&before[path]).into_owned();
        assert!(!text.contains(new), "the control: {path} does not say {new} yet");
    }
    site.hand.set(instant("2023-05-10T16:30:00Z"));
    site.change("2023-04-29", ChangeKind::Correction, "We had read the bulletin of another day.", other).await;
    for (path, new) in OUTPUTS {
        assert!(site.text(path).await.contains(new), "{path} does not say {new}");
    }
    for name in WORKBOOKS {
        let path = format!("/c/lachin/{name}.xlsx");
        assert!(numbers(&site, &path, name).await.contains(&1617.0), "{path}");
        assert!(!numbers(&site, &then(&path), name).await.contains(&1617.0), "{path} as it was");
    }
    for path in PICTURES {
        assert_ne!(bytes(&site, path).await, before[path], "{path}");
    }
    for path in OUTPUTS.iter().map(|(path, _)| *path).chain(PICTURES) {
        assert!(bytes(&site, &then(path)).await == before[path], "{path} as it was is other bytes than then");
    }
    // What tells the state alone: the frame and the badge say that something was corrected, or of which moment they are.
    assert!(site.page("/embed/lachin/status").await.visible().contains("Corrected 10 May 2023, 20:30"));
    let badge = site.text("/c/lachin/badge.svg").await;
    assert!(badge.contains("Correction of 29\u{a0}April"), "{badge}");
    let latest = site.json("/c/lachin/latest.json").await;
    assert_eq!(latest["as_of"], "2023-05-10T16:30:00Z");
}
