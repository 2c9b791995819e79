//! States of a day, as a test wants them: published by the ordinary command, or laid into the storage as they are.

use chrono::NaiveDate;
use domain::{Actor, ChangeKind, DayReport, Revision, RevisionState, Rights, Role, Slug};
use server::commands::publish_day::{PublishDay, publish_day};
use server::records::read_revision;
use server::storage::revisions::{self, NewRevision};

use crate::site::Site;

impl Site {
    /// The last revision of a day of the record of Lachin.
    pub async fn last_of(&self, date: &str) -> Revision {
        let (slug, date): (Slug, NaiveDate) = ("lachin".parse().expect("a name"), date.parse().expect("a date"));
        let all = revisions::load_day(&self.state.database, &slug, date).await.expect("revisions");
        read_revision(all.last().expect("a revision")).expect("a document")
    }

    /// Publishes a day anew, edited, as the desk's lead would. Gives its number.
    pub async fn change(&self, date: &str, kind: ChangeKind, reason: &str, edit: impl FnOnce(&mut DayReport)) -> i64 {
        let last = self.last_of(date).await;
        let mut report = last.report;
        edit(&mut report);
        let lead = Actor::new("maria", Rights::of(Role::Lead, [report.corridor.clone()]));
        let command = PublishDay {
            report,
            new_sources: Vec::new(),
            change: Some((kind, reason.parse().expect("a reason"))),
            base: last.seq,
            key: format!("{date} after {}", last.seq),
            window: None,
        };
        publish_day(&self.state, &lead, command).await.expect("a publication").seq
    }

    /// Lays a state of a day into the storage, past the commands. Gives its number.
    pub async fn append(&self, date: &str, state: RevisionState, reason: &str) -> i64 {
        let report = self.last_of(date).await.report;
        let now = self.state.clock.now();
        let public = matches!(state, RevisionState::Published | RevisionState::Withdrawn);
        let new = NewRevision {
            corridor: report.corridor.clone(),
            date: report.date,
            state,
            document: serde_json::to_string(&report).expect("a document"),
            change_kind: None,
            reason: Some(reason.to_owned()),
            role: Role::Lead,
            recorded_at: now,
            published_at: public.then_some(now),
        };
        let mut write = self.state.database.begin().await.expect("a transaction");
        let seq = revisions::append(&mut write, new).await.expect("a revision").seq;
        let committed = write.commit().await.expect("a commit");
        let revision = self.last_of(date).await;
        self.state.records.follow(&committed, None, Vec::new(), &[revision]).expect("a record that follows");
        seq
    }
}
