//! The shelf alone: one flight, a bound, panics.

use std::sync::mpsc;

use axum::http::HeaderMap;

use super::*;
use crate::finished::{Coding, Effort};

fn key(edition: u64, address: &str) -> Key {
    Key { edition, address: address.to_owned(), language: Language::default() }
}

/// Letters that pack badly.
fn noise(seed: u64, many: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let letter = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        b'a' + (state % 26) as u8
    };
    (0..many).map(letter).collect()
}

fn made(bytes: Vec<u8>) -> Made {
    Made { headers: HeaderMap::new(), bytes, effort: Effort::Quick }
}

#[tokio::test]
async fn what_cannot_be_made_is_told_to_all_and_not_kept() {
    let shelf = Arc::new(Shelf::new(1 << 20));
    for round in 1..=2 {
        let refused = shelf.get_or_make(key(0, "/"), || Err::<Made, &str>("no")).await;
        assert_eq!(refused.unwrap_err(), "no");
        assert_eq!((shelf.renders(), shelf.len()), (round, 0));
    }
}

#[tokio::test]
async fn a_panic_reaches_who_asked_and_leaves_the_next_one_free_to_try() {
    let shelf = Arc::new(Shelf::new(1 << 20));
    let asked = shelf.clone();
    let broken = tokio::spawn(async move {
        let _ = asked.get_or_make(key(0, "/"), || -> Result<Made, ()> { panic!("broken") }).await;
    });
    assert!(broken.await.unwrap_err().is_panic());
    assert!(shelf.get_or_make(key(0, "/"), || Ok::<Made, ()>(made(noise(1, 100)))).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_who_ask_at_once_wait_for_one_that_is_made() {
    let shelf = Arc::new(Shelf::new(1 << 20));
    let (go, wait) = mpsc::channel::<()>();
    let wait = Arc::new(std::sync::Mutex::new(wait));
    let ask = |_| {
        let (shelf, wait) = (shelf.clone(), wait.clone());
        let make = move || {
            wait.lock().unwrap().recv().unwrap();
            Ok::<Made, ()>(made(noise(7, 1000)))
        };
        Box::pin(async move { shelf.get_or_make(key(0, "/"), make).await.unwrap() })
    };
    let mut asking: Vec<_> = (0..20).map(ask).collect();
    // Everyone has asked before the first answer may be made.
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for one in &mut asking {
        assert!(one.as_mut().poll(&mut context).is_pending());
    }
    let waiting: Vec<_> = asking.into_iter().map(tokio::spawn).collect();
    go.send(()).unwrap();
    let mut all = Vec::new();
    for one in waiting {
        all.push(one.await.unwrap());
    }
    assert_eq!(shelf.renders(), 1);
    assert!(all.iter().all(|kept| Arc::ptr_eq(kept, &all[0])));
}

#[tokio::test]
async fn one_who_goes_away_does_not_stop_what_was_begun() {
    let shelf = Arc::new(Shelf::new(1 << 20));
    let mut asking = Box::pin(shelf.get_or_make(key(0, "/"), || Ok::<Made, ()>(made(noise(7, 1000)))));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(asking.as_mut().poll(&mut context).is_pending());
    drop(asking);
    shelf.get_or_make(key(0, "/"), || Ok::<Made, ()>(made(noise(8, 1000)))).await.unwrap();
    assert_eq!(shelf.renders(), 1);
}

#[tokio::test]
async fn memory_stays_within_its_bound_and_what_is_too_large_is_sent_but_not_kept() {
    let most = 200_000;
    let shelf = Arc::new(Shelf::new(most));
    for number in 0..100u64 {
        let make = move || Ok::<Made, ()>(made(noise(number, 5_000)));
        let kept = shelf.get_or_make(key(0, &format!("/{number}")), make).await.unwrap();
        assert_eq!(kept.identity().bytes.len(), 5_000);
        assert!(shelf.weight() <= most, "{} bytes", shelf.weight());
    }
    assert!(shelf.len() > 5, "{} are kept", shelf.len());
    let large = shelf.get_or_make(key(0, "/large"), || Ok::<Made, ()>(made(noise(1, 400_000)))).await.unwrap();
    assert_eq!(large.identity().bytes.len(), 400_000);
    assert!(shelf.get(0, "/large", Language::default()).is_none() && shelf.weight() <= most);
}

#[tokio::test]
async fn earlier_editions_are_taken_away_even_what_was_still_being_made() {
    let shelf = Arc::new(Shelf::new(1 << 20));
    shelf.get_or_make(key(1, "/"), || Ok::<Made, ()>(made(noise(1, 100)))).await.unwrap();
    shelf.keep_only(2);
    assert!(shelf.is_empty());
    let late = shelf.get_or_make(key(1, "/"), || Ok::<Made, ()>(made(noise(1, 100)))).await.unwrap();
    assert_eq!(late.identity().bytes.len(), 100);
    assert!(shelf.is_empty());
}

#[test]
fn every_coding_gives_the_same_bytes_back_and_has_a_tag_of_its_own() {
    let bytes = b"a line that comes again\n".repeat(300);
    for effort in [Effort::Best, Effort::Quick] {
        let kept = Kept::of(Made { headers: HeaderMap::new(), bytes: bytes.clone(), effort });
        let mut plain = Vec::new();
        let brotli = kept.variant(Coding::Brotli).unwrap();
        std::io::copy(&mut brotli::Decompressor::new(&brotli.bytes[..], 4096), &mut plain).unwrap();
        assert_eq!(plain, bytes);
        plain.clear();
        let gzip = kept.variant(Coding::Gzip).unwrap();
        std::io::copy(&mut flate2::read::GzDecoder::new(&gzip.bytes[..]), &mut plain).unwrap();
        assert_eq!(plain, bytes);
        assert!(gzip.tag.to_str().unwrap().ends_with("-gz\"") && brotli.tag.to_str().unwrap().ends_with("-br\""));
        assert_eq!(kept.identity().tag.len(), 18);
    }
}
