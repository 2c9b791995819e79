//! Typed paths: the only place where an address of this site is spelled. Public ones carry on the state of the record
//! that is being shown: write them with `public`.

pub mod api;
pub mod as_of;
pub mod files;
pub mod press;
pub mod trends;

use std::collections::BTreeSet;
use std::fmt::Display;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{AsOf, Direction, EntryKind, Measure, Slug, read_day};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All corridors.
pub const INDEX: &str = "/";
/// Method, definitions, corrections, privacy.
pub const ABOUT: &str = "/about";
/// What search engines may read.
pub const ROBOTS: &str = "/robots.txt";
/// All pages, for search engines.
pub const SITEMAP: &str = "/sitemap.xml";
/// Where the files stand that browsers load beside a page.
const ASSETS: &str = "/assets/";
/// The desk's first page.
pub const DESK: &str = "/staff";
/// Where the desk signs in.
pub const SIGN_IN: &str = "/staff/sign-in";
/// Where the desk signs out.
pub const SIGN_OUT: &str = "/staff/sign-out";
/// One's own account.
pub const ME: &str = "/staff/me";
/// The accounts of the desk.
pub const PEOPLE: &str = "/staff/people";
/// The corridors and their settings.
pub const CORRIDORS: &str = "/staff/corridors";
/// The sources.
pub const SOURCES: &str = "/staff/sources";
/// The carriers.
pub const CARRIERS: &str = "/staff/carriers";
/// What was done, by whom, when.
pub const AUDIT: &str = "/staff/audit";
/// The same as a table.
pub const AUDIT_CSV: &str = "/staff/audit.csv";
/// Days that wait for a second person.
pub const REVIEW: &str = "/staff/review";
/// What keeps the forms of days for when there is no line.
pub const DESK_WORKER: &str = "/staff/worker.js";
/// The part of the site that it may work in.
pub const DESK_WORKER_SCOPE: &str = "/staff/";

/// Where a corridor is chosen to import into.
pub const IMPORTS: &str = "/staff/import";

/// Where one's own password is changed.
pub const MY_PASSWORD: &str = "/staff/me/password";
/// Where one's own second factor is begun, and shown while it waits for its first code.
pub const MY_SECOND_FACTOR: &str = "/staff/me/second-factor";
/// Where it is confirmed.
pub const MY_SECOND_FACTOR_CONFIRM: &str = "/staff/me/second-factor/confirm";
/// Where it gets new recovery codes.
pub const MY_RECOVERY_CODES: &str = "/staff/me/second-factor/codes";
/// Where it is removed.
pub const MY_SECOND_FACTOR_REMOVE: &str = "/staff/me/second-factor/remove";
/// Where one's own sessions are ended.
pub const MY_SESSIONS: &str = "/staff/me/sessions";
/// Where a code is asked for after the password.
pub const SIGN_IN_CODE: &str = "/staff/sign-in/code";
/// Where a second factor is set up before anything else.
pub const SIGN_IN_SECOND_FACTOR: &str = "/staff/sign-in/second-factor";
/// Where what was typed before a session ended goes on from.
pub const SIGN_IN_ONWARD: &str = "/staff/sign-in/onward";
/// Where the organisation is named.
pub const ORGANISATION: &str = "/staff/organisation";

/// The desk's pages that have no parameter: where signing in may lead.
const DESK_PAGES: [&str; 7] = [ME, PEOPLE, CORRIDORS, SOURCES, CARRIERS, AUDIT, REVIEW];

/// An address that readers are led to, in the state of the record that is being shown.
fn public(address: String) -> String {
    as_of::carried(address)
}

/// A file that browsers load beside a page, by its name (`boot.js`) and the hash of its content.
pub fn asset(name: &str, hash: &str) -> String {
    let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
    asset_file(&format!("{stem}-{hash}.{kind}"))
}

/// The same by what stands in the address.
pub fn asset_file(file: &str) -> String {
    format!("{ASSETS}{file}")
}

/// All corridors.
pub fn index() -> String {
    public(INDEX.to_owned())
}

/// Method, definitions, corrections, privacy.
pub fn about() -> String {
    public(ABOUT.to_owned())
}

/// A corridor's status page.
pub fn corridor(slug: &Slug) -> String {
    public(corridor_plain(slug))
}

fn corridor_plain(slug: &Slug) -> String {
    format!("/c/{slug}")
}

/// One day of a corridor.
pub fn day(slug: &Slug, date: NaiveDate) -> String {
    public(day_plain(slug, date))
}

fn day_plain(slug: &Slug, date: NaiveDate) -> String {
    format!("/c/{slug}/days/{date}")
}

/// One day as a publication left it: an address that the browser of who published it has not kept from before.
pub fn day_after(slug: &Slug, date: NaiveDate, seq: i64) -> String {
    format!("{}?after={seq}", day_plain(slug, date))
}

/// One claim on its day's page.
pub fn claim(slug: &Slug, date: NaiveDate, claim: &str) -> String {
    format!("{}#{claim}", day(slug, date))
}

/// One month of a corridor: the month of this day.
pub fn month(slug: &Slug, date: NaiveDate) -> String {
    public(format!("/c/{slug}/months/{}", date.format("%Y-%m")))
}

/// The chart of a measure as a file; `kind` is `svg` or `png`.
pub fn chart(slug: &Slug, measure: Measure, kind: &str) -> String {
    public(chart_plain(slug, measure, kind))
}

fn chart_plain(slug: &Slug, measure: Measure, kind: &str) -> String {
    format!("/c/{slug}/chart/{}.{kind}", measure.key())
}

/// What a chart is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is counted.
    pub measure: Measure,
    /// Which way; none: outwards where there is a choice.
    pub direction: Option<Direction>,
    /// The first day; none: so that there are ninety.
    pub from: Option<NaiveDate>,
    /// The last day; none: today, or the record's last.
    pub to: Option<NaiveDate>,
}

/// The chart of what is asked for: the one way to write it.
pub fn chart_over(slug: &Slug, asked: &Asked, kind: &str) -> String {
    let direction = asked.direction.map(|way| format!("direction={}", way.key()));
    let from = asked.from.map(|date| format!("from={date}"));
    let to = asked.to.map(|date| format!("to={date}"));
    let query: Vec<String> = [direction, from, to].into_iter().flatten().collect();
    let path = chart_plain(slug, asked.measure, kind);
    public(if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) })
}

/// What is asked for of the changes of a corridor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedChanges {
    /// Of which kinds; none named: what a page shows unasked.
    pub kinds: BTreeSet<EntryKind>,
    /// The first day that is concerned.
    pub from: Option<NaiveDate>,
    /// The last day that is concerned.
    pub to: Option<NaiveDate>,
    /// The version of the record with which it is compared; none: the list of all changes.
    pub since: Option<i64>,
    /// Which page of the answer, from 0.
    pub page: usize,
}

/// The changes of a corridor.
pub fn changes(slug: &Slug) -> String {
    public(changes_plain(slug))
}

fn changes_plain(slug: &Slug) -> String {
    format!("/c/{slug}/changes")
}

/// The changes that are asked for: the one way to write it.
pub fn changes_over(slug: &Slug, asked: &AskedChanges) -> String {
    public(changes_asked(slug, asked))
}

fn changes_asked(slug: &Slug, asked: &AskedChanges) -> String {
    let since = asked.since.map(|seq| format!("since={seq}"));
    let kinds = asked.kinds.iter().map(|kind| format!("kind={}", kind.key()));
    let from = asked.from.map(|date| format!("from={date}"));
    let to = asked.to.map(|date| format!("to={date}"));
    let page = (asked.page > 0).then(|| format!("page={}", asked.page + 1));
    let query: Vec<String> = since.into_iter().chain(kinds).chain(from).chain(to).chain(page).collect();
    let path = changes_plain(slug);
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// What is different now from what a version of the record said: now, also where an earlier state is shown.
pub fn changes_since(slug: &Slug, version: i64) -> String {
    changes_asked(slug, &AskedChanges { since: Some(version), ..AskedChanges::default() })
}

/// One change on a page of its own.
pub fn change(slug: &Slug, seq: i64) -> String {
    public(format!("{}/{seq}", changes_plain(slug)))
}

/// One day of a corridor as it stood at an instant.
pub fn day_then(slug: &Slug, date: NaiveDate, instant: DateTime<Utc>) -> String {
    as_of::carrying(&day_plain(slug, date), AsOf::At(instant))
}

/// What the status page says, for programs.
pub fn latest_json(slug: &Slug) -> String {
    public(format!("/c/{slug}/latest.json"))
}

/// The form of one day.
pub fn day_form(slug: &Slug, date: NaiveDate) -> String {
    format!("/staff/c/{slug}/days/{date}")
}

/// The form of one day over what stands, also for somebody who has a draft of it.
pub fn day_form_without_draft(slug: &Slug, date: NaiveDate) -> String {
    format!("{}?{WITHOUT_DRAFT}", day_form(slug, date))
}

/// The query that asks for a form over what stands.
pub const WITHOUT_DRAFT: &str = "without-draft";

/// The form of one day with the head and the bulletin of a report that one's own draft of another day holds.
pub fn day_form_from(slug: &Slug, date: NaiveDate, from: NaiveDate, report: usize) -> String {
    format!("{}?{FROM}={from}&report={report}", day_form(slug, date))
}

/// The query that names the other day of a bulletin.
pub const FROM: &str = "from";
/// The form of one day at the place where a claim is preferred.
pub fn day_form_to_prefer(slug: &Slug, date: NaiveDate, claim: &str) -> String {
    format!("{}#{}", day_form(slug, date), place_to_prefer(claim))
}

/// The name of that place: of the claim, since its row may stand elsewhere in a draft or in what waits.
pub fn place_to_prefer(claim: &str) -> String {
    format!("prefer-{claim}")
}

/// One month at the desk: the month of this day.
pub fn desk_month(slug: &Slug, date: NaiveDate) -> String {
    format!("/staff/c/{slug}/months/{}", date.format("%Y-%m"))
}

/// Where sources disagree, and running totals do not reconcile.
pub fn questions(slug: &Slug) -> String {
    format!("/staff/c/{slug}/questions")
}

/// What waits for review of one day.
pub fn review_of(slug: &Slug, date: NaiveDate) -> String {
    format!("{}/review", day_form(slug, date))
}

/// Where a day is withdrawn.
pub fn withdraw(slug: &Slug, date: NaiveDate) -> String {
    format!("{}/withdraw", day_form(slug, date))
}

/// Where a locked day is opened.
pub fn open_day(slug: &Slug, date: NaiveDate) -> String {
    format!("{}/open", day_form(slug, date))
}

/// Where a submission is taken back.
pub fn take_back(slug: &Slug, date: NaiveDate) -> String {
    format!("{}/take-back", day_form(slug, date))
}

/// Where one's own draft of a day is discarded.
pub fn discard_draft(slug: &Slug, date: NaiveDate) -> String {
    format!("{}/discard", day_form(slug, date))
}

/// A query of these fields, `?` included; nothing for none.
pub fn query(fields: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    if text.is_empty() { text } else { format!("?{text}") }
}

/// One source at the desk.
pub fn source(slug: &Slug) -> String {
    format!("{SOURCES}/{slug}")
}

/// A corridor's settings.
pub fn settings(slug: &Slug) -> String {
    format!("{CORRIDORS}/{slug}")
}

/// Where files are imported into a corridor: uploaded, looked through.
pub fn import(slug: &Slug) -> String {
    format!("/staff/c/{slug}/import")
}

/// A further page of what an import would change.
pub fn import_page(slug: &Slug, page: usize) -> String {
    format!("{}?page={page}", import(slug))
}

/// Where an import that was looked through is stored.
pub fn import_store(slug: &Slug) -> String {
    format!("{}/store", import(slug))
}

/// Where an upload is discarded.
pub fn import_discard(slug: &Slug) -> String {
    format!("{}/discard", import(slug))
}

/// The problems of an upload as a table.
pub fn import_problems(slug: &Slug) -> String {
    format!("{}/problems.csv", import(slug))
}

/// The template of an import: `csv` or `xlsx`.
pub fn import_template(slug: &Slug, kind: &str) -> String {
    format!("{}/claims-template.{kind}", import(slug))
}

/// Whether an address takes files, which come slowly over a bad line.
pub fn takes_files(path: &str) -> bool {
    path.strip_prefix("/staff/c/").is_some_and(|rest| rest.split_once('/').is_some_and(|(_, end)| end == "import"))
}

/// A corridor's threshold for small numbers.
pub fn threshold(slug: &Slug) -> String {
    format!("/staff/c/{slug}/threshold")
}

/// One account, as admins see it.
pub fn person(account: &str) -> String {
    format!("{PEOPLE}/{account}")
}

/// What is done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonDeed {
    /// It gets other roles.
    Roles,
    /// It is let in no longer.
    Disable,
    /// It is let in again.
    Enable,
    /// It gets a new link.
    Reset,
}

/// Where something is done to an account.
pub fn person_deed(account: &str, deed: PersonDeed) -> String {
    let deed = match deed {
        PersonDeed::Roles => "roles",
        PersonDeed::Disable => "disable",
        PersonDeed::Enable => "enable",
        PersonDeed::Reset => "reset",
    };
    format!("{PEOPLE}/{account}/{deed}")
}

/// The link that works once: to take up an invitation, to choose a new password.
pub fn welcome(token: &str) -> String {
    format!("/staff/welcome/{token}")
}

/// The link of the first start.
pub fn set_up(token: &str) -> String {
    format!("/setup/{token}")
}

/// Whether an address is of the desk or of its door, not of the public site.
pub fn is_of_desk(path: &str) -> bool {
    let below = |room: &str| path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    below(DESK) || below("/setup")
}

/// A page of the first start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUpStep {
    /// The organisation.
    Organisation,
    /// The first admin.
    Admin,
    /// The first corridor.
    Corridor,
}

/// A page of the first start.
pub fn set_up_step(token: &str, step: SetUpStep) -> String {
    let step = match step {
        SetUpStep::Organisation => "organisation",
        SetUpStep::Admin => "admin",
        SetUpStep::Corridor => "corridor",
    };
    format!("/setup/{token}/{step}")
}

/// The page that asks for a code, or for a second factor, and leads on to a place of the desk.
pub fn onward(page: &str, place: &DeskPlace) -> String {
    match place {
        DeskPlace::Desk => page.to_owned(),
        place => format!("{page}?next={}", place.path()),
    }
}

/// A page of the desk that tells what was just done.
pub fn done(page: &str, what: &str) -> String {
    format!("{page}?done={what}")
}

/// The address by which an authenticator takes a secret.
pub fn otpauth(issuer: &str, account: &str, secret: &str) -> String {
    let (issuer, account) = (percent(issuer), percent(account));
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}")
}

/// All but letters, digits and `-._~` as the hexadecimal numbers of their bytes; a space too, which forms write as `+`.
fn percent(text: &str) -> impl Display + '_ {
    const REST: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, REST)
}

/// An address of this site with the site's own beginning, when that is known.
pub fn absolute(public_url: Option<&str>, path: &str) -> String {
    format!("{}{path}", public_url.map(|url| url.trim_end_matches('/')).unwrap_or_default())
}

/// A place of the desk to which signing in leads: only these, never an address from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DeskPlace {
    /// The desk's first page.
    #[default]
    Desk,
    /// The form of one day.
    Day(Slug, NaiveDate),
    /// Another page of the desk, by its own address.
    Page(&'static str),
}

impl DeskPlace {
    /// The place that a path names; the desk's first page for anything else.
    pub fn of(path: &str) -> Self {
        let day = || {
            let (slug, date) = path.strip_prefix("/staff/c/")?.split_once("/days/")?;
            Some(Self::Day(slug.parse().ok()?, read_day(date)?))
        };
        let page = || DESK_PAGES.into_iter().find(|page| *page == path).map(Self::Page);
        day().or_else(page).unwrap_or_default()
    }

    /// Its path.
    pub fn path(&self) -> String {
        match self {
            Self::Desk => DESK.to_owned(),
            Self::Day(slug, date) => day_form(slug, *date),
            Self::Page(path) => (*path).to_owned(),
        }
    }
}

/// The page to sign in that leads on to a place of the desk.
pub fn sign_in_for(place: &DeskPlace) -> String {
    match place {
        DeskPlace::Desk => SIGN_IN.to_owned(),
        DeskPlace::Day(..) | DeskPlace::Page(_) => format!("{SIGN_IN}?next={}", place.path()),
    }
}

/// The desk's first page after a day was published.
pub fn desk_after(slug: &Slug, date: NaiveDate) -> String {
    format!("{DESK}?published={slug}.{date}")
}

/// The desk's first page after something else was done with a day: `submitted`, `withdrawn`…
pub fn desk_done(what: &str, slug: &Slug, date: NaiveDate) -> String {
    format!("{DESK}?{what}={slug}.{date}")
}

/// The list of what waits after so many days were published.
pub fn review_after(days: usize) -> String {
    format!("{REVIEW}?approved={days}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_outside() {
        for evil in [
            "//evil",
            "/\\evil",
            "https:evil",
            "%2f%2fevil",
            "/staff/../evil",
            "/staff/c/a/days/2023-05-10/x",
            "/staff/c//days/2023-05-10",
            "/staff/c/a/days/2023-5-1",
            "\t//evil",
            "/\t/evil",
            "\n//evil",
            "/staff\n/c/lachin/days/2023-05-10",
            "/staff/c/lachin/days/2023-05-10\r\nSet-Cookie: a=b",
            "/staff/c/lachin/days/2023-05-10\t",
            "/staff@evil",
            "@evil",
            "user@evil/staff/c/lachin/days/2023-05-10",
            "https://corridor.example@evil/staff",
            "//коридор.example",
            "/staff/c/коридор/days/2023-05-10",
            "/staff/c/lachin/days/２０２３-05-10",
            "%2F%2Fevil",
            "/%2f%2fevil",
            "/staff/c/%2f%2fevil/days/2023-05-10",
            "/staff/c/lachin/days/2023-05-10?next=//evil",
            "/staff/c/lachin/days/2023-05-10#//evil",
            "javascript:alert(1)",
            "///evil",
            "/\\/evil",
            "/staff/c/@evil/days/2023-05-10",
        ] {
            assert_eq!(DeskPlace::of(evil), DeskPlace::Desk, "{evil}");
        }
        assert_eq!(otpauth("Rød A", "a@b", "ABC"), "otpauth://totp/R%C3%B8d%20A:a%40b?secret=ABC&issuer=R%C3%B8d%20A");
        for ours in ["/staff/c/lachin/days/2023-05-10", "/staff", "/staff/people", "/staff/review"] {
            assert_eq!(DeskPlace::of(ours).path(), ours);
        }
    }
}
