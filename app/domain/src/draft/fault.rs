//! What can be wrong with a field of a draft, in words that say what to write instead.

use std::fmt;

use chrono::NaiveDate;

use super::MOST_ROWS;
use crate::access::NotInList;
use crate::address::WebAddressError;
use crate::amount::AmountError;
use crate::label::LabelError;
use crate::measure::{Dimension, Measure};
use crate::note::NoteError;

/// A problem with what was typed into one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftProblem {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong with it.
    pub what: DraftFault,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftFault {
    /// The amount.
    Amount(AmountError),
    /// A status was expected.
    NoStatus(String),
    /// A name.
    Label(LabelError),
    /// A note.
    Note(NoteError),
    /// An address.
    Address(WebAddressError),
    /// A word of a closed list.
    Word(NotInList),
    /// No date.
    Date(String),
    /// A date after today.
    Future(NaiveDate),
    /// A period that starts after its day.
    StartsLater,
    /// A dimension that the measure does not take.
    Misplaced(Dimension, Measure),
    /// Deliveries need a unit.
    NoUnit,
    /// Claims without a source.
    NoSource,
    /// A source without a claim.
    NoClaim,
    /// A claim that was published and is now empty.
    Emptied,
    /// An expected thing without a reason.
    NoReason,
    /// A reason although there is a claim.
    ReasonAndFigure,
    /// Nothing at all was recorded.
    Nothing,
    /// Two preferred claims of one thing.
    TwoPreferred,
    /// The same said twice in one statement.
    SaidTwice,
    /// A change without kind.
    NoChangeKind,
    /// A change without a reason.
    NoChangeReason,
    /// A change that changes nothing.
    NoChange,
    /// A day further back that was not confirmed.
    Unconfirmed,
    /// More rows than a form takes.
    TooMany,
    /// Claims that are recorded did not come back with the form.
    Incomplete,
}

impl fmt::Display for DraftFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(error) => error.fmt(f),
            Self::NoStatus(text) if text.is_empty() => write!(f, "Write open, restricted or closed."),
            Self::NoStatus(text) => write!(f, "“{text}” is no status. Write open, restricted or closed."),
            Self::Label(error) => error.fmt(f),
            Self::Note(error) => error.fmt(f),
            Self::Address(error) => error.fmt(f),
            Self::Word(error) => error.fmt(f),
            Self::Date(text) => write!(f, "“{text}” is no date. Write it as 2023-05-10."),
            Self::Future(today) => {
                write!(f, "This lies in the future. Give {today} (today at the corridor) or an earlier day.")
            }
            Self::StartsLater => {
                write!(f, "The period starts after its last day. Give the day itself or an earlier one.")
            }
            Self::Misplaced(dimension, measure) => write!(
                f,
                "“{}” has no {}. Empty this field, or choose what is counted anew.",
                measure.key().replace('_', " "),
                dimension.key().replace('_', " ")
            ),
            Self::NoUnit => write!(f, "Say in what it was counted: trucks, tonnes, litres…"),
            Self::NoSource => write!(f, "Say who made this report: an office or a paper, not a person."),
            Self::NoClaim => {
                write!(f, "This report says nothing yet. Write an amount in at least one row, or empty the source.")
            }
            Self::Emptied => {
                write!(f, "This was recorded before and is empty now. Write an amount, or tick “Remove this claim”.")
            }
            Self::NoReason => {
                write!(f, "No figure, and no reason. Choose why there is none, or write the figure into a report.")
            }
            Self::ReasonAndFigure => {
                write!(f, "There is a figure in a report and also a reason why there is none. Keep one.")
            }
            Self::Nothing => write!(f, "Nothing is recorded yet. Write at least one report, or a public note."),
            Self::TwoPreferred => write!(f, "Another claim of the same thing is preferred already. Prefer one."),
            Self::SaidTwice => write!(f, "The same source says the same of the same thing twice. Keep one."),
            Self::NoChangeKind => write!(f, "Choose whether there is better information, or whether we were wrong."),
            Self::NoChangeReason => {
                write!(f, "Say in a sentence why the published day changes. Everyone will read it.")
            }
            Self::NoChange => write!(f, "Nothing differs from what is published."),
            Self::Unconfirmed => {
                write!(f, "This day lies more than one day back. Confirm that it is the day you mean.")
            }
            Self::TooMany => {
                write!(f, "More than {MOST_ROWS} rows are more than a form takes. Nothing was changed; use an import.")
            }
            Self::Incomplete => write!(
                f,
                "Claims that are recorded did not arrive with this form. Nothing was changed; load the page again."
            ),
        }
    }
}
