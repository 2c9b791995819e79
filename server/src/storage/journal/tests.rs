//! What the two books promise each other, the refusals first.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;

use super::super::db::tests::tamper;
use super::super::tests::{closed_with_three, moment, new_database, publish, reopen, revision};
use super::super::{
    Database, OpenError, StorageError, WriteTransaction, authors, redactions, revisions, settings, submissions,
};
use super::*;

fn journal(place: &Path) -> Vec<u8> {
    fs::read(place.join(FILE)).unwrap()
}

/// Does to a file what a copy that was put back does.
fn put_back(place: &Path, name: &str, bytes: &[u8]) {
    fs::write(place.join(name), bytes).unwrap();
}

async fn difference(place: &Path) -> Difference {
    match reopen(place).await.unwrap_err() {
        OpenError::Journal(difference) => difference,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_database_that_is_older_than_the_journal_is_refused() {
    let (place, database) = new_database().await;
    publish(&database, revision(9, "nine")).await;
    database.close().await;
    drop(database);
    let older = fs::read(place.path().join("corridor.db")).unwrap();
    let database = reopen(place.path()).await.unwrap().database;
    publish(&database, revision(10, "ten")).await;
    database.close().await;
    drop(database);
    put_back(place.path(), "corridor.db", &older);
    assert_eq!(difference(place.path()).await, Difference::Behind { database: 1, journal: 2 });
}

#[tokio::test]
async fn a_database_with_other_revisions_is_refused() {
    let (ours, theirs) = (closed_with_three().await, new_database().await);
    publish(&theirs.1, revision(9, "another nine")).await;
    theirs.1.close().await;
    drop(theirs.1);
    let other = fs::read(theirs.0.path().join("corridor.db")).unwrap();
    put_back(ours.path(), "corridor.db", &other);
    assert_eq!(difference(ours.path()).await, Difference::Apart { seq: 1 });
}

#[tokio::test]
async fn a_name_that_something_else_changed_is_found_without_the_journal_too() {
    let (place, database) = new_database().await;
    let mut write = database.begin().await.unwrap();
    settings::set(&mut write, settings::ORGANISATION, Some("Desk of the north"), moment()).await.unwrap();
    drop(write.commit().await.unwrap());
    database.close().await;
    drop(database);
    tamper(place.path(), "UPDATE settings SET value = 'Desk of the south' WHERE name = 'organisation'").await;
    for _ in 0..2 {
        let refused = reopen(place.path()).await.unwrap_err().to_string();
        assert!(refused.contains("row names_hash") && refused.contains("is not the hash of the settings"), "{refused}");
        let _ = fs::remove_file(place.path().join(FILE));
    }
}

#[tokio::test]
async fn a_damaged_journal_is_set_aside_and_written_anew_from_a_whole_database() {
    let place = closed_with_three().await;
    let whole = Contents::read(place.path()).unwrap();
    let mut bytes = journal(place.path());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    put_back(place.path(), FILE, &bytes);
    assert!(matches!(Contents::read(place.path()), Err(JournalError::Damaged { .. })));
    reopen(place.path()).await.unwrap();
    let anew = Contents::read(place.path()).unwrap();
    assert_eq!((anew.revisions, anew.head), (whole.revisions, whole.head));
    assert_eq!(fs::read(place.path().join("record.journal-damaged-1")).unwrap(), bytes);
}

#[tokio::test]
async fn a_journal_that_is_behind_or_broke_off_follows_at_the_next_start() {
    let place = closed_with_three().await;
    let whole = journal(place.path());
    let lines: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1).collect();
    for end in [lines[0], lines[2], lines[2] + 7, whole.len() - 1] {
        put_back(place.path(), FILE, &whole[..end]);
        reopen(place.path()).await.unwrap();
        assert_eq!(Contents::read(place.path()).unwrap().head.seq, 3, "after {end} bytes");
    }
    let before = Contents::read(place.path()).unwrap();
    fs::remove_file(place.path().join(FILE)).unwrap();
    reopen(place.path()).await.unwrap();
    let anew = Contents::read(place.path()).unwrap();
    assert_eq!((anew.revisions, anew.names), (before.revisions, before.names), "written anew it is the same");
}

#[tokio::test]
async fn each_commit_is_in_the_journal_with_its_author_and_its_form_and_nothing_of_what_was_rolled_back() {
    let (place, database) = new_database().await;
    let store = async |write: &mut WriteTransaction, key: &str| {
        let appended = revisions::append(write, revision(9, "nine")).await.unwrap();
        authors::insert(write, appended.seq, "desk").await.unwrap();
        let submission = submissions::Submission { content_hash: "content".to_owned(), seq: appended.seq };
        submissions::insert(write, key, &submission, moment()).await.unwrap();
        settings::set(write, settings::CONTACT, Some("mailto:desk@example.org"), moment()).await.unwrap();
    };
    let mut write = database.begin().await.unwrap();
    store(&mut write, "first").await;
    write.roll_back().await.unwrap();
    let mut write = database.begin().await.unwrap();
    store(&mut write, "second").await;
    drop(write.commit().await.unwrap());
    let found = Contents::read(place.path()).unwrap();
    assert_eq!(found.stored(), revisions::load_all(&database).await.unwrap());
    assert_eq!(found.revisions[0].account.as_deref(), Some("desk"));
    let keys: Vec<&str> = found.revisions[0].submissions.iter().map(|form| form.key.as_str()).collect();
    assert_eq!(keys, ["second"]);
    assert_eq!(found.names.contact.as_deref(), Some("mailto:desk@example.org"));
    assert_eq!(found.names, Names::load(&database).await.unwrap());
    let text = String::from_utf8(journal(place.path())).unwrap();
    assert!(!text.contains("\"first\""), "{text}");
}

#[tokio::test]
async fn what_was_redacted_is_in_no_byte_of_the_journal_and_a_database_that_still_holds_it_is_refused() {
    let (place, database) = new_database().await;
    publish(&database, revision(9, "a name that slipped in")).await;
    publish(&database, revision(9, "without it")).await;
    database.close().await;
    drop(database);
    let (older, before) = (fs::read(place.path().join("corridor.db")).unwrap(), journal(place.path()));
    let database = reopen(place.path()).await.unwrap().database;
    let hash = revisions::load_all(&database).await.unwrap()[0].document_hash.clone();
    let mut write = database.begin().await.unwrap();
    redactions::redact(&mut write, &hash, 1, "a name", moment()).await.unwrap();
    drop(write.commit().await.unwrap());
    let gone = |bytes: Vec<u8>| !String::from_utf8(bytes).unwrap().contains("slipped in");
    assert!(!gone(before.clone()), "the control");
    assert!(gone(journal(place.path())));
    assert_eq!(Contents::read(place.path()).unwrap().stored(), revisions::load_all(&database).await.unwrap());
    database.close().await;
    drop(database);
    // Killed between the commit and the journal.
    put_back(place.path(), FILE, &before);
    reopen(place.path()).await.unwrap();
    assert!(gone(journal(place.path())));
    put_back(place.path(), "corridor.db", &older);
    assert_eq!(difference(place.path()).await, Difference::NotRedacted { seq: 1 });
}

#[tokio::test]
async fn times_never_contradict_the_order_of_revisions_and_a_clock_that_is_far_behind_is_refused() {
    let (_place, database) = new_database().await;
    publish(&database, revision(9, "nine")).await;
    let at = |offset: TimeDelta| {
        let now = moment() + offset;
        revisions::NewRevision { recorded_at: now, published_at: Some(now), ..revision(10, "ten") }
    };
    let mut write = database.begin().await.unwrap();
    let refused = revisions::append(&mut write, at(TimeDelta::milliseconds(-3_600_001))).await.unwrap_err();
    assert!(matches!(refused, StorageError::ClockBehind { .. }), "{refused}");
    drop(write);
    let set_back = publish(&database, at(TimeDelta::hours(-1))).await;
    assert_eq!((set_back.recorded_at, set_back.published_at), (moment(), Some(moment())));
    let later = publish(&database, at(TimeDelta::days(365))).await;
    assert_eq!(later.recorded_at, moment() + TimeDelta::days(365));
}

#[tokio::test]
async fn a_database_whose_names_are_older_than_the_journals_is_refused() {
    let (place, database) = new_database().await;
    let name = async |database: &Database, words: &str| {
        let mut write = database.begin().await.unwrap();
        settings::set(&mut write, settings::ORGANISATION, Some(words), moment()).await.unwrap();
        drop(write.commit().await.unwrap());
    };
    name(&database, "first").await;
    database.close().await;
    drop(database);
    let older = fs::read(place.path().join("corridor.db")).unwrap();
    let database = reopen(place.path()).await.unwrap().database;
    name(&database, "second").await;
    database.close().await;
    drop(database);
    put_back(place.path(), "corridor.db", &older);
    assert_eq!(difference(place.path()).await, Difference::OlderNames);
}

/// Without a journal that can be written, readers are served from the database, and nothing is saved in it alone.
#[tokio::test]
async fn a_journal_that_cannot_be_used_stops_saving_and_no_reading() {
    let place = closed_with_three().await;
    fs::remove_file(place.path().join(FILE)).unwrap();
    fs::create_dir(place.path().join(FILE)).unwrap();
    let opened = reopen(place.path()).await.unwrap();
    assert_eq!(opened.head.seq, 3);
    let refused = opened.database.begin().await.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(refused.contains("record.journal"), "{refused}");
}
