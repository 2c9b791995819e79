//! A draft as the fields of its form, and what is left of a form whose sending broke off.

use super::{Draft, DraftClaim, DraftEvent, DraftReport};

/// A field of a form: name and value.
pub type Field = (String, String);

impl Draft {
    /// The fields of the form that shows this draft, in its order. [`Draft::from_fields`] reads them back.
    pub fn fields(&self) -> Vec<Field> {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut fields = vec![own("base", &self.base), own("key", &self.key)];
        let reasons = self.reasons.iter().enumerate();
        fields.extend(reasons.map(|(index, reason)| (format!("reason.{index}"), reason.clone())));
        for (place, report) in self.reports.iter().enumerate() {
            fields.extend(report.fields(place));
        }
        for (place, event) in self.events.iter().enumerate() {
            let texts =
                DraftEvent::NAMES.iter().map(|name| (DraftEvent::field(place, name), event.text(name).to_owned()));
            fields.extend(texts);
        }
        fields.extend([
            own("public_note", &self.public_note),
            own("internal_note", &self.internal_note),
            own("change_kind", &self.change_kind),
            own("change_reason", &self.change_reason),
            own("confirmed", &self.confirmed),
            own("bulletin", &self.bulletin),
        ]);
        // A tick that is not set, a choice that was not made, and what the form did not ask for are not sent.
        let asked = |name: &str| !(is_tick(name) || name == "change_kind" || is_ready(name) || name.ends_with(".why"));
        fields.retain(|(name, value)| !value.is_empty() || asked(name));
        fields
    }
}

impl DraftReport {
    fn fields(&self, place: usize) -> Vec<Field> {
        let texts = [
            ("id", &self.id),
            ("source", &self.source),
            ("published_on", &self.published_on),
            ("via", &self.via),
            ("url", &self.url),
            ("also", &self.also),
            ("ready", &self.ready),
        ];
        let own = texts.into_iter().map(|(name, text)| (Self::field(place, name), text.clone()));
        let rows = self.claims.iter().enumerate().flat_map(|(row, claim)| {
            DraftClaim::NAMES
                .iter()
                .filter_map(move |name| Some((DraftClaim::field(place, row, name), claim.text(name)?.to_owned())))
        });
        own.chain(rows).collect()
    }
}

/// Fields that a form carries by itself: nobody types them.
pub const CARRIED: [&str; 7] = ["base", "key", "then", "draft_page", "draft_seen", "draft_at", "draft_of"];

/// A field that is sent only when it is ticked.
pub fn is_tick(name: &str) -> bool {
    name == "confirmed" || name.ends_with(".remove")
}

/// A field that tells what the form had filled in.
pub fn is_ready(name: &str) -> bool {
    name.ends_with(".ready")
}

/// Whether a form carries a field by itself: nobody types it.
pub fn is_carried(name: &str) -> bool {
    CARRIED.contains(&name) || is_ready(name)
}

/// The last value of a field; nothing if it is not there.
pub fn value<'f>(fields: &'f [Field], name: &str) -> &'f str {
    fields.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// Whether a field holds something that somebody wrote: not what a form carries by itself.
fn is_typed((name, value): &Field) -> bool {
    !is_carried(name) && !name.ends_with(".id") && !value.trim().is_empty()
}

/// How many fields hold something.
pub fn filled(fields: &[Field]) -> usize {
    fields.iter().filter(|field| is_typed(field)).count()
}

/// What arrived of a form that broke off, and in the places that did not arrive what the form held before. A tick that did
/// not arrive stays away: it can be set again, and a claim must not be taken back by accident. Whose the form is, it says itself.
pub fn resumed(arrived: Vec<Field>, before: Vec<Field>) -> Vec<Field> {
    let is_own = |name: &str| is_tick(name) || CARRIED.contains(&name);
    let missing = |(name, _): &Field| !is_own(name) && arrived.iter().all(|(own, _)| own != name);
    let rest: Vec<Field> = before.into_iter().filter(missing).collect();
    arrived.into_iter().chain(rest).collect()
}
