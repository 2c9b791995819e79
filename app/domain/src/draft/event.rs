//! An event as it was typed.

use super::fault::DraftFault;
use super::join::{pick, same};
use super::read::Reader;
use crate::address::WebAddress;
use crate::event::Event;
use crate::note::{Note, NoteError};
use crate::record::Sources;

/// An event as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftEvent {
    /// The id of the event that is changed; empty for a new one.
    pub id: String,
    /// What happened, in one sentence.
    pub title: String,
    /// The name of the source.
    pub source: String,
    /// The address of the page.
    pub url: String,
    /// `YYYY-MM-DD`.
    pub published_on: String,
    /// Not empty when it is taken back.
    pub remove: String,
}

impl DraftEvent {
    /// The names of all fields of an event.
    pub(super) const NAMES: [&'static str; 6] = ["id", "title", "source", "url", "published_on", "remove"];

    /// The name of a field of the event at this place.
    pub fn field(event: usize, name: &str) -> String {
        format!("e{event}.{name}")
    }

    pub(super) fn of(event: &Event, sources: &Sources) -> Self {
        let name = event
            .source
            .as_ref()
            .map(|slug| sources.get(slug).map_or_else(|| slug.to_string(), |source| source.name.to_string()));
        Self {
            id: event.id.clone(),
            title: event.title.to_string(),
            source: name.unwrap_or_default(),
            url: event.url.as_ref().map(ToString::to_string).unwrap_or_default(),
            published_on: event.published_on.map(|date| date.to_string()).unwrap_or_default(),
            remove: String::new(),
        }
    }

    /// Nobody wrote into it.
    pub fn is_untouched(&self) -> bool {
        Self::NAMES.iter().all(|name| self.text(name).trim().is_empty())
    }

    pub(super) fn texts(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "id" => &mut self.id,
            "title" => &mut self.title,
            "source" => &mut self.source,
            "url" => &mut self.url,
            "published_on" => &mut self.published_on,
            "remove" => &mut self.remove,
            _ => return None,
        })
    }

    pub(super) fn text(&self, name: &str) -> &str {
        match name {
            "id" => &self.id,
            "title" => &self.title,
            "source" => &self.source,
            "url" => &self.url,
            "published_on" => &self.published_on,
            _ => &self.remove,
        }
    }

    /// Takes in what another writer changed since `base`.
    pub(super) fn join(&mut self, base: &Self, theirs: &Self) {
        for name in Self::NAMES {
            let (seen, their) = (base.text(name).to_owned(), theirs.text(name).to_owned());
            if let Some(own) = self.texts(name) {
                pick(own, &seen, &their);
            }
        }
    }

    pub(super) fn says_as(&self, other: &Self) -> bool {
        Self::NAMES.iter().all(|name| same(self.text(name), other.text(name)))
    }
}

impl Reader<'_> {
    /// The events that are kept, changed or new, in the order of the form.
    pub(super) fn read_events(&mut self, drafts: &[DraftEvent]) {
        self.day.events.clear();
        let mut next = self.context.base.map_or(1, |day| day.next_number('e'));
        for (place, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.is_untouched()) {
            let known = self.context.base.and_then(|day| day.events.iter().find(|event| event.id == draft.id));
            if draft.remove.is_empty()
                && let Some(event) = self.read_event(place, draft, known)
            {
                let id = known.map_or_else(|| format!("e{next}"), |known| known.id.clone());
                next += usize::from(known.is_none());
                self.day.events.push(Event { id, ..event });
            }
        }
    }

    fn read_event(&mut self, place: usize, draft: &DraftEvent, known: Option<&Event>) -> Option<Event> {
        let field = |name| DraftEvent::field(place, name);
        let title = match draft.title.parse::<Note>() {
            Ok(title) => Some(title),
            Err(error) => {
                let emptied = if known.is_some() { DraftFault::EmptiedEvent } else { DraftFault::NoTitle };
                self.fault(field("title"), if error == NoteError::Empty { emptied } else { DraftFault::Note(error) });
                None
            }
        };
        let source = self.label(field("source"), &draft.source);
        let url = self.or_fault(field("url"), WebAddress::optional(&draft.url), DraftFault::Address).flatten();
        let published_on = self.date(field("published_on"), &draft.published_on);
        let before = known.and_then(|known| known.source.as_ref());
        let source = source.map(|name| self.source_of(before, &name));
        Some(Event { id: String::new(), title: title?, source, url, published_on })
    }
}
