//! Who says so, with the way to the claim.

use chrono::NaiveDate;
use domain::Slug;
use domain::record::Said;
use domain::status::{DayStatus, StatusWord};

use crate::text::sentences::{self, Phrase};
use crate::{paths, t, text};

/// A source beside what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// What it says, when it differs from what is shown: `more than 30`.
    pub says: Option<String>,
    /// The source's name, with the side that it speaks for.
    pub name: String,
    /// The relay that carried its words.
    pub via: Option<String>,
    /// The claim on its day's page.
    pub href: String,
    /// The day of the claim, when it is not the day that is spoken of.
    pub date: Option<String>,
}

impl Cite {
    /// The source of a claim.
    pub fn of(slug: &Slug, said: &Said<'_>) -> Self {
        Self {
            says: None,
            name: name(said),
            via: said.report.via.as_ref().map(ToString::to_string),
            href: paths::claim(slug, said.date(), &said.claim.id),
            date: None,
        }
    }

    /// The sources of claims, each with its own words where they differ.
    pub fn list(slug: &Slug, claims: &[Said<'_>]) -> Vec<Self> {
        let differ = claims.windows(2).any(|two| two[0].claim.says != two[1].claim.says);
        let cite = |said: &Said<'_>| {
            let says = differ.then(|| text::capital(&text::figures::says(&said.claim.says)));
            Self { says, ..Self::of(slug, said) }
        };
        claims.iter().map(cite).collect()
    }

    /// Who says so of a day's status; in a dispute each with what it says, also those who said it later.
    pub fn of_status(slug: &Slug, day: &DayStatus<'_>, today: NaiveDate) -> Vec<Self> {
        let own = day.headline.claims();
        let agreed = own.windows(2).all(|two| two[0].claim.says == two[1].claim.says);
        if day.headline.word() != StatusWord::Disputed || !agreed {
            return Self::list(slug, own);
        }
        let says = |said: &Said<'_>| text::figures::says(&said.claim.says);
        let on_the_day = own.iter().map(|said| Self { says: Some(text::capital(&says(said))), ..Self::of(slug, said) });
        let differ = |said: &&Said<'_>| own.first().is_some_and(|first| first.claim.says != said.claim.says);
        let later = day.said_later.iter().filter(differ).map(|said| {
            let cite = Self { says: Some(t!("cite-said-later", says = says(said))), ..Self::of(slug, said) };
            cite.dated(said.date(), today)
        });
        on_the_day.chain(later).collect()
    }

    /// The same with the date of the claim.
    pub fn dated(self, date: NaiveDate, beside: NaiveDate) -> Self {
        Self { date: Some(text::dates::short(date, beside)), ..self }
    }

    /// In words: `more than 30: Armenian Weekly`; the source's name stands out.
    pub fn phrase(&self) -> Phrase {
        sentences::cite(self.says.as_deref(), &self.name, self.via.as_deref(), self.date.as_deref())
    }

    /// As text: `more than 30: Armenian Weekly`.
    pub fn text(&self) -> String {
        self.phrase().text().replace('\u{a0}', " ")
    }
}

/// The source's name, with its side where one is recorded.
pub fn name(said: &Said<'_>) -> String {
    match said.source.and_then(|source| source.side.as_ref()) {
        Some(side) => t!("source-with-side", source = said.source_name(), side = side.as_str()),
        None => said.source_name().to_owned(),
    }
}

/// Sources in one line of text.
pub fn line(cites: &[Cite]) -> String {
    sentences::cites(cites.iter().map(Cite::text))
}
