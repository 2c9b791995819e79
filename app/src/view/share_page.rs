//! How to show a corridor on another site: what can be put into a page, ready to be copied.

use domain::{Measure, MeasureKind, Moment, Record, Slug, Stage};

use super::chrome::{self, Chrome, Site, Way};
use super::citation::Citation;
use super::feed;
use crate::paths::press::{self, AskedEmbed, EmbedView, Theme};
use crate::text::labels;
use crate::{paths, t};

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// The corridor's names and page.
    pub corridor: Way,
    /// That addresses are not whole, because the site's beginning is not known.
    pub incomplete: Option<String>,
    /// Frames.
    pub frames: Vec<Code>,
    /// Pictures.
    pub pictures: Vec<Code>,
    /// What can be written into an address, and what it does.
    pub choices: Vec<(String, String)>,
    /// The feeds.
    pub feeds: Vec<Way>,
    /// How to cite the corridor.
    pub citation: Citation,
}

/// Something to be copied into a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What it shows.
    pub words: String,
    /// The same by itself.
    pub href: String,
    /// How large it is, where that can be chosen.
    pub size: Option<String>,
    /// What is copied.
    pub code: String,
}

impl SharePage {
    /// The page at a moment.
    pub fn of(site: &Site, record: &Record, moment: &Moment) -> Self {
        let slug = &record.corridor().slug;
        let name = chrome::corridor_name(record);
        let url = site.public_url.as_deref();
        let title = t!("share-title", corridor = name.as_str());
        Self {
            chrome: Chrome::of_corridor(site, record, moment, &title, &press::share(slug)),
            corridor: Way::to(&name, paths::corridor(slug)),
            incomplete: url.is_none().then(|| t!("share-no-address")),
            frames: frames(url, record, &name),
            pictures: pictures(url, slug, &name),
            choices: choices(record),
            feeds: feed::ways(slug),
            citation: Citation::of_record(site, record, moment),
        }
    }
}

/// How large a frame is unless somebody says otherwise, in pixels: so that what it shows of most records stands in it.
pub fn usual_size(view: EmbedView) -> (u32, u32) {
    match view {
        EmbedView::Status => (640, 900),
        EmbedView::Chart => (720, 900),
        EmbedView::Figure => (480, 480),
    }
}

/// A frame as it is written into another page.
pub fn frame_code(src: &str, title: &str, (width, height): (u32, u32)) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" \
         style=\"border:0;max-width:100%\"></iframe>",
        quoted(src),
        quoted(title)
    )
}

/// A text within the quotes of an attribute.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn frames(url: Option<&str>, record: &Record, name: &str) -> Vec<Code> {
    let slug = &record.corridor().slug;
    let code = |words: String, asked: AskedEmbed| {
        let (href, size) = (press::embed(slug, &asked), usual_size(asked.view));
        let title = t!("embed-title-chart", finding = words.as_str(), corridor = name);
        Code {
            href: href.clone(),
            size: Some(t!("share-size", width = size.0.to_string(), height = size.1.to_string())),
            code: frame_code(&paths::absolute(url, &href), &title, size),
            words,
        }
    };
    let measures = measures(record);
    let of = |view: EmbedView, measure: Measure| AskedEmbed { measure, ..AskedEmbed::of(view) };
    let charts = measures.iter().map(|measure| {
        code(t!("share-chart", measure = labels::measure_heading(*measure)), of(EmbedView::Chart, *measure))
    });
    let counted = measures.iter().filter(|measure| measure.kind() != MeasureKind::Access);
    let figures = counted.map(|measure| {
        code(t!("share-figure", measure = labels::measure_heading(*measure)), of(EmbedView::Figure, *measure))
    });
    let status = code(t!("share-status"), AskedEmbed::of(EmbedView::Status));
    [status].into_iter().chain(charts).chain(figures).collect()
}

/// What is counted in a record.
fn measures(record: &Record) -> Vec<Measure> {
    let is_counted = |measure: &Measure| {
        let claims = record.days().flat_map(|day| day.claims());
        claims.map(|(_, claim)| &claim.thing).any(|thing| thing.measure == *measure && thing.stage == Stage::Done)
    };
    Measure::ALL.into_iter().filter(is_counted).collect()
}

fn pictures(url: Option<&str>, slug: &Slug, name: &str) -> Vec<Code> {
    let badge = press::badge(slug);
    let page = quoted(&paths::absolute(url, &paths::corridor(slug)));
    let alt = quoted(&t!("share-badge-alt", corridor = name));
    let src = quoted(&paths::absolute(url, &badge));
    let code = format!("<a href=\"{page}\"><img src=\"{src}\" alt=\"{alt}\"></a>");
    let card = press::card(slug);
    vec![
        Code { words: t!("share-badge"), href: badge, size: None, code },
        Code { words: t!("share-card"), code: paths::absolute(url, &card), href: card, size: None },
    ]
}

/// What can be asked of an embed, as it is written.
fn choices(record: &Record) -> Vec<(String, String)> {
    let begins = record.corridor().record_begins;
    let themes =
        Theme::ALL.map(|theme| (format!("theme={}", theme.key()), t!("share-theme-means", theme = theme.key())));
    let measures = measures(record).into_iter().map(|measure| {
        let means = t!("share-measure-means", measure = labels::measure_heading(measure));
        (format!("measure={}", measure.key()), means)
    });
    let days = (format!("from={begins}&to={begins}"), t!("share-days-means"));
    let as_of = (format!("{}={begins}", paths::as_of::NAME), t!("share-as-of-means"));
    themes.into_iter().chain(measures).chain([days, as_of]).collect()
}
