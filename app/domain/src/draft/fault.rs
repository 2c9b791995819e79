//! What can be wrong with a field of a draft. The words that say what to write instead are the pages’.

use chrono::NaiveDate;

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
    /// An event that says not what happened.
    NoTitle,
    /// An event that was published and is now empty.
    EmptiedEvent,
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
    /// A correction, by somebody who may only submit one.
    LeadCorrects,
    /// A preference that was set, changed or taken away, by somebody who may only submit one.
    LeadPrefers,
    /// What waits for a second person says the same.
    SameAsWaiting,
    /// A reason that has to be given and is empty.
    NoReasonGiven,
    /// A bulletin that is longer than what is kept.
    LongBulletin,
    /// A day that lies before the record, or behind its end.
    OutsideRecord,
    /// No day, where another one was asked for.
    NoOtherDay,
}
