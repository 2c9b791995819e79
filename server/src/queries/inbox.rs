//! The inbox, a month at the desk, and all that is open at a corridor. What is public comes from memory; what waits, one's
//! own drafts and opened days from the database, in as many statements however many days there are.

use app::text::{dates, notices};
use app::view::chrome::{Way, corridor_name};
use app::view::inbox::month::{AtDesk, DeskMonthPage};
use app::view::inbox::questions::QuestionsPage;
use app::view::inbox::waiting::{OwnDraft, Unsettled};
use app::view::inbox::{Corner, InboxPage};
use app::view::notice::Notice;
use app::{paths, t};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{Corridor, Slug, Verb, Window};

use super::desk::{Done, account, told};
use super::review::{ReviewError, UnsettledDay, unsettled};
use crate::auth::SignedIn;
use crate::records::CorridorRecord;
use crate::state::State;
use crate::storage::drafts::KeptDay;
use crate::storage::{drafts, openings};

/// What only the desk knows, of all corridors whose days somebody may see.
struct Known {
    unsettled: Vec<UnsettledDay>,
    drafts: Vec<KeptDay>,
    open: Vec<(Slug, NaiveDate, DateTime<Utc>)>,
}

/// The same of one corridor.
struct KnownHere<'a> {
    unsettled: Vec<Unsettled<'a>>,
    drafts: Vec<OwnDraft>,
    open: Vec<(NaiveDate, DateTime<Utc>)>,
}

impl Known {
    async fn to(state: &State, who: &SignedIn) -> Result<Self, ReviewError> {
        let (database, now) = (&state.database, state.clock.now());
        Ok(Self {
            unsettled: unsettled(state, who).await?,
            drafts: drafts::of_author(database, who.staff_id, now).await?,
            open: openings::open_at(database, now).await?,
        })
    }

    fn at(&self, slug: &Slug, who: &SignedIn) -> KnownHere<'_> {
        let unsettled = self.unsettled.iter().filter(|day| day.revision.corridor == *slug);
        let writes = who.actor().may(Verb::WriteDay, Some(slug));
        let drafts = self.drafts.iter().filter(|(of, ..)| writes && of == slug);
        let open = self.open.iter().filter(|(of, ..)| of == slug);
        KnownHere {
            unsettled: unsettled.map(|day| Unsettled { revision: &day.revision, own: day.own, may: day.may }).collect(),
            drafts: drafts.map(|(_, date, saved_at)| (*date, *saved_at)).collect(),
            open: open.map(|(_, date, until)| (*date, *until)).collect(),
        }
    }
}

impl KnownHere<'_> {
    fn at_desk(&self) -> AtDesk<'_> {
        AtDesk { unsettled: &self.unsettled, drafts: &self.drafts, open: &self.open }
    }
}

/// The inbox, after something was done with a day if that is given.
pub async fn inbox_page(state: &State, who: &SignedIn, done: Option<Done>) -> Result<InboxPage, ReviewError> {
    let (records, actor, now) = (state.records.now(), who.actor(), state.clock.now());
    let may_see = |slug: &Slug| actor.may(Verb::ReadDay, Some(slug));
    let done = done.filter(|done| may_see(&done.corridor)).and_then(|done| told(state, &done));
    let own: Vec<&CorridorRecord> =
        records.all().map(|one| &**one).filter(|one| may_see(&one.record.corridor().slug)).collect();
    let known = Known::to(state, who).await?;
    let slug = |one: &&CorridorRecord| one.record.corridor().slug.clone();
    let here: Vec<KnownHere<'_>> = own.iter().map(|one| known.at(&slug(one), who)).collect();
    let moments: Vec<_> = own.iter().map(|one| one.moment(now)).collect();
    let corners: Vec<Corner<'_>> = own
        .iter()
        .zip(&here)
        .zip(&moments)
        .map(|((one, here), moment)| Corner {
            record: &one.record,
            moment,
            naming: records.naming(),
            desk: here.at_desk(),
            prefers: actor.may(Verb::PreferClaim, Some(&slug(one))),
        })
        .collect();
    let page = InboxPage::of(&state.site, account(who), &corners, done);
    Ok(if corners.is_empty() && records.all().count() > 0 { page.without_role() } else { page })
}

/// A month of a corridor at the desk; a notice where it shares no day with the record up to today.
pub async fn month_page(
    state: &State,
    who: &SignedIn,
    slug: &Slug,
    of: NaiveDate,
) -> Result<Result<Box<DeskMonthPage>, Box<Notice>>, ReviewError> {
    let records = state.records.now();
    let Some(corridor) = records.corridor(slug) else { return Ok(Err(Box::new(Notice::not_found(&state.site)))) };
    let (record, moment) = (&corridor.record, corridor.moment(state.clock.now()));
    if Window::month_of(of).clipped(record.corridor(), moment.today).is_none() {
        let way = Way::to(&corridor_name(record), paths::corridor(slug));
        return Ok(Err(Box::new(Notice::no_such_month(&state.site, &outside(record.corridor(), of), way))));
    }
    let known = Known::to(state, who).await?;
    let here = known.at(slug, who);
    Ok(Ok(Box::new(DeskMonthPage::of(&state.site, account(who), (record, &moment), of, &here.at_desk()))))
}

/// Why a month has no page.
fn outside(settings: &Corridor, of: NaiveDate) -> String {
    let window = Window::month_of(of);
    match settings.record_ends {
        _ if window.to < settings.record_begins => notices::before_record(settings.record_begins),
        Some(end) if window.from > end => notices::after_record(end),
        _ => t!("month-none-ahead", month = dates::month(of)),
    }
}

/// All that is open at a corridor.
pub fn questions_page(state: &State, who: &SignedIn, slug: &Slug) -> Option<QuestionsPage> {
    let records = state.records.now();
    let corridor = records.corridor(slug)?;
    let moment = corridor.moment(state.clock.now());
    let prefers = who.actor().may(Verb::PreferClaim, Some(slug));
    Some(QuestionsPage::of(&state.site, account(who), &corridor.record, &moment, prefers))
}
