//! The sentences that the form of a day says within the browser, finished but for what only the browser knows: that goes
//! into places which [`fill`] fills. So no catalogue has to come to the browser.

use domain::amount::{AmountError, Wording};
use domain::{AccessStatus, Amount};
use serde::{Deserialize, Serialize};

use super::{dates, labels};
use crate::t;

/// The places in a sentence, in the order of what goes into them: characters that nobody types.
const PLACES: [char; 3] = ['\u{f8f0}', '\u{f8f1}', '\u{f8f2}'];

/// A sentence with its places filled.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut text = String::with_capacity(sentence.len());
    for letter in sentence.chars() {
        match PLACES.iter().position(|place| *place == letter) {
            Some(place) => text.push_str(values.get(place).copied().unwrap_or_default()),
            None => text.push(letter),
        }
    }
    text
}

/// A place, as the value of a sentence.
fn place(index: usize) -> String {
    PLACES.get(index).map(char::to_string).unwrap_or_default()
}

/// Sentences that travel to the browser in their order, without their names: so a page is shorter, and what reads them there.
macro_rules! sentences {
    ($(#[$about:meta])* $name:ident { $($sentence:ident),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "Vec<String>", into = "Vec<String>")]
        #[expect(missing_docs, reason = "each is the sentence of its name in the catalogue")]
        pub struct $name {
            $(pub $sentence: String),+
        }

        impl From<Vec<String>> for $name {
            fn from(all: Vec<String>) -> Self {
                let mut all = all.into_iter();
                $(let $sentence = all.next().unwrap_or_default();)+
                Self { $($sentence),+ }
            }
        }

        impl From<$name> for Vec<String> {
            fn from(all: $name) -> Self {
                vec![$(all.$sentence),+]
            }
        }
    };
}

sentences! {
    /// What the keeper of a form says.
    KeeperWords {
        moment,
        clock,
        idle,
        device,
        desk,
        no_line,
        signed_out,
        refused,
        newer,
        cannot,
        cannot_either,
        replace,
        see,
        restored,
        restored_text,
        offered,
        offered_text,
        take,
        discard,
        undo,
        difference,
        difference_beside,
        empty,
        more,
        unanswered,
        unanswered_text,
        lost,
        lost_text,
        again,
        arrived,
        arrived_text,
        arrived_now,
        go_on,
        not_sent,
        not_sent_text,
        windows,
        windows_text,
        copy,
        copy_text,
        leave,
        leave_text,
        leave_button,
        report,
        row,
        event,
    }
}

impl KeeperWords {
    /// All of them; the city of a corridor’s clock.
    pub fn of(city: &str) -> Self {
        let (one, two, three) = (place(0), place(1), place(2));
        let moment = one.as_str();
        Self {
            moment: t!("keeper-moment", date = moment, time = two.as_str(), city = city),
            clock: t!("clock", hours = moment, minutes = two.as_str()),
            idle: t!("keeper-idle"),
            device: t!("keeper-device", moment = moment),
            desk: t!("keeper-desk", moment = moment),
            no_line: t!("keeper-no-line", moment = moment),
            signed_out: t!("keeper-signed-out", moment = moment),
            refused: t!("keeper-refused", moment = moment, status = two.as_str()),
            newer: t!("keeper-newer", moment = moment),
            cannot: t!("keeper-cannot"),
            cannot_either: t!("keeper-cannot-either"),
            replace: t!("keeper-replace"),
            see: t!("keeper-see"),
            restored: t!("keeper-restored"),
            restored_text: t!("keeper-restored-text", moment = moment),
            offered: t!("keeper-offered"),
            offered_text: t!("keeper-offered-text", moment = moment),
            take: t!("keeper-take"),
            discard: t!("keeper-drop"),
            undo: t!("keeper-undo"),
            difference: t!("keeper-difference", field = moment, here = two.as_str()),
            difference_beside: t!(
                "keeper-difference-beside",
                field = moment,
                here = two.as_str(),
                there = three.as_str()
            ),
            empty: t!("keeper-empty"),
            more: t!("keeper-more", count = moment),
            unanswered: t!("keeper-unanswered"),
            unanswered_text: t!("keeper-unanswered-text", moment = moment, button = two.as_str()),
            lost: t!("keeper-lost"),
            lost_text: t!("keeper-lost-text", moment = moment, button = two.as_str()),
            again: t!("keeper-again", button = moment),
            arrived: t!("keeper-arrived"),
            arrived_text: t!("keeper-arrived-text", moment = moment),
            arrived_now: t!("keeper-arrived-now", moment = moment),
            go_on: t!("keeper-go-on"),
            not_sent: t!("keeper-not-sent"),
            not_sent_text: t!("keeper-not-sent-text"),
            windows: t!("keeper-windows"),
            windows_text: t!("keeper-windows-text"),
            copy: t!("keeper-copy"),
            copy_text: t!("keeper-copy-text", moment = moment),
            leave: t!("keeper-leave"),
            leave_text: t!("keeper-leave-text"),
            leave_button: t!("keeper-leave-button"),
            report: t!("form-report", number = moment, source = None::<String>),
            row: t!("entry-row", number = moment, thing = None::<String>),
            event: t!("form-event", number = moment),
        }
    }
}

sentences! {
    /// How an amount is understood while it is typed. `thousand` is `1,000`: how a number is grouped.
    EchoWords {
        understood,
        vague,
        thousand,
        exact,
        about,
        at_least,
        more_than,
        at_most,
        fewer_than,
        range,
        open,
        restricted,
        closed,
        no_status,
        unreadable,
        too_large,
        backwards,
        below_none,
        words,
    }
}

/// What is said beside an amount, and whether it cannot be read.
pub type Echo = (String, bool);

impl EchoWords {
    /// All of them.
    pub fn of() -> Self {
        let (one, two) = (place(0), place(1));
        let status = |status| t!("entry-understood", amount = labels::status(status));
        Self {
            understood: t!("entry-understood", amount = one.as_str()),
            vague: t!("echo-vague", text = one.as_str()),
            thousand: t!("figure-exact", about = false, number = 1000u32),
            exact: t!("figure-exact", about = false, number = one.as_str()),
            about: t!("figure-exact", about = true, number = one.as_str()),
            at_least: t!("figure-at-least", about = false, number = one.as_str()),
            more_than: t!("figure-more-than", about = false, number = one.as_str()),
            at_most: t!("figure-at-most", number = one.as_str()),
            fewer_than: t!("figure-fewer-than", about = false, number = one.as_str()),
            range: t!("figure-range", about = false, low = one.as_str(), high = two.as_str()),
            open: status(AccessStatus::Open),
            restricted: status(AccessStatus::Restricted),
            closed: status(AccessStatus::Closed),
            no_status: t!("fault-no-status", text = Some(one.as_str())),
            unreadable: t!("fault-amount-unreadable", text = one.as_str()),
            too_large: t!("fault-amount-large", text = one.as_str(), most = domain::Count::MAX),
            backwards: t!("fault-amount-backwards", low = one.as_str(), high = two.as_str()),
            below_none: t!("fault-amount-below-none"),
            words: t!("fault-amount-words", most = Wording::MAX),
        }
    }

    /// What an amount is understood as; nothing while nothing is written.
    pub fn of_amount(&self, text: &str) -> Option<Echo> {
        let number = |count: u64| self.grouped(count);
        let one = |words: &str, count: u64| fill(words, &[&number(count)]);
        let amount = match text.parse::<Amount>() {
            Ok(Amount::Exact(n)) => one(&self.exact, n.get()),
            Ok(Amount::About(n)) => one(&self.about, n.get()),
            Ok(Amount::AtLeast(n)) => one(&self.at_least, n.get()),
            Ok(Amount::MoreThan(n)) => one(&self.more_than, n.get()),
            Ok(Amount::AtMost(n)) => one(&self.at_most, n.get()),
            Ok(Amount::FewerThan(n)) => one(&self.fewer_than, n.get().get()),
            Ok(Amount::Range(range)) => fill(&self.range, &[&number(range.low().get()), &number(range.high().get())]),
            Ok(Amount::Vague(words)) => return Some((fill(&self.vague, &[words.as_str()]), false)),
            Err(AmountError::Empty) => return None,
            Err(error) => return Some((self.fault(&error), true)),
        };
        Some((fill(&self.understood, &[&amount]), false))
    }

    /// What a status is understood as: a row that says whether the road is open.
    pub fn of_status(&self, text: &str) -> Option<Echo> {
        let typed = text.trim();
        if typed.is_empty() {
            return None;
        }
        Some(match typed.to_lowercase().parse() {
            Ok(AccessStatus::Open) => (self.open.clone(), false),
            Ok(AccessStatus::Restricted) => (self.restricted.clone(), false),
            Ok(AccessStatus::Closed) => (self.closed.clone(), false),
            Err(_) => (fill(&self.no_status, &[typed]), true),
        })
    }

    fn fault(&self, error: &AmountError) -> String {
        match error {
            AmountError::Unreadable(text) => fill(&self.unreadable, &[text]),
            AmountError::TooLarge(text) => fill(&self.too_large, &[text]),
            AmountError::Backwards(low, high) => {
                fill(&self.backwards, &[&self.grouped(low.get()), &self.grouped(high.get())])
            }
            AmountError::FewerThanNone => self.below_none.clone(),
            AmountError::Empty | AmountError::Words => self.words.clone(),
        }
    }

    /// A number with this language's mark between its groups.
    fn grouped(&self, number: u64) -> String {
        let mark: String = self.thousand.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        domain::amount::grouped(number).replace(',', &mark)
    }
}

sentences! {
    /// What is said beside a bulletin.
    BulletinWords {
        heading,
        hint,
        none,
        sent,
        nowhere,
    }
}

impl BulletinWords {
    /// All of them.
    pub fn of() -> Self {
        let (one, two) = (place(0), place(1));
        Self {
            heading: t!("bulletin-numbers"),
            hint: t!("bulletin-numbers-hint"),
            none: t!("bulletin-numbers-none"),
            sent: t!("bulletin-sent", words = one.as_str(), name = two.as_str()),
            nowhere: t!("bulletin-nowhere"),
        }
    }
}

/// What a browser without a line says in the place of a form that it does not hold, by name.
pub fn without_form() -> [(&'static str, String); 7] {
    [
        ("title", t!("no-form-title")),
        ("heading", t!("no-form-heading")),
        ("text", t!("no-form-text")),
        ("sent", t!("no-form-sent")),
        ("kept", t!("no-form-kept")),
        ("none", t!("no-form-none")),
        ("again", t!("no-form-again")),
    ]
}

/// A moment as the browser words it too: `10 May 2023, 20:00 in Yerevan`.
pub fn moment(instant: chrono::DateTime<chrono::Utc>, zone: &str) -> String {
    use chrono::Timelike as _;
    let local = dates::local(instant, zone);
    let time = dates::clock((local.hour(), local.minute()));
    t!("keeper-moment", date = dates::full(local.date()), time = time, city = dates::city(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_nothing_else_is() {
        let words = KeeperWords::of("Yerevan");
        let moment = fill(&words.moment, &["10 May 2023", "20:00"]);
        assert_eq!(moment, "10 May 2023, 20:00 in Yerevan");
        assert_eq!(fill(&words.device, &[&moment]), "On this device only, 10 May 2023, 20:00 in Yerevan");
        assert_eq!(fill("no place", &["x"]), "no place");
    }

    #[test]
    fn an_amount_is_told_as_the_page_would_tell_it() {
        let words = EchoWords::of();
        for text in ["30", ">30", "30+", "≤5", "<5", "~660", "30-35", "5100", "at least 5,100", "0"] {
            let amount: Amount = text.parse().unwrap();
            let told = super::super::figures::amount(&amount);
            assert_eq!(words.of_amount(text), Some((format!("Understood as: {told}"), false)), "{text}");
        }
        assert_eq!(words.of_amount("several dozen"), Some(("In words only: “several dozen”".to_owned(), false)));
        assert_eq!(words.of_amount("  "), None);
    }

    #[test]
    fn what_cannot_be_read_is_told_as_the_server_would_tell_it() {
        let words = EchoWords::of();
        for text in ["more then 30", "2000000000", "35-30", "<0", "3.5"] {
            let error = text.parse::<Amount>().unwrap_err();
            let fault = super::super::faults::fault(&domain::draft::DraftFault::Amount(error));
            assert_eq!(words.of_amount(text), Some((fault, true)), "{text}");
        }
        let closed = super::super::entry::understood(Some(domain::Measure::AccessStatus), "Closed ").unwrap();
        assert_eq!(words.of_status("Closed "), Some((closed, false)));
        let (fault, wrong) = words.of_status("30").unwrap();
        assert!(wrong && fault.contains("“30” is no status"), "{fault}");
        assert_eq!(words.of_status(""), None);
    }
}
