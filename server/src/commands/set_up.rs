//! The first start: a link that works once leads through three pages to an organisation, an admin and a corridor. What was
//! typed is kept from page to page; nothing of it counts before the last one is sent.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::corridor::SettingError;
use domain::label::LabelError;
use domain::{Contact, Corridor, Label, Rights, Role, Slug, read_day, settings as corridor_settings};
use serde::{Deserialize, Serialize};

use crate::auth::links::SET_UP_LASTS;
use crate::auth::passwords::PasswordsError;
use crate::auth::sign_in::{OpenError, open_for};
use crate::auth::{LinkToken, NewSession, PasswordError, RandomError, judge};
use crate::events::Event;
use crate::records::RecordError;
use crate::state::State;
use crate::storage::links::{LinkKind, StoredLink};
use crate::storage::staff::{self, AccountName};
use crate::storage::{StorageError, WriteTransaction, audit, corridors, links, settings};

/// What was typed so far, valid or not. Of the password only a hash is kept, and only of one that is good enough.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SetUpDraft {
    /// The organisation's name.
    pub organisation: String,
    /// How it is reached: an e-mail address, `mailto:…` or `https://…`.
    pub contact: String,
    /// The first admin's account.
    pub account: String,
    /// The hash of its password.
    pub password_hash: Option<String>,
    /// The first corridor's names, one a line.
    pub names: String,
    /// Its short name.
    pub slug: String,
    /// Its time zone.
    pub time_zone: String,
    /// The first day of its record; empty: today, there.
    pub record_begins: String,
}

/// A field of the three pages, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetUpFault {
    /// The organisation's name.
    Organisation(LabelError),
    /// How it is reached.
    Contact,
    /// The account's name.
    Account,
    /// There is no password yet.
    NoPassword,
    /// A line among the corridor's names.
    Name(LabelError),
    /// No short name, and the names suggest none.
    NoSlug,
    /// The short name.
    Slug,
    /// The time zone.
    TimeZone,
    /// The first day.
    RecordBegins,
    /// A corridor of this short name is there already.
    Taken,
}

/// Why a page of the first start is not shown, or not carried out.
#[derive(Debug, thiserror::Error)]
pub enum SetUpRefusal {
    /// There is an account: the site is set up.
    #[error("there is an account already: the site is set up")]
    Done,
    /// Used, replaced by a later start, too old, or none of ours.
    #[error("the link is of no use any more")]
    Gone,
    /// Something that was typed.
    #[error("something that was typed cannot be taken")]
    Faults(Vec<SetUpFault>),
    /// The password is not good enough.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The password could not be hashed.
    #[error(transparent)]
    Passwords(#[from] PasswordsError),
    /// A setting of the corridor.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The corridor makes no record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// No session could be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// No token could be made.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// It could not be stored.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Who set the site up before there was an account, in the audit.
const OPERATOR: &str = "operator";

/// Makes a link, as long as there is no account: those of earlier starts are of no use any more.
pub async fn begin(state: &State) -> Result<Option<LinkToken>, SetUpRefusal> {
    let (token, now) = (LinkToken::generate()?, state.clock.now());
    let mut write = state.database.begin().await?;
    if staff::is_anybody_in(&mut write).await? {
        write.roll_back().await?;
        return Ok(None);
    }
    let link = StoredLink { kind: LinkKind::SetUp, staff_id: None, created_at: now, expires_at: now + SET_UP_LASTS };
    links::replace(&mut write, &token.hash(), &link).await?;
    audit::append(&mut write, now, OPERATOR, "set-up.begin", "site", None).await?;
    drop(write.commit_command().await?);
    Event::SET_UP_BEGIN.by_nobody().done();
    Ok(Some(token))
}

/// What was typed so far. Changes nothing.
pub async fn look(state: &State, token: &LinkToken) -> Result<SetUpDraft, SetUpRefusal> {
    if staff::is_anybody(&state.database).await? {
        return Err(SetUpRefusal::Done);
    }
    let link = links::find(&state.database, &token.hash()).await?;
    let now = state.clock.now();
    let good = link.is_some_and(|link| link.kind == LinkKind::SetUp && now < link.expires_at);
    if !good {
        return Err(SetUpRefusal::Gone);
    }
    let text = settings::get(&state.database, settings::SET_UP).await?;
    // A draft that cannot be read is typed again: it is nobody's record.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Keeps what was typed, valid or not.
pub async fn keep(state: &State, token: &LinkToken, draft: &SetUpDraft) -> Result<(), SetUpRefusal> {
    look(state, token).await?;
    let text = serde_json::to_string(draft).map_err(|error| StorageError::Database(Box::new(error)))?;
    let mut write = state.database.begin().await?;
    settings::set(&mut write, settings::SET_UP, Some(&text), state.clock.now()).await?;
    // What is typed is no command yet.
    drop(write.commit().await?);
    Ok(())
}

/// The hash of a password for the first admin.
pub async fn hash_password(state: &State, draft: &SetUpDraft, typed: &str) -> Result<String, SetUpRefusal> {
    let known = [draft.organisation.clone(), draft.account.clone(), draft.names.clone()];
    Ok(state.passwords.hash(&judge(typed, &known)?).await?)
}

/// Carries it out in one transaction, and signs the first admin in.
pub async fn finish(
    state: &State,
    token: &LinkToken,
    draft: &SetUpDraft,
    browser: Option<&str>,
) -> Result<NewSession, SetUpRefusal> {
    look(state, token).await?;
    let now = state.clock.now();
    let mut faults = organisation_faults(draft);
    faults.extend(admin_faults(draft));
    faults.extend(corridor_faults(draft, now));
    let (organisation, contact) = (draft.organisation.parse::<Label>(), contact(&draft.contact));
    let (Ok(organisation), Ok(contact), Ok(account), Some(hash), Some(corridor)) =
        (organisation, contact, draft.account.parse(), &draft.password_hash, corridor(draft, now))
    else {
        return Err(SetUpRefusal::Faults(faults));
    };
    let corridor = Corridor { contact: contact.clone(), ..corridor };
    corridor.check()?;
    let mut write = state.database.begin().await?;
    if links::take(&mut write, &token.hash()).await?.is_none() || staff::is_anybody_in(&mut write).await? {
        return Err(SetUpRefusal::Gone);
    }
    settings::set(&mut write, settings::SET_UP, None, now).await?;
    settings::set(&mut write, settings::ORGANISATION, Some(organisation.as_str()), now).await?;
    settings::set(&mut write, settings::CONTACT, contact.as_ref().map(Contact::as_str), now).await?;
    match corridors::add(&mut write, &corridor, now).await {
        Err(StorageError::Taken { .. }) => return Err(SetUpRefusal::Faults(vec![SetUpFault::Taken])),
        other => other?,
    }
    let session = first_admin(state, &mut write, &account, hash, &corridor.slug, browser).await?;
    audit::append(&mut write, now, account.as_str(), "set-up.finish", corridor.slug.as_str(), None).await?;
    let committed = write.commit_command().await?;
    Event::SET_UP_FINISH.by(account.as_str()).on(corridor.slug.as_str()).done();
    state.records.follow(&committed, Some(corridor), Vec::new(), &[])?;
    state.records.name_organisation(&committed, Some(organisation.as_str().to_owned()));
    Ok(session)
}

/// The first admin leads the first corridor too: somebody must be able to record a day.
async fn first_admin(
    state: &State,
    write: &mut WriteTransaction,
    account: &AccountName,
    hash: &str,
    corridor: &Slug,
    browser: Option<&str>,
) -> Result<NewSession, SetUpRefusal> {
    let rights = Rights { admin: true, corridors: [(corridor.clone(), Role::Lead)].into() };
    let id = staff::add(write, account, &rights, Some(hash), state.clock.now()).await?;
    let member = staff::by_id(write, id).await?.map(|(member, _)| member).ok_or(StorageError::AfterFailure)?;
    Ok(open_for(write, &state.clock, member, browser, state.second_factor).await?)
}

/// What is wrong with the first page.
pub fn organisation_faults(draft: &SetUpDraft) -> Vec<SetUpFault> {
    let name = draft.organisation.parse::<Label>().err().map(SetUpFault::Organisation);
    name.into_iter().chain(contact(&draft.contact).err().map(|_| SetUpFault::Contact)).collect()
}

/// What is wrong with the second page, but for a password that was just typed.
pub fn admin_faults(draft: &SetUpDraft) -> Vec<SetUpFault> {
    let account = draft.account.parse::<AccountName>().err().map(|_| SetUpFault::Account);
    let password = draft.password_hash.is_none().then_some(SetUpFault::NoPassword);
    account.into_iter().chain(password).collect()
}

/// What is wrong with the third page.
/// A record begins on the day that it is there, or before.
pub fn corridor_faults(draft: &SetUpDraft, now: DateTime<Utc>) -> Vec<SetUpFault> {
    let mut faults = Vec::new();
    faults.extend(names(&draft.names).err().map(SetUpFault::Name));
    if draft.slug.trim().is_empty() {
        faults.push(SetUpFault::NoSlug);
    } else if draft.slug.trim().parse::<Slug>().is_err() {
        faults.push(SetUpFault::Slug);
    }
    let zone = draft.time_zone.parse::<Tz>();
    if zone.is_err() {
        faults.push(SetUpFault::TimeZone);
    }
    let today = now.with_timezone(&zone.unwrap_or(Tz::UTC)).date_naive();
    let begins = draft.record_begins.trim();
    if !begins.is_empty() && read_day(begins).is_none_or(|begins| begins > today) {
        faults.push(SetUpFault::RecordBegins);
    }
    faults
}

/// An e-mail address is taken without `mailto:`; nothing is none.
pub fn contact(text: &str) -> Result<Option<Contact>, SettingError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let is_mail = text.contains('@') && !text.contains(':');
    let text = if is_mail { format!("mailto:{text}") } else { text.to_owned() };
    text.parse().map(Some)
}

/// Names, one a line; `hy=…` or `hy: …` in another language than English.
fn names(text: &str) -> Result<BTreeMap<String, Vec<Label>>, LabelError> {
    let mut found: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let tagged = line.split_once(['=', ':']).map(|(tag, name)| (tag.trim(), name));
        let is_tag = |tag: &str| (2..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
        let (tag, name) = tagged.filter(|(tag, _)| is_tag(tag)).unwrap_or(("en", line));
        let (name, list): (Label, _) = (name.parse()?, found.entry(tag.to_owned()).or_default());
        if !list.contains(&name) {
            list.push(name);
        }
    }
    if found.is_empty() { Err(LabelError::Empty) } else { Ok(found) }
}

/// The short name that the names suggest.
pub fn suggested_slug(draft: &SetUpDraft) -> Option<Slug> {
    let names = names(&draft.names).ok()?;
    names.get("en").into_iter().chain(names.values()).flatten().find_map(|name| Slug::suggest(name.as_str()))
}

fn corridor(draft: &SetUpDraft, now: DateTime<Utc>) -> Option<Corridor> {
    let zone: Tz = draft.time_zone.parse().ok()?;
    let begins = match draft.record_begins.trim() {
        "" => now.with_timezone(&zone).date_naive(),
        text => text.parse().ok()?,
    };
    let (slug, names) = (draft.slug.trim().parse().ok()?, names(&draft.names).ok()?);
    Some(corridor_settings::usual(slug, names, zone.name().to_owned(), begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> SetUpDraft {
        SetUpDraft {
            organisation: "Relief of the North".to_owned(),
            contact: "desk@example.org".to_owned(),
            account: "anna".to_owned(),
            names: "North road\r\nhy=Հյուսիսային ճանապարհ\nNorth road\n".to_owned(),
            slug: "north-road".to_owned(),
            time_zone: "Asia/Yerevan".to_owned(),
            ..SetUpDraft::default()
        }
    }

    fn moment() -> DateTime<Utc> {
        "2023-05-10T16:00:00Z".parse().unwrap()
    }

    #[test]
    fn each_field_that_cannot_be_taken_is_named() {
        let empty = SetUpDraft::default();
        assert_eq!(organisation_faults(&empty), [SetUpFault::Organisation(LabelError::Empty)]);
        assert_eq!(admin_faults(&empty), [SetUpFault::Account, SetUpFault::NoPassword]);
        let all = [SetUpFault::Name(LabelError::Empty), SetUpFault::NoSlug, SetUpFault::TimeZone];
        assert_eq!(corridor_faults(&empty, moment()), all);
        let wrong = SetUpDraft {
            contact: "javascript:alert(1)".to_owned(),
            slug: "North Road".to_owned(),
            record_begins: "yesterday".to_owned(),
            ..draft()
        };
        assert_eq!(organisation_faults(&wrong), [SetUpFault::Contact]);
        assert_eq!(corridor_faults(&wrong, moment()), [SetUpFault::Slug, SetUpFault::RecordBegins]);
        let ahead = SetUpDraft { record_begins: "2023-05-11".to_owned(), ..draft() };
        assert_eq!(corridor_faults(&ahead, moment()), [SetUpFault::RecordBegins]);
        let two = names("en: North road\nhy: Հյուսիս").unwrap();
        assert_eq!((two["en"][0].as_str(), two["hy"][0].as_str()), ("North road", "Հյուսիս"));
    }

    #[test]
    fn what_was_typed_makes_a_corridor_that_begins_today_in_its_own_zone() {
        let draft = draft();
        assert!(organisation_faults(&draft).is_empty() && corridor_faults(&draft, moment()).is_empty());
        assert_eq!(contact(&draft.contact).unwrap().unwrap().as_str(), "mailto:desk@example.org");
        let late = "2023-05-09T22:30:00Z".parse().unwrap();
        let corridor = corridor(&draft, late).unwrap();
        assert_eq!(corridor.record_begins.to_string(), "2023-05-10");
        assert_eq!((corridor.names["en"].len(), corridor.names["hy"].len()), (1, 1));
        assert_eq!(suggested_slug(&draft).unwrap().as_str(), "north-road");
        assert_eq!(suggested_slug(&SetUpDraft { names: "Հյուսիս".to_owned(), ..draft }), None);
    }
}
