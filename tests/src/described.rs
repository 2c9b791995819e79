//! The API as its description has it: whoever asks through this fails for an answer that does not stand there — route,
//! status, kind, shape.

use app::paths::api;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::site::Site;

/// A site, and how its API is described.
pub struct Described<'s> {
    site: &'s Site,
    /// The description.
    pub document: Value,
}

/// An answer that stands in the description.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; null where it has none.
    pub body: Value,
}

impl Told {
    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }
}

impl<'s> Described<'s> {
    /// Of a site.
    pub async fn of(site: &'s Site) -> Self {
        Self { site, document: site.json(api::DESCRIPTION).await }
    }

    /// An answer that must be there.
    pub async fn json(&self, path: &str) -> Value {
        let told = self.get(path).await;
        assert_eq!(told.status, 200, "{path}: {}", told.body);
        told.body
    }

    /// An answer, whatever its status.
    pub async fn get(&self, path: &str) -> Told {
        self.ask(Method::GET, path, &[]).await
    }

    /// The answer to a request with these headers.
    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Told {
        let mut request = self.site.client.request(method.clone(), format!("{}{path}", self.site.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        let text = answer.text().await.expect("text");
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect("JSON") };
        let told = Told { status, headers, body };
        self.check(&method, path, &told);
        told
    }

    fn check(&self, method: &Method, path: &str, told: &Told) {
        let plain = path.split('?').next().unwrap_or(path);
        let kind = told.header("content-type");
        let routes = self.document["paths"].as_object().expect("paths");
        let Some((route, _)) = routes.iter().find(|(route, _)| is_of(route, plain)) else {
            // What is no route is refused in the same shape.
            assert!(told.status.is_client_error(), "{path} is not described, and answers {}", told.status);
            return self.fits(
                kind,
                "application/problem+json",
                &self.document["components"]["schemas"]["Problem"],
                told,
            );
        };
        let answers = &routes[route]["get"]["responses"];
        let answer = &answers[told.status.as_str()];
        assert!(answer.is_object() || told.status == 204, "{method} {path}: {} is not described", told.status);
        let answer = self.resolved(answer);
        for (kind_told, content) in answer["content"].as_object().into_iter().flatten() {
            self.fits(kind, kind_told, &content["schema"], told);
        }
        if answer["content"].is_null() {
            assert_eq!(told.body, Value::Null, "{path}: a body that is not described");
        }
        for name in answer["headers"].as_object().into_iter().flatten().map(|(name, _)| name) {
            // The last page has no next one.
            assert!(name == "Link" || told.headers.contains_key(name.as_str()), "{path} has no {name}");
        }
    }

    fn fits(&self, kind: &str, expected: &str, schema: &Value, told: &Told) {
        assert_eq!(kind, expected);
        if told.body.is_null() {
            return;
        }
        let faults = self.faults(schema, &told.body, "");
        assert!(faults.is_empty(), "{faults:#?}");
    }

    fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value["$ref"].as_str() {
            Some(reference) => self.document.pointer(reference.trim_start_matches('#')).expect("what is referred to"),
            None => value,
        }
    }

    /// Where a value is not what a schema says. Knows the words that the description uses, and fails for another one.
    pub fn faults(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let schema = self.resolved(schema).as_object().expect("a schema");
        let mut faults = Vec::new();
        for (word, meant) in schema {
            match word.as_str() {
                "type" => {
                    let kinds = meant.as_array().cloned().unwrap_or_else(|| vec![meant.clone()]);
                    if !kinds.iter().any(|kind| is_kind(kind.as_str().expect("a kind"), value)) {
                        faults.push(format!("{at}: {value} is not {meant}"));
                    }
                }
                "enum" if !meant.as_array().expect("words").contains(value) => {
                    faults.push(format!("{at}: {value} is none of {meant}"));
                }
                "required" => {
                    let missing = meant.as_array().expect("names").iter().filter(|name| {
                        value.as_object().is_some_and(|object| !object.contains_key(name.as_str().expect("a name")))
                    });
                    faults.extend(missing.map(|name| format!("{at}: {name} is missing")));
                }
                "properties" => {
                    let known = meant.as_object().expect("properties");
                    for (name, value) in value.as_object().into_iter().flatten() {
                        match known.get(name) {
                            Some(schema) => faults.extend(self.faults(schema, value, &format!("{at}/{name}"))),
                            // Readers are told to ignore what they do not know; here it is a slip.
                            None => faults.push(format!("{at}: {name} is not described")),
                        }
                    }
                }
                "additionalProperties" => {
                    for (name, value) in value.as_object().into_iter().flatten() {
                        faults.extend(self.faults(meant, value, &format!("{at}/{name}")));
                    }
                }
                "items" => {
                    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                        faults.extend(self.faults(meant, value, &format!("{at}/{index}")));
                    }
                }
                "anyOf" => {
                    let all = meant.as_array().expect("schemas").iter();
                    let tried: Vec<Vec<String>> = all.map(|schema| self.faults(schema, value, at)).collect();
                    if !tried.iter().any(Vec::is_empty) {
                        faults.extend(tried.into_iter().next().unwrap_or_default());
                    }
                }
                "format" if value.is_string() => {
                    let text = value.as_str().expect("a text");
                    let fits = match meant.as_str() {
                        Some("date") => text.parse::<chrono::NaiveDate>().is_ok() && text.len() == 10,
                        Some("date-time") => {
                            text.parse::<chrono::DateTime<chrono::Utc>>().is_ok()
                                && text.len() == "2023-05-10T16:00:00.000Z".len()
                        }
                        other => panic!("{other:?}"),
                    };
                    if !fits {
                        faults.push(format!("{at}: {text} is no {meant}"));
                    }
                }
                "minimum" => {
                    if value.as_f64().zip(meant.as_f64()).is_some_and(|(value, least)| value < least) {
                        faults.push(format!("{at}: {value} is less than {meant}"));
                    }
                }
                "enum" | "format" | "description" => {}
                other => panic!("{at}: the description says “{other}”, which this test does not read"),
            }
        }
        faults
    }
}

fn is_kind(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    }
}

/// Whether an address is one of a route.
fn is_of(route: &str, path: &str) -> bool {
    let (mut one, mut other) = (route.split('/'), path.split('/'));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part == given || part.starts_with('{') => {}
            _ => return false,
        }
    }
}
