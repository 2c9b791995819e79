//! An earlier state of the record: while a page of it is made, all public addresses carry its moment on, so that a
//! reader stays in it. Set around the making of a page, as the language is; no view threads it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::{AsOf, Moment, Slug};

/// The name of the parameter.
pub const NAME: &str = "as_of";

/// An earlier state of all records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldState {
    /// As it was asked for.
    pub as_of: AsOf,
    /// What it means in each corridor.
    pub corridors: BTreeMap<Slug, Then>,
}

/// What an earlier state means in one corridor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Then {
    /// The instant as of which the record is shown, on the corridor's own clock.
    pub asked: Moment,
    /// The corridor's zone.
    pub zone: String,
    /// The date there now: what lies up to it can be read as it stands.
    pub today: NaiveDate,
}

thread_local! {
    static STATE: RefCell<Option<Arc<OldState>>> = const { RefCell::new(None) };
}

/// Makes something of an earlier state; of the record as it stands with none. Making never waits for anything, so the
/// state stays with its own thread for as long as it lasts.
pub fn within<T>(state: Option<Arc<OldState>>, make: impl FnOnce() -> T) -> T {
    struct Back(Option<Arc<OldState>>);
    impl Drop for Back {
        fn drop(&mut self) {
            STATE.set(self.0.take());
        }
    }
    let _back = Back(STATE.replace(state));
    make()
}

/// The earlier state of which something is made; none for the record as it stands.
pub fn state() -> Option<Arc<OldState>> {
    STATE.with_borrow(Clone::clone)
}

impl OldState {
    /// What it means in a corridor, or in the only one when none is named.
    pub fn in_corridor(&self, slug: Option<&Slug>) -> Option<&Then> {
        match slug {
            Some(slug) => self.corridors.get(slug),
            None => self.corridors.values().next().filter(|_| self.corridors.len() == 1),
        }
    }
}

/// A public address, in the state of which something is made.
pub(super) fn carried(address: String) -> String {
    match state() {
        Some(state) => carrying(&address, state.as_of),
        None => address,
    }
}

/// An address as of a moment: the one way to write it.
pub fn carrying(address: &str, as_of: AsOf) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{NAME}={as_of}")
}

/// The same address of the record as it stands.
pub fn without(address: &str) -> String {
    let (path, query) = split(address);
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// Path and fields of an address, without the moment and the place within the page.
fn split(address: &str) -> (&str, Vec<&str>) {
    let address = address.split('#').next().unwrap_or(address);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_moment = |field: &str| field.split('=').next() == Some(NAME);
    (path, query.split('&').filter(|field| !field.is_empty() && !is_moment(field)).collect())
}

/// Path, and names and values of the fields of an address, without the moment: what a form sends along.
pub fn parts(address: &str) -> (String, Vec<(String, String)>) {
    let (path, fields) = split(address);
    (path.to_owned(), form_urlencoded::parse(fields.join("&").as_bytes()).into_owned().collect())
}

#[cfg(test)]
mod tests {
    use super::super::{self as paths, Asked};
    use super::*;

    fn old(as_of: &str) -> Option<Arc<OldState>> {
        Some(Arc::new(OldState { as_of: as_of.parse().unwrap(), corridors: BTreeMap::new() }))
    }

    #[test]
    fn within_an_earlier_state_every_public_address_leads_to_it_and_none_of_the_desk() {
        let (slug, date) = ("lachin".parse().unwrap(), "2023-05-09".parse().unwrap());
        let measure = domain::Measure::PatientsTransferred;
        let asked = Asked { measure, direction: None, from: Some(date), to: None };
        let all = || {
            vec![
                paths::index(),
                paths::about(),
                paths::corridor(&slug),
                paths::day(&slug, date),
                paths::claim(&slug, date, "c1"),
                paths::month(&slug, date),
                paths::chart(&slug, measure, "svg"),
                paths::chart_over(&slug, &asked, "png"),
                paths::files::whole_file(&slug, paths::files::Holding::Claims, paths::files::Form::Csv),
                paths::files::data_package(&slug),
                paths::latest_json(&slug),
            ]
        };
        let now = all();
        for (plain, then) in now.iter().zip(within(old("2023-05-09"), all)) {
            let (path, place) = plain.split_once('#').map_or((plain.as_str(), ""), |(path, place)| (path, place));
            let expected = carrying(path, "2023-05-09".parse().unwrap());
            assert_eq!(then, if place.is_empty() { expected } else { format!("{expected}#{place}") });
            assert_eq!(without(&then), path);
        }
        assert_eq!(within(old("2023-05-09"), || paths::day_form(&slug, date)), paths::day_form(&slug, date));
        assert_eq!(all(), now, "it ends with what is made");
    }

    #[test]
    fn a_state_ends_with_a_panic_and_one_within_another_gives_way_to_it() {
        let caught = std::panic::catch_unwind(|| within(old("2023-05-09"), || std::panic::resume_unwind(Box::new(()))));
        assert!(caught.is_err() && state().is_none());
        within(old("2023-05-09"), || {
            assert_eq!(within(None, paths::index), "/");
            assert_eq!(paths::index(), "/?as_of=2023-05-09");
        });
    }

    #[test]
    fn a_form_keeps_the_other_fields_of_its_page() {
        let (path, fields) = parts("/c/a?from=2023-05-01&as_of=2023-05-09&who=a%26b+c#x");
        assert_eq!(path, "/c/a");
        assert_eq!(fields, [("from".into(), "2023-05-01".into()), ("who".into(), "a&b c".into())]);
        assert_eq!(without("/c/a?as_of=2023-05-09"), "/c/a");
        assert_eq!(without("/c/a?as_of_day=1&as_of=x"), "/c/a?as_of_day=1");
    }
}
