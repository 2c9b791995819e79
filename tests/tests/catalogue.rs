//! The catalogue against the sources: every sentence that is named stands in it with all that it needs, every sentence
//! in it is named, and no words stand in the code of pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use app::text::catalogue::ENGLISH;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// Where sentences are named.
const ROOMS: [&str; 3] = ["app/src", "server/src/http", "server/src/queries"];
/// What every sentence is given.
const ALWAYS: [&str; 2] = ["strong", "end"];

#[derive(Clone, Debug, Default)]
struct Sentence {
    /// The values that it names itself; `has_x` counts as `x`.
    values: BTreeSet<String>,
    /// The sentences and terms that it is made of.
    parts: BTreeSet<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the root").to_owned()
}

/// Every sentence by its id; a term's id begins with a hyphen.
fn sentences() -> BTreeMap<String, Sentence> {
    let mut found = BTreeMap::new();
    for (name, text) in ENGLISH {
        let resource = fluent_syntax::parser::parse(*text).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        for entry in resource.body {
            let (id, pattern) = match entry {
                Entry::Message(message) => (message.id.name.to_owned(), message.value.expect("words")),
                Entry::Term(term) => (format!("-{}", term.id.name), term.value),
                _ => continue,
            };
            let mut sentence = Sentence::default();
            read(&pattern, &mut sentence);
            assert!(found.insert(id.clone(), sentence).is_none(), "{id} stands twice");
        }
    }
    found
}

fn read(pattern: &Pattern<&str>, into: &mut Sentence) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => read_inline(inline, into),
            Expression::Select { selector, variants } => {
                read_inline(selector, into);
                variants.iter().for_each(|variant| read(&variant.value, into));
            }
        }
    }
}

fn read_inline(inline: &InlineExpression<&str>, into: &mut Sentence) {
    match inline {
        InlineExpression::VariableReference { id } => {
            let name = id.name.strip_prefix("has_").unwrap_or(id.name);
            into.values.extend((!ALWAYS.contains(&name)).then(|| name.to_owned()));
        }
        InlineExpression::MessageReference { id, attribute: None } => {
            into.parts.insert(id.name.to_owned());
        }
        InlineExpression::TermReference { id, attribute: None, .. } => {
            into.parts.insert(format!("-{}", id.name));
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("the catalogue uses what this test does not read: {other:?}"),
    }
}

/// All values that a sentence needs, with those of its parts.
fn needs(id: &str, all: &BTreeMap<String, Sentence>) -> BTreeSet<String> {
    let sentence = all.get(id).unwrap_or_else(|| panic!("{id} is named, and stands nowhere"));
    let parts = sentence.parts.iter().flat_map(|part| needs(part, all));
    sentence.values.iter().cloned().chain(parts).collect()
}

/// One `t!("id", name = value)`.
#[derive(Debug, PartialEq)]
struct Call {
    id: String,
    values: BTreeSet<String>,
}

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&entry).expect("a source");
            let shipped = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(&text);
            let lines = shipped.lines().filter(|line| !line.trim_start().starts_with("//"));
            let path = entry.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
            found.push((path, lines.collect::<Vec<&str>>().join("\n")));
        }
    }
}

fn shipped() -> Vec<(String, String)> {
    let mut found = Vec::new();
    ROOMS.iter().for_each(|room| sources(&root().join(room), &mut found));
    assert!(found.len() > 40, "only {} files were read", found.len());
    found
}

fn calls(text: &str) -> Vec<Call> {
    let begins = text.match_indices("t!(").filter(|(at, _)| {
        !text[..*at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_')
    });
    begins.filter_map(|(at, begin)| call(&text[at + begin.len()..])).collect()
}

/// Reads a call from behind its bracket; nothing where no text stands in the place of the id.
fn call(text: &str) -> Option<Call> {
    let (id, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let (mut depth, mut in_text, mut part, mut parts) = (0, false, String::new(), Vec::new());
    let mut before = ' ';
    for letter in rest.chars() {
        match letter {
            '"' if before != '\\' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' if !in_text && depth == 0 => break,
            ')' | ']' | '}' if !in_text => depth -= 1,
            ',' if !in_text && depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {}
        }
        if depth == 0 && letter != ',' {
            part.push(letter);
        }
        before = letter;
    }
    parts.push(part);
    let name = |part: &String| part.split_once('=').map(|(name, _)| name.trim().to_owned());
    Some(Call { id: id.to_owned(), values: parts.iter().filter_map(name).collect() })
}

#[test]
fn every_sentence_that_is_named_stands_in_the_catalogue_and_is_given_what_it_needs() {
    let all = sentences();
    let mut wrong = Vec::new();
    let mut number = 0;
    for (path, text) in shipped() {
        for call in calls(&text) {
            number += 1;
            if !all.contains_key(&call.id) {
                wrong.push(format!("{path}: the catalogue has no {}", call.id));
                continue;
            }
            let needs = needs(&call.id, &all);
            let missing: Vec<&String> = needs.difference(&call.values).collect();
            let needless: Vec<&String> = call.values.difference(&needs).collect();
            if !missing.is_empty() || !needless.is_empty() {
                wrong.push(format!("{path}: {} lacks {missing:?}, and has no use for {needless:?}", call.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(number > 300, "only {number} calls were read");
}

#[test]
fn every_sentence_of_the_catalogue_is_named() {
    let all = sentences();
    let mut named: BTreeSet<String> = shipped().iter().flat_map(|(_, text)| calls(text)).map(|call| call.id).collect();
    loop {
        let parts = named.iter().filter_map(|id| all.get(id)).flat_map(|sentence| sentence.parts.iter().cloned());
        let more: BTreeSet<String> = parts.filter(|part| !named.contains(part)).collect();
        if more.is_empty() {
            break;
        }
        named.extend(more);
    }
    let unnamed: Vec<&String> = all.keys().filter(|id| !named.contains(*id)).collect();
    assert!(unnamed.is_empty(), "nothing names {unnamed:#?}");
}

#[test]
fn ids_are_words_with_hyphens_and_every_choice_has_keys_of_its_own() {
    for id in sentences().keys() {
        let words = id.trim_start_matches('-').split('-');
        let fits = words.clone().all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(fits, "{id}");
    }
    for (name, text) in ENGLISH {
        let resource = fluent_syntax::parser::parse(*text).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        let patterns = resource.body.into_iter().filter_map(|entry| match entry {
            Entry::Message(message) => message.value,
            _ => None,
        });
        for element in patterns.flat_map(|pattern| pattern.elements) {
            let PatternElement::Placeable { expression: Expression::Select { variants, .. } } = element else {
                continue;
            };
            let keys: Vec<&str> = variants
                .iter()
                .map(|variant| match variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                })
                .collect();
            let different: BTreeSet<&&str> = keys.iter().collect();
            assert_eq!(different.len(), keys.len(), "{name}: {keys:?}");
        }
    }
}

#[test]
fn every_file_of_the_catalogue_is_read() {
    let folder = fs::read_dir(root().join("app/locales/en")).expect("the catalogue");
    let files: BTreeSet<String> =
        folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    let read: BTreeSet<String> = ENGLISH.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, read);
}

/// Texts between quotes that a reader would see: words with a space between them, or letters right behind a tag.
fn words_in_code(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let seen = |line: &&str| !["class", "debug_assert!", "reason = "].iter().any(|unseen| line.contains(unseen));
    for line in text.lines().filter(seen) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('"') {
            let Some((words, next)) = after.split_once('"') else { break };
            let is_attribute = before.ends_with('=');
            let plain = without_values(words);
            let mut letters = plain.split(' ').filter(|word| word.chars().any(|letter| letter.is_ascii_alphabetic()));
            let several = letters.clone().count() > 1 && letters.any(|word| word.len() > 2);
            let behind_a_tag = before.trim_end().ends_with('>')
                && !before.trim_end().ends_with("=>")
                && words.chars().any(|letter| letter.is_ascii_alphabetic());
            if !is_attribute && (several || behind_a_tag) {
                found.push(words.to_owned());
            }
            rest = next;
        }
    }
    found
}

/// The text without `{…}`.
fn without_values(text: &str) -> String {
    let pieces = text.split('{').enumerate();
    let behind = |(number, piece): (usize, &str)| match piece.split_once('}') {
        Some((_, rest)) if number > 0 => rest.to_owned(),
        _ => piece.to_owned(),
    };
    pieces.map(behind).collect()
}

/// Texts with a space that are no words of ours: a command of the program, classes, a drawing, what others write into their
/// pages.
const NO_SENTENCES: [&str; 7] = [
    "corridor corridors add SLUG --name NAME --time-zone ZONE",
    "band u",
    "sw ",
    "<svg role=",
    "<iframe src=",
    "<a href=",
    "><img src=",
];

#[test]
fn no_words_stand_in_the_code_of_pages() {
    let code = r#"<h2>"Day"</h2> format!("{n} figures of {n}", x) id="a b" t!("a-b") "{a} {b}" "no words here""#;
    assert_eq!(words_in_code(code), ["Day", "{n} figures of {n}", "no words here"]);
    let mut wrong = Vec::new();
    // What is for programs is in English.
    for (path, text) in shipped().into_iter().filter(|(path, _)| path != "server/src/queries/sitemap.rs") {
        let is_drawing =
            |words: &str| path.ends_with("marks.rs") && words.chars().any(|letter| letter.is_ascii_digit());
        let words = words_in_code(&text);
        // The log of the server is for operators: it begins in small letters.
        let logged = |words: &str| path.starts_with("server/") && words.starts_with(|c: char| c.is_ascii_lowercase());
        let words = words.iter().filter(|words| !NO_SENTENCES.iter().any(|known| words.starts_with(known)));
        let words = words.filter(|words| !logged(words));
        // How an island finds elements of its page: `input, select`, `[data-row], fieldset`.
        let selects = |words: &str| {
            path.starts_with("app/src/islands/")
                && words.split(", ").count() > 1
                && words.split(", ").all(|one| {
                    !one.contains(' ')
                        && one.chars().all(|sign| sign.is_ascii_lowercase() || ".-_[]()=:'1".contains(sign))
                })
        };
        let words = words.filter(|words| !selects(words));
        wrong.extend(words.filter(|words| !is_drawing(words)).map(|words| format!("{path}: {words}")));
    }
    assert!(wrong.is_empty(), "these belong in the catalogue: {wrong:#?}");
}
