//! The end: nobody new is taken, idle connections close, what is under way is answered for a while, and then it is over, whoever
//! still waits.

use std::time::Duration;

use server::listen::limits::Limits;
use tests::desk::ready_to_publish;
use tests::lachin::{story, story_within};
use tests::wire::{Wire, host_of, post};

const DAY: &str = "/staff/c/lachin/days/2023-05-09";

/// Hundreds of clients that say nothing, half a head, or are idle: none of them holds up the end.
#[tokio::test]
async fn clients_that_wait_for_nothing_are_closed_at_once() {
    let limits = Limits { of_one_network: 1_000, last_answers: Duration::from_secs(3600), ..Limits::default() };
    let mut site = story_within(limits, &[]).await;
    let mut all = Vec::new();
    for place in 0..500 {
        let mut wire = Wire::with(&site).await;
        match place % 3 {
            0 => {}
            1 => assert!(wire.send("GET / HTTP/1.1\r\nHost: ").await),
            _ => {
                wire.send(format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", host_of(&site))).await;
                assert_eq!(wire.answer().await.unwrap().status, 200);
            }
        }
        all.push(wire);
    }
    site.stopped().await;
    for mut wire in all {
        assert!(wire.rest().await.is_empty());
    }
    assert!(tokio::net::TcpStream::connect(host_of(&site)).await.is_err(), "nobody new");
}

#[tokio::test]
async fn a_save_under_way_is_finished_and_acknowledged() {
    let mut site = story().await;
    let (cookie, form) = ready_to_publish(&site, DAY).await;
    let before = site.revisions().await;
    let write = site.state.database.begin().await.unwrap();
    let mut wire = Wire::with(&site).await;
    wire.send(post(&site, DAY, &cookie, &form)).await;
    // It has arrived when somebody else is answered who came later.
    let mut other = Wire::with(&site).await;
    other.send(format!("GET /c/lachin?x=1 HTTP/1.1\r\nHost: {}\r\n\r\n", host_of(&site))).await;
    assert_eq!(other.answer().await.unwrap().status, 200);
    site.stop();
    assert!(other.rest().await.is_empty(), "who is idle is closed while the save goes on");
    write.roll_back().await.unwrap();
    let answer = wire.answer().await.unwrap();
    assert_eq!((answer.status, answer.header("connection")), (303, "close"));
    assert!(wire.rest().await.is_empty());
    site.stopped().await;
    assert_eq!(site.revisions().await, before + 1);
}

#[tokio::test]
async fn what_does_not_end_is_ended_and_never_acknowledged() {
    let limits = Limits { last_answers: Duration::from_millis(200), ..Limits::default() };
    let mut site = story_within(limits, &[]).await;
    let (cookie, form) = ready_to_publish(&site, DAY).await;
    let before = site.revisions().await;
    let write = site.state.database.begin().await.unwrap();
    let mut wire = Wire::with(&site).await;
    wire.send(post(&site, DAY, &cookie, &form)).await;
    let mut half = Wire::with(&site).await;
    half.send(&post(&site, DAY, &cookie, &form)[..400]).await;
    let mut other = Wire::with(&site).await;
    other.send(format!("GET /c/lachin?x=1 HTTP/1.1\r\nHost: {}\r\n\r\n", host_of(&site))).await;
    assert_eq!(other.answer().await.unwrap().status, 200);
    site.stopped().await;
    assert!(wire.rest().await.is_empty() && half.rest().await.is_empty(), "nobody is told that it is done");
    assert_eq!(site.revisions().await, before, "and it is not");
    write.roll_back().await.unwrap();
}
