//! One field of a form: label, hint, error between hint and input, the value as it was typed.

use leptos::prelude::*;

use super::text_area::{TextArea, text_area};
use crate::t;

/// One field.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// The field's name; its id is the name with hyphens.
    pub name: String,
    /// Its label.
    pub label: String,
    /// A quiet line under the label.
    pub hint: Option<String>,
    /// The same of a row that says whether the road is open: the style sheet shows the one that fits.
    pub hint_of_access: Option<String>,
    /// What was typed.
    pub value: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// How it is entered.
    pub input: Input,
    /// A class of the whole field.
    pub class: &'static str,
    /// The id of the whole field, where an address leads to it.
    pub anchor: Option<String>,
    /// The id of its input; none: the field's name with hyphens.
    pub id: Option<String>,
    /// Under the input: how what was typed was read. An empty one keeps its place, for a script to fill.
    pub echo: Option<String>,
    /// Whether it has the focus when the page is there.
    pub focus: bool,
}

/// How a field is entered.
#[derive(Clone, Debug, Default)]
pub enum Input {
    /// A line of text.
    #[default]
    Line,
    /// A line of text that offers what was recorded before: the id of its list.
    Offered(&'static str),
    /// A date.
    Date,
    /// An address.
    Address,
    /// A choice: value and words.
    Choice(Vec<(String, String)>),
    /// Several lines.
    Area(u32),
    /// A password, and what the browser may fill in.
    Password,
    /// A password that is being chosen: a manager may offer one.
    NewPassword,
    /// A code of an authenticator, or a recovery code.
    Code,
    /// The name of an account.
    Account,
    /// The name of an account that somebody else will use.
    OtherAccount,
}

/// The id of a field.
pub fn id_of(name: &str) -> String {
    name.replace('.', "-")
}

/// A field with its label.
pub fn field(field: Field) -> impl IntoView {
    let id = field.id.clone().unwrap_or_else(|| id_of(&field.name));
    let class =
        if field.problem.is_some() { format!("field bad {}", field.class) } else { format!("field {}", field.class) };
    let hint = field.hint.clone().map(|hint| {
        let other = field.hint_of_access.clone().map(|hint| view! { <span class="of-access">{hint}</span> });
        let hint = if other.is_some() {
            view! { <span class="of-number">{hint}</span>" " }.into_any()
        } else {
            hint.into_any()
        };
        view! { <span class="hint" id=format!("{id}-hint")>{hint}{other}</span> }
    });
    let error = field.problem.clone().map(|problem| {
        view! { <span class="err" id=format!("{id}-error")><span class="vh">{t!("error-aloud")}" "</span>{problem}</span> }
    });
    let echo = field.echo.clone();
    let parts =
        [field.hint.as_ref().map(|_| "hint"), echo.as_ref().map(|_| "echo"), field.problem.as_ref().map(|_| "error")];
    let described: Vec<String> = parts.into_iter().flatten().map(|part| format!("{id}-{part}")).collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let (label, anchor) = (field.label.clone(), field.anchor.clone());
    let echo = echo.map(|echo| view! { <span class="echo" id=format!("{id}-echo")>{echo}</span> });
    let input = input(field, id.clone(), described);
    view! { <div class=class id=anchor><label for=id>{label}</label>{hint}{error}{input}{echo}</div> }
}

fn input(field: Field, id: String, described: Option<String>) -> AnyView {
    let invalid = field.problem.is_some().then_some("true");
    let Field { name, value, focus, echo, .. } = field;
    // An amount is text: digits alone would hide “>” and “~”. What is typed stands as it is.
    let (enter, capitals, spelling) = match echo {
        Some(_) => (Some("done"), Some("none"), Some("false")),
        None => (None, None, None),
    };
    match field.input {
        Input::Area(rows) => {
            text_area(TextArea { name, id, rows, value, described_by: described, invalid: invalid.is_some() })
                .into_any()
        }
        Input::Choice(choices) => {
            let known = choices.iter().any(|(key, _)| *key == value);
            let other = (!known && !value.is_empty()).then(|| (value.clone(), value.clone()));
            let options = choices.into_iter().chain(other).map(|(key, words)| {
                let chosen = key == value;
                view! { <option value=key selected=chosen>{words}</option> }
            });
            let options = options.collect_view();
            view! { <select id=id name=name autofocus=focus aria-describedby=described aria-invalid=invalid>{options}</select> }
                .into_any()
        }
        kind => {
            let (input_type, list, complete) = line(&kind);
            let keys = matches!(kind, Input::Address).then_some("url");
            view! {
                <input id=id name=name type=input_type list=list value=value autocomplete=complete inputmode=keys autofocus=focus
                    enterkeyhint=enter autocapitalize=capitals spellcheck=spelling
                    placeholder=(input_type == "text").then_some(" ") aria-describedby=described aria-invalid=invalid/>
            }
            .into_any()
        }
    }
}

/// Type, list and what the browser may fill in.
fn line(kind: &Input) -> (&'static str, Option<&'static str>, &'static str) {
    match kind {
        Input::Offered(list) => ("text", Some(*list), "off"),
        Input::Date => ("date", None, "off"),
        Input::Address => ("text", None, "off"),
        Input::Password => ("password", None, "current-password"),
        Input::NewPassword => ("password", None, "new-password"),
        Input::Code => ("text", None, "one-time-code"),
        Input::Account => ("text", None, "username"),
        Input::OtherAccount | Input::Line | Input::Choice(_) | Input::Area(_) => ("text", None, "off"),
    }
}

/// A list of what was recorded before, for inputs to offer.
pub fn offers(id: &'static str, values: &[String]) -> impl IntoView + use<> {
    let options = values.iter().map(|value| view! { <option value=value.clone()></option> }).collect_view();
    view! { <datalist id=id>{options}</datalist> }
}
