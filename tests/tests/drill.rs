//! The drill: under several writers a backup is made and then the database deleted; what comes back from the backup and the
//! journal is held against what each writer was told, and against the pages that readers had.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{Days, NaiveDate};
use tempfile::TempDir;
use tests::Page;
use tests::program::{Program, Writer, done, run};
use tokio::sync::Notify;
use tokio::task::JoinSet;

const PASSWORD: &str = "correct horse battery staple 17";
const ACCOUNTS: [&str; 4] = ["first-reporter", "second-reporter", "third-reporter", "fourth-reporter"];
const PAGES: [&str; 6] = [
    "/",
    "/c/lachin",
    "/c/lachin/days/2022-12-12",
    "/c/lachin/latest.json",
    "/c/lachin/days.csv",
    "/c/lachin/claims.csv",
];

/// Day by day, how many patients a writer was told are stored.
type Oracle = BTreeMap<String, u32>;

/// How many saves were acknowledged so far, for whoever waits for so many.
#[derive(Default)]
struct Count {
    saves: AtomicUsize,
    more: Notify,
}

impl Count {
    fn one_more(&self) {
        self.saves.fetch_add(1, Ordering::SeqCst);
        self.more.notify_waiters();
    }

    async fn reaches(&self, saves: usize) {
        loop {
            let more = self.more.notified();
            if self.saves.load(Ordering::SeqCst) >= saves {
                return;
            }
            more.await;
        }
    }
}

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let settings = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lachin/lachin.json");
    done(&run(folder.path(), &["corridors", "add", "--from", settings.to_str().expect("a path")]));
    let password = folder.path().join("password");
    fs::write(&password, PASSWORD).expect("written");
    let password = password.to_str().expect("a path");
    for account in ACCOUNTS {
        done(&run(folder.path(), &["staff", "add", account, "--role", "reporter", "--password-file", password]));
    }
    folder
}

/// Publishes one day after the other, each its own, until one is refused; gives what was acknowledged, and the refusal.
async fn write_days(writer: Writer, number: usize, count: Arc<Count>) -> (Oracle, u16, String) {
    let begins: NaiveDate = "2022-12-12".parse().expect("a date");
    let mut acknowledged = Oracle::new();
    for turn in 0.. {
        let date = begins + Days::new(u64::try_from(turn * ACCOUNTS.len() + number).expect("few"));
        let patients = u32::try_from(turn * 10 + number + 1).expect("few");
        let key = format!("{number:016x}{turn:016x}");
        let (status, page) = writer.publish(&date.to_string(), patients, &key).await;
        if status != 303 {
            return (acknowledged, status.as_u16(), page);
        }
        acknowledged.insert(date.to_string(), patients);
        count.one_more();
    }
    unreachable!("it ends with a refusal")
}

async fn pages(program: &Program) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for path in PAGES {
        all.push(program.bytes(path).await);
    }
    all
}

/// How often each day stands in `claims.csv`, and with how many patients.
fn published(claims: &[u8]) -> BTreeMap<String, Vec<u32>> {
    let mut days: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(claims);
    let column = |reader: &mut csv::Reader<&[u8]>, name: &str| {
        reader.headers().expect("a header").iter().position(|found| found == name).expect("a column")
    };
    let [measure, date, value] = ["measure", "date", "value"].map(|name| column(&mut reader, name));
    for row in reader.records().map(|row| row.expect("a row")) {
        if &row[measure] == "patients_awaiting" && !row[value].is_empty() {
            days.entry(row[date].to_owned()).or_default().push(row[value].parse().expect("a number"));
        }
    }
    days
}

/// What was acknowledged and is not there exactly once, as it was sent.
fn missing(oracle: &Oracle, published: &BTreeMap<String, Vec<u32>>) -> Vec<String> {
    let once = |date: &String, patients: u32| published.get(date).is_some_and(|found| found == &[patients]);
    oracle.iter().filter(|(date, patients)| !once(date, **patients)).map(|(date, _)| date.clone()).collect()
}

fn copy_files(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let target = to.join(entry.file_name().expect("a name"));
        match entry.is_dir() {
            true => copy_files(&entry, &target),
            false => drop(fs::copy(&entry, target).expect("copied")),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_database_deleted_under_writers_comes_back_with_all_that_was_acknowledged() {
    let folder = folder();
    let program = Program::serve(folder.path());
    let (count, mut writers) = (Arc::new(Count::default()), JoinSet::new());
    for (number, account) in ACCOUNTS.into_iter().enumerate() {
        let writer = Writer::signed_in(&program, account, PASSWORD).await;
        writers.spawn(write_days(writer, number, count.clone()));
    }
    count.reaches(12).await;
    let data = folder.path().to_owned();
    let backup = tokio::task::spawn_blocking(move || done(&run(&data, &["backup"])));
    let told = backup.await.expect("a backup under writers");
    assert!(told.contains("Made ") && told.contains("revisions"), "{told}");
    let at_backup = count.saves.load(Ordering::SeqCst);
    count.reaches(at_backup + 12).await;
    for name in ["corridor.db", "corridor.db-wal", "corridor.db-shm"] {
        fs::remove_file(folder.path().join(name)).expect("it was there");
    }
    let mut oracle = Oracle::new();
    for (acknowledged, status, page) in writers.join_all().await {
        assert_eq!(status, 503, "{page}");
        let words = Page::new(page).words("main");
        assert!(words.contains("saved"), "refused plainly: {words}");
        oracle.extend(acknowledged);
    }
    assert_eq!(oracle.len(), count.saves.load(Ordering::SeqCst));
    // Readers notice nothing.
    let before = pages(&program).await;
    program.stop();
    let lost = TempDir::new().expect("a folder");
    copy_files(folder.path(), lost.path());

    let told = done(&run(folder.path(), &["restore"]));
    assert!(told.contains("From the journal came"), "{told}");
    done(&run(folder.path(), &["verify"]));
    let restored = Program::serve(folder.path());
    let after = pages(&restored).await;
    for (path, (before, after)) in PAGES.iter().zip(before.iter().zip(&after)) {
        assert!(before == after, "{path} is not the same");
    }
    let published = published(&after[5]);
    assert_eq!(missing(&oracle, &published), Vec::<String>::new());
    restored.stop();

    // The control: without the journal, what came after the backup is missing.
    done(&run(lost.path(), &["restore", "--without-journal"]));
    let older = Program::serve(lost.path());
    let gone = missing(&oracle, &self::published(&older.bytes("/c/lachin/claims.csv").await));
    assert!(gone.len() >= 12, "the drill sees no loss: {gone:?}");
    older.stop();
    report(oracle.len(), gone.len());
}

/// Writes down what it came to, as a line of the torture table: where `CHAOS_TABLE` says.
fn report(acknowledged: usize, gone: usize) {
    let line = serde_json::json!({
        "row": "R13", "tried": "database deleted under writers; restored from backup and journal", "times": 1, "seed": 0,
        "acknowledged": acknowledged, "kills": 0, "faults": 1, "lost": 0, "twice": 0, "control_red": gone > 0,
        "note": format!("without the journal {gone} are missing"),
    });
    println!("{line}");
    if let Some(path) = std::env::var_os("CHAOS_TABLE").filter(|path| !path.is_empty()) {
        let mut file = fs::File::options().create(true).append(true).open(path).expect("the lines");
        file.write_all(format!("{line}\n").as_bytes()).expect("written");
    }
}
