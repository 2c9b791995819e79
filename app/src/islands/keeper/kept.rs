//! What a browser keeps of one form, as text, and what becomes of it when the form is opened again. Pure: knows no browser.

use std::collections::BTreeMap;

use domain::draft::fields::CARRIED;
use domain::draft::fields::is_tick;
pub use domain::draft::fields::{Field, is_carried, value};

/// The text of a form as one window of a browser kept it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// When it was last changed, in milliseconds since 1970, by the server's clock as far as it is known.
    pub at: i64,
    /// When the draft at the desk was saved that it goes on from; 0: none.
    pub seen: i64,
    /// Whether it holds something that the desk has not confirmed.
    pub unsaved: bool,
    /// What was sent and not answered: the button, and when. Nothing while nothing is under way.
    pub sent: Option<(String, i64)>,
    /// All fields, as they would be sent.
    pub fields: Vec<Field>,
}

/// The form as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// All fields.
    pub fields: Vec<Field>,
    /// When the draft was saved that the page shows; 0: it shows what stands.
    pub seen: i64,
    /// The window that saved it.
    pub seen_of: String,
    /// The keys of the forms of this day that are stored.
    pub arrived: Vec<String>,
    /// Whether the page is a copy of this device: there was no line.
    pub copy: bool,
    /// Whether the page answers a form that was sent: it holds all that was typed, and says what became of it.
    pub answer: bool,
}

/// What becomes of a kept form when its day is opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was sent, and it arrived: it goes, and that is said.
    Arrived,
    /// The page holds it all already, or the desk confirmed it: it goes without a word.
    Known,
    /// Nothing came between: it is put back into the form.
    Restored,
    /// The desk has something newer: both are offered.
    Offered,
}

/// A place where two forms differ: the field, what is kept, what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field's name.
    pub name: String,
    /// What is kept here.
    pub kept: String,
    /// What the page shows.
    pub shown: String,
}

/// The first word of the text, so that another form of it is not misread.
const FORM: &str = "1";

impl Kept {
    /// The value of a field.
    pub fn value(&self, name: &str) -> &str {
        value(&self.fields, name)
    }

    /// As it is stored: a line of what is known of it, and its fields as a browser sends them.
    pub fn to_text(&self) -> String {
        let (button, sent_at) = self.sent.clone().unwrap_or_default();
        let sent = if self.sent.is_some() { format!("{sent_at} {button}") } else { "0".to_owned() };
        let body = body_of(&self.fields);
        format!("{FORM} {} {} {} {sent}\n{body}", self.at, self.seen, u8::from(self.unsaved))
    }

    /// Reads what was stored; nothing if it is none of ours.
    pub fn of_text(text: &str) -> Option<Self> {
        let (head, body) = text.split_once('\n')?;
        let mut words = head.splitn(5, ' ');
        (words.next()? == FORM).then_some(())?;
        let mut number = || words.next()?.parse::<i64>().ok();
        let (at, seen, unsaved) = (number()?, number()?, number()? != 0);
        let sent = words.next()?.split_once(' ').and_then(|(at, button)| Some((button.to_owned(), at.parse().ok()?)));
        let fields = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        Some(Self { at, seen, unsaved, sent, fields })
    }

    /// Whether it is just what was sent: nothing was typed behind that.
    pub fn is_as_sent(&self) -> bool {
        self.sent.as_ref().is_some_and(|(_, at)| *at == self.at)
    }

    /// What was sent and not answered, as long as it is just what is kept.
    pub fn still_sent(&self) -> Option<(String, i64)> {
        self.sent.clone().filter(|_| self.is_as_sent())
    }

    /// Whether it was sent with a button of which nobody can tell from a draft at the desk whether it arrived.
    fn is_in_doubt(&self) -> bool {
        self.sent.as_ref().is_some_and(|(button, _)| ["publish", "submit"].contains(&button.as_str()))
    }

    /// What becomes of it beside what a page shows. `page` is the window that kept it.
    pub fn fate(&self, page: &str, shown: &Shown) -> Fate {
        let own_page = page == shown.seen_of;
        // The page itself says what became of it.
        if self.is_as_sent() && shown.answer && own_page {
            return Fate::Known;
        }
        if self.is_as_sent() && shown.arrived.iter().any(|key| key == self.value("key")) {
            return Fate::Arrived;
        }
        if !self.is_in_doubt() && differences(&self.fields, &shown.fields).is_empty() {
            return Fate::Known;
        }
        if shown.copy {
            return Fate::Restored;
        }
        if !self.unsaved && self.sent.is_none() {
            return Fate::Known;
        }
        // What the writer just typed is not written over by another window's text.
        if shown.answer && !own_page {
            return Fate::Offered;
        }
        let same_draft = self.seen == shown.seen || (shown.seen != 0 && own_page);
        let same_state = self.value("base") == value(&shown.fields, "base");
        if same_draft && same_state { Fate::Restored } else { Fate::Offered }
    }
}

/// The fields as a browser sends them.
pub fn body_of(fields: &[Field]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// What is sent to the desk in the background: the fields of `head` first, so that what breaks off tells whose it is.
pub fn for_the_desk(head: &[Field], fields: &[Field]) -> String {
    let goes_along = |name: &str| ["base", "key"].contains(&name) || !CARRIED.contains(&name);
    let own = fields.iter().filter(|(name, _)| goes_along(name));
    let all: Vec<Field> = head.iter().chain(own).cloned().chain([("then".to_owned(), "keep".to_owned())]).collect();
    body_of(&all)
}

/// Where a kept form says something else than a page, in the order of the fields. A field that only the page has is no
/// difference, but for a tick that was taken away.
pub fn differences(kept: &[Field], shown: &[Field]) -> Vec<Difference> {
    let mut seen = BTreeMap::new();
    for (name, value) in shown {
        seen.insert(name.as_str(), value.as_str());
    }
    let own = kept.iter().filter(|(name, _)| !is_carried(name)).filter_map(|(name, value)| {
        let other = seen.get(name.as_str()).copied().unwrap_or_default();
        (even(value) != even(other)).then(|| Difference {
            name: name.clone(),
            kept: value.clone(),
            shown: other.to_owned(),
        })
    });
    let untick = |(name, value): &&Field| is_tick(name) && !value.is_empty() && kept.iter().all(|(own, _)| own != name);
    let unticked = shown.iter().filter(untick).map(|(name, value)| Difference {
        name: name.clone(),
        kept: String::new(),
        shown: value.clone(),
    });
    own.chain(unticked).collect()
}

/// Browsers send line breaks of their own.
fn even(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<Field> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn kept(pairs: &[(&str, &str)]) -> Kept {
        let own = [&[("base", "7"), ("key", "aa")], pairs].concat();
        Kept { at: 5, seen: 0, unsaved: true, sent: None, fields: fields(&own) }
    }

    fn shown(pairs: &[(&str, &str)]) -> Shown {
        let own = [&[("base", "7"), ("key", "bb")], pairs].concat();
        Shown { fields: fields(&own), ..Shown::default() }
    }

    #[test]
    fn what_is_stored_is_read_back_letter_by_letter() {
        let note = "two\r\nlines & = % + “ա”";
        let sent = Some(("row.3".to_owned(), 9));
        for sent in [None, sent] {
            let one = Kept { sent, ..kept(&[("public_note", note), ("r0.c0.amount", "")]) };
            assert_eq!(Kept::of_text(&one.to_text()), Some(one));
        }
        for foreign in ["", "x", "2 1 1 1 0\na=b", "1 a 1 1 0\na=b", "1 1 1\na=b", "{}\n"] {
            assert_eq!(Kept::of_text(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn what_is_sent_in_the_background_holds_what_the_form_filled_in() {
        let head = fields(&[("draft_page", "w")]);
        let form = [("base", "7"), ("key", "aa"), ("draft_page", "v"), ("then", "check")];
        let typed = [("r0.ready", "Ministry"), ("r0.c0.ready", "outbound"), ("r0.c0.amount", "30")];
        let body = for_the_desk(&head, &fields(&[&form[..], &typed[..]].concat()));
        let sent = "draft_page=w&base=7&key=aa&r0.ready=Ministry&r0.c0.ready=outbound&r0.c0.amount=30&then=keep";
        assert_eq!(body, sent);
    }

    fn sent(button: &str, kept: Kept) -> Kept {
        Kept { sent: Some((button.to_owned(), kept.at)), ..kept }
    }

    #[test]
    fn what_arrived_as_it_was_sent_goes_whatever_else_is_different() {
        let arrived = Shown { arrived: vec!["zz".to_owned(), "aa".to_owned()], ..shown(&[]) };
        let mine = kept(&[("r0.source", "Ministry")]);
        assert_eq!(sent("publish", mine.clone()).fate("w", &arrived), Fate::Arrived);
        assert_eq!(sent("publish", mine.clone()).fate("w", &shown(&[])), Fate::Restored, "the control");
        let typed_behind = Kept { at: 6, ..sent("publish", mine.clone()) };
        assert_eq!(typed_behind.fate("w", &arrived), Fate::Restored, "that did not arrive");
        assert_eq!(mine.fate("w", &arrived), Fate::Restored, "nor did what another window sent under the same key");
    }

    #[test]
    fn what_the_page_holds_already_and_what_the_desk_confirmed_goes() {
        let page = shown(&[("r0.source", "Ministry "), ("r0.c9.measure", "patients_moved")]);
        assert_eq!(kept(&[("r0.source", "Ministry")]).fate("w", &page), Fate::Known);
        let confirmed = Kept { unsaved: false, ..kept(&[("r0.source", "Weekly")]) };
        assert_eq!(confirmed.fate("w", &page), Fate::Known);
        let unanswered = sent("publish", confirmed);
        assert_eq!(unanswered.fate("w", &page), Fate::Restored, "nobody confirmed what was sent last");
    }

    #[test]
    fn only_publishing_and_submitting_can_be_in_doubt() {
        let mine = kept(&[("r0.source", "Ministry")]);
        for button in ["draft", "check", "row.0", "other.0"] {
            let there = shown(&[("r0.source", "Ministry")]);
            assert_eq!(sent(button, mine.clone()).fate("w", &there), Fate::Known, "{button}: the desk has it");
            assert_eq!(sent(button, mine.clone()).fate("w", &shown(&[])), Fate::Restored, "{button}: it has not");
        }
        for button in ["publish", "submit"] {
            let there = shown(&[("r0.source", "Ministry")]);
            assert_eq!(sent(button, mine.clone()).fate("w", &there), Fate::Restored, "{button}: a draft is not it");
        }
    }

    #[test]
    fn a_page_that_answers_speaks_of_its_own_window_alone_and_is_not_written_over() {
        let answer = Shown { answer: true, seen_of: "w".to_owned(), ..shown(&[("r0.source", "Ministry")]) };
        let mine = sent("publish", kept(&[("r0.source", "Weekly")]));
        assert_eq!(mine.fate("w", &answer), Fate::Known, "the page is the answer");
        let stored_before = Shown { arrived: vec!["aa".to_owned()], ..answer.clone() };
        assert_eq!(
            mine.fate("w", &stored_before),
            Fate::Known,
            "also of what an earlier form stored under the same key"
        );
        assert_eq!(mine.fate("x", &answer), Fate::Offered, "another window's text was not answered");
        assert_eq!(kept(&[("r0.source", "Weekly")]).fate("x", &answer), Fate::Offered);
        let typed_behind = Kept { at: 9, ..mine };
        assert_eq!(typed_behind.fate("w", &answer), Fate::Restored, "typed while the answer was on its way");
    }

    #[test]
    fn what_the_desk_has_newer_is_never_overwritten_in_silence() {
        let mine = kept(&[("r0.source", "Ministry")]);
        let other_state = Shown { fields: fields(&[("base", "8"), ("key", "bb")]), ..Shown::default() };
        assert_eq!(mine.fate("w", &other_state), Fate::Offered);
        let other_draft = Shown { seen: 4, seen_of: "another window".to_owned(), ..shown(&[]) };
        assert_eq!(mine.fate("w", &other_draft), Fate::Offered);
        let own_draft = Shown { seen_of: "w".to_owned(), ..other_draft };
        assert_eq!(mine.fate("w", &own_draft), Fate::Restored, "this window saved it, and its answer was lost");
        let went_on = Kept { seen: 4, ..mine };
        assert_eq!(went_on.fate("x", &own_draft), Fate::Restored, "it goes on from just that draft");
    }

    #[test]
    fn on_a_copy_of_this_device_what_was_typed_comes_back_also_when_the_desk_has_it() {
        let page = Shown { copy: true, ..shown(&[]) };
        let confirmed = Kept { unsaved: false, ..kept(&[("r0.source", "Weekly")]) };
        assert_eq!(confirmed.fate("w", &page), Fate::Restored);
        let same = Kept { sent: Some(("publish".to_owned(), 3)), ..kept(&[]) };
        assert_eq!(same.fate("w", &page), Fate::Restored, "that no answer came is still to be said");
    }

    #[test]
    fn emptied_fields_and_ticks_that_were_taken_away_are_differences() {
        let page =
            fields(&[("r0.source", "Ministry"), ("confirmed", "yes"), ("r0.c0.remove", "yes"), ("e0.title", "x")]);
        let names = |kept: &[(&str, &str)]| -> Vec<String> {
            differences(&fields(kept), &page).into_iter().map(|difference| difference.name).collect()
        };
        assert_eq!(names(&[("r0.source", ""), ("confirmed", "yes")]), ["r0.source", "r0.c0.remove"]);
        let all = [("r0.source", "Ministry"), ("confirmed", "yes"), ("r0.c0.remove", "yes"), ("key", "other")];
        assert_eq!(names(&all), [""; 0]);
    }
}
