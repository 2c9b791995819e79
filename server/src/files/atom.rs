//! A feed as Atom (RFC 4287). Whoever reads it gets each publication once: its id is made from the hash of the revision, so
//! that no move of the site and no change of a name makes it another one.

use app::text::sentences::Phrase;
use app::view::feed::{Feed, FeedEntry};
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};

use super::xml::{Xml, escaped};

/// The kind of file.
pub const KIND: &str = "application/atom+xml; charset=utf-8";

/// The bytes of a feed.
pub fn write(feed: &Feed) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language)]);
    xml.text("id", &[], &named(&["feed", feed.slug.as_str(), feed.kind.key()]));
    xml.text("title", &[], &feed.title);
    xml.text("subtitle", &[], &feed.subtitle);
    xml.text("updated", &[], &instant(feed.updated));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)]);
    xml.open("author", &[]);
    xml.text("name", &[], &feed.author);
    xml.close("author");
    feed.entries.iter().for_each(|entry| write_entry(&mut xml, entry));
    xml.close("feed");
    xml.into_bytes()
}

fn write_entry(xml: &mut Xml, entry: &FeedEntry) {
    xml.open("entry", &[]);
    xml.text("id", &[], &named(&["revision", &entry.hash]));
    xml.text("title", &[], &entry.title);
    xml.text("published", &[], &instant(entry.published));
    xml.text("updated", &[], &instant(entry.updated));
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.href)]);
    let related = ("title", entry.day.words.as_str());
    xml.empty("link", &[("rel", "related"), ("type", "text/html"), ("href", &entry.day.href), related]);
    xml.empty("category", &[("term", entry.kind.key()), ("label", &entry.word)]);
    xml.text("content", &[("type", "html")], &html(entry));
    xml.close("entry");
}

/// A publication in words: what stood before is struck out.
fn html(entry: &FeedEntry) -> String {
    let paragraph =
        |text: &Option<String>| text.as_ref().map(|text| format!("<p>{}</p>", escaped(text))).unwrap_or_default();
    let lines: String = entry.lines.iter().map(|line| format!("<li>{}</li>", marked_up(line))).collect();
    let lines = if lines.is_empty() { lines } else { format!("<ul>{lines}</ul>") };
    let day = format!("<a href=\"{}\">{}</a>", escaped(&entry.day.href), escaped(&entry.day.words));
    format!(
        "{}{lines}{}{}<p>{} · {day}</p>",
        paragraph(&entry.summary),
        paragraph(&entry.more),
        paragraph(&entry.reason),
        escaped(&entry.by)
    )
}

fn marked_up(line: &Phrase) -> String {
    let part = |(text, before): &(String, bool)| {
        if *before { format!("<del>{}</del>", escaped(text)) } else { escaped(text) }
    };
    line.0.iter().map(part).collect()
}

fn instant(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A name that is the same for ever, wherever the site is: a UUID of our own making (version 8) from a hash of the parts.
fn named(parts: &[&str]) -> String {
    let hash = Sha256::digest(format!("corridor status\n{}", parts.join("\n")));
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    // Of the digits, two are the version and the variant of RFC 9562.
    format!("urn:uuid:{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_uuid_of_its_parts_alone() {
        // Kept here, for no program may ever give another one.
        let name = named(&["revision", "c88d64e1"]);
        assert_eq!(name, "urn:uuid:d8decca4-b0af-8fe3-874c-475c8b1a71a3");
        assert_ne!(name, named(&["revision", "c88d64e2"]));
        assert_ne!(named(&["a", "b"]), named(&["ab"]));
        let parts: Vec<&str> = name.trim_start_matches("urn:uuid:").split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<usize>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with('8'), "{name}");
    }
}
