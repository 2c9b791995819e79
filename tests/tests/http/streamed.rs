//! Large files come as they are made: the same bytes as the small ones, of one state of the record, a piece at a time.

use reqwest::StatusCode;
use server::state::Keeping;
use tests::Site;
use tests::lachin::{EVENING, Rows};
use tests::site::{instant, outside};

/// The real record, kept or, where no claim is few enough, sent as it is made.
async fn site(most_claims: usize, most_streams: usize) -> (Site, tempfile::TempDir) {
    let folder = tempfile::TempDir::new().unwrap();
    let (clock, hand) = server::clock::Clock::fixed(instant(EVENING));
    let mut outside = outside(clock);
    outside.keeping = Keeping { most_claims, most_streams, ..outside.keeping };
    let site = Site::start(folder.path(), outside, hand).await;
    let rows = Rows::until("2023-05-10");
    site.add_corridor(rows.corridor.clone()).await;
    site.import("lachin", &rows.claims_csv(), Some(&rows.events_csv())).await.unwrap();
    (site, folder)
}

const PARTS: [&str; 7] = [
    "",
    "?hxl=1",
    "?measure=patients_transferred",
    "?measure=patients_transferred&direction=outbound&carrier=ICRC",
    "?from=2023-02-20&to=2023-03-05",
    "?from=2023-05-10",
    "?as_of=2023-03-01",
];

#[tokio::test]
async fn a_file_sent_as_it_is_made_is_the_file_that_is_kept() {
    let (kept, _one) = site(20_000, 8).await;
    let (streamed, _two) = site(0, 8).await;
    for file in ["claims.csv", "claims.json", "days.csv", "days.json"] {
        for part in PARTS {
            let path = format!("/c/lachin/{file}{part}");
            let [whole, made] = [kept.response(&path).await, streamed.response(&path).await];
            assert_eq!((whole.status(), made.status()), (StatusCode::OK, StatusCode::OK), "{path}");
            for name in ["content-type", "content-disposition", "cache-control", "access-control-allow-origin", "vary"]
            {
                assert_eq!(whole.headers().get(name), made.headers().get(name), "{path}: {name}");
            }
            assert_eq!(whole.headers().get("x-robots-tag"), made.headers().get("x-robots-tag"), "{path}");
            let strong = |tag: &reqwest::header::HeaderValue| !tag.to_str().unwrap().starts_with("W/");
            assert!(strong(&whole.headers()["etag"]) && !strong(&made.headers()["etag"]), "{path}");
            assert_eq!(made.headers().get("content-length"), None, "{path}: its length is not known before it is made");
            let (whole, made) = (whole.text().await.unwrap(), made.text().await.unwrap());
            assert!(whole == made, "{path}: {} bytes are {}", whole.len(), made.len());
        }
    }
    for file in ["claims.xlsx", "events.csv", "events.json", "events.xlsx"] {
        let path = format!("/c/lachin/{file}");
        assert!(
            streamed.response(&path).await.headers().contains_key("content-length"),
            "{path} is small, or made at once"
        );
    }
}

#[tokio::test]
async fn who_has_it_is_told_so_until_something_is_published_and_each_part_is_another() {
    let (site, _folder) = site(0, 8).await;
    let path = "/c/lachin/claims.csv";
    let tag = site.response(path).await.headers()["etag"].clone();
    let again = |path: &'static str| site.request(path).header("if-none-match", tag.clone()).send();
    let same = again(path).await.unwrap();
    assert_eq!((same.status(), &same.headers()["etag"]), (StatusCode::NOT_MODIFIED, &tag));
    assert!(same.text().await.unwrap().is_empty());
    assert_eq!(again("/c/lachin/claims.csv?measure=patients_awaiting").await.unwrap().status(), StatusCode::OK);
    assert_eq!(again("/c/lachin/claims.json").await.unwrap().status(), StatusCode::OK);
    site.append("2023-04-29", domain::RevisionState::Withdrawn, "Not theirs to tell.").await;
    assert_eq!(again(path).await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn it_is_packed_on_the_way_for_who_takes_that() {
    let (site, _folder) = site(0, 8).await;
    let plain = site.text("/c/lachin/claims.csv").await;
    for coding in ["br", "gzip"] {
        let answer = site.request("/c/lachin/claims.csv").header("accept-encoding", coding).send().await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], coding);
        let packed = answer.bytes().await.unwrap();
        assert!(packed.len() * 3 < plain.len(), "{coding}: {} of {}", packed.len(), plain.len());
    }
}

#[tokio::test]
async fn who_finds_no_place_gets_the_same_file_made_whole() {
    let (site, _folder) = site(0, 0).await;
    let answer = site.response("/c/lachin/claims.csv").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.headers().contains_key("content-length"));
}
