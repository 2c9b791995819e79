//! Brings two writers' drafts of one day together, field by field, against the state that the first one saw. What only
//! one of them changed is taken; what both changed stays as it was typed here.

use super::{Draft, DraftClaim, DraftEvent, DraftReport};

impl Draft {
    /// Takes in what another writer recorded since `base`, the state that this draft's writer saw.
    pub fn join(&mut self, base: &Self, theirs: &Self) {
        pick(&mut self.public_note, &base.public_note, &theirs.public_note);
        pick(&mut self.internal_note, &base.internal_note, &theirs.internal_note);
        let most = self.reasons.len().max(theirs.reasons.len());
        self.reasons.resize(most, String::new());
        for (index, reason) in self.reasons.iter_mut().enumerate() {
            let text = |draft: &Self| draft.reasons.get(index).cloned().unwrap_or_default();
            pick(reason, &text(base), &text(theirs));
        }
        self.reports.retain(|own| !was_taken_back(own, base, theirs));
        for report in &theirs.reports {
            let seen = base.report(&report.id);
            match self.reports.iter_mut().find(|own| own.id == report.id) {
                Some(own) => own.join(seen.unwrap_or(&DraftReport::default()), report),
                None => self.reports.push(report.clone()),
            }
        }
        self.join_events(base, theirs);
        self.base.clone_from(&theirs.base);
        self.key.clone_from(&theirs.key);
    }

    fn join_events(&mut self, base: &Self, theirs: &Self) {
        self.events.retain(|own| {
            let gone = !own.id.is_empty() && theirs.event(&own.id).is_none();
            !(gone && base.event(&own.id).is_some_and(|seen| own.says_as(seen)))
        });
        for event in &theirs.events {
            let seen = base.event(&event.id);
            match self.events.iter_mut().find(|own| own.id == event.id) {
                Some(own) => own.join(seen.unwrap_or(&DraftEvent::default()), event),
                None => self.events.push(event.clone()),
            }
        }
    }

    fn event(&self, id: &str) -> Option<&DraftEvent> {
        self.events.iter().find(|event| event.id == id && !id.is_empty())
    }

    fn report(&self, id: &str) -> Option<&DraftReport> {
        self.reports.iter().find(|report| report.id == id && !id.is_empty())
    }
}

impl DraftReport {
    fn join(&mut self, base: &Self, theirs: &Self) {
        pick(&mut self.source, &base.source, &theirs.source);
        pick(&mut self.via, &base.via, &theirs.via);
        pick(&mut self.url, &base.url, &theirs.url);
        pick(&mut self.published_on, &base.published_on, &theirs.published_on);
        self.claims.retain(|own| {
            let gone = !own.id.is_empty() && theirs.claim(&own.id).is_none();
            !(gone && base.claim(&own.id).is_some_and(|seen| own.says_as(seen)))
        });
        for claim in &theirs.claims {
            let seen = base.claim(&claim.id);
            match self.claims.iter_mut().find(|own| own.id == claim.id) {
                Some(own) => own.join(seen.unwrap_or(&DraftClaim::default()), claim),
                None => self.claims.push(claim.clone()),
            }
        }
    }

    fn claim(&self, id: &str) -> Option<&DraftClaim> {
        self.claims.iter().find(|claim| claim.id == id && !id.is_empty())
    }
}

impl DraftClaim {
    fn join(&mut self, base: &Self, theirs: &Self) {
        for name in Self::NAMES {
            if let (Some(own), Some(seen), Some(their)) = (self.texts(name), base.text(name), theirs.text(name)) {
                pick(own, seen, their);
            }
        }
    }

    fn says_as(&self, other: &Self) -> bool {
        Self::NAMES.iter().all(|name| self.text(name).zip(other.text(name)).is_some_and(|(one, two)| same(one, two)))
    }
}

/// A report that the other writer took back whole, and that this one did not touch.
fn was_taken_back(own: &DraftReport, base: &Draft, theirs: &Draft) -> bool {
    let untouched = |seen: &DraftReport| {
        let header = [
            (&own.source, &seen.source),
            (&own.via, &seen.via),
            (&own.url, &seen.url),
            (&own.published_on, &seen.published_on),
        ];
        header.iter().all(|(ours, theirs)| same(ours, theirs))
            && own.claims.iter().all(|claim| {
                let seen = seen.claim(&claim.id);
                seen.is_some_and(|seen| claim.says_as(seen)) || (claim.id.is_empty() && claim.is_blank())
            })
    };
    theirs.report(&own.id).is_none() && base.report(&own.id).is_some_and(untouched)
}

/// Theirs, where ours is as both saw it.
pub(super) fn pick(ours: &mut String, base: &str, theirs: &str) {
    if same(ours, base) {
        theirs.clone_into(ours);
    }
}

/// Browsers send line breaks of their own.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.replace("\r\n", "\n").trim() == other.replace("\r\n", "\n").trim()
}
