//! Rows while they are typed: what an amount is understood as stands beside it, and Enter goes on to the next row.

use web_sys::wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::fields::{property, row_element};
use super::live::Live;

/// The measure whose amount is a status.
const STATUS: &str = "access_status";

/// Watches the rows of a form. `speak` says what was understood once an amount was left.
pub fn watch(live: &Live, speak: impl Fn(String) + Clone + 'static) {
    echo_all(live);
    let form = live.fields().form.clone();
    live.on(&form, "input", |live, event| {
        if let Some(field) = target(event) {
            echo_of(live, &field);
        }
    });
    live.on(&form, "change", move |live, event| {
        let Some(field) = target(event) else { return };
        if let Some(words) = echo_of(live, &field) {
            speak(words);
        }
    });
    live.on(&form, "keydown", |live, event| {
        if is_enter(event)
            && let Some(field) = target(event)
            && field.tag_name() == "INPUT"
        {
            go_on(live, event, &field);
        }
    });
}

/// Says of each amount what it is understood as: what was put back into the form too.
pub fn echo_all(live: &Live) {
    for amount in live.fields().all("[name$='.amount']") {
        echo(live, &amount);
    }
}

/// What is understood of the amount that a field is, or whose measure it is.
fn echo_of(live: &Live, field: &Element) -> Option<String> {
    let name = field.get_attribute("name")?;
    let amount = match name.strip_suffix(".measure") {
        Some(row) => live.fields().first(&format!("{row}.amount"))?,
        None => name.ends_with(".amount").then(|| field.clone())?,
    };
    echo(live, &amount)
}

fn echo(live: &Live, amount: &Element) -> Option<String> {
    let input = amount.dyn_ref::<HtmlInputElement>()?;
    let row = input.name().strip_suffix(".amount")?.to_owned();
    let measure = live.fields().first(&format!("{row}.measure"));
    let measure =
        measure.and_then(|measure| measure.dyn_into::<HtmlSelectElement>().ok()).map(|measure| measure.value());
    let words = &live.keeper().echo;
    let is_status = measure.as_deref() == Some(STATUS);
    let said = if is_status { words.of_status(&input.value()) } else { words.of_amount(&input.value()) };
    let place = place_beside(input)?;
    let (text, wrong) = said.unwrap_or_default();
    place.set_text_content(Some(&text));
    let _ = place.class_list().toggle_with_force("wrong", wrong);
    (!text.is_empty()).then_some(text)
}

/// The line under an amount; it belongs to what is read aloud with it.
fn place_beside(input: &HtmlInputElement) -> Option<Element> {
    let id = format!("{}-echo", input.id());
    let document = input.owner_document()?;
    if let Some(known) = document.get_element_by_id(&id) {
        return Some(known);
    }
    let place = document.create_element("span").ok()?;
    place.set_id(&id);
    place.set_class_name("echo");
    let described = input.get_attribute("aria-describedby").map_or_else(|| id.clone(), |ids| format!("{ids} {id}"));
    let _ = input.set_attribute("aria-describedby", &described);
    input.parent_node()?.insert_before(&place, input.next_sibling().as_ref()).ok()?;
    Some(place)
}

/// Enter in a row: to the next row, or to a new one behind the last; from an empty last row to what follows the rows. Never
/// publishes, never checks.
fn go_on(live: &Live, event: &Event, field: &Element) {
    let fields = live.fields();
    let Some((report, row, last)) = fields.place_of(field) else { return };
    event.prevent_default();
    let next = if !last {
        first_field(fields.first(&format!("r{report}.c{}.amount", row + 1)))
    } else if is_written(fields.first(&format!("r{report}.c{row}.amount"))) {
        let added = fields.add_row(report);
        live.typed();
        added
    } else {
        behind_rows(live, field)
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
    }
}

fn first_field(amount: Option<Element>) -> Option<Element> {
    let row = row_element(&amount?)?;
    row.query_selector("select,input:not([type=hidden])").ok().flatten()
}

fn is_written(amount: Option<Element>) -> bool {
    let input = amount.and_then(|amount| amount.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| !input.value().trim().is_empty())
}

/// What can be reached behind the rows of the report that a field stands in.
fn behind_rows(live: &Live, field: &Element) -> Option<Element> {
    let row = row_element(field)?;
    let all =
        live.fields().all("input:not([type=hidden]):not([tabindex='-1']),select,textarea,button:not([tabindex='-1'])");
    let last_within = all.iter().rposition(|one| row.contains(Some(one.as_ref())))?;
    all.into_iter().nth(last_within + 1)
}

fn is_enter(event: &Event) -> bool {
    let held = ["isComposing", "ctrlKey", "altKey", "metaKey", "shiftKey"]
        .iter()
        .any(|name| property(event, name).is_truthy());
    property(event, "key").as_string().as_deref() == Some("Enter") && !held
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
