//! The addresses of what leaves the site: feeds, embeds, the badge, cards; and of what tells others of them.

use chrono::NaiveDate;
use domain::{Direction, Measure, Slug};

use super::{corridor_plain, day_plain, public, query};

/// What tells other sites how to show a page of this one.
pub const OEMBED: &str = "/oembed";
/// Where a browser hears of publications as they happen.
pub const EVENTS: &str = "/api/v1/events";

/// Which publications a feed tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedKind {
    /// Every one.
    All,
    /// Those that say something of access.
    Status,
    /// Those that say something of any number.
    Figures,
    /// Corrections, and what was taken out of sight.
    Corrections,
}

impl FeedKind {
    /// All feeds.
    pub const ALL: [Self; 4] = [Self::All, Self::Status, Self::Figures, Self::Corrections];

    /// The word in its address.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Status => "status",
            Self::Figures => "figures",
            Self::Corrections => "corrections",
        }
    }
}

/// A feed of a corridor.
pub fn feed(slug: &Slug, kind: FeedKind) -> String {
    let corridor = corridor_plain(slug);
    public(match kind {
        FeedKind::All => format!("{corridor}/feed.atom"),
        kind => format!("{corridor}/feed/{}.atom", kind.key()),
    })
}

/// What an embed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmbedView {
    /// The status with its sentence.
    Status,
    /// A measure over days.
    Chart,
    /// The latest figures of a measure.
    Figure,
}

impl EmbedView {
    /// All views.
    pub const ALL: [Self; 3] = [Self::Status, Self::Chart, Self::Figure];

    /// The word in its address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Chart => "chart",
            Self::Figure => "figure",
        }
    }
}

/// In which colours an embed is shown, whatever the reader's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The word in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What an embed is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedEmbed {
    /// What it shows.
    pub view: EmbedView,
    /// What is counted; of the status: nothing.
    pub measure: Measure,
    /// Which way; none: outwards where there is a choice, in a figure both.
    pub direction: Option<Direction>,
    /// The first day of a chart.
    pub from: Option<NaiveDate>,
    /// The last day of a chart.
    pub to: Option<NaiveDate>,
    /// In which colours; none: the reader's own.
    pub theme: Option<Theme>,
}

impl AskedEmbed {
    /// What stands for a measure that was not named.
    pub const UNNAMED: Measure = Measure::PatientsTransferred;

    /// A view of which nothing else is asked.
    pub fn of(view: EmbedView) -> Self {
        Self { view, measure: Self::UNNAMED, direction: None, from: None, to: None, theme: None }
    }
}

/// An embed: the one way to write it.
pub fn embed(slug: &Slug, asked: &AskedEmbed) -> String {
    let of_measure = asked.view != EmbedView::Status;
    let measure =
        (of_measure && asked.measure != AskedEmbed::UNNAMED).then(|| ("measure", asked.measure.key().to_owned()));
    let direction = asked.direction.filter(|_| of_measure).map(|way| ("direction", way.key().to_owned()));
    let is_chart = asked.view == EmbedView::Chart;
    let from = asked.from.filter(|_| is_chart).map(|date| ("from", date.to_string()));
    let to = asked.to.filter(|_| is_chart).map(|date| ("to", date.to_string()));
    let theme = asked.theme.map(|theme| ("theme", theme.key().to_owned()));
    let fields = [measure, direction, from, to, theme].into_iter().flatten();
    public(format!("/embed/{slug}/{}{}", asked.view.key(), query(fields)))
}

/// What tells other sites how to show the page at a whole address.
pub fn oembed(address: &str) -> String {
    format!("{OEMBED}{}", query([("url", address.to_owned()), ("format", "json".to_owned())]))
}

/// How to show a corridor on another site: embeds, badge, card, feeds.
pub fn share(slug: &Slug) -> String {
    public(format!("{}/share", corridor_plain(slug)))
}

/// The status as a small picture.
pub fn badge(slug: &Slug) -> String {
    public(format!("{}/badge.svg", corridor_plain(slug)))
}

/// The picture that is shown beside a link to a corridor.
pub fn card(slug: &Slug) -> String {
    public(format!("{}/card.png", corridor_plain(slug)))
}

/// The same of one day.
pub fn card_of_day(slug: &Slug, date: NaiveDate) -> String {
    public(format!("{}/card.png", day_plain(slug, date)))
}

/// Where a page that shows a version of the record hears of later ones.
pub fn events_since(version: i64) -> String {
    format!("{EVENTS}?since={version}")
}

/// The corridor and the view that an address of this site shows, its query left out: a status page or an embed.
pub fn shown_at(path: &str) -> Option<(Slug, EmbedView)> {
    let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    match parts[..] {
        ["c", slug] => Some((slug.parse().ok()?, EmbedView::Status)),
        ["embed", slug, view] => {
            let view = EmbedView::ALL.into_iter().find(|known| known.key() == view)?;
            Some((slug.parse().ok()?, view))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embed_has_one_spelling_and_says_no_more_than_its_view_takes() {
        let slug: Slug = "lachin".parse().unwrap();
        let all = AskedEmbed {
            measure: Measure::PatientsAwaiting,
            direction: Some(Direction::Return),
            from: "2023-05-01".parse().ok(),
            to: "2023-05-10".parse().ok(),
            theme: Some(Theme::Dark),
            ..AskedEmbed::of(EmbedView::Status)
        };
        assert_eq!(embed(&slug, &all), "/embed/lachin/status?theme=dark");
        let figure = AskedEmbed { view: EmbedView::Figure, ..all };
        assert_eq!(embed(&slug, &figure), "/embed/lachin/figure?measure=patients_awaiting&direction=return&theme=dark");
        let chart = AskedEmbed { view: EmbedView::Chart, theme: None, measure: AskedEmbed::UNNAMED, ..all };
        assert_eq!(embed(&slug, &chart), "/embed/lachin/chart?direction=return&from=2023-05-01&to=2023-05-10");
    }

    #[test]
    fn of_addresses_only_status_pages_and_embeds_are_shown_elsewhere() {
        let slug: Slug = "lachin".parse().unwrap();
        assert_eq!(shown_at("/c/lachin"), Some((slug.clone(), EmbedView::Status)));
        assert_eq!(shown_at("/embed/lachin/chart"), Some((slug, EmbedView::Chart)));
        for other in ["", "/", "c/lachin", "/c/", "/c/lachin/", "/c/lachin/changes", "/embed/lachin/other", "/staff"] {
            assert_eq!(shown_at(other), None, "{other}");
        }
    }
}
