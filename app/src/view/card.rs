//! The picture beside a link to a corridor or to one of its days, and the badge: status, date, who says so, and a correction.
//! What letters a picture can hold is not known here.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::figure::DayFigure;
use domain::status::DayStatus;
use domain::{Moment, Record};

use super::chrome::{self, Foot, Site};
use super::cite::{self, Cite};
use super::correction::{CorrectionNotice, Corrections};
use super::mark::Mark;
use super::sentence::Sentence;
use super::status_page;
use crate::t;
use crate::text::{dates, labels, sentences};

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The corridor in an address: what it is called where none of its names can be drawn.
    pub slug: String,
    /// Its English names, each by itself.
    pub names: Vec<String>,
    /// Its names in other languages, a line each.
    pub other_names: Vec<String>,
    /// `Wednesday 10 May 2023`.
    pub day: String,
    /// The shape of the status.
    pub mark: Mark,
    /// The status in one word, with a capital.
    pub word: String,
    /// Who says so.
    pub who: Vec<String>,
    /// What else is known, each with who says so; the first is asked for first.
    pub lines: Vec<String>,
    /// What was corrected of it.
    pub corrected: Option<String>,
    /// The site, and what the record is.
    pub foot: String,
    /// That it is a demonstration.
    pub demonstration: Option<String>,
    /// What stands for a source whose name cannot be drawn.
    pub unnamed: String,
}

/// The status as a small picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// The shape of the status.
    pub mark: Mark,
    /// The status in one word, with a capital.
    pub word: String,
    /// `10 May 2023`.
    pub day: String,
    /// Who says so; what was reported last where nobody says anything.
    pub who: String,
    /// That a correction was published lately.
    pub corrected: Option<String>,
    /// All of it in a sentence, with the corridor's names.
    pub described: String,
}

impl Card {
    /// The picture of a corridor at a moment.
    pub fn of(site: &Site, record: &Record, moment: &Moment) -> Self {
        let sentence = Sentence::of(record, moment);
        let clause = |clause: &super::sentence::Clause| {
            sentences::clause(&clause.phrase.clone().capital(), &cite::line(&clause.cites))
        };
        let lines = sentence.clauses.iter().map(clause).collect();
        let corrections = of_sentence(record, moment, &sentence);
        let told = (sentence.mark, sentence.word, sentence.cites);
        Self::new(site, record, moment, moment.today, told, lines, &corrections)
    }

    /// The picture of one of its days.
    pub fn of_day(site: &Site, record: &Record, moment: &Moment, date: NaiveDate) -> Self {
        let status = DayStatus::of(record, date, moment.today);
        let slug = &record.corridor().slug;
        let figures = DayFigure::all(record, date);
        let figure = |figure: &DayFigure<'_>| {
            let cites = cite::line(&Cite::list(slug, &figure.speaking));
            sentences::clause(&status_page::day_figure(figure, date), &cites)
        };
        // Who says something else comes first: a picture may have no room for all.
        let said = status_page::status_lines(&status, moment).into_iter().skip(status.headline.claims().len());
        let told = figures.iter().filter(|one| status_page::is_told_of_day(one)).map(figure);
        let mut lines: Vec<String> = said.chain(told).collect();
        if record.day(date).is_none() {
            lines.push(t!("card-no-report", date = dates::full(date)));
        }
        let word = labels::status_word(status.headline.word());
        let told = (Mark::of_day(&status), word, Cite::of_status(slug, &status, moment.today));
        Self::new(site, record, moment, date, told, lines, &Corrections::of_day(record, moment, date))
    }

    fn new(
        site: &Site,
        record: &Record,
        moment: &Moment,
        date: NaiveDate,
        (mark, word, cites): (Mark, String, Vec<Cite>),
        lines: Vec<String>,
        corrections: &Corrections,
    ) -> Self {
        let corridor = record.corridor();
        Self {
            slug: corridor.slug.to_string(),
            names: corridor.names_in("en").into_iter().map(ToString::to_string).collect(),
            other_names: chrome::other_names(record).into_iter().map(|(_, names)| names).collect(),
            day: dates::long(date),
            mark,
            word,
            who: cites.iter().map(Cite::text).collect(),
            lines,
            corrected: corrections.told.first().map(in_words),
            foot: t!("card-foot", record = Foot::of(record, moment).record),
            demonstration: site.demonstration.as_ref().map(|_| t!("demonstration")),
            unnamed: t!("card-unnamed"),
        }
    }

    /// The last line of a picture that has no room for so many of its lines.
    pub fn more(lines: usize) -> String {
        t!("card-more", more = lines)
    }

    /// The same with nothing in it that people wrote.
    pub fn plain(&self) -> Self {
        Self {
            names: Vec::new(),
            other_names: Vec::new(),
            who: Vec::new(),
            lines: Vec::new(),
            corrected: None,
            ..self.clone()
        }
    }
}

/// Corrections published lately, or of what a sentence cites.
pub fn of_sentence(record: &Record, moment: &Moment, sentence: &Sentence) -> Corrections {
    let clauses = sentence.clauses.iter().flat_map(|clause| &clause.cites);
    let cited: BTreeSet<&str> = sentence.cites.iter().chain(clauses).map(|cite| cite.href.as_str()).collect();
    Corrections::lately_or_cited(record, moment, &cited)
}

/// `Corrected 10 May 2023, 20:30. 29 April: Patients moved out: 16, now 17.`
fn in_words(notice: &CorrectionNotice) -> String {
    let day = notice.day.as_ref().map(|day| format!("{}:", day.words));
    // Few fonts have the arrow.
    let line = notice.lines.first().map(|line| line.text().replace("\u{a0}→ ", &t!("card-now")));
    [Some(notice.when.clone()), day, line].into_iter().flatten().collect::<Vec<String>>().join(" ")
}

impl Badge {
    /// The badge at a moment.
    pub fn of(record: &Record, moment: &Moment) -> Self {
        let sentence = Sentence::of(record, moment);
        let day = dates::full(moment.today);
        let who = if sentence.cites.is_empty() {
            let told = sentence.clauses.iter().take(2);
            let told = told.map(|clause| sentences::clause(&clause.phrase, &cite::line(&clause.cites)));
            sentences::cites(told)
        } else {
            cite::line(&sentence.cites)
        };
        let corrections = of_sentence(record, moment, &sentence);
        let corrected = corrections.told.first().map(|told| {
            let date = told.day.as_ref().map_or_else(String::new, |day| day.words.clone());
            t!("badge-corrected", date = date)
        });
        let name = chrome::corridor_name(record);
        let described = t!(
            "badge-described",
            corridor = name,
            word = sentence.word.as_str(),
            date = day.as_str(),
            who = who.as_str(),
            corrected = corrected.clone()
        );
        Self { mark: sentence.mark, word: sentence.word, day, who, corrected, described }
    }
}
