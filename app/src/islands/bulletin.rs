//! The amounts of a pasted bulletin, as buttons: one press writes one into the amount that the writer was at. Nothing is
//! guessed: which number belongs where is the writer's to say.

use domain::{SaidAmount, amounts_in};
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, HtmlInputElement, HtmlTextAreaElement};

use super::keeper::fields::label_of;
use crate::text::keeper::{BulletinWords, fill};

/// So many amounts are shown: a bulletin has a handful.
const MOST: usize = 60;

/// The amounts of the bulletin beside the form.
#[island]
pub fn BulletinNumbers(
    /// What it says.
    words: BulletinWords,
) -> impl IntoView {
    let found = RwSignal::new(Vec::<SaidAmount>::new());
    let some = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let at = StoredValue::new_local(None::<HtmlInputElement>);
    let BulletinWords { heading, hint, none, .. } = words.clone();
    // Only in the browser, when the page is there.
    Effect::new(move |_| {
        begin(found, some, at);
    });
    let sent = StoredValue::new(words);
    let send = move |amount: String| told.set(sent.with_value(|words| write(&amount, at, words)));
    view! {
        <div class="numbers" data-wake="at-once" hidden=move || !some.get()>
            <h3 id="bulletin-numbers">{heading}</h3>
            <p class="hint">{move || if found.get().is_empty() { none.clone() } else { hint.clone() }}</p>
            <ul aria-labelledby="bulletin-numbers">
                {move || found.get().into_iter().map(|said| number(said, send)).collect_view()}
            </ul>
            <p class="small" role="status">{move || told.get()}</p>
        </div>
    }
}

fn number(said: SaidAmount, send: impl Fn(String) + Copy + Send + 'static) -> impl IntoView {
    let SaidAmount { words, before, after } = said;
    let shown = words.clone();
    view! {
        <li><span class="quiet">{before}</span>" "
            <button type="button" class="alt" on:click=move |_| send(words.clone())>{shown}</button>" "
            <span class="quiet">{after}</span></li>
    }
}

/// Reads the bulletin that stands there, and goes on with what is pasted; notes which amount the writer is at.
fn begin(
    found: RwSignal<Vec<SaidAmount>>,
    some: RwSignal<bool>,
    at: StoredValue<Option<HtmlInputElement>, LocalStorage>,
) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let read = move || {
        let text = bulletin(&page()?)?.value();
        some.set(!text.trim().is_empty());
        found.set(amounts_in(&text).into_iter().take(MOST).collect());
        Some(())
    };
    let area = bulletin(&document)?;
    read();
    // Also when another island puts a kept text back: it changes the field without a word, so a look at it is due then.
    listen(&document, "focusin", move |event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field.filter(|field| field.name().ends_with(".amount")) {
            at.set_value(Some(field));
        }
        read();
    });
    listen(&area, "input", move |_| {
        read();
    });
    Some(())
}

fn page() -> Option<Document> {
    web_sys::window()?.document()
}

fn bulletin(document: &Document) -> Option<HtmlTextAreaElement> {
    document.get_element_by_id("bulletin")?.dyn_into().ok()
}

fn listen(target: &web_sys::EventTarget, kind: &str, act: impl Fn(&Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| act(&event));
    let _ = target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Writes an amount into the field that the writer was at, as if it was typed there. Gives what is said of it.
fn write(amount: &str, at: StoredValue<Option<HtmlInputElement>, LocalStorage>, words: &BulletinWords) -> String {
    let Some(field) = at.get_value().filter(|field| field.is_connected()) else { return words.nowhere.clone() };
    field.set_value(amount);
    for kind in ["input", "change"] {
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict(kind, &init) {
            let _ = field.dispatch_event(&event);
        }
    }
    let _ = field.focus();
    fill(&words.sent, &[amount, &label_of(&field)])
}
