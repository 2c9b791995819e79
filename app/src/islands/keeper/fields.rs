//! The form of a day in the browser: its fields read and written, rows and reports added. The inputs stay the server's:
//! what is in them is read first, and nothing is put in their place.

use std::collections::BTreeSet;

use domain::draft::MOST_ROWS;
use web_sys::js_sys::{self, Array};
use web_sys::wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    Document, Element, FormData, HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement,
    HtmlTextAreaElement, Node,
};

use super::kept::Field;
use crate::text::keeper::{KeeperWords, fill};

/// The form of a day, and what its empty rows look like.
#[derive(Clone)]
pub struct DayFields {
    /// The form.
    pub form: HtmlFormElement,
    document: Document,
    words: KeeperWords,
    row: Option<(String, Element)>,
    report: Option<(String, Element)>,
    event: Option<(String, Element)>,
}

impl DayFields {
    /// The form of the page, if there is one.
    pub fn find(document: &Document, words: KeeperWords) -> Option<Self> {
        let form: HtmlFormElement = document.get_element_by_id("day-form")?.dyn_into().ok()?;
        let mut own = Self { form, document: document.clone(), words, row: None, report: None, event: None };
        own.row = own.last_row(0).and_then(copy);
        own.report = own.report_at(0).and_then(|(prefix, report)| copy((prefix, report)));
        own.event = own.last_of("e", ".title").and_then(copy);
        Some(own)
    }

    /// All fields, as they would be sent.
    pub fn read(&self) -> Vec<Field> {
        read(&self.form)
    }

    /// All fields as the page came, whatever was typed into it since.
    pub fn read_as_it_came(&self) -> Vec<Field> {
        let copy = self.form.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<HtmlFormElement>().ok());
        let Some(copy) = copy else { return self.read() };
        copy.reset();
        read(&copy)
    }

    /// Puts values into the form: rows and reports that it lacks are added, a field that it does not know is carried along.
    pub fn write(&self, fields: &[Field]) {
        for (name, value) in fields {
            if self.named(name).is_empty() && !self.grow(name) {
                self.carry(name, value);
            }
        }
        let names: BTreeSet<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
        for (name, value) in fields {
            self.named(name).iter().for_each(|element| put(&self.document, element, value));
        }
        // A tick that is not among the fields is not set.
        for tick in self.all("input[type=checkbox],input[type=radio]") {
            let Ok(tick) = tick.dyn_into::<HtmlInputElement>() else { continue };
            if !names.contains(tick.name().as_str()) {
                tick.set_checked(false);
            }
        }
    }

    /// Empties what these fields have filled and others do not hold.
    pub fn empty_all_but(&self, fields: &[Field]) {
        for (name, _) in self.read() {
            if fields.iter().all(|(own, _)| *own != name) {
                self.named(&name).iter().for_each(|element| put(&self.document, element, ""));
            }
        }
    }

    /// Carries a field that the form does not show.
    pub fn carry(&self, name: &str, value: &str) {
        if let Some(known) = self.named(name).first() {
            return put(&self.document, known, value);
        }
        hide(&self.form, name, value);
    }

    /// What a field is called, with its row.
    pub fn label(&self, name: &str) -> String {
        let words = self.first(name).map(|field| label_of(&field));
        words.filter(|words| !words.is_empty()).unwrap_or_else(|| name.to_owned())
    }

    /// Adds a row to a report; gives its first field.
    pub fn add_row(&self, report: usize) -> Option<Element> {
        let (last, element) = self.last_row(report)?;
        let place = row_of(&last)? + 1;
        let rows = self.all("[name$='.amount']").len();
        let (from, template) = self.row.as_ref()?;
        (rows < MOST_ROWS).then_some(())?;
        let row = template.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
        rename(&row, from, &format!("r{report}.c{place}."));
        let _ = row.set_attribute("data-row", &place.to_string());
        set_text(&row, "legend", &fill(&self.words.row, &[&(place + 1).to_string()]));
        behind(&element, &row);
        row.query_selector("select,input:not([type=hidden])").ok().flatten()
    }

    /// Report and row that an element stands in, and whether the row is the last of its report.
    pub fn place_of(&self, element: &Element) -> Option<(usize, usize, bool)> {
        let row = row_element(element)?;
        let amount = row.query_selector("[name$='.amount']").ok().flatten()?.get_attribute("name")?;
        let (report, place) = (report_of(&amount)?, row_of(&amount)?);
        let last = self.last_row(report).and_then(|(name, _)| row_of(&name))?;
        Some((report, place, place == last))
    }

    /// The field of this name.
    pub fn first(&self, name: &str) -> Option<Element> {
        self.named(name).into_iter().next()
    }

    /// All elements of the form that fit.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let Ok(found) = self.form.query_selector_all(selector) else { return Vec::new() };
        (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
    }

    fn named(&self, name: &str) -> Vec<Element> {
        self.all(&format!("[name='{}']", name.replace(['\\', '\''], "")))
            .into_iter()
            .filter(|e| e.tag_name() != "BUTTON")
            .collect()
    }

    /// Adds the row, the report or the event that a field of this name belongs to, with those before it; whether the field is
    /// there then. A row that is there and does not ask for the field stays as it is.
    fn grow(&self, name: &str) -> bool {
        for _ in 0..MOST_ROWS {
            if self.holds_place_of(name) || self.add_for(name).is_none() {
                break;
            }
        }
        !self.named(name).is_empty()
    }

    fn holds_place_of(&self, name: &str) -> bool {
        let Some((place, _)) = name.rsplit_once('.') else { return true };
        !self.all(&format!("[name^='{}.']", place.replace(['\\', '\''], ""))).is_empty()
    }

    fn add_for(&self, name: &str) -> Option<()> {
        match report_of(name) {
            Some(report) if self.report_at(report).is_some() => self.add_row(report).map(drop),
            Some(_) => self.add_report(),
            None if name.starts_with('e') => self.add_event(),
            None => None,
        }
    }

    fn add_report(&self) -> Option<()> {
        let place = (0..MOST_ROWS).take_while(|place| self.report_at(*place).is_some()).count();
        let (_, last) = self.report_at(place.checked_sub(1)?)?;
        let (from, template) = self.report.as_ref()?;
        let report = template.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
        let rows = report.query_selector_all("[data-row]").ok()?;
        (1..rows.length()).filter_map(|row| rows.get(row)).for_each(|row| remove(&row));
        if let Some(row) = rows.get(0).and_then(|row| row.dyn_into::<Element>().ok()) {
            let amount = row.query_selector("[name$='.amount']").ok().flatten()?.get_attribute("name")?;
            rename(&row, amount.strip_suffix("amount")?, &format!("{from}c0."));
        }
        rename(&report, from, &format!("r{place}."));
        let _ = report.set_attribute("data-report", &place.to_string());
        set_text(&report, "h2", &fill(&self.words.report, &[&(place + 1).to_string()]));
        // Its buttons speak of this report: a row more, the other day that it is about.
        for button in elements(&report, "button[value]") {
            let value = button.get_attribute("value").unwrap_or_default();
            if let Some((what, _)) = value.split_once('.') {
                let _ = button.set_attribute("value", &format!("{what}.{place}"));
            }
        }
        behind(&last, &report);
        Some(())
    }

    fn add_event(&self) -> Option<()> {
        let (last, element) = self.last_of("e", ".title")?;
        let place = last.strip_prefix('e')?.split('.').next()?.parse::<usize>().ok()? + 1;
        let (from, template) = self.event.as_ref()?;
        (place < MOST_ROWS).then_some(())?;
        let event = template.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
        rename(&event, from, &format!("e{place}."));
        set_text(&event, "legend", &fill(&self.words.event, &[&(place + 1).to_string()]));
        behind(&element, &event);
        Some(())
    }

    fn report_at(&self, report: usize) -> Option<(String, Element)> {
        let source = self.first(&format!("r{report}.source"))?;
        Some((format!("r{report}."), source.closest("[data-report],section").ok().flatten()?))
    }

    /// The last row of a report: the beginning of its fields’ names, and its element.
    fn last_row(&self, report: usize) -> Option<(String, Element)> {
        self.last_of(&format!("r{report}.c"), ".amount")
    }

    fn last_of(&self, begin: &str, end: &str) -> Option<(String, Element)> {
        let last = self.all(&format!("[name^='{begin}'][name$='{end}']")).pop()?;
        let name = last.get_attribute("name")?;
        let prefix = name.strip_suffix(end.trim_start_matches('.'))?.to_owned();
        Some((prefix, row_element(&last)?))
    }
}

fn read(form: &HtmlFormElement) -> Vec<Field> {
    let Ok(data) = FormData::new_with_form(form) else { return Vec::new() };
    let pairs = data.entries().into_iter().flatten().map(|pair| Array::from(&pair));
    pairs.filter_map(|pair| Some((pair.get(0).as_string()?, pair.get(1).as_string()?))).collect()
}

/// The row that an element stands in.
pub fn row_element(element: &Element) -> Option<Element> {
    element.closest("[data-row],fieldset").ok().flatten()
}

/// `r3.c7.amount` stands in report 3.
fn report_of(name: &str) -> Option<usize> {
    name.strip_prefix('r')?.split('.').next()?.parse().ok()
}

/// `r3.c7.amount` stands in row 7.
fn row_of(name: &str) -> Option<usize> {
    name.split('.').nth(1)?.strip_prefix('c')?.parse().ok()
}

/// Puts a hidden field into a form, in the place of one of this name that was put there before. In front: of a form that breaks
/// off on its way, this is what tells whose it is.
pub fn hide(form: &HtmlFormElement, name: &str, value: &str) {
    elements(form, &format!("input[type=hidden][name='{name}']")).iter().for_each(|before| remove(before));
    let input = form.owner_document().and_then(|page| page.create_element("input").ok());
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else { return };
    input.set_type("hidden");
    input.set_name(name);
    input.set_value(value);
    let _ = form.insert_before(&input, form.first_child().as_ref());
}

/// What a field is called, with its row.
pub fn label_of(field: &Element) -> String {
    let page = field.owner_document();
    let own = page.and_then(|page| page.query_selector(&format!("label[for='{}']", field.id())).ok().flatten());
    let row = field.closest("fieldset").ok().flatten().and_then(|row| row.query_selector("legend").ok().flatten());
    let words = [row, own].into_iter().flatten().filter_map(|part| part.text_content());
    words.collect::<Vec<String>>().join(", ")
}

/// A copy with nothing in it, and the beginning of its fields’ names.
fn copy((prefix, element): (String, Element)) -> Option<(String, Element)> {
    let copy = element.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
    for field in elements(&copy, "input,select,textarea") {
        let _ = field.remove_attribute("aria-invalid");
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_checked(false);
            let _ = input.remove_attribute("checked");
            if !["checkbox", "radio"].contains(&input.type_().as_str()) {
                let _ = input.set_attribute("value", "");
                input.set_value("");
            }
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            elements(&field, "option[selected]").iter().for_each(|option| drop(option.remove_attribute("selected")));
            select.set_selected_index(0);
        } else {
            field.set_text_content(Some(""));
        }
    }
    elements(&copy, ".err,.tick").iter().for_each(|part| remove(part));
    elements(&copy, ".echo").iter().for_each(|part| part.set_text_content(Some("")));
    elements(&copy, ".bad").iter().for_each(|part| drop(part.class_list().remove_1("bad")));
    // The place of the claim that was copied is one place.
    elements(&copy, "[id^='prefer-']").iter().for_each(|part| drop(part.remove_attribute("id")));
    elements(&copy, "details").iter().for_each(|part| drop(part.remove_attribute("open")));
    Some((prefix, copy))
}

/// Gives an element and all within it other names: `r0.c4.` and `r0-c4-` become others.
fn rename(element: &Element, from: &str, to: &str) {
    let (from_id, to_id) = (from.replace('.', "-"), to.replace('.', "-"));
    let plain = |text: &str| text.trim_end_matches(['.', '-']).to_owned();
    let all = elements(element, "[name],[id],[for],[aria-describedby],[aria-labelledby]");
    for part in all.into_iter().chain([element.clone()]) {
        if let Some(name) =
            part.get_attribute("name").and_then(|name| Some(format!("{to}{}", name.strip_prefix(from)?)))
        {
            let _ = part.set_attribute("name", &name);
        }
        for attribute in ["id", "for", "aria-describedby", "aria-labelledby"] {
            let Some(ids) = part.get_attribute(attribute) else { continue };
            let renamed = ids.split(' ').map(|id| match id.strip_prefix(from_id.as_str()) {
                Some(rest) => format!("{to_id}{rest}"),
                None if id == plain(&from_id) => plain(&to_id),
                None => id.to_owned(),
            });
            let _ = part.set_attribute(attribute, &renamed.collect::<Vec<String>>().join(" "));
        }
    }
}

/// Puts a value into a field.
fn put(document: &Document, field: &Element, value: &str) {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        match input.type_().as_str() {
            "checkbox" | "radio" => input.set_checked(!value.is_empty() && input.value() == value),
            _ => input.set_value(value),
        }
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
        if select.value() != value
            && let Ok(option) = document.create_element("option")
            && let Ok(option) = option.dyn_into::<HtmlOptionElement>()
        {
            option.set_value(value);
            option.set_text(value);
            let _ = select.append_child(&option);
            select.set_value(value);
        }
    }
}

fn elements(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn set_text(within: &Element, selector: &str, words: &str) {
    if let Ok(Some(part)) = within.query_selector(selector) {
        part.set_text_content(Some(words));
    }
}

fn behind(element: &Element, new: &Element) {
    if let Some(parent) = element.parent_node() {
        let _ = parent.insert_before(new, element.next_sibling().as_ref());
    }
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// A key that no other form has: 32 hexadecimal digits; nothing where the browser has no randomness.
pub fn new_key() -> Option<String> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let mut bytes = [0; 16];
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// A property of a thing of the browser.
pub fn property(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
