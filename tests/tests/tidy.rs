//! The house's own rules, read off the sources: who may import whom, what stands in one place only, what nobody writes.
//! A message says where the thing belongs. The list of exceptions may only shrink.

use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms of its own crate that it may name. A room is a folder or a file under `src`.
const ARROWS: &[(&str, &[&str])] = &[
    ("app/src/text", &["text"]),
    ("app/src/paths.rs", &[]),
    ("app/src/paths", &[]),
    ("app/src/view", &["view", "text", "paths"]),
    ("app/src/islands", &["islands", "view", "text", "paths"]),
    ("app/src/components", &["components", "view", "text", "paths"]),
    ("app/src/pages", &["pages", "components", "islands", "view", "text", "paths"]),
    ("server/src/clock.rs", &[]),
    ("server/src/config.rs", &["faults"]),
    ("server/src/events.rs", &[]),
    ("server/src/faults.rs", &[]),
    ("server/src/faults", &[]),
    ("server/src/log.rs", &[]),
    ("server/src/storage", &["storage", "faults"]),
    ("server/src/files", &["files"]),
    ("server/src/charts", &["charts"]),
    ("server/src/records.rs", &["storage"]),
    ("server/src/records", &["storage"]),
    ("server/src/assets.rs", &["finished"]),
    ("server/src/auth", &["auth", "storage", "clock", "events", "faults"]),
    ("server/src/edition.rs", &["clock", "faults", "records"]),
    ("server/src/live.rs", &["records"]),
    ("server/src/finished", &["finished"]),
    ("server/src/backups.rs", &["storage", "events", "state"]),
    ("server/src/backups", &["storage", "events", "state", "clock", "auth"]),
    ("server/src/imports.rs", &["files", "records", "storage"]),
    (
        "server/src/state.rs",
        &["assets", "auth", "clock", "edition", "events", "finished", "imports", "live", "records", "storage"],
    ),
    (
        "server/src/queries",
        &["queries", "records", "edition", "charts", "faults", "files", "imports", "state", "auth", "storage"],
    ),
    (
        "server/src/commands",
        &["commands", "storage", "records", "auth", "clock", "events", "faults", "files", "imports", "state"],
    ),
    (
        "server/src/http",
        &[
            "http", "assets", "queries", "commands", "edition", "charts", "events", "faults", "files", "finished",
            "auth", "imports", "state",
        ],
    ),
    ("server/src/listen", &["listen", "commands", "http", "auth", "faults", "state"]),
    (
        "server/src/cli",
        &[
            "cli", "assets", "backups", "config", "commands", "storage", "state", "records", "clock", "auth", "files",
            "listen", "log",
        ],
    ),
    ("server/build.rs", &[]),
    ("server/src/main.rs", &[]),
    ("server/examples", &["*"]),
    ("server/src/lib.rs", &[]),
    ("app/src/lib.rs", &[]),
    ("app/web/src", &[]),
    ("app/domain/src", &["*"]),
    ("tests/src", &["*"]),
    ("tests/chaos", &["*"]),
    ("tests/tests", &["*"]),
];

/// Room, and the crates from outside that it must not name.
const NOT_HERE: [(&str, &[&str]); 10] = [
    ("app/domain/src", &["leptos", "app", "server", "axum", "sqlx", "tokio", "serde_json"]),
    ("app/src/view", &["leptos", "axum", "sqlx", "tokio", "server"]),
    ("app/src/text", &["leptos", "axum", "sqlx", "tokio", "server"]),
    ("app/src", &["axum", "sqlx", "tokio", "server"]),
    ("server/src/storage", &["axum", "leptos", "app", "clap"]),
    ("server/src/files", &["axum", "leptos", "sqlx", "tokio"]),
    ("server/src/charts", &["axum", "leptos", "sqlx", "tokio"]),
    ("server/src/commands", &["axum", "leptos", "sqlx", "app", "clap"]),
    ("server/src/queries", &["axum", "leptos", "sqlx", "clap"]),
    ("server/src/http", &["sqlx", "clap"]),
];

/// File, the room that it names against the arrows, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "server/src/queries/day_form.rs",
        "commands",
        "a day that cannot be worked on is refused as publishing it would be",
    ),
    ("server/src/lib.rs", "http", "the tests and main build the site from here"),
];

struct Source {
    /// From the root, with slashes.
    path: String,
    /// The whole file.
    text: String,
    /// Without comments and without the tests at its end.
    shipped: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the root").to_owned()
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["app", "server", "tests/src", "tests/tests", "tests/chaos"] {
        collect(&root().join(folder), &mut found);
    }
    assert!(found.len() > 100, "only {} files were read", found.len());
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            collect(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry).expect("a source");
            let path = entry.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
            let shipped = shipped(&text);
            found.push(Source { path, text, shipped });
        }
    }
}

fn shipped(text: &str) -> String {
    let before = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = before.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<&str>>().join("\n")
}

fn is_test(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("tests/")
        || path.contains("/tests/")
        || path.contains("/examples/")
        || ["tests.rs", "refusals.rs", "round_trip.rs"].contains(&name)
}

/// Everything named after `crate::`, also within braces: `crate::{a, b::c}` names `a` and `b`.
fn rooms_named(text: &str) -> Vec<String> {
    let mut named = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        let word_before = text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if word_before {
            continue;
        }
        let rest = &text[start + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => named.extend(first_words_of_group(group)),
            None => named.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
        }
    }
    named
}

/// Every command commits with `commit_command`, which wants exactly one line of the audit beside what it writes. What is no
/// command is listed here, one by one.
#[test]
fn every_command_writes_one_line_of_the_audit() {
    const NO_COMMANDS: &[(&str, usize, &str)] = &[
        ("server/src/auth/sessions.rs", 1, "that somebody was seen"),
        ("server/src/auth/sign_in.rs", 1, "an attempt, before it is known what comes of it"),
        ("server/src/auth/code.rs", 1, "an attempt, before it is known what comes of it"),
        ("server/src/commands/save_draft.rs", 1, "what a refused form held"),
        ("server/src/commands/set_up.rs", 1, "what is typed before the last page"),
    ];
    let mut commands = 0;
    for source in sources() {
        let of_ours = source.path.starts_with("server/src/") && !source.path.starts_with("server/src/storage/");
        if !of_ours || is_test(&source.path) {
            continue;
        }
        commands += source.shipped.matches(".commit_command()").count();
        let plain = source.shipped.matches(".commit()").count();
        let known = NO_COMMANDS.iter().find(|(path, ..)| *path == source.path).map_or(0, |(_, times, _)| *times);
        assert_eq!(plain, known, "{} commits past the audit: use commit_command, or say here why not", source.path);
        for rest in source.shipped.split("audit::append(").skip(1) {
            let verb = rest.split('"').nth(1).filter(|_| rest.find('"').is_some_and(|at| at < 120)).unwrap_or("a.b");
            let fits = verb.split_once('.').is_some_and(|(noun, verb)| {
                let word =
                    |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b"-_".contains(&b));
                word(noun) && word(verb)
            });
            assert!(fits, "{}: “{verb}” is no noun.verb", source.path);
        }
    }
    assert!(commands > 35, "only {commands} commands were found");
}

/// The audit is what lasts, the log what is watched: what one tells the other does too, under the same name.
#[test]
fn every_verb_of_the_audit_is_an_event_of_the_log() {
    let all = sources();
    let events = all.iter().find(|source| source.path == "server/src/events.rs").expect("the events");
    let constant = |verb: &str| {
        let end = events.shipped.find(&format!("= Self(\"{verb}\")"))?;
        let name = events.shipped[..end].rsplit("pub const ").next()?.split(':').next()?;
        Some(name.to_owned())
    };
    // A private text: it opens no door, grants nothing and changes no record.
    const NOT_WATCHED: [&str; 2] = ["draft.save", "draft.discard"];
    let mut verbs = 0;
    for source in all.iter().filter(|source| source.path.starts_with("server/src/") && !is_test(&source.path)) {
        let said = source.shipped.split("audit::append(").skip(1);
        let literal = |rest: &str| rest.split(';').next().and_then(|call| call.split('"').nth(1)).map(str::to_owned);
        for verb in said.filter_map(literal).filter(|verb| !NOT_WATCHED.contains(&verb.as_str())) {
            let name = constant(&verb).unwrap_or_else(|| panic!("{}: {verb} is no event", source.path));
            assert!(source.shipped.contains(&format!("Event::{name}")), "{} never logs {verb}", source.path);
            verbs += 1;
        }
    }
    assert!(verbs > 30, "only {verbs} verbs were found");
}

/// What readers are shown is made from an edition alone: no database, no clock, nobody who is signed in.
#[test]
fn a_query_of_an_edition_names_neither_the_storage_nor_the_state() {
    let queries: Vec<Source> =
        sources().into_iter().filter(|source| source.path.starts_with("server/src/queries/")).collect();
    let public: Vec<&Source> = queries.iter().filter(|source| source.shipped.contains("edition::Edition")).collect();
    assert!(public.len() > 8, "only {} public queries were found", public.len());
    for source in public {
        for room in rooms_named(&source.shipped) {
            let fits = ["queries", "edition", "charts", "faults", "files", "records"].contains(&room.as_str());
            assert!(fits, "{} makes what readers are shown and names {room}", source.path);
        }
    }
    let desk = queries.iter().filter(|source| rooms_named(&source.shipped).contains(&"storage".to_owned()));
    assert!(desk.count() > 0, "the control: the desk’s queries are told apart by what they name");
}

fn first_words_of_group(group: &str) -> Vec<String> {
    let (mut depth, mut words, mut word, mut taking) = (0, Vec::new(), String::new(), true);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                words.push(std::mem::take(&mut word));
                taking = true;
            }
            ':' if depth == 0 => taking = false,
            c if depth == 0 && taking && (c.is_alphanumeric() || c == '_') => word.push(c),
            _ => {}
        }
    }
    words.push(word);
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

fn room_of(path: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    let is_in = |room: &str| path == room || path.starts_with(&format!("{room}/"));
    ARROWS.iter().find(|(room, _)| is_in(room))
}

#[test]
fn every_file_stands_in_a_room() {
    let outside: Vec<String> = sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| {
            room_of(path).is_none() && !path.starts_with("app/domain/tests/") && !path.starts_with("server/tests/")
        })
        .collect();
    assert!(outside.is_empty(), "in no room of ARCHITECTURE.md; give each its room: {outside:#?}");
}

#[test]
fn arrows_run_one_way() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        let Some((room, allowed)) = room_of(&source.path) else { continue };
        for named in rooms_named(&source.shipped) {
            let known = ARROWS.iter().any(|(other, _)| {
                other.starts_with(room.split("/src").next().unwrap_or(room))
                    && other.rsplit('/').next().is_some_and(|last| last.trim_end_matches(".rs") == named)
            });
            let excepted = EXCEPTIONS.iter().any(|(file, to, _)| *file == source.path && *to == named);
            if known && !allowed.contains(&"*") && !allowed.contains(&named.as_str()) && !excepted {
                wrong.push(format!(
                    "{} names {named}; {room} may name only {allowed:?}: move the line, or the wall",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pages_do_not_name_one_another() {
    for source in sources().iter().filter(|source| source.path.starts_with("app/src/pages/")) {
        let others = ["super::", "crate::pages::"].map(|from| {
            source.shipped.matches(from).count() - source.shipped.matches(&format!("{from}shell::")).count()
        });
        assert_eq!(others.iter().sum::<usize>(), 0, "{}: what two pages share is a component", source.path);
    }
}

#[test]
fn the_reader_of_arrows_sees_them() {
    assert_eq!(rooms_named("use crate::storage::db;"), ["storage"]);
    assert_eq!(rooms_named("use crate::{text, view::{a, b}, paths};"), ["text", "view", "paths"]);
    assert_eq!(rooms_named("let x = crate::http::render();"), ["http"]);
    assert_eq!(rooms_named("my_crate::storage"), Vec::<String>::new());
}

#[test]
fn no_exception_outlives_its_reason() {
    let all = sources();
    for &(file, to, why) in EXCEPTIONS {
        let source = all.iter().find(|source| source.path == file);
        let needed = source.is_some_and(|source| {
            rooms_named(&source.shipped).iter().any(|named| named == to) || source.shipped.contains(&format!("{to}::"))
        });
        assert!(needed, "{file} does not name {to} any more ({why}): take the exception out");
    }
}

#[test]
fn crates_from_outside_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        for (room, forbidden) in NOT_HERE {
            if !source.path.starts_with(room) {
                continue;
            }
            let names = |name: &&&str| {
                source.shipped.contains(&format!("use {name}::")) || source.shipped.contains(&format!(" {name}::"))
            };
            wrong.extend(
                forbidden
                    .iter()
                    .filter(names)
                    .map(|name| format!("{} names {name}, which has no place in {room}", source.path)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What stands in one place only: the text, where it may stand, and where it belongs.
const ONE_PLACE: [(&str, &[&str], &str); 10] = [
    (
        "NaiveDate::parse_from_str",
        &["app/domain/src/day.rs"],
        "a day is read by `domain::read_day`, in its one spelling",
    ),
    (
        "<textarea",
        &["app/src/components/text_area.rs"],
        "write text areas with components::text_area: Leptos does not escape their children",
    ),
    (
        "inner_html",
        &["app/src/components/chart_figure.rs", "app/src/components/text_area.rs", "app/src/pages/shell.rs"],
        "no other place may write unescaped text",
    ),
    ("\"/staff", &["app/src/paths.rs", "server/src/http/router.rs"], "spell addresses in app::paths"),
    ("\"/c/", &["app/src/paths.rs", "app/src/paths", "server/src/http/router.rs"], "spell addresses in app::paths"),
    ("SELECT ", &["server/src/storage"], "SQL lives in server/src/storage"),
    ("INSERT INTO", &["server/src/storage"], "SQL lives in server/src/storage"),
    ("SystemTime::now", &["server/src/clock.rs"], "time is an argument: take it from server::clock"),
    ("println!", &["server/src/cli/output.rs"], "the command line writes with cli::output"),
    ("sqlx::", &["server/src/storage/db.rs", "server/src/storage/db"], "db.rs alone knows which database it is"),
];

#[test]
fn what_stands_in_one_place_stands_nowhere_else() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        for (text, places, where_to) in ONE_PLACE {
            let allowed =
                places.iter().any(|place| source.path == *place || source.path.starts_with(&format!("{place}/")));
            if !allowed && source.shipped.contains(text) {
                wrong.push(format!("{} holds {text:?}: {where_to}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (text, places, _) in ONE_PLACE.iter().filter(|(text, ..)| *text != "println!") {
        let there = |place: &&str| {
            sources().iter().any(|source| source.path.starts_with(*place) && source.shipped.contains(*text))
        };
        assert!(places.iter().any(there), "{text:?} stands nowhere: the rule watches nothing");
    }
}

#[test]
fn files_are_pure() {
    for source in sources().iter().filter(|source| source.path.starts_with("server/src/files/")) {
        let impure = ["async ", ".await", "std::fs", "Clock"].into_iter().find(|text| source.shipped.contains(text));
        assert_eq!(impure, None, "{}: files turn records into bytes and nothing else", source.path);
    }
}

#[test]
fn every_module_says_what_it_is() {
    for source in sources() {
        assert!(
            source.text.starts_with("//! "),
            "{}: begin with a //! line: what it is, and what it never does",
            source.path
        );
    }
}

#[test]
fn nothing_is_left_for_later_and_nothing_gives_up() {
    // Put together at run time, so that this file does not hold what it looks for.
    let joined = |parts: [&str; 2]| parts.concat();
    let everywhere = [joined(["TO", "DO"]), joined(["FIX", "ME"]), joined(["#[ig", "nore"]), joined(["db", "g!("])];
    let in_shipped = [".unwrap()", ".expect(", "panic!(", "unimplemented!("];
    for source in sources() {
        for text in &everywhere {
            assert!(!source.text.contains(text.as_str()), "{} holds {text}", source.path);
        }
        if !is_test(&source.path) {
            for text in in_shipped {
                assert!(!source.shipped.contains(text), "{} holds {text}: return an error", source.path);
            }
        } else {
            assert!(
                !source.text.contains(&joined(["::sl", "eep("])),
                "{} sleeps: put the clock in the test’s hand",
                source.path
            );
        }
    }
}

#[test]
fn files_stay_short_and_are_named_for_what_they_hold() {
    for source in sources().iter().filter(|source| !is_test(&source.path)) {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        assert!(!["utils.rs", "helpers.rs", "common.rs", "manager.rs"].contains(&name), "{}", source.path);
        let lines = source.shipped.lines().count();
        assert!(lines <= 500, "{} has {lines} lines: split it", source.path);
    }
}

#[test]
fn what_is_committed_speaks_of_the_project_alone() {
    let listed = [
        "Makefile",
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "Cargo.toml",
        "deny.toml",
        "clippy.toml",
    ];
    for name in listed {
        let text = fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("{name} is missing"));
        for host in ["crates.io/", "registry.npmjs", "pypi.org", "deb.debian", "/root/", "/work/"] {
            assert!(!text.contains(host), "{name} names {host}");
        }
    }
    let lock =
        fs::read_to_string(root().join("tests/browser/package-lock.json")).expect("the lock of the browser tests");
    assert!(!lock.contains("\"resolved\""), "package-lock.json names a registry host");
}

/// The most crates that the workspace names itself. A new one is a decision: raise the bound with it.
const MOST_CRATES: usize = 50;

#[test]
fn few_crates_are_named_each_with_a_version_and_tools_have_exactly_one() {
    let text = fs::read_to_string(root().join("Cargo.toml")).expect("the workspace");
    let named =
        text.split("[workspace.dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("crates");
    let crates: Vec<&str> = named.lines().filter(|line| line.contains(" = ") && !line.contains("path = ")).collect();
    assert!(crates.len() > 20 && crates.len() <= MOST_CRATES, "{} crates", crates.len());
    for line in crates {
        assert!(line.contains('"') && !line.contains("\"*\"") && !line.contains("git = "), "{line}");
    }
    let setup = fs::read_to_string(root().join("scripts/setup.sh")).expect("the set-up");
    let wheels = fs::read_to_string(root().join("scripts/wheels.txt")).expect("the wheels");
    for tool in ["NEXTEST", "DENY", "FUZZ"] {
        let version = setup.split(&format!("readonly {tool}=")).nth(1).and_then(|rest| rest.split_whitespace().next());
        let version = version.unwrap_or_else(|| panic!("{tool} has no version"));
        let wheel = format!("astral-dev-toolchain-cargo-{}=={version} --hash=sha256:", tool.to_lowercase());
        assert!(wheels.contains(&wheel), "scripts/wheels.txt has no {wheel}");
    }
    let npm = fs::read_to_string(root().join("tests/browser/package.json")).expect("the packages of the browser tests");
    let packages = npm.split("\"devDependencies\"").nth(1).expect("packages");
    assert!(!packages.contains(['^', '~', '*']), "npm packages have exact versions");
}
