//! Names the organisation that keeps the record, and how it is reached. The name stands in public history.

use domain::{Actor, Contact, Label};

use super::people::{PeopleRefusal, authorise};
use crate::events::Event;
use crate::state::State;
use crate::storage::{audit, settings};

/// Names it; readers are shown the new name at once.
pub async fn name_organisation(
    state: &State,
    actor: &Actor,
    name: &Label,
    contact: Option<&Contact>,
) -> Result<(), PeopleRefusal> {
    authorise(actor)?;
    let now = state.clock.now();
    let mut write = state.database.begin().await?;
    settings::set(&mut write, settings::ORGANISATION, Some(name.as_str()), now).await?;
    settings::set(&mut write, settings::CONTACT, contact.map(Contact::as_str), now).await?;
    audit::append(&mut write, now, &actor.account, "organisation.name", name.as_str(), None).await?;
    let committed = write.commit_command().await?;
    Event::ORGANISATION_NAME.by(&actor.account).done();
    state.records.name_organisation(&committed, Some(name.as_str().to_owned()));
    Ok(())
}

/// Name and contact as they stand.
pub async fn organisation(state: &State) -> Result<(String, String), crate::storage::StorageError> {
    let name = settings::get(&state.database, settings::ORGANISATION).await?;
    let contact = settings::get(&state.database, settings::CONTACT).await?;
    Ok((name.unwrap_or_default(), contact.unwrap_or_default()))
}
