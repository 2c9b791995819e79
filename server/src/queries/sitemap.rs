//! What search engines are told: which pages there are, and which they may read.

use app::paths;
use app::view::chrome::Site;
use domain::{Choices, Selection};

use crate::edition::Edition;

/// `robots.txt`: nothing of a demonstration, all but the desk of a site.
pub fn robots(site: &Site) -> String {
    let url = site.public_url.as_deref();
    let map = url.map(|url| format!("Sitemap: {}\n", paths::absolute(Some(url), paths::SITEMAP)));
    let closed = if site.demonstration.is_some() { paths::INDEX } else { paths::DESK };
    format!("User-agent: *\nDisallow: {closed}\n{}", map.unwrap_or_default())
}

/// `sitemap.xml`: nothing but the sitemap format's own requirement of absolute addresses keeps it empty without a
/// public address.
pub fn sitemap(edition: &Edition) -> String {
    let mut all = vec![paths::INDEX.to_owned(), paths::ABOUT.to_owned()];
    for shown in edition.all() {
        let record = &shown.corridor.record;
        let slug = &record.corridor().slug;
        all.push(paths::corridor(slug));
        all.push(paths::trends::trends(slug));
        all.push(paths::changes(slug));
        all.push(paths::files::data(slug, &Selection::whole()));
        all.push(paths::press::share(slug));
        all.push(paths::files::measures(slug));
        let spoken_of = Choices::of(record).measures.into_iter();
        all.extend(spoken_of.map(|measure| paths::files::measure(slug, measure)));
        all.extend(record.days().map(|day| paths::day(slug, day.date)));
        let mut months: Vec<String> = record.days().map(|day| paths::month(slug, day.date)).collect();
        months.dedup();
        all.extend(months);
    }
    let entries = edition.site.public_url.as_deref().map(|url| {
        let entry = |path: &String| format!("<url><loc>{}</loc></url>\n", paths::absolute(Some(url), path));
        all.iter().map(entry).collect::<String>()
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</urlset>\n",
        entries.unwrap_or_default()
    )
}
