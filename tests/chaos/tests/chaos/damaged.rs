//! R03: what is damaged is noticed, and never published.

use std::fs;
use std::path::{Path, PathBuf};

use chaos::installation::copy_folder;
use chaos::judge::{Stored, same_as_shown, stored};
use chaos::report::Line;
use chaos::writers::{Crowd, Writer};
use chaos::{Dice, Installation, Launch, Ledger, number};

/// A folder as a kill left it, half of its figures merged into the file and half in the log; and one from before.
struct Sample {
    place: Installation,
    /// What it holds.
    all: Vec<Stored>,
    /// Copies of the folder: as it was killed, as it was ended afterwards, and as it was halfway.
    killed: PathBuf,
    stopped: PathBuf,
    halfway: PathBuf,
    reader: Writer,
}

async fn sample(dice: &mut Dice) -> Sample {
    let place = Installation::new();
    let mut program = Launch::over(&place).start();
    let mut crowd = Crowd::signed_in(&program.url, 2, Ledger::new(place.beside("oracle")), dice).await;
    let some = crowd.acknowledged(12);
    crowd.write(&program.url, some).await;
    program.terminate();
    program.ended(chaos::program::ENDS_AT_ALL).expect("it ends");
    let (killed, stopped, halfway) = (place.beside("killed"), place.beside("stopped"), place.beside("halfway"));
    copy_folder(&place.folder(), &halfway);
    program = Launch::over(&place).start();
    let more = crowd.acknowledged(24);
    crowd.write(&program.url, more).await;
    let all = stored(&place.folder()).await;
    program.kill();
    copy_folder(&place.folder(), &killed);
    program = Launch::over(&place).start();
    program.terminate();
    program.ended(chaos::program::ENDS_AT_ALL).expect("it ends");
    copy_folder(&place.folder(), &stopped);
    let reader = crowd.anybody().clone();
    Sample { place, all, killed, stopped, halfway, reader }
}

/// What came of a start over a damaged folder.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// It did not start, and said why.
    Refused(String),
    /// It started, shows the figures that were acknowledged, and is content.
    Right,
    /// It started, shows the figures that were acknowledged, and says that something is wrong.
    RightAndTold,
    /// It shows something else.
    Wrong(String),
}

impl Sample {
    /// Lays the folder anew, lets something happen to it, and starts.
    async fn after(&self, before: &Path, faults: &str, damage: impl FnOnce(&Path)) -> Outcome {
        let folder = self.place.folder();
        copy_folder(before, &folder);
        damage(&folder);
        let program = match Launch::over(&self.place).with_faults(faults).try_start() {
            Ok(program) => program,
            Err(refused) => {
                assert!(refused.status.is_some_and(|status| status.code() == Some(1)), "{refused:?}");
                assert!(refused.told.len() > 40, "it says why: {}", refused.told);
                return Outcome::Refused(refused.told);
            }
        };
        let get = async |path: &str| self.reader.get(&program.url, path).await.expect("an answer");
        let ((status, claims), (ready, why)) = (get("/c/chaos/claims.csv").await, get("/readyz").await);
        let shown = match status {
            200 => same_as_shown(&self.all, &claims),
            other => Err(format!("claims.csv: {other}")),
        };
        match (shown, ready) {
            (Err(difference), _) => Outcome::Wrong(format!("{difference}; /readyz {ready} {why}")),
            (Ok(()), 200) => Outcome::Right,
            (Ok(()), _) => {
                let (_, page) = get("/c/chaos").await;
                assert!(page.contains("The record as it was last saved"), "the page does not say so; /readyz: {why}");
                Outcome::RightAndTold
            }
        }
    }
}

/// The first place of some text in a file.
fn place_of(bytes: &[u8], text: &str) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text.as_bytes())
}

/// Changes a figure in the database: as many digits, and another number.
fn forge(folder: &Path, figure: u64) {
    let path = folder.join("corridor.db");
    let mut bytes = fs::read(&path).expect("the database");
    let honest = format!("\"exact\":{figure}");
    let at = place_of(&bytes, &honest).expect("the figure") + honest.len() - 1;
    bytes[at] = if bytes[at] == b'9' { b'8' } else { bytes[at] + 1 };
    fs::write(path, bytes).expect("written");
}

/// Flips bits of one byte, empties a sector, or cuts the rest off, somewhere in one of the files.
fn harm(folder: &Path, dice: &mut Dice) -> String {
    let name = ["corridor.db", "corridor.db-wal", "record.journal"][dice.below(3)];
    let path = folder.join(name);
    let mut bytes = fs::read(&path).unwrap_or_default();
    let at = dice.below(bytes.len());
    let what = match dice.below(4) {
        0 => {
            bytes.truncate(at);
            "cut off"
        }
        1 => {
            bytes.iter_mut().skip(at / 512 * 512).take(512).for_each(|byte| *byte = 0);
            "a sector emptied"
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= u8::try_from(1 + dice.below(255)).expect("a byte");
            }
            "a byte changed"
        }
    };
    fs::write(path, bytes).expect("written");
    format!("{name}: {what} at {at}")
}

/// Places on which a start depends, some of them: the head of the file, the list of what is in it, the steps of its schema.
fn where_it_begins(database: &[u8], count: usize, dice: &mut Dice) -> Vec<usize> {
    let mut all: Vec<usize> = (0..100).collect();
    for text in ["_sqlx_migrations", "CREATE TABLE revisions", "CREATE TRIGGER", "people and history", "second book"] {
        let at = place_of(database, text).expect("it is in there");
        all.extend(at.saturating_sub(40)..at + text.len() + 60);
    }
    dice.sample(0, all.len() - 1, count).into_iter().map(|index| all[index]).collect()
}

/// Flips bits of one byte of the database.
fn flip(folder: &Path, at: usize, bits: u8) {
    let path = folder.join("corridor.db");
    let mut bytes = fs::read(&path).expect("the database");
    bytes[at] ^= bits;
    fs::write(path, bytes).expect("written");
}

/// Puts the database of before in the place of the newer one.
fn roll_back(folder: &Path, halfway: &Path) {
    fs::remove_file(folder.join("corridor.db-wal")).expect("removed");
    fs::remove_file(folder.join("corridor.db-shm")).expect("removed");
    fs::copy(halfway.join("corridor.db"), folder.join("corridor.db")).expect("copied");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_flipped_cut_or_swapped_is_noticed_or_harmless() {
    let mut dice = Dice::of("damage");
    let sample = sample(&mut dice).await;
    assert_eq!(sample.after(&sample.killed, "", |_| {}).await, Outcome::Right, "untouched");
    // Only one of the two books is harmed each time, so there is always one to serve from: no start may be refused.
    let (mut found, mut wrong) = ([0; 3], Vec::new());
    let mut note = |what: String, outcome: Outcome| match outcome {
        Outcome::Right => found[0] += 1,
        Outcome::RightAndTold => found[1] += 1,
        // A schema of a later program is no damage: whoever starts an older one over it is told to take the newer one.
        Outcome::Refused(why) if why.contains("a newer version of the program") => found[2] += 1,
        Outcome::Refused(why) => wrong.push(format!("{what}: refused, though the other book is whole: {why}")),
        Outcome::Wrong(how) => wrong.push(format!("{what}: {how}")),
    };
    let times = number("CHAOS_DAMAGES", 24);
    for _ in 0..times {
        let mut what = String::new();
        let outcome = sample.after(&sample.killed, "", |folder| what = harm(folder, &mut dice)).await;
        note(what, outcome);
    }
    let begins = where_it_begins(&fs::read(sample.stopped.join("corridor.db")).expect("it"), times / 2, &mut dice);
    for at in &begins {
        let bits = u8::try_from(1 + dice.below(255)).expect("a byte");
        let outcome = sample.after(&sample.stopped, "", |folder| flip(folder, *at, bits)).await;
        note(format!("corridor.db: bits {bits:#04x} flipped at {at}"), outcome);
    }
    let last = sample.all.last().and_then(|last| last.figure).expect("a figure");
    let mut must_be_told = Vec::new();
    let forged = |folder: &Path| forge(folder, last);
    must_be_told.push(("a figure forged", sample.after(&sample.stopped, "", forged).await));
    let log_gone = |folder: &Path| fs::remove_file(folder.join("corridor.db-wal")).expect("removed");
    must_be_told.push(("the log deleted", sample.after(&sample.killed, "", log_gone).await));
    let back = |folder: &Path| roll_back(folder, &sample.halfway);
    must_be_told.push(("an older database", sample.after(&sample.killed, "", back).await));
    for (what, outcome) in must_be_told {
        assert_ne!(outcome, Outcome::Right, "{what}: nobody is told");
        note(what.to_owned(), outcome);
    }
    let journal_gone = |folder: &Path| fs::remove_file(folder.join("record.journal")).expect("removed");
    note("the journal deleted".to_owned(), sample.after(&sample.killed, "", journal_gone).await);
    // The controls: believed as they are, the forged figure and the older database get through.
    let forged = sample.after(&sample.stopped, "trust-the-database", forged).await;
    let older = sample.after(&sample.killed, "trust-the-database", back).await;
    let red = matches!((&forged, &older), (Outcome::Wrong(_), Outcome::Wrong(_)));
    let tried = "bytes changed, sectors emptied, ends cut off in database, log or journal; where the database begins; forged, rolled back";
    let [harmless, told_of, newer] = found;
    let told = format!("{harmless} harmless, {told_of} served right and told of, {newer} taken for a later schema");
    let times = times + begins.len() + 4;
    let line = Line { times, faults: times, lost: wrong.len(), note: told, ..Line::of("R03", tried) };
    Line { control_red: Some(red), ..line }.write();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(red, "the control: {forged:?}, {older:?}");
}
