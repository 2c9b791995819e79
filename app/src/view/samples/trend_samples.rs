//! Samples of trends: of each kind of number by each step, beside another corridor, and refused.

use std::collections::BTreeSet;

use domain::{By, Measure, Moment, Record, Slug};

use crate::paths::trends::AskedTrends;
use crate::view::chrome::Site;
use crate::view::trends::TrendsPage;
use crate::view::trends::choice::{self, TypedTrends};

/// The pages; in the last one nothing of what was typed can be read.
pub fn trends(words: &str, site: &Site, record: &Record, moment: &Moment) -> Vec<TrendsPage> {
    let own = (record, moment);
    let offered: Vec<(Slug, String)> = vec![(record.corridor().slug.clone(), words.to_owned())];
    let of = |measure: Measure| By::ALL.map(|by| AskedTrends { by, ..AskedTrends::of(measure) });
    let draw = |asked: AskedTrends| TrendsPage::of(site, own, &[own], &offered, &asked, &|_, _| String::new());
    let pages = Measure::ALL.into_iter().flat_map(of).map(draw);
    let typed = || words.to_owned();
    let typed = TypedTrends {
        measure: typed(),
        by: typed(),
        from: typed(),
        to: typed(),
        parts: crate::paths::trends::PARTS.into_iter().map(|part| (part, typed())).collect(),
        compare: vec![typed()],
    };
    let wrong = choice::understood(record, moment, &BTreeSet::new(), &typed).err().unwrap_or_default();
    let refused = TrendsPage::refused(site, own, &offered, &typed, wrong);
    pages.chain([refused]).collect()
}
