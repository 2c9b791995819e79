//! The description of the API, OpenAPI 3.1: one operation a route, its parameters from the same lists as the reader of
//! queries (`app::paths::api`), its schemas from the columns of the files. Written by hand, since it is one document of a
//! read-only API; a test walks the route table and every answer of the tests, and fails for what does not stand here.

use app::paths::api::{self, Problem};
use app::paths::press;
use app::text::api as words;
use serde_json::{Map, Value, json};

use super::schemas::{self, reference};
use super::{Bytes, write};

/// One route, as it is described.
struct Operation {
    route: &'static str,
    id: &'static str,
    summary: &'static str,
    schema: &'static str,
    /// Whether what stood there may have been withdrawn, or its state may be gone.
    gone: bool,
}

const OPERATIONS: [Operation; 8] = [
    Operation {
        route: api::CORRIDORS,
        id: "listCorridors",
        summary: "All corridors",
        schema: "Corridors",
        gone: false,
    },
    Operation {
        route: api::CORRIDOR,
        id: "getCorridor",
        summary: "One corridor: its names, its record, and where its answers are",
        schema: "Corridor",
        gone: false,
    },
    Operation {
        route: api::STATUS,
        id: "getStatus",
        summary: "What the status page says, with every number's sources; the same as latest.json",
        schema: "Status",
        gone: false,
    },
    Operation {
        route: api::DAYS,
        id: "listDays",
        summary: "What each day comes to, a row a day and thing, the oldest first; the rows of days.json",
        schema: "Days",
        gone: true,
    },
    Operation {
        route: api::DAY,
        id: "getDay",
        summary: "One day: figures, every claim, events, and its public history",
        schema: "Day",
        gone: true,
    },
    Operation {
        route: api::CLAIMS,
        id: "listClaims",
        summary: "Every claim, and every absence with its reason, the oldest day first; the rows of claims.json",
        schema: "Claims",
        gone: true,
    },
    Operation {
        route: api::SERIES,
        id: "getSeries",
        summary: "A measure over days, weeks or months, as the page of trends shows it; the rows of trends.csv",
        schema: "Series",
        gone: false,
    },
    Operation {
        route: api::CHANGES,
        id: "listChanges",
        summary: "The public history: first reports, revisions, corrections, withdrawals, the newest first",
        schema: "Changes",
        gone: true,
    },
];

const ABOUT: &str = "The record of humanitarian corridors, day by day: whether a road is open, how many people were moved, and \
who says so. Read-only, open to every site, without a key.\n\n\
Figures are claims: a number comes with the bound that was said (24 with `more_than` is never 25), a day that nobody \
reported is unknown and never 0, a small number that could point at a person is withheld and neither 0 nor empty. Sources \
that differ stay side by side.\n\n\
Every answer names the version of the record and the moment that it is of (`as_of`), and can be asked as of any earlier \
moment. It has an `ETag`: send it back as `If-None-Match`, and 304 says that nothing changed. Dates are dates in the \
corridor's own time zone, instants are UTC with milliseconds.\n\n\
Lists come in pages. `next` leads to the following one, in the body and in the header `Link`. All pages of one walk belong \
to the state in which it began, also when something is published meanwhile; a day that is withdrawn meanwhile is told as \
withdrawn. Keys are only ever added: ignore those that you do not know.";

/// The description as its bytes; `public_url` is the site's own beginning, if it is known.
///
/// # Errors
/// When the text cannot be written; it always can.
pub fn document(public_url: Option<&str>) -> Bytes {
    write(&value(public_url))
}

fn value(public_url: Option<&str>) -> Value {
    let server = public_url.map_or("/", |url| url.trim_end_matches('/'));
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Corridor Status", "version": "1.0.0", "description": ABOUT },
        "servers": [{ "url": server }],
        "paths": paths(),
        "components": {
            "schemas": schemas::all(),
            "responses": responses(),
            "headers": headers(),
        },
    })
}

fn paths() -> Value {
    let operations = OPERATIONS.iter().map(|operation| (operation.route.to_owned(), described(operation)));
    let own = (api::DESCRIPTION.to_owned(), json!({ "get": description() }));
    let events = (press::EVENTS.to_owned(), json!({ "get": followed() }));
    Value::Object(operations.chain([own, events]).collect())
}

fn described(operation: &Operation) -> Value {
    let Operation { route, id, summary, schema, gone } = operation;
    let parts = api::parts_of(route).map(|name| parameter(name, "path"));
    let query = api::parameters(route).iter().map(|name| parameter(name, "query"));
    let found = json!({
        "description": summary,
        "headers": answer_headers(api::parameters(route).contains(&api::CURSOR)),
        "content": { "application/json": { "schema": reference(schema) } },
    });
    let mut answers = refusals(if *gone { &[404, 410, 422] } else { &[404, 422] });
    answers.insert("200".to_owned(), found);
    json!({
        "get": {
            "operationId": id,
            "summary": summary,
            "parameters": parts.chain(query).collect::<Vec<Value>>(),
            "responses": answers,
        }
    })
}

/// The description describes itself: it is of no moment, and asked nothing.
fn description() -> Value {
    let mut answers = refusals(&[]);
    let schema = json!({ "type": "object" });
    let found = json!({
        "description": "This description",
        "headers": answer_headers(false),
        "content": { "application/json": { "schema": schema } },
    });
    answers.insert("200".to_owned(), found);
    json!({ "operationId": "getDescription", "summary": "This description", "responses": answers })
}

/// What happens from now on, as it happens: a stream, which has no end of its own.
fn followed() -> Value {
    let mut answers = refusals(&[422]);
    answers.remove("304");
    let about = "Server-sent events. Each `publication` has the record's version as its id, and `corridors`: the short names of those \
        that changed. A comment keeps the line open; after a break send the last id as `Last-Event-ID`, and what was missed is told at once.";
    let stream = json!({ "schema": { "description": "Lines of text/event-stream." } });
    answers.insert("200".to_owned(), json!({ "description": about, "content": { "text/event-stream": stream } }));
    let since = json!({
        "name": "since", "in": "query", "required": false,
        "description": "The id of the last event that was heard, for who cannot send the header Last-Event-ID, which counts first.",
        "schema": { "type": "integer", "minimum": 0 }, "example": 42,
    });
    let summary = "Each publication, as it happens";
    json!({ "operationId": "followEvents", "summary": summary, "parameters": [since], "responses": answers })
}

/// What any route may answer beside what it is asked for, and these.
fn refusals(own: &[u16]) -> Map<String, Value> {
    let names = own.iter().chain(&[304, 405, 500, 503]).map(u16::to_string);
    names.map(|name| (name.clone(), json!({ "$ref": format!("#/components/responses/{name}") }))).collect()
}

fn responses() -> Value {
    let problem = |kind: Problem| {
        json!({
            "description": words::meaning(kind.key()),
            "content": { "application/problem+json": { "schema": reference("Problem") } },
        })
    };
    json!({
        "304": { "description": "Nothing changed since the answer with this ETag." },
        "404": problem(Problem::NotFound),
        "405": problem(Problem::MethodNotAllowed),
        "410": problem(Problem::Withdrawn),
        "422": problem(Problem::BadParameter),
        "500": problem(Problem::Broken),
        "503": problem(Problem::TooBusy),
    })
}

fn headers() -> Value {
    json!({
        "ETag": { "description": "Of these bytes.", "schema": { "type": "string" } },
        "Link": { "description": "The next page, rel=next; not on the last one.", "schema": { "type": "string" } },
    })
}

fn answer_headers(is_list: bool) -> Value {
    let header = |name: &str| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    let all = [header("ETag")].into_iter().chain(is_list.then(|| header("Link")));
    Value::Object(all.collect())
}

fn parameter(name: &str, place: &str) -> Value {
    let (schema, example, description) = of_parameter(name);
    let mut parameter = json!({
        "name": name,
        "in": place,
        "required": place == "path",
        "description": description,
        "schema": schema,
    });
    // A cursor is of one record: none that is written down goes on for long.
    if let Some(parameter) = parameter.as_object_mut().filter(|_| !example.is_null()) {
        parameter.insert("example".to_owned(), example);
    }
    parameter
}

/// Its schema, an example, what it means.
fn of_parameter(name: &str) -> (Value, Value, &'static str) {
    let text = || json!({ "type": "string", "minLength": 1 });
    let date = || json!({ "type": "string", "format": "date" });
    match name {
        "slug" => (
            json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
            json!("lachin"),
            "The corridor's short name.",
        ),
        "date" => (date(), json!("2023-05-10"), "A day of the record, a date in the corridor's time zone."),
        api::FROM => (date(), json!("2023-05-01"), "The first day."),
        api::TO => (date(), json!("2023-05-10"), "The last day, not before the first."),
        api::MEASURE => (schemas::measures(), json!("patients_transferred"), "What is counted."),
        api::CARRIER => {
            (text(), json!("ICRC"), "Who moved them, as the record names it. Rows that do not say it are left out.")
        }
        api::DIRECTION => {
            (schemas::directions(), json!("outbound"), "Which way: away from the isolated area, or back.")
        }
        api::GROUP => (text(), json!("patients"), "Who was counted, as the record names it."),
        api::BY => (schemas::bucket_sizes(), json!("week"), "In buckets of how many days; weeks are ISO weeks."),
        "counted" => (text(), json!("deprived of care"), "The source's own definition, where it differs."),
        "facility" => (text(), json!("Arevik"), "A hospital, a crossing."),
        "access" => (schemas::classes(), json!("medical"), "A class of traffic, of access_status alone."),
        "item" => (text(), json!("flour"), "What was delivered."),
        "unit" => (text(), json!("people"), "In what it was counted."),
        api::KIND => (
            json!({ "type": "array", "items": schemas::kinds() }),
            json!(["correction"]),
            "Which kinds of change, repeated for several; without it all. An event stands in the change that brought it, \
             unless events alone are asked for.",
        ),
        api::LIMIT => (
            json!({ "type": "integer", "minimum": 1, "maximum": api::MOST_ROWS, "default": api::USUAL_LIMIT }),
            json!(api::USUAL_LIMIT),
            "How many rows at the most.",
        ),
        api::CURSOR => (
            json!({ "type": "string", "pattern": "^[0-9a-f]{72}$" }),
            Value::Null,
            "Where the page goes on: as next of the page before says, with the same filters. It keeps the state in which \
             the walk began.",
        ),
        _ => (
            json!({ "type": "string", "minLength": 10 }),
            json!("2023-05-01"),
            "The record as it stood: a day that has come, which means its end in the corridor's time zone, or a past instant \
             (RFC 3339). What was withdrawn since is not shown again.",
        ),
    }
}
