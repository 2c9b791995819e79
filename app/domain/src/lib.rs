//! The pure rules of Corridor Status: claims, amounts, days, status, streaks. No IO, no clock, no HTML.
//!
//! Every number is a claim: who said it, about which day, in what words. Nothing is averaged, a gap stays a gap.
//! One concept a file; the names are the field's own.

pub mod absence;
pub mod access;
pub mod actor;
pub mod address;
pub mod amount;
pub mod around;
pub mod as_of;
pub mod change;
pub mod claim;
pub mod corridor;
pub mod day_report;
pub mod draft;
pub mod event;
pub mod figure;
pub mod freshness;
pub mod history;
pub mod label;
pub mod measure;
pub mod moment;
pub mod note;
pub mod policy;
pub mod reconcile;
pub mod record;
pub mod revision;
pub mod series;
pub mod slug;
pub mod source;
pub mod standing;
pub mod status;
pub mod streak;
pub mod thing;
pub mod totals;
pub mod window;

pub use absence::{Absence, AbsenceReason};
pub use access::{AccessClass, AccessStatus};
pub use actor::{Actor, Rights, Role};
pub use address::WebAddress;
pub use amount::{Amount, Count, CountRange, Wording};
pub use as_of::AsOf;
pub use change::{Change, DayChange};
pub use claim::{Claim, Says};
pub use corridor::{Contact, Corridor};
pub use day_report::{DayReport, Report};
pub use draft::{Draft, DraftClaim, DraftContext, DraftReport};
pub use event::Event;
pub use figure::{Figure, Interval};
pub use freshness::Freshness;
pub use history::EntryKind;
pub use label::Label;
pub use measure::{Measure, MeasureKind};
pub use moment::Moment;
pub use note::Note;
pub use policy::{Scope, Verb};
pub use reconcile::{Accounted, Outcome, RunningTotals};
pub use record::{PublicClaim, PublicDay, PublicSays, Record};
pub use revision::{ChangeKind, Redaction, Revision, RevisionState};
pub use series::Series;
pub use slug::Slug;
pub use source::{Source, SourceKind};
pub use thing::{Direction, Stage, Thing};
pub use totals::Total;
pub use window::Window;
