//! How a page is cited: in a line, in full, for programs that keep references; and the link that leads to this very state for
//! as long as the record lasts. Never names the time at which somebody asked.

use chrono::{Datelike as _, NaiveDate};
use domain::record::Version;
use domain::{AsOf, Moment, Record, Slug};
use serde::Serialize;

use super::chrome::{self, Site, Way};
use crate::text::dates;
use crate::{paths, t};

/// How a page is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// In a line.
    pub short: String,
    /// In full; the link stands behind it.
    pub full: String,
    /// For BibTeX: one entry.
    pub bibtex: String,
    /// For programs that read CSL-JSON: a list of one item.
    pub csl: String,
    /// The link to this very state; whole when the site's beginning is known.
    pub link: Way,
    /// The same two as files, of the record and of its days.
    pub downloads: Vec<Way>,
    /// What changed since this version; none while nothing is published.
    pub since: Option<Way>,
}

/// What is cited, before it is put into a form.
struct Cited {
    key: String,
    author: String,
    title: String,
    date: NaiveDate,
    version: Option<String>,
    /// None when the address of the site is not known: a path alone leads nowhere from a list of references.
    url: Option<String>,
    note: String,
}

impl Citation {
    /// Of the record as a whole.
    pub fn of_record(site: &Site, record: &Record, moment: &Moment) -> Self {
        let slug = &record.corridor().slug;
        let title = t!("cite-record", corridor = chrome::corridor_name(record));
        Self::of(site, record, moment, &title, &paths::corridor(slug), "").with_files(slug, None)
    }

    /// Of the page of a day.
    pub fn of_day(site: &Site, record: &Record, moment: &Moment, title: &str, date: NaiveDate) -> Self {
        let slug = &record.corridor().slug;
        Self::of(site, record, moment, title, &paths::day(slug, date), &date.to_string()).with_files(slug, Some(date))
    }

    /// Of another page of the corridor. `part` tells its references from those of other pages: letters, digits and hyphens.
    pub fn of(site: &Site, record: &Record, moment: &Moment, title: &str, path: &str, part: &str) -> Self {
        let slug = &record.corridor().slug;
        let absolute = |path: &str| paths::absolute(site.public_url.as_deref(), path);
        // Of this moment, and not of the one that was asked for: whoever cites the same state cites the same link.
        let state = paths::as_of::carrying(&paths::as_of::without(path), AsOf::At(moment.instant));
        let url = absolute(&state);
        let version = record.version();
        let author = site.organisation.clone().unwrap_or_else(|| t!("site-name"));
        let when = plain(&chrome::moment_in_words(moment, &record.corridor().time_zone));
        let number = version.as_ref().map(|version| version.seq.to_string());
        let since = version.as_ref().map(|version| paths::changes_since(slug, version.seq));
        let whole_since = since.as_ref().filter(|_| site.public_url.is_some()).map(|since| absolute(since));
        let cited = Cited {
            key: key(record, moment, part, number.as_deref()),
            author: author.clone(),
            title: plain(title),
            date: moment.today,
            version: version.as_ref().map(version_in_words),
            url: site.public_url.as_ref().map(|_| url.clone()),
            note: t!(
                "cite-note",
                moment = when.as_str(),
                since = whole_since,
                path = site.public_url.is_none().then_some(url.as_str())
            ),
        };
        let date = plain(&dates::full(moment.today));
        Self {
            short: t!("cite-short", author = author.as_str(), title = title, date = date, version = number.clone()),
            full: t!("cite-full", author = author, title = title, moment = when, version = number),
            bibtex: cited.bibtex(),
            csl: cited.csl(),
            link: Way::to(&url, state),
            downloads: Vec::new(),
            since: since.map(|since| Way::to(&t!("cite-since"), since)),
        }
    }

    fn with_files(self, slug: &Slug, day: Option<NaiveDate>) -> Self {
        let downloads = vec![
            Way::to(&t!("cite-download-bib"), paths::files::cite(slug, day, paths::files::Reference::Bib)),
            Way::to(&t!("cite-download-csl"), paths::files::cite(slug, day, paths::files::Reference::Csl)),
        ];
        Self { downloads, ..self }
    }
}

/// Number and hash of a state: `56 (c88d64e1)`.
fn version_in_words(version: &Version) -> String {
    t!("cite-version", version = version.seq.to_string(), hash = version.hash.get(..8).unwrap_or_default())
}

/// The name of the entry: letters, digits and hyphens.
fn key(record: &Record, moment: &Moment, part: &str, version: Option<&str>) -> String {
    let state = version.map_or_else(|| moment.today.to_string(), |version| format!("v{version}"));
    let parts = [record.corridor().slug.as_str(), part, state.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join("-")
}

/// Plain spaces: programs that keep references take others for letters.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

impl Cited {
    /// One entry, which old and new programs read: everything that is special to TeX is spelled out, and no brace of a name
    /// opens or closes anything.
    fn bibtex(&self) -> String {
        const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
        let month = MONTHS.get(self.date.month0() as usize).copied().unwrap_or("jan");
        let in_braces = |text: &str| format!("{{{}}}", tex(text));
        let mut fields = vec![
            // Braces within braces: a name of an organisation is not taken apart, and keeps its capitals.
            ("author", format!("{{{}}}", in_braces(&self.author))),
            ("title", format!("{{{}}}", in_braces(&self.title))),
            ("year", in_braces(&self.date.year().to_string())),
            ("month", month.to_owned()),
        ];
        fields.extend(self.version.as_ref().map(|version| ("version", in_braces(version))));
        if let Some(url) = &self.url {
            fields.push(("howpublished", format!("{{\\url{{{url}}}}}")));
            fields.push(("url", format!("{{{url}}}")));
        }
        fields.push(("note", in_braces(&self.note)));
        let lines: Vec<String> = fields.iter().map(|(name, value)| format!("  {name} = {value}")).collect();
        format!("@misc{{{},\n{}\n}}\n", self.key, lines.join(",\n"))
    }

    fn csl(&self) -> String {
        #[derive(Serialize)]
        struct Item<'c> {
            id: &'c str,
            r#type: &'static str,
            title: &'c str,
            author: [Literal<'c>; 1],
            publisher: &'c str,
            issued: Issued,
            #[serde(skip_serializing_if = "Option::is_none")]
            version: Option<&'c str>,
            #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
            url: Option<&'c str>,
            note: &'c str,
        }
        #[derive(Serialize)]
        struct Literal<'c> {
            literal: &'c str,
        }
        #[derive(Serialize)]
        #[serde(rename_all = "kebab-case")]
        struct Issued {
            date_parts: [[i32; 3]; 1],
        }
        let part = |part: u32| i32::try_from(part).unwrap_or_default();
        let item = Item {
            id: &self.key,
            r#type: "dataset",
            title: &self.title,
            author: [Literal { literal: &self.author }],
            publisher: &self.author,
            issued: Issued { date_parts: [[self.date.year(), part(self.date.month()), part(self.date.day())]] },
            version: self.version.as_deref(),
            url: self.url.as_deref(),
            note: &self.note,
        };
        // Texts and numbers alone: there is nothing that could not be written.
        serde_json::to_string_pretty(&[item]).unwrap_or_default() + "\n"
    }
}

/// A text as TeX takes it for nothing but text. Braces count in BibTeX even behind a backslash, so they have names.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '%' | '&' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_one_text_in_one_field() {
        let name = "Office} , url = {https://evil.example} {\\input{x}} 100% \"R&D\" $1 #2 a_b ~ ^ Արցախ";
        let cited = Cited {
            key: "lachin-v5".to_owned(),
            author: name.to_owned(),
            title: name.to_owned(),
            date: "2023-05-10".parse().unwrap(),
            version: None,
            url: Some("https://corridor.example/c/lachin?as_of=2023-05-10T16:00:00Z".to_owned()),
            note: name.to_owned(),
        };
        let bibtex = cited.bibtex();
        // Nothing but our own braces is left: an entry is read by counting them.
        let mut depth = 0_i32;
        let mut least_within = i32::MAX;
        for (index, letter) in bibtex.char_indices() {
            depth += match letter {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if index > 5 && index + 2 < bibtex.len() {
                least_within = least_within.min(depth);
            }
        }
        assert_eq!((depth, least_within), (0, 1), "{bibtex}");
        let fields: Vec<&str> = bibtex
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_once(" = "))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(fields, ["author", "title", "year", "month", "howpublished", "url", "note"], "{bibtex}");
        assert!(bibtex.contains("\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}"), "{bibtex}");
        assert!(bibtex.contains("100\\% \"R\\&D\" \\$1 \\#2 a\\_b"), "{bibtex}");
        assert!(bibtex.contains("Արցախ"));
        let csl: serde_json::Value = serde_json::from_str(&cited.csl()).unwrap();
        assert_eq!(csl[0]["author"][0]["literal"], name);
        assert_eq!(csl[0]["issued"]["date-parts"], serde_json::json!([[2023, 5, 10]]));
    }
}
