//! Somebody at the desk: signs in as a browser does, fills a form, sends it.

use domain::Role;
use reqwest::{Client, Response};

use crate::door::cookie_of;
use crate::page::Page;
use crate::site::{PASSWORD, Site, client};

/// Somebody at the desk.
pub struct Desk {
    /// Their browser.
    pub client: Client,
    url: String,
}

impl Desk {
    /// Somebody who is signed in.
    pub async fn signed_in(site: &Site, account: &str) -> Self {
        let desk = Self::at_the_door(site);
        let answer = desk.sign_in(account, PASSWORD).await;
        assert_eq!(answer.status(), 303, "signed in");
        desk
    }

    /// Somebody who is not signed in yet.
    pub fn at_the_door(site: &Site) -> Self {
        Self::before(&site.url)
    }

    /// The same before any site, by its beginning.
    pub fn before(url: &str) -> Self {
        Self { client: client(true), url: url.to_owned() }
    }

    /// The same person with the same browser, before a site that began anew.
    pub fn now_at(self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self }
    }

    /// The whole address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// The beginning of the site, as a browser names it beside a form.
    pub fn origin(&self) -> &str {
        &self.url
    }

    /// Tries to sign in.
    pub async fn sign_in(&self, account: &str, password: &str) -> Response {
        self.send("/staff/sign-in", &[("account", account), ("password", password)]).await
    }

    /// Sends a form.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = form_urlencode(fields);
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        request.header("origin", self.url.as_str()).send().await.expect("an answer")
    }

    /// Asks for a path.
    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).send().await.expect("an answer")
    }

    /// A page; it must be there.
    pub async fn page(&self, path: &str) -> Page {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        Page::new(response.text().await.expect("text"))
    }

    /// The fields of a form, with some of them filled in.
    pub async fn filled(&self, path: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        fill(self.page(path).await.fields(), typed)
    }

    /// Sends fields, with what is to be done.
    pub async fn send_fields(&self, path: &str, fields: &[(String, String)], then: &str) -> Response {
        let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.push(("then", then));
        self.send(path, &all).await
    }
}

/// Somebody who is signed in, and has a form of a day of the story ready to be published: their cookie, and the body.
pub async fn ready_to_publish(site: &Site, day: &str) -> (String, String) {
    site.add_account("lead", Role::Lead).await;
    let desk = Desk::at_the_door(site);
    let cookie = cookie_of(&desk.sign_in("lead", PASSWORD).await);
    let mut fields = desk.filled(day, &[("r0.source", "Ministry"), ("r0.c1.amount", "12")]).await;
    fields.push(("then".to_owned(), "publish".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    (cookie, form_urlencode(&fields))
}

/// What a form holds of a day: all but whose it is, and the moment of the draft that its page goes on from.
pub fn of_the_day(fields: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    let own = fields.iter().filter(|(name, _)| !["draft_of", "draft_seen"].contains(&name.as_str()));
    own.map(|(name, value)| (name.as_str(), value.as_str()))
}

/// Fields with some of them filled in; a field that was not there is added.
pub fn fill(mut fields: Vec<(String, String)>, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    for (name, value) in typed {
        match fields.iter_mut().find(|(found, _)| found == name) {
            Some((_, old)) => (*value).clone_into(old),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

/// Fields as a browser sends them.
pub fn form_urlencode(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
