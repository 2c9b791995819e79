//! What is wrong with a field of the desk's form, and what to write instead.

use domain::address::WebAddressError;
use domain::amount::{AmountError, Count};
use domain::draft::{DraftFault, MOST_OF_BULLETIN, MOST_ROWS};
use domain::label::LabelError;
use domain::note::NoteError;
use domain::{Label, Note};

use crate::t;

/// What is wrong with a field, in a sentence.
pub fn fault(fault: &DraftFault) -> String {
    match fault {
        DraftFault::Amount(error) => amount(error),
        DraftFault::NoStatus(text) => {
            t!("fault-no-status", text = Some(text.as_str()).filter(|text| !text.is_empty()))
        }
        DraftFault::Label(error) => label(*error),
        DraftFault::Note(error) => note(*error),
        DraftFault::Address(WebAddressError) => t!("fault-address"),
        DraftFault::Word(list) => t!("fault-word", words = list.0),
        DraftFault::Date(text) => t!("fault-no-date", text = text),
        DraftFault::Future(today) => t!("fault-future", today = today.to_string()),
        DraftFault::StartsLater => t!("fault-starts-later"),
        DraftFault::Misplaced(dimension, measure) => {
            t!("fault-misplaced", measure = measure.key(), dimension = dimension.key())
        }
        DraftFault::NoUnit => t!("fault-no-unit"),
        DraftFault::NoSource => t!("fault-no-source"),
        DraftFault::NoClaim => t!("fault-no-claim"),
        DraftFault::Emptied => t!("fault-emptied"),
        DraftFault::NoTitle => t!("fault-no-title"),
        DraftFault::EmptiedEvent => t!("fault-emptied-event"),
        DraftFault::ReasonAndFigure => t!("fault-reason-and-figure"),
        DraftFault::Nothing => t!("fault-nothing"),
        DraftFault::TwoPreferred => t!("fault-two-preferred"),
        DraftFault::SaidTwice => t!("fault-said-twice"),
        DraftFault::NoChangeKind => t!("fault-no-change-kind"),
        DraftFault::NoChangeReason => t!("fault-no-change-reason"),
        DraftFault::NoChange => t!("fault-no-change"),
        DraftFault::Unconfirmed => t!("fault-unconfirmed"),
        DraftFault::TooMany => t!("fault-too-many", most = MOST_ROWS),
        DraftFault::Incomplete => t!("fault-incomplete"),
        DraftFault::LeadCorrects => t!("fault-lead-corrects"),
        DraftFault::LeadPrefers => t!("fault-lead-prefers"),
        DraftFault::SameAsWaiting => t!("fault-same-as-waiting"),
        DraftFault::LongBulletin => t!("fault-long-bulletin", most = MOST_OF_BULLETIN),
        DraftFault::OutsideRecord => t!("fault-outside-record"),
        DraftFault::NoOtherDay => t!("fault-no-other-day"),
        DraftFault::NoReasonGiven => t!("fault-reason-given"),
    }
}

fn amount(error: &AmountError) -> String {
    match error {
        AmountError::Empty => t!("fault-amount-empty"),
        AmountError::Unreadable(text) => t!("fault-amount-unreadable", text = text),
        AmountError::TooLarge(text) => t!("fault-amount-large", text = text, most = Count::MAX),
        AmountError::Backwards(low, high) => t!("fault-amount-backwards", low = low.get(), high = high.get()),
        AmountError::FewerThanNone => t!("fault-amount-below-none"),
        AmountError::Words => t!("fault-amount-words", most = domain::amount::Wording::MAX),
    }
}

pub(super) fn label(error: LabelError) -> String {
    match error {
        LabelError::Empty => t!("fault-label-empty"),
        LabelError::TooLong => t!("fault-too-long", most = Label::MAX.to_string()),
        LabelError::Control => t!("fault-label-control"),
    }
}

fn note(error: NoteError) -> String {
    match error {
        NoteError::Empty => t!("fault-note-empty"),
        NoteError::TooLong => t!("fault-too-long", most = Note::MAX.to_string()),
        NoteError::Control => t!("fault-note-control"),
    }
}
