//! What stands around every page: the way through the site, the demonstration's notice, the foot.

use chrono::{DateTime, Utc};
use domain::{Contact, Moment, Record, Selection, Slug};

use super::licence::Licence;
use super::old_state::{Earlier, OldNotice};
use super::script::{CursorScript, Script};
use crate::paths::press::{self, FeedKind};
use crate::text::dates;
use crate::{paths, t, text};

/// What the site is, the same for every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// The site's own beginning, `https://…`, when it is known.
    pub public_url: Option<String>,
    /// Where it listens on this machine.
    pub here: Option<String>,
    /// The notice of a demonstration.
    pub demonstration: Option<String>,
    /// The record as it was last saved, while there is no database.
    pub last_saved: Option<LastSaved>,
    /// Whether there are several corridors, and so a page of all of them.
    pub several: bool,
    /// Where the script of pages with islands is; none where it was not built.
    pub script: Option<Script>,
    /// Where the script of status pages is; none where it was not built.
    pub live: Option<String>,
    /// Where the scripts of the figure of trends are; none where they were not built.
    pub cursor: Option<CursorScript>,
    /// The organisation that keeps the record, as public history names it; the site itself where none is set.
    pub organisation: Option<String>,
    /// The licence of the record; none where none is stated.
    pub licence: Option<Licence>,
}

/// The public record is shown from the last good copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastSaved {
    /// When the newest revision of it was stored; none when it holds none.
    pub at: Option<DateTime<Utc>>,
}

impl LastSaved {
    /// Until when the record reaches, in a sentence.
    pub fn told(self) -> String {
        t!("last-saved-text", saved = self.at.map(dates::in_utc))
    }
}

/// What stands around one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chrome {
    /// The title of the window.
    pub title: String,
    /// What a search engine shows.
    pub description: Option<String>,
    /// The address of the page, whole when the site's beginning is known.
    pub canonical: Option<String>,
    /// The notice of a demonstration.
    pub demonstration: Option<String>,
    /// The record as it was last saved, while there is no database.
    pub last_saved: Option<LastSaved>,
    /// The ways from here, in order.
    pub ways: Vec<Way>,
    /// Whether it is a page of the desk.
    pub desk: bool,
    /// Whether it is a page that is looked up, with forms, terms and texts to copy.
    pub reference: bool,
    /// The script that brings its islands to life; only on a page of the desk that holds some.
    pub script: Option<Script>,
    /// Who is signed in, on a page of the desk.
    pub account: Option<Account>,
    /// What the foot says of the record; none where no record is shown.
    pub foot: Option<Foot>,
    /// On a page of an earlier state of the record: which one, and the way back.
    pub old: Option<OldNotice>,
    /// The way to earlier states of the page; none where there are none.
    pub earlier: Option<Earlier>,
    /// What programs that follow the corridor are led to: its feed.
    pub feed: Option<Way>,
    /// What other sites show beside a link to the page; only where the site's beginning is known.
    pub social: Option<Social>,
    /// The record as a dataset, for search engines: JSON in which nothing ends the element that it stands in.
    pub dataset: Option<String>,
    /// What tells readers of a newer state; only on status pages that show the record as it stands.
    pub live: Option<Live>,
    /// The script of the cursor; only on a page of trends with a drawing.
    pub cursor: Option<String>,
    /// Where other sites are told how to frame the page; none where it cannot be, or the site's beginning is not known.
    pub oembed: Option<String>,
}

/// A way to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Its words.
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// Whether the reader is there already.
    pub here: bool,
}

/// Who is signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The account's name, shown to itself only.
    pub name: String,
    /// Its role in words.
    pub role: String,
    /// Whether it looks after people, corridors and sources.
    pub admin: bool,
    /// The corridors whose threshold it may set.
    pub leads: Vec<Slug>,
    /// Whether it may import into any corridor.
    pub imports: bool,
}

/// What other sites show beside a link to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Social {
    /// The page, whole.
    pub url: String,
    /// Its picture, whole.
    pub image: String,
    /// Whether it is of one day, and so does not change every day.
    pub of_one_day: bool,
    /// Whether the picture is a card, whose size is known before it is loaded.
    pub is_card: bool,
}

impl Social {
    /// Of a page and its picture; none where the site's beginning is not known, since nothing else can be whole.
    pub fn of(site: &Site, page: &str, picture: &str, of_one_day: bool) -> Option<Self> {
        let whole = |path: &str| Some(paths::absolute(Some(site.public_url.as_deref()?), path));
        Some(Self { url: whole(page)?, image: whole(picture)?, of_one_day, is_card: true })
    }

    /// Of a page that shows a figure: the figure is its picture.
    pub fn of_figure(site: &Site, page: &str, picture: &str) -> Option<Self> {
        Some(Self { is_card: false, ..Self::of(site, page, picture, false)? })
    }
}

/// What tells readers of a page that a newer state of its corridor was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// The script.
    pub script: String,
    /// Where it hears of publications.
    pub events: String,
    /// The corridor.
    pub corridor: Slug,
    /// The version that the page shows; 0 when nothing is published.
    pub version: i64,
}

impl Live {
    /// Of a page that shows the record as it stands; none where an earlier state is shown, or the script was not built.
    pub fn of(site: &Site, record: &Record) -> Option<Self> {
        let script = site.live.clone().filter(|_| paths::as_of::state().is_none())?;
        let version = record.version().map_or(0, |version| version.seq);
        Some(Self { script, events: press::events_since(version), corridor: record.corridor().slug.clone(), version })
    }
}

/// What the foot of a page says of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot {
    /// `Record version 56 (c88d64e1), as it stood on 10 May 2023, 20:00 in Yerevan (16:00 UTC).`
    pub record: String,
    /// What is different now from the version that the page shows: of use on a copy.
    pub since: Option<String>,
    /// All files.
    pub data: String,
    /// How to reach the desk.
    pub contact: Option<String>,
    /// The zone in which a day is a date.
    pub zone: String,
}

impl Way {
    /// A way with its words.
    pub fn to(words: &str, href: impl Into<String>) -> Self {
        Self { words: words.to_owned(), href: href.into(), here: false }
    }

    /// The same, where the reader is already.
    pub fn here(words: &str, href: impl Into<String>) -> Self {
        Self { here: true, ..Self::to(words, href) }
    }
}

impl Foot {
    /// The foot of a page that shows a record as it stands.
    pub fn of(record: &Record, moment: &Moment) -> Self {
        let corridor = record.corridor();
        let then = moment_in_words(moment, &corridor.time_zone);
        let line = match record.version() {
            None => t!("record-none", moment = then),
            Some(version) => {
                let hash = version.hash.get(..8).unwrap_or_default();
                t!("record-version", version = version.seq.to_string(), hash = hash, moment = then)
            }
        };
        Self {
            record: line,
            since: record.version().map(|version| paths::changes_since(&corridor.slug, version.seq)),
            data: paths::files::data(&corridor.slug, &Selection::whole()),
            contact: corridor.contact.as_ref().map(Contact::as_str).map(str::to_owned),
            zone: corridor.time_zone.clone(),
        }
    }
}

/// `10 May 2023, 20:00 in Yerevan (16:00 UTC)`.
pub fn moment_in_words(moment: &Moment, zone: &str) -> String {
    dates::moment(moment, zone)
}

impl Chrome {
    /// What stands around a public page of the site as a whole.
    pub fn of_site(site: &Site, title: &str, path: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: None,
            canonical: Some(paths::absolute(site.public_url.as_deref(), &paths::as_of::without(path))),
            demonstration: site.demonstration.clone(),
            last_saved: site.last_saved,
            ways: vec![Way::to(&t!("way-corridors"), paths::index()), Way::to(&t!("way-about"), paths::about())],
            desk: false,
            reference: false,
            script: None,
            account: None,
            foot: None,
            old: OldNotice::of(None, path),
            earlier: None,
            feed: None,
            social: None,
            dataset: None,
            live: None,
            cursor: None,
            oembed: None,
        }
        .at(path)
    }

    /// What stands around a public page of a corridor.
    pub fn of_corridor(site: &Site, record: &Record, moment: &Moment, title: &str, path: &str) -> Self {
        let slug = &record.corridor().slug;
        let status = Way::to(&t!("way-status"), paths::corridor(slug));
        let trends = Way::to(&t!("trends-way"), paths::trends::trends(slug));
        let changes = Way::to(&t!("way-changes"), paths::changes(slug));
        let data = Way::to(&t!("way-data"), paths::files::data(slug, &Selection::whole()));
        let all = site.several.then(|| Way::to(&t!("way-all-corridors"), paths::index()));
        let about = Way::to(&t!("way-about"), paths::about());
        Self {
            ways: [status, trends, changes, data].into_iter().chain(all).chain([about]).collect(),
            foot: Some(Foot::of(record, moment)),
            old: OldNotice::of(Some(record), path),
            reference: true,
            earlier: Some(Earlier::of(Some(record), path, record.corridor().record_begins, moment.today)),
            feed: Some(Way::to(&t!("feed-way", kind = FeedKind::All.key()), press::feed(slug, FeedKind::All))),
            social: Social::of(site, path, &press::card(slug), false),
            ..Self::of_site(site, title, path)
        }
        .at(path)
    }

    /// What stands around a page of the desk.
    pub fn of_desk(site: &Site, title: &str, path: &str, account: Option<Account>) -> Self {
        let ways = match &account {
            Some(account) => {
                let kept = [
                    (t!("way-people"), paths::PEOPLE),
                    (t!("keep-way-sources"), paths::SOURCES),
                    (t!("keep-way-carriers"), paths::CARRIERS),
                    (t!("keep-way-corridors"), paths::CORRIDORS),
                    (t!("way-audit"), paths::AUDIT),
                ];
                let kept = kept.into_iter().filter(|_| account.admin).map(|(words, href)| Way::to(&words, href));
                let desk = [Way::to(&t!("way-desk"), paths::DESK), Way::to(&t!("way-review"), paths::REVIEW)];
                let import = account.imports.then(|| Way::to(&t!("way-import"), paths::IMPORTS));
                let me = Way::to(&t!("way-me"), paths::ME);
                desk.into_iter()
                    .chain(import)
                    .chain(kept)
                    .chain([me, Way::to(&t!("way-public"), paths::INDEX)])
                    .collect()
            }
            None => vec![Way::to(&t!("way-public"), paths::INDEX), Way::to(&t!("way-about"), paths::ABOUT)],
        };
        Self { ways, account, desk: true, reference: true, canonical: None, ..Self::of_site(site, title, path) }
            .at(path)
    }

    /// The same around a page of the desk that holds islands.
    pub fn with_islands(self, site: &Site) -> Self {
        Self { script: site.script.clone(), ..self }
    }

    fn at(mut self, path: &str) -> Self {
        // What is asked of a page leaves it the same place.
        let place = |address: &str| address.split('?').next().unwrap_or_default().to_owned();
        for way in &mut self.ways {
            way.here = place(&way.href) == place(path);
        }
        self
    }
}

/// The names of a corridor in English in one line, in alphabetical order: `Berdzor / Lachin corridor`.
pub fn corridor_name(record: &Record) -> String {
    joined_names(&record.corridor().names_in("en").into_iter().map(ToString::to_string).collect::<Vec<String>>())
}

/// Names that end with the same word give it once: `Berdzor / Lachin corridor`.
pub fn joined_names(names: &[String]) -> String {
    let last = |name: &String| name.rsplit_once(' ').map(|(_, last)| last.to_owned());
    let shared = names.first().and_then(last).filter(|word| names.iter().all(|name| last(name).as_ref() == Some(word)));
    match shared {
        Some(word) if names.len() > 1 => {
            let stems: Vec<&str> =
                names.iter().filter_map(|name| name.rsplit_once(' ').map(|(stem, _)| stem)).collect();
            format!("{} {word}", stems.join(" / "))
        }
        _ => names.join(" / "),
    }
}

/// The other names of a corridor, per language: tag and names.
pub fn other_names(record: &Record) -> Vec<(String, String)> {
    let names = record.corridor().names.iter().filter(|(tag, _)| tag.as_str() != "en");
    let in_language = |(tag, _): (&String, &Vec<domain::Label>)| {
        let names: Vec<String> = record.corridor().names_in(tag).into_iter().map(ToString::to_string).collect();
        (tag.clone(), joined_names(&names))
    };
    names.map(in_language).collect()
}

/// The two ends of the road: `Goris and Stepanakert / Khankendi`.
pub fn ends(record: &Record) -> Option<String> {
    let ends: Vec<String> = record.corridor().connects_in("en").into_iter().map(sorted_names).collect();
    (!ends.is_empty()).then(|| text::listed(&ends))
}

/// The names of one place, written `a / b`, in alphabetical order.
fn sorted_names(label: &domain::Label) -> String {
    let mut names: Vec<&str> = label.as_str().split(" / ").collect();
    names.sort_unstable();
    names.join(" / ")
}
