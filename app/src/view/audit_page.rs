//! What was done at the desk and at the command line, searchable by admins.

use chrono::{DateTime, NaiveDate, Utc};
use domain::read_day;

use super::chrome::{Account, Chrome, Site};
use crate::text::dates;
use crate::{paths, t};

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What was searched for, as it was typed.
    pub search: AuditSearch,
    /// What can be chosen as verb: a noun alone, or noun and verb.
    pub verbs: Vec<String>,
    /// What is wrong with a date that was typed: the field's name and words.
    pub problems: Vec<(String, String)>,
    /// The lines, newest first.
    pub lines: Vec<AuditRow>,
    /// Where older ones stand.
    pub older: Option<String>,
    /// The same lines as a table, without an end.
    pub export: String,
}

/// What is searched for, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditSearch {
    /// Stands in the subject or the detail.
    pub text: String,
    /// The account.
    pub account: String,
    /// What was done.
    pub verb: String,
    /// The first day, in UTC.
    pub from: String,
    /// The last day, in UTC.
    pub to: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place.
    pub seq: String,
    /// `10 May 2023, 16:00 UTC`.
    pub at: String,
    /// Who did it.
    pub account: String,
    /// What was done, as `noun.verb`.
    pub verb: String,
    /// What it was done to.
    pub subject: String,
    /// More about it.
    pub detail: Option<String>,
}

/// A line as it is stored.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of AuditRow")]
pub struct Stored<'a> {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub account: &'a str,
    pub verb: &'a str,
    pub subject: &'a str,
    pub detail: Option<&'a str>,
}

impl AuditSearch {
    /// The first and the last day that are meant, or what is wrong with them.
    ///
    /// # Errors
    /// Each problem with the name of its field.
    #[expect(clippy::type_complexity, reason = "two days, or the problems of a form")]
    pub fn days(&self) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Vec<(String, String)>> {
        let read = |name: &str, text: &str| match text.trim() {
            "" => Ok(None),
            text => match read_day(text) {
                Some(date) => Ok(Some(date)),
                None => Err((name.to_owned(), t!("unreadable-day", text = text))),
            },
        };
        match (read("from", &self.from), read("to", &self.to)) {
            (Ok(Some(from)), Ok(Some(to))) if from > to => {
                let words = t!("unreadable-backwards", from = from.to_string(), to = to.to_string());
                Err(vec![("from".to_owned(), words)])
            }
            (Ok(from), Ok(to)) => Ok((from, to)),
            (from, to) => Err([from.err(), to.err()].into_iter().flatten().collect()),
        }
    }

    fn query(&self, before: Option<i64>) -> String {
        let fields = [
            ("q", &self.text),
            ("account", &self.account),
            ("verb", &self.verb),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let typed = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let typed = typed.map(|(name, value)| (name, value.clone()));
        paths::query(typed.chain(before.map(|seq| ("before", seq.to_string()))))
    }
}

impl AuditPage {
    /// The page over lines; `more` when there are older ones.
    pub fn of(
        site: &Site,
        account: Account,
        search: AuditSearch,
        mut verbs: Vec<String>,
        lines: &[Stored<'_>],
        more: bool,
    ) -> Self {
        let nouns: Vec<String> = verbs.iter().filter_map(|verb| Some(verb.split_once('.')?.0.to_owned())).collect();
        verbs.extend(nouns);
        verbs.sort();
        verbs.dedup();
        let older =
            lines.last().filter(|_| more).map(|last| format!("{}{}", paths::AUDIT, search.query(Some(last.seq))));
        Self {
            chrome: Chrome::of_desk(site, &t!("audit-title"), paths::AUDIT, Some(account)),
            export: format!("{}{}", paths::AUDIT_CSV, search.query(None)),
            search,
            verbs,
            problems: Vec::new(),
            lines: lines.iter().map(row).collect(),
            older,
        }
    }

    /// The page that says what is wrong with what was searched for.
    pub fn refused(self, problems: Vec<(String, String)>) -> Self {
        Self { problems, ..self }
    }
}

fn row(line: &Stored<'_>) -> AuditRow {
    AuditRow {
        seq: line.seq.to_string(),
        at: dates::in_utc(line.at),
        account: line.account.to_owned(),
        verb: line.verb.to_owned(),
        subject: line.subject.to_owned(),
        detail: line.detail.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_told_at_its_field_and_days_run_forwards() {
        let search =
            |from: &str, to: &str| AuditSearch { from: from.to_owned(), to: to.to_owned(), ..Default::default() };
        for (from, to, fields) in [
            ("yesterday", "", vec!["from"]),
            ("", "2023-5-1", vec!["to"]),
            ("2023-02-30", "x", vec!["from", "to"]),
            ("2023-05-02", "2023-05-01", vec!["from"]),
        ] {
            let told = search(from, to).days().unwrap_err();
            assert_eq!(told.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), fields, "{from} {to}");
        }
        assert_eq!(search("", " ").days(), Ok((None, None)));
        assert!(search("2023-05-01", "2023-05-01").days().is_ok());
    }
}
