//! A bulletin that speaks of another day as well: this draft is saved, and that day's form opens with the head of the report and
//! the text of the bulletin. They come from one's own draft; no text travels in an address.

use app::paths;
use app::t;
use app::text::dates;
use app::view::chrome::Way;
use app::view::day_form::{DayForm, Told};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use domain::draft::{Draft, DraftFault, DraftProblem, DraftReport};
use domain::read_day;

use super::drafts::AtHand;
use super::{Writer, drafts, typed};
use crate::auth::SignedIn;
use crate::commands::publish_day::PublishRefusal;
use crate::http::extract::{QueryFields, fields_of};
use crate::queries::day_form::{DayAtDesk, own_draft};
use crate::state::SharedState;

/// The form as its reader finds it; with what the query's other day fills in, if it names one.
pub(super) async fn shown(
    state: &SharedState,
    who: &SignedIn,
    day: &DayAtDesk,
    query: &QueryFields,
) -> Result<DayForm, PublishRefusal> {
    let Some(from) = read_day(query.value(paths::FROM)).filter(|from| *from != day.date) else {
        return drafts::shown(state, who, day).await;
    };
    let other = own_draft(state, who, day.slug(), from).await?.map(|kept| typed(&fields_of(&kept.body)));
    let place: usize = query.value("report").parse().unwrap_or_default();
    let head = other.as_ref().and_then(|draft| draft.reports.get(place)).filter(|report| !is_empty(report));
    let name = dates::short(from, day.moment.today);
    let back = Way::to(&t!("entry-from-back", date = name.as_str()), paths::day_form(day.slug(), from));
    let mut at_hand = AtHand::of(state, who, day).await?;
    let ways = vec![back];
    let Some((head, other)) = head.zip(other.as_ref()) else {
        let told = Told {
            heading: t!("entry-from-none", date = name.as_str()),
            lines: vec![t!("entry-from-none-text")],
            ways,
            ..Told::default()
        };
        return Ok(at_hand.form(state, who, day).telling(told));
    };
    let report = fill_in(&mut at_hand.draft, head, &other.bulletin, day);
    let text = t!("entry-from-text", report = (report + 1).to_string(), date = name.as_str());
    let told = Told { heading: t!("entry-from", date = name.as_str()), lines: vec![text], ways, ..Told::default() };
    Ok(at_hand.form(state, who, day).telling(told))
}

fn is_empty(report: &DraftReport) -> bool {
    report.head().iter().all(|text| text.trim().is_empty())
}

/// Fills in the head, unless the draft has that report already, and the bulletin behind the one that is there. Gives the place
/// of the report.
fn fill_in(draft: &mut Draft, head: &DraftReport, bulletin: &str, day: &DayAtDesk) -> usize {
    day.give_room(draft);
    let (own, new) = (draft.bulletin.trim(), bulletin.trim());
    if own.is_empty() {
        new.clone_into(&mut draft.bulletin);
    } else if !own.contains(new) {
        draft.bulletin = format!("{own}\n\n{new}");
    }
    if let Some(place) = draft.reports.iter().position(|report| report.head() == head.head()) {
        return place;
    }
    let free = draft.reports.iter().position(DraftReport::is_untouched);
    let mut report = DraftReport::head_of(head);
    match free.and_then(|place| Some((place, draft.reports.get_mut(place)?))) {
        Some((place, own)) => {
            report.claims = std::mem::take(&mut own.claims);
            *own = report;
            place
        }
        None => {
            report.claims = day.ready_rows();
            draft.reports.push(report);
            draft.reports.len() - 1
        }
    }
}

impl Writer<'_> {
    /// Saves the draft and opens the other day; the form comes back when there is no such day, or it could not be saved.
    pub(super) async fn open_other_day(&self, draft: Draft, report: usize) -> Response {
        let text = draft.reports.get(report).map(|report| report.also.trim().to_owned()).unwrap_or_default();
        match self.other_day(&text) {
            Err(what) => {
                let field = DraftReport::field(report, "also");
                self.problems(StatusCode::UNPROCESSABLE_ENTITY, draft, vec![DraftProblem { field, what }]).await
            }
            Ok(date) => {
                self.save_and_leave(draft, &paths::day_form_from(self.day.slug(), date, self.day.date, report)).await
            }
        }
    }

    fn other_day(&self, text: &str) -> Result<NaiveDate, DraftFault> {
        if text.is_empty() {
            return Err(DraftFault::NoOtherDay);
        }
        let date = read_day(text).ok_or_else(|| DraftFault::Date(text.chars().take(40).collect()))?;
        if date == self.day.date {
            Err(DraftFault::NoOtherDay)
        } else if date > self.day.moment.today {
            Err(DraftFault::Future(self.day.moment.today))
        } else if !self.day.corridor.record.corridor().covers(date) {
            Err(DraftFault::OutsideRecord)
        } else {
            Ok(date)
        }
    }
}
