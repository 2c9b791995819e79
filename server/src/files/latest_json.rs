//! `latest.json`: what the status page says, for programs. The same sentence, the same figures, the same sources.

use app::paths;
use app::text::figures;
use app::view::chart;
use app::view::chrome::Site;
use app::view::cite;
use app::view::sentence::{Sentence, latest_of_each};
use chrono::{NaiveDate, SecondsFormat, TimeDelta};
use domain::figure::DayFigure;
use domain::measure::MeasureKind;
use domain::record::Said;
use domain::status::{DayStatus, Headline, day_counts};
use domain::streak::{Mover, Streak};
use domain::{Freshness, Moment, PublicDay, Record, Slug, Thing, history};
use serde::Serialize;

use super::typed_cell::rfc_3339;

#[derive(Serialize)]
struct Latest<'r> {
    corridor: &'r Slug,
    as_of: String,
    date: NaiveDate,
    sentence: String,
    status: Status,
    streaks: Vec<StreakLine>,
    figures: Vec<FigureLine<'r>>,
    freshness: FreshnessLine,
    url: String,
    version: Option<VersionLine>,
    corrections: Vec<CorrectionLine<'r>>,
}

#[derive(Serialize)]
struct CorrectionLine<'r> {
    date: NaiveDate,
    seq: i64,
    corrected_at: String,
    reason: Option<&'r str>,
    url: String,
}

/// The newest revision of the corridor, and the hash that vouches for all before it: what to keep, and to ask `corridor
/// verify --head` about.
#[derive(Serialize)]
struct VersionLine {
    revision: i64,
    hash: String,
}

#[derive(Serialize)]
struct Status {
    value: &'static str,
    since: Option<NaiveDate>,
    day: Option<i64>,
    by_class: Vec<ClassLine>,
    sources: Vec<SourceLine>,
}

#[derive(Serialize)]
struct ClassLine {
    access: &'static str,
    value: &'static str,
    sources: Vec<SourceLine>,
}

#[derive(Serialize)]
struct SourceLine {
    name: String,
    via: Option<String>,
    says: String,
    date: NaiveDate,
    claim: String,
    source_url: Option<String>,
}

#[derive(Serialize)]
struct StreakLine {
    carrier: Option<String>,
    last: NaiveDate,
    fewest: i64,
    most: Option<i64>,
    days_without_report: i64,
    sources: Vec<SourceLine>,
}

#[derive(Serialize)]
struct FigureLine<'r> {
    #[serde(flatten)]
    thing: &'r Thing,
    low: Option<u64>,
    high: Option<u64>,
    approximate: bool,
    words: String,
    disputed: bool,
    withheld: bool,
    date: NaiveDate,
    sources: Vec<SourceLine>,
}

#[derive(Serialize)]
struct FreshnessLine {
    value: &'static str,
    last_report: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    days_late: i64,
}

/// The bytes of `latest.json` at a moment.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn write(site: &Site, record: &Record, moment: &Moment) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&latest(site, record, moment))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The same for the API, whose instants all have milliseconds.
pub(super) fn for_api(site: &Site, record: &Record, moment: &Moment) -> impl Serialize {
    Latest { as_of: rfc_3339(moment.instant), ..latest(site, record, moment) }
}

fn latest<'r>(site: &Site, record: &'r Record, moment: &Moment) -> Latest<'r> {
    let slug = &record.corridor().slug;
    let status = DayStatus::of(record, moment.today, moment.today);
    Latest {
        corridor: slug,
        as_of: moment.instant.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        date: moment.today,
        sentence: Sentence::of(record, moment).text(),
        status: self::status(&status),
        streaks: Streak::all(record, moment.today).iter().map(streak).collect(),
        figures: latest_of_each(record, moment.today, |thing| thing.measure.kind() != MeasureKind::Access)
            .iter()
            .map(figure)
            .collect(),
        freshness: freshness(&Freshness::of(record, moment)),
        url: paths::absolute(site.public_url.as_deref(), &paths::corridor(slug)),
        version: record.version().map(|version| VersionLine { revision: version.seq, hash: version.hash }),
        corrections: corrections(site, record, moment),
    }
}

/// What was corrected within as many days as the page's charts show, the newest first: who copied a figure before can tell
/// by it.
fn corrections<'r>(site: &Site, record: &'r Record, moment: &Moment) -> Vec<CorrectionLine<'r>> {
    let slug = &record.corridor().slug;
    let recent = moment.instant - TimeDelta::days(chart::DAYS);
    let all = record.days().flat_map(|day| history::corrections(record, day.date));
    let mut all: Vec<&PublicDay> = all.map(|(_, state)| state).filter(|state| state.published_at > recent).collect();
    all.sort_by_key(|state| std::cmp::Reverse(state.seq));
    let line = |state: &&'r PublicDay| CorrectionLine {
        date: state.date,
        seq: state.seq,
        corrected_at: state.published_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        reason: state.reason.as_deref(),
        url: paths::absolute(site.public_url.as_deref(), &paths::change(slug, state.seq)),
    };
    all.iter().map(line).collect()
}

fn status(day: &DayStatus<'_>) -> Status {
    let count = day_counts(day).into_iter().next();
    let by_class = |(class, headline): &(domain::AccessClass, Headline<'_>)| ClassLine {
        access: class.key(),
        value: headline.word().key(),
        sources: sources(headline.claims()),
    };
    Status {
        value: day.headline.word().key(),
        since: count.as_ref().map(|count| count.since),
        day: count.as_ref().map(|count| count.number),
        by_class: day.classes.iter().map(by_class).collect(),
        sources: sources(day.headline.claims()),
    }
}

fn streak(streak: &Streak<'_>) -> StreakLine {
    let carrier = if let Mover::Carrier(carrier) = &streak.mover { Some(carrier.to_string()) } else { None };
    let claims: Vec<Said<'_>> = streak.claims.iter().chain(&streak.widened_by).copied().collect();
    StreakLine {
        carrier,
        last: streak.last,
        fewest: streak.fewest,
        most: streak.most,
        days_without_report: streak.silent_days,
        sources: sources(&claims),
    }
}

fn figure<'r>(figure: &DayFigure<'r>) -> FigureLine<'r> {
    let interval = figure.figure.as_ref().map(|figure| figure.interval);
    FigureLine {
        thing: figure.thing,
        low: interval.map(|interval| interval.low),
        high: interval.and_then(|interval| interval.high),
        approximate: figure.figure.as_ref().is_some_and(|figure| figure.approximate),
        words: plain(&figures::of_day(figure)),
        disputed: figure.is_disputed(),
        withheld: figure.is_withheld(),
        date: figure.date,
        sources: sources(&figure.speaking),
    }
}

fn sources(claims: &[Said<'_>]) -> Vec<SourceLine> {
    let line = |said: &Said<'_>| SourceLine {
        name: cite::name(said),
        via: said.report.via.as_ref().map(ToString::to_string),
        says: plain(&figures::says(&said.claim.says)),
        date: said.date(),
        claim: said.claim.id.clone(),
        source_url: said.report.url.as_ref().map(ToString::to_string),
    };
    claims.iter().map(line).collect()
}

fn freshness(freshness: &Freshness) -> FreshnessLine {
    FreshnessLine {
        value: freshness.state.key(),
        last_report: freshness.last_report,
        due_on: freshness.due_on,
        days_late: freshness.late,
    }
}

/// Programs compare words: a no-break space is for eyes.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
