//! Every word that a reader sees or hears comes from the catalogue: pages are made in the language that marks each of
//! its letters, from samples and a whole record whose own words have no Latin letter, and no unmarked word is left.

use app::pages;
use app::paths::AskedChanges;
use app::paths::press::{AskedEmbed, EmbedView};
use app::paths::trends::AskedTrends;
use app::text::catalogue::{Language, in_language};
use app::text::hindrance::Hindrance;
use app::text::{account, changes, desk, drafts, labels, notices, people, set_up};
use app::view::change_page::ChangePage;
use app::view::changes_page::ChangesPage;
use app::view::chrome::{self, Account, Chrome, Way};
use app::view::data_page::DataPage;
use app::view::day_form::{DayForm, Told, draft_lines};
use app::view::day_page::DayPage;
use app::view::embed::EmbedPage;
use app::view::fault::Fault;
use app::view::inbox::month::{AtDesk, DeskMonthPage};
use app::view::inbox::questions::QuestionsPage;
use app::view::inbox::{Corner, InboxPage};
use app::view::index_page::IndexPage;
use app::view::measure_page::{MeasurePage, MeasuresPage};
use app::view::month_page::MonthPage;
use app::view::notice::Notice;
use app::view::own_account::{FactorState, OwnAccountPage};
use app::view::samples::{FIXTURE, samples};
use app::view::second_factor::{CodePage, Onward, RecoveryPage};
use app::view::share_page::SharePage;
use app::view::sign_in::SignInPage;
use app::view::stand::{At, Stand};
use app::view::status_page::StatusPage;
use app::view::trends::TrendsPage;
use app::view::welcome::WelcomePage;
use chrono::NaiveDate;
use domain::access::NotInList;
use domain::amount::{AmountError, Count};
use domain::draft::{Draft, DraftClaim, DraftFault, DraftProblem};
use domain::label::LabelError;
use domain::measure::Dimension;
use domain::note::NoteError;
use domain::{
    Actor, By, Course, DayReport, Direction, EntryKind, Lock, Measure, Moment, Oddity, Record, Revision, RevisionState,
    Rights, Role, Selection, Slug,
};
use scraper::{ElementRef, Html};
use server::http::render::document;
use server::records::CorridorRecord;
use tests::lachin::{Rows, site_with};
use tests::site::instant;

/// A word of the fixtures in letters that are not Latin.
const WORDS: &str = "Ընդհանուր խոսք";
/// Words of the record of Lachin that no other letters could be given: its time zone, and the host of its pages.
const LACHIN: [&str; 3] = ["Asia/Yerevan", "https://xn.example/", "lachin"];

/// So many of the unmarked texts are told.
const MOST_TOLD: usize = 40;

/// Attributes that are read, shown or searched. Of `aria-…`, all that hold words and no ids or states.
const WORDY: [&str; 6] = ["alt", "title", "placeholder", "label", "summary", "abbr"];
const NO_WORDS: [&str; 12] = [
    "aria-hidden",
    "aria-labelledby",
    "aria-describedby",
    "aria-details",
    "aria-controls",
    "aria-owns",
    "aria-invalid",
    "aria-current",
    "aria-live",
    "aria-sort",
    "aria-expanded",
    "aria-haspopup",
];

/// What programs read: addresses, and words of their own lists.
const KEYS: [&str; 6] = ["viewport", "robots", "og:type", "og:url", "og:image", "twitter:card"];

/// The words of an element of its own, and of its attributes.
fn said_by(element: &ElementRef<'_>) -> Vec<String> {
    let of = element.value();
    let is = |name: &str, value: &str| of.attr(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
    let silent = ["style", "script", "code"].contains(&of.name());
    let texts = element.children().filter_map(|node| node.value().as_text().map(|text| text.to_string()));
    let mut said: Vec<String> = texts.filter(|_| !silent).collect();
    let wordy = |name: &str| {
        WORDY.contains(&name)
            || (name.starts_with("aria-") && !NO_WORDS.contains(&name))
            || (name == "value" && (is("type", "submit") || is("type", "button") || is("type", "reset")))
            || (name == "content" && of.attr("name").or(of.attr("property")).is_some_and(|it| !KEYS.contains(&it)))
    };
    said.extend(of.attrs().filter(|(name, _)| wordy(name)).map(|(_, value)| value.to_owned()));
    said
}

/// Words in unmarked letters that are none of the fixture's own.
fn unmarked(html: &str, own: &[&str]) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
        let is_hash = |word: &str| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let words = words.filter(|word| word.chars().any(|letter| letter.is_ascii_alphabetic()) && !is_hash(word));
        words.map(str::to_owned).collect()
    };
    let own: Vec<String> = own.iter().flat_map(|text| split(text)).collect();
    let document = Html::parse_document(html);
    let elements = document.tree.nodes().filter_map(ElementRef::wrap);
    let said = elements.flat_map(|element| said_by(&element));
    let mut found = Vec::new();
    for text in said {
        if split(&text).iter().any(|word| !own.iter().any(|own| own.eq_ignore_ascii_case(word))) {
            found.push(text.split_whitespace().collect::<Vec<&str>>().join(" "));
        }
    }
    if html.contains(['\u{e000}', '\u{e001}']) {
        found.push("a mark of a part that stands out is left on the page".to_owned());
    }
    found
}

/// Pages in the language that marks every letter of the catalogue.
#[derive(Default)]
struct Marked {
    found: Vec<String>,
    pages: usize,
}

impl Marked {
    fn look(&mut self, name: &str, own: &[&str], html: String) {
        self.pages += 1;
        self.found.extend(unmarked(&html, own).into_iter().map(|text| format!("{name}: {text}")));
    }

    fn end(mut self, least: usize) {
        self.found.sort();
        self.found.dedup();
        let number = self.found.len();
        self.found.truncate(MOST_TOLD);
        assert!(self.found.is_empty(), "{number} texts are unmarked, so not from the catalogue: {:#?}", self.found);
        assert!(self.pages >= least, "only {} pages", self.pages);
    }
}

#[test]
fn an_unmarked_word_is_found_wherever_it_stands() {
    let places = [
        "<p>Word</p>",
        "<title>Word</title>",
        "<p aria-label='Word'>1</p>",
        "<img alt='Word'>",
        "<abbr title='Word'>1</abbr>",
        "<input placeholder='Word'>",
        "<input type='submit' value='Word'>",
        "<meta name='description' content='Word'>",
        "<optgroup label='Word'></optgroup>",
        "<select><option>Word</option></select>",
        "<svg><title>Word</title></svg>",
        "<p>ẃöŕḑ <b>Word</b></p>",
        "<table><caption>Word</caption></table>",
    ];
    for place in places {
        assert_eq!(unmarked(place, &["other"]), ["Word"], "{place}");
        assert_eq!(unmarked(place, &["https://Word.example"]), [""; 0], "{place}");
        assert_eq!(unmarked(&place.replace("Word", "Ŵöŕð 10 1,234"), &[]), [""; 0], "{place}");
    }
    let unseen = "<style>Word</style><p class='Word' id='Word' aria-describedby='Word'></p><code>Word</code>\
                  <input type='hidden' value='Word'><meta name='viewport' content='Word'>";
    assert_eq!(unmarked(unseen, &[]), [""; 0]);
}

#[test]
fn a_page_in_english_is_not_marked() {
    let samples = samples(WORDS).expect("samples");
    let html = document(|| pages::status::page(&samples.status));
    assert!(unmarked(&html, &FIXTURE).len() > 30);
}

#[test]
fn every_word_of_every_sample_is_from_the_catalogue() {
    let mut marked = Marked::default();
    in_language(Language::Marked, || {
        let samples = samples(WORDS).expect("samples");
        // The citation names the page; a link that is handed over stands in full.
        let own = [&FIXTURE[..], &["/c/", "/staff/welcome/"]].concat();
        let mut look = |name: &str, html| marked.look(name, &own, html);
        for (name, page) in super::all(&samples) {
            look(name, page.html);
        }
        for notice in all_notices() {
            look("notice", document(|| pages::notice::page(&notice)));
        }
        let mut chrome = Chrome::of_site(&chrome::Site::default(), WORDS, "/");
        chrome.account = Some(Account {
            name: WORDS.to_owned(),
            role: labels::role(Role::Reporter),
            admin: true,
            ..Account::default()
        });
        look("about", document(|| pages::about::page(&chrome)));
        let empty = IndexPage::of(&chrome::Site::default(), &[]);
        look("no corridor", document(|| pages::index::page(&empty)));
        let account =
            || Account { name: WORDS.to_owned(), role: labels::role(Role::Admin), admin: true, ..Account::default() };
        let empty = InboxPage::of(&chrome::Site::default(), account(), &[], None);
        look("no corridor at the desk", document(|| pages::staff::inbox::page(&empty)));
        for text in
            [desk::wrong_password(), desk::wait(1), desk::wait(9), desk::session_ended(), desk::session_unknown()]
        {
            let page = SignInPage { refused: Some(text.clone()), told: Some(text), ..SignInPage::default() };
            let page = page.with_chrome(&chrome::Site::default());
            look("sign in", document(|| pages::staff::sign_in::page(&page)));
        }
        let page = SignInPage::default().with_chrome(&chrome::Site::default());
        look("sign in", document(|| pages::staff::sign_in::page(&page)));
        for text in account_texts() {
            let welcome = WelcomePage::of(&chrome::Site::default(), "0", WORDS, vec![Fault::at("password", text)]);
            look("what people are told", document(|| pages::staff::welcome::page(&welcome)));
        }
        let site = chrome::Site::default();
        for codes in [0, 1, 2] {
            let page = RecoveryPage::of_used(&site, account(), codes, Onward::default());
            look("a recovery code was used", document(|| pages::staff::recovery::page(&page)));
            let factor = FactorState::Confirmed { since: WORDS.to_owned(), codes_left: codes, removable: false };
            let page = OwnAccountPage::of(&site, account(), WORDS.to_owned(), factor, Vec::new());
            look("own account", document(|| pages::staff::own_account::page(&page)));
        }
        let page = CodePage::of(&site, Onward::default(), None);
        look("code", document(|| pages::staff::code::page(&page)));
    });
    marked.end(26);
}

/// Everything that people are told of accounts, but for what stands in the samples.
fn account_texts() -> Vec<String> {
    let labels = [LabelError::Empty, LabelError::TooLong, LabelError::Control];
    let slug: domain::Slug = "sample".parse().expect("a short name");
    let rights = |role| domain::Rights::of(role, [slug.clone()]);
    let name = |_: &domain::Slug| WORDS.to_owned();
    let done = ["password", "removed", "ended", "none"].into_iter().filter_map(account::done);
    let more = ["roles", "same", "disable", "enable", "organisation"].into_iter().filter_map(people::done);
    [
        account::too_short(),
        account::too_long(),
        account::differ(),
        account::wrong_password(),
        account::busy(),
        account::wrong_code(),
        account::required(),
        account::unknown_browser(),
        people::roles(&domain::Rights::default(), &name),
        people::state(Some("1"), false, true),
        people::state(None, true, false),
        people::state(None, false, false),
        people::since("1"),
        people::never_seen(),
        people::no_account_name(WORDS),
        people::taken(WORDS),
        people::no_role(),
        people::no_corridor(WORDS),
        people::own_account(),
        people::last_admin(WORDS),
        people::disabled(WORDS),
        people::organisation_contact(),
        set_up::no_password(),
        set_up::no_slug(),
        set_up::bad_slug(WORDS),
        set_up::no_zone(),
        set_up::no_day(WORDS),
        set_up::taken(),
        set_up::suggested("1"),
    ]
    .into_iter()
    .chain(done)
    .chain(more)
    .chain(server::auth::Weakness::ALL.map(|weakness| account::weak(weakness.key())))
    .chain(Role::ALL.map(|role| people::roles(&rights(role), &name)))
    .chain(labels.map(people::organisation_name))
    .chain(labels.map(set_up::names))
    .collect()
}

fn all_notices() -> Vec<Notice> {
    let site = chrome::Site::default();
    let date: NaiveDate = "2023-05-10".parse().expect("a date");
    let way = || Way::to(WORDS, "/");
    let refusals = [
        notices::no_day("2"),
        notices::no_month("2"),
        notices::no_direction("2"),
        notices::backwards(date, date),
        notices::method_not_allowed(),
        notices::too_large(2_048),
        notices::no_form(),
        notices::foreign_form(),
        notices::not_allowed(),
        notices::sessions_unknown(Hindrance::Away),
        notices::cannot_save(Hindrance::Full),
        changes::no_kind("2"),
        changes::no_version("2", None),
        changes::no_version("2", Some(1)),
        changes::no_page("2", None),
        changes::no_page("2", Some(1)),
        account::link_gone(),
        set_up::done(),
        set_up::gone(),
    ];
    let outside = [notices::not_yet(date), notices::before_record(date), notices::after_record(date)];
    refusals
        .into_iter()
        .map(|refusal| Notice::refused(&site, refusal))
        .chain(outside.iter().map(|why| Notice::no_such_day(&site, why, way())))
        .chain(outside.iter().map(|why| Notice::no_such_month(&site, why, way())))
        .chain([Notice::withdrawn_change(&site, "1", way())])
        .chain([Notice::not_found(&site), Notice::broken(&site, "00000000")])
        .chain([None, Some(WORDS)].map(|reason| Notice::withdrawn(&site, "1", reason, way())))
        .collect()
}

fn all_faults() -> Vec<DraftFault> {
    let text = || WORDS.to_owned();
    let count = |number: u64| Count::try_from(number).expect("a count");
    let amounts = [
        AmountError::Empty,
        AmountError::Unreadable(text()),
        AmountError::TooLarge(text()),
        AmountError::Backwards(count(2), count(1)),
        AmountError::FewerThanNone,
        AmountError::Words,
    ];
    let dimensions = [
        Dimension::Counted,
        Dimension::Group,
        Dimension::Carrier,
        Dimension::Direction,
        Dimension::Facility,
        Dimension::Access,
        Dimension::Item,
        Dimension::Unit,
        Dimension::PeriodStart,
    ];
    let misplaced = Measure::ALL.into_iter().zip(dimensions.into_iter().cycle());
    let labels = [LabelError::Empty, LabelError::TooLong, LabelError::Control];
    let notes = [NoteError::Empty, NoteError::TooLong, NoteError::Control];
    let rest = [
        DraftFault::NoStatus(String::new()),
        DraftFault::NoStatus(text()),
        DraftFault::Address(domain::address::WebAddressError),
        DraftFault::Word(NotInList(WORDS)),
        DraftFault::Date(text()),
        DraftFault::Future("2023-05-10".parse().expect("a date")),
        DraftFault::StartsLater,
        DraftFault::NoUnit,
        DraftFault::NoSource,
        DraftFault::NoClaim,
        DraftFault::Emptied,
        DraftFault::NoTitle,
        DraftFault::EmptiedEvent,
        DraftFault::ReasonAndFigure,
        DraftFault::Nothing,
        DraftFault::TwoPreferred,
        DraftFault::SaidTwice,
        DraftFault::NoChangeKind,
        DraftFault::NoChangeReason,
        DraftFault::NoChange,
        DraftFault::Unconfirmed,
        DraftFault::TooMany,
        DraftFault::Incomplete,
        DraftFault::LeadCorrects,
        DraftFault::LeadPrefers,
        DraftFault::SameAsWaiting,
        DraftFault::NoReasonGiven,
        DraftFault::LongBulletin,
        DraftFault::OutsideRecord,
        DraftFault::NoOtherDay,
    ];
    amounts
        .map(DraftFault::Amount)
        .into_iter()
        .chain(labels.map(DraftFault::Label))
        .chain(notes.map(DraftFault::Note))
        .chain(misplaced.map(|(measure, dimension)| DraftFault::Misplaced(dimension, measure)))
        .chain(rest)
        .collect()
}

/// Texts of the record in letters that are not Latin.
fn foreign(text: &str) -> String {
    let other = |letter: char| match letter.to_ascii_lowercase() {
        'a'..='z' => char::from_u32(u32::from(letter.to_ascii_lowercase()) - 0x61 + 0x561).unwrap_or('ա'),
        _ => letter,
    };
    text.chars().map(other).collect()
}

/// The record of Lachin up to a day, with more of what it lacks: its own words in letters that are not Latin.
fn rows(until: &str) -> Rows {
    let mut rows = Rows::until(until);
    for more in MORE.lines().filter(|line| line[7..17] <= *until) {
        rows = rows.and(more);
    }
    // Definition, carrier, facility, item, preferred, source, via, how its day was settled, remark.
    for row in &mut rows.claims {
        for column in [4, 6, 8, 10, 16, 17, 18, 21, 22] {
            row[column] = foreign(&row[column]);
        }
        if !["people", "transfers"].contains(&row[11].as_str()) {
            row[11] = foreign(&row[11]);
        }
        if row[13] == "vague" {
            row[14] = foreign(&row[14]);
        }
        if !row[19].is_empty() {
            row[19] = LACHIN[1].to_owned();
        }
    }
    for row in &mut rows.events {
        row[2] = foreign(&row[2]);
        row[3] = foreign(&row[3]);
        row[4] = LACHIN[1].to_owned();
    }
    let label = |label: &domain::Label| foreign(label.as_str()).parse().expect("a name");
    for names in rows.corridor.names.values_mut().chain(rows.corridor.connects.values_mut()) {
        *names = names.iter().map(label).collect();
    }
    rows.corridor.withhold_note =
        rows.corridor.withhold_note.map(|note| foreign(note.as_str()).parse().expect("a note"));
    rows
}

/// What the record lacks: every measure, stage, bound, group and class, with and without its dimensions.
const MORE: &str = "\
lachin,2023-05-10,,access_status,,,,,,cargo,,,done,,open,,,A,,,2023-05-10,,
lachin,2023-05-10,,access_status,,,,,,humanitarian,,,done,,restricted,,,A,,,2023-05-10,,
lachin,2023-05-10,,access_status,,,,,,civilian,,,done,,closed,,,A,,,2023-05-10,,
lachin,2023-05-09,,access_status,,,,,,,,,done,,open,,,A,,,2023-05-10,,
lachin,2023-05-09,,access_status,,,,,,,,,done,,closed,,,B,,,2023-05-10,,
lachin,2023-05-08,,access_status,,,,,,,,,done,,open,,It was there,A,,,2023-05-10,,
lachin,2023-05-08,,access_status,,,,,,,,,done,,closed,,,B,,,2023-05-10,,
lachin,2023-05-10,,patients_transferred,,residents,,outbound,,,,people,done,about,3,,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_transferred,,infants,X,,,,,people,done,at_least,1234,,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_transferred,own words,patients,X,return,Y,,,people,done,exact,1,,,A,,,,,
lachin,2023-05-10,,patients_transferred,,patients,X,outbound,,,,people,planned,exact,7,,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_transferred,,patients,X,outbound,,,,people,attempted,exact,7,,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_transferred,,patients,X,outbound,,,,people,interim,exact,7,,,A,,,2023-05-10,,
lachin,2023-05-10,2023-05-01,patients_transferred,,wounded,X,outbound,,,,people,done,range,3,5,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_awaiting,,patients,,,,,,people,done,more_than,30,,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_awaiting,,patients,,,,,,people,done,vague,several dozen,,,B,,,2023-05-10,,
lachin,2023-05-10,,patients_hospitalised,,patients,,,,,,people,done,at_most,3,,,A,,,2023-05-10,,
lachin,2023-05-10,,patients_critical,,companions,,,,,,people,done,fewer_than,3,,,A,,,2023-05-10,,
lachin,2023-05-10,,transfers,,,X,outbound,,,,transfers,done,exact,1,,,A,,,2023-05-10,,
lachin,2023-05-10,,transfers,,,X,,,,,transfers,done,exact,2,,,A,,,2023-05-10,,
lachin,2023-05-10,,people_crossed,,residents,,outbound,,,,people,done,exact,2,,,A,,,2023-05-10,,
lachin,2023-05-10,,people_crossed,,children,,return,,,,people,done,exact,1,,,A,,,2023-05-10,,
lachin,2023-05-10,,deliveries,,,X,,,,flour,tonnes,done,exact,2,,,A,,,2023-05-10,,
lachin,2023-05-10,2023-04-23,transfers_total,,,,return,,,,transfers,done,exact,1,,,A,,,2023-05-10,,
lachin,2023-05-10,2023-04-23,people_crossed_total,,residents,,,,,,people,done,exact,1,,,A,,,2023-05-10,,
lachin,2023-05-10,2023-04-23,deliveries_total,,,X,,,,fuel,litres,done,exact,9,,,A,,,2023-05-10,,
lachin,2023-05-10,2023-04-23,patients_transferred_total,,patients,,outbound,,,,people,done,exact,9,,,A,,,2023-05-10,,";

/// All that can look odd.
fn oddities(date: NaiveDate) -> Vec<Oddity> {
    let so_many = domain::Interval::new(3, Some(4));
    let figure = domain::Figure::of(&"about 5".parse().expect("an amount")).expect("a figure");
    let whole = domain::Thing::of(Measure::PatientsHospitalised);
    let says = |text: &str| domain::Says::Amount(text.parse().expect("an amount"));
    vec![
        Oddity::Outlier { low: 0, high: 9, of: 12 },
        Oddity::Outlier { low: 2, high: 9, of: 6 },
        Oddity::AboveWhole { whole, says: says(">3") },
        Oddity::StandsStill { since: date, moved: so_many },
        Oddity::Falls { since: date, from: figure },
        Oddity::Jumps { since: date, missing: so_many },
        Oddity::ReturnWithoutCarrier,
    ]
}

fn forms(record: &Record, moment: &Moment, date: NaiveDate) -> Vec<DayForm> {
    let site = chrome::Site::default();
    let account =
        || Account { name: WORDS.to_owned(), role: labels::role(Role::Reporter), admin: true, ..Account::default() };
    let standing = record.day(date).is_some();
    let fields = [
        ("r0.source", WORDS),
        ("r0.c0.measure", "patients_awaiting"),
        ("r0.c0.amount", "3"),
        ("r0.c0.carrier", WORDS),
        ("r0.c1.amount", "3"),
        ("e0.id", "e1"),
        ("e0.title", WORDS),
        ("reason.0", "not_due"),
        ("public_note", WORDS),
    ];
    let typed = Draft::from_fields(fields);
    let form = |draft: Draft| DayForm::of(&site, account(), record, moment, date, draft);
    let odd: Vec<((usize, usize), Oddity)> = oddities(date).into_iter().map(|what| ((0, 0), what)).collect();
    let odd = form(typed.clone()).asking(&odd, date);
    let mut faults: Vec<DraftProblem> = Vec::new();
    let inputs = ["source", "via", "url", "published_on", "no such field"];
    faults.extend(inputs.map(|input| (format!("r0.{input}"), DraftFault::NoSource)).map(problem));
    let cells = [
        "measure",
        "amount",
        "counted",
        "period_start",
        "group",
        "carrier",
        "direction",
        "facility",
        "access",
        "item",
        "unit",
        "stage",
        "preferred",
        "date_note",
        "remark",
    ];
    faults.extend(cells.map(|cell| (DraftClaim::field(0, 0, cell), DraftFault::NoUnit)).map(problem));
    let events = ["title", "source"].map(|input| (format!("e0.{input}"), DraftFault::NoTitle));
    faults.extend(events.map(problem));
    let notes = [
        "public_note",
        "internal_note",
        "change_kind",
        "change_reason",
        "confirmed",
        "reason.0",
        "withdraw_reason",
        "open_reason",
    ];
    faults.extend(notes.map(|field| (field.to_owned(), DraftFault::Nothing)).map(problem));
    faults.extend(all_faults().into_iter().map(|fault| problem(("r1.source".to_owned(), fault))));
    let plain = [
        desk::signed_in_again(),
        desk::checked(),
        desk::not_published(),
        desk::not_submitted(),
        desk::locked(),
        desk::nothing_to_withdraw(),
        drafts::kept("1"),
        drafts::kept_of_older("1", 0, 2, RevisionState::Published),
    ];
    let older = RevisionState::ALL.map(|state| drafts::kept_of_older("1", 1, 2, state));
    let news = plain
        .into_iter()
        .chain(Hindrance::ALL.map(desk::not_saved))
        .chain(RevisionState::ALL.map(desk::stale))
        .chain(older);
    let lines = draft_lines(&typed, record);
    let told = news.zip(RevisionState::ALL.into_iter().cycle()).zip(stands().into_iter().cycle());
    let told = told.map(|(((heading, text), state), stand)| {
        let (theirs, yours) = (lines.clone(), lines.clone());
        let told = Told { heading, lines: text, theirs, theirs_are: desk::theirs(state), yours, ways: Vec::new() };
        form(typed.clone()).telling(told).standing(stand)
    });
    // One day is enough: what is told does not depend on it.
    let told = told.filter(|_| standing && date == moment.today);
    [form(Draft::default()), form(typed.clone()), form(typed.clone()).refused(faults), odd]
        .into_iter()
        .chain(told)
        .collect()
}

/// Where a day may stand at the desk: in every state, locked and opened, for a lead and a reporter, their own and not.
fn stands() -> Vec<Stand> {
    let slug: Slug = "lachin".parse().expect("a short name");
    let date: NaiveDate = "2023-05-10".parse().expect("a date");
    let state = |seq: i64, state: RevisionState, role: Role| Revision {
        seq,
        corridor: slug.clone(),
        date,
        state,
        report: DayReport::empty(slug.clone(), date),
        change_kind: None,
        reason: Some(WORDS.to_owned()),
        role,
        recorded_at: instant("2023-05-10T16:00:00Z"),
        published_at: None,
        redaction: None,
        hash: String::new(),
    };
    use RevisionState::{Published, Returned, Submitted, Withdrawn};
    let courses = [vec![], vec![Published], vec![Published, Withdrawn], vec![Submitted], vec![Published, Returned]];
    let locks = [Lock::Free, Lock::Locked, Lock::OpenUntil(instant("2023-05-10T16:00:00Z"))];
    let mut all = Vec::new();
    for (number, course) in courses.iter().enumerate() {
        for (lock, role) in locks.into_iter().flat_map(|lock| [Role::Reporter, Role::Lead].map(|role| (lock, role))) {
            let states: Vec<Revision> = (1..).zip(course).map(|(seq, one)| state(seq, *one, role)).collect();
            all.push(Stand::of(&At {
                actor: &Actor::new("ani", Rights::of(role, [slug.clone()])),
                corridor: &slug,
                date,
                course: Course::of(&states),
                lock,
                lock_after_days: Some(u32::try_from(number).expect("a small number")),
                own: role == Role::Reporter,
                publishes: role == Role::Lead,
                in_words: &|_| WORDS.to_owned(),
            }));
        }
    }
    all
}

fn problem((field, what): (String, DraftFault)) -> DraftProblem {
    DraftProblem { field, what }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_word_of_a_whole_record_is_from_the_catalogue_on_every_day() {
    let mut marked = Marked::default();
    for now in ["2022-12-11T16:30:00Z", "2022-12-12T10:00:00Z", "2023-05-10T16:30:00Z", "2023-07-01T16:30:00Z"] {
        for (ends, below) in [(None, 0), (Some("2023-05-31"), 10)] {
            let mut rows = rows(&now[..10]);
            rows.corridor.record_ends = ends.map(|end| end.parse().expect("a date"));
            rows.corridor.withhold_below = below;
            let site = site_with(&rows, now).await;
            let corridor = site.state.records.now().all().next().expect("a corridor").clone();
            in_language(Language::Marked, || look_at(&mut marked, &corridor, now));
        }
    }
    marked.end(250);
}

fn look_at(marked: &mut Marked, corridor: &CorridorRecord, now: &str) {
    let site = chrome::Site { demonstration: Some(WORDS.to_owned()), ..chrome::Site::default() };
    let record = &corridor.record;
    let last = corridor.moment(instant(now));
    let account =
        || Account { name: WORDS.to_owned(), role: labels::role(Role::Lead), admin: true, ..Account::default() };
    // Every seventeenth day, and the last ones, on which the record holds most.
    let days = record.corridor().record_begins.iter_days().take_while(|date| *date <= last.today);
    let told = days.filter(|date| (last.today - *date).num_days() < 4 || (last.today - *date).num_days() % 17 == 0);
    let at = |date: NaiveDate| corridor.moment(instant(&format!("{date}T{}", &now[11..])));
    let moments: Vec<Moment> = told.map(at).chain([last]).collect();
    for moment in &moments {
        let date = moment.today;
        let mut look = |name: &str, html| marked.look(&format!("{name} {date}"), &LACHIN, html);
        let status = StatusPage::of(&site, record, moment, &server::charts::month);
        look("status", document(|| pages::status::page(&status)));
        let day = DayPage::of(&site, record, &last, date);
        look("day", document(|| pages::day::page(&day)));
        let month = MonthPage::of(&site, record, &last, date);
        look("month", document(|| pages::month::page(&month)));
        let index = IndexPage::of(&site, &[(record, *moment)]);
        look("index", document(|| pages::index::page(&index)));
        let done = Some((desk::published(date, 7), Way::to(WORDS, "/")));
        let (naming, desk) = (domain::Naming::default(), AtDesk { unsettled: &[], drafts: &[], open: &[] });
        let corner = Corner { record, moment, naming: &naming, desk, prefers: true };
        let at_desk = InboxPage::of(&site, account(), &[corner], done);
        look("inbox", document(|| pages::staff::inbox::page(&at_desk)));
        let questions = QuestionsPage::of(&site, account(), record, moment, true);
        look("questions", document(|| pages::staff::questions::page(&questions)));
        let month = DeskMonthPage::of(&site, account(), (record, moment), moment.today, &desk);
        look("desk month", document(|| pages::staff::desk_month::page(&month)));
    }
    // These pages are large and alike on every day: once a record.
    for part in [Selection::whole(), Selection { direction: Some(Direction::Return), ..Selection::whole() }] {
        let page = DataPage::of(&site, record, &last, &part);
        marked.look("data", &LACHIN, document(|| pages::data::page(&page)));
    }
    let page = SharePage::of(&site, record, &last);
    marked.look("share", &LACHIN, document(|| pages::share::page(&page)));
    for view in [EmbedView::Status, EmbedView::Chart, EmbedView::Figure] {
        let page = EmbedPage::of(&site, record, &last, &AskedEmbed::of(view), &|_, _| String::new()).expect("a frame");
        marked.look("frame", &LACHIN, document(|| pages::embed::page(&page)));
    }
    let page = MeasuresPage::of(&site, record, &last);
    marked.look("measures", &LACHIN, document(|| pages::measures::all(&page)));
    for measure in Measure::ALL {
        let page = MeasurePage::of(&site, record, &last, measure);
        marked.look("measure", &LACHIN, document(|| pages::measures::one(&page)));
    }
    for asked in [None, Some(1)].map(|since| AskedChanges { since, ..AskedChanges::default() }) {
        let page = ChangesPage::of(&site, record, &last, &asked).expect("a page");
        marked.look("changes", &LACHIN, document(|| pages::changes::page(&page)));
    }
    let all_kinds = AskedChanges { kinds: EntryKind::ALL.into(), ..AskedChanges::default() };
    for page in 0..ChangesPage::pages(record, &all_kinds) {
        let page = ChangesPage::of(&site, record, &last, &AskedChanges { page, ..all_kinds.clone() });
        let page = page.expect("a page");
        marked.look("changes", &LACHIN, document(|| pages::changes::page(&page)));
    }
    // Of each measure one step, of patients moved all.
    let weekly = Measure::ALL.map(|measure| AskedTrends { by: By::Week, ..AskedTrends::of(measure) });
    let moved = [By::Day, By::Month].map(|by| AskedTrends { by, ..AskedTrends::of(Measure::PatientsTransferred) });
    for asked in weekly.into_iter().chain(moved) {
        let own = (record, &last);
        let page = TrendsPage::of(&site, own, &[own], &[], &asked, &server::charts::month);
        marked.look("trends", &LACHIN, document(|| pages::trends::page(&page)));
    }
    for day in record.days().rev().take(3) {
        let page = ChangePage::of(&site, record, &last, day.seq).expect("a page");
        marked.look("change", &LACHIN, document(|| pages::change::page(&page)));
    }
    for date in record.days().rev().take(2).map(|day| day.date).chain(last.today.pred_opt()) {
        for form in forms(record, &last, date) {
            let html = document(|| pages::staff::day_form::page(&form));
            marked.look(&format!("form {date}"), &LACHIN, html);
        }
    }
}
