//! A form that leaves its page: sent with a button, behind a page that goes, before somebody signs out.

use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlElement};

use super::super::fields::{hide, property};
use super::super::notice::Act;
use super::{Inner, Live, account_form};
use crate::text::keeper::fill;

impl Live {
    /// The form is on its way. Whether it arrives is not known here; what is known is kept.
    pub(super) fn sending(&self, event: &Event) {
        let then = property(&property(event, "submitter"), "value").as_string().unwrap_or_default();
        let Inner { keeper, window, fields, clock, now, .. } = &*self.0;
        let moment = clock.now().max(now.borrow().at);
        if !window.navigator().on_line() {
            event.prevent_default();
            now.borrow_mut().at = moment;
            self.keep();
            let again = (Act::Again(then.clone()), fill(&keeper.words.again, &[&self.button_words(&then)]));
            let words = &keeper.words;
            return self.tell(&words.not_sent, words.not_sent_text.clone(), Vec::new(), vec![again]);
        }
        {
            let mut now = now.borrow_mut();
            now.sent = Some((then, moment));
            now.at = moment;
            now.going = true;
        }
        for (name, value) in self.head() {
            fields.carry(&name, &value);
        }
        self.keep();
    }

    /// Takes away what was typed into this form, and what the desk has of others. Where nothing is left then, the browser forgets
    /// all of this site; else what somebody typed stays under their name.
    pub(super) fn leave_nothing(&self) {
        let Inner { store, window, now, .. } = &*self.0;
        let mut now = now.borrow_mut();
        now.done = true;
        store.forget(&now.mark);
        if let Some(form) = account_form(window) {
            hide(&form, "kept", if store.forget_saved() { "nothing" } else { "" });
        }
    }

    pub(super) fn send_again(&self, then: &str) {
        let button = self.0.fields.all(&format!("button[name=then][value='{then}']")).into_iter().next();
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            self.drop_notices();
            button.click();
        }
    }

    pub(super) fn button_words(&self, then: &str) -> String {
        let button = self.0.fields.all(&format!("button[name=then][value='{then}']")).into_iter().next();
        button.and_then(|button| button.text_content()).unwrap_or_else(|| then.to_owned())
    }

    /// The page goes, or is out of sight: what is not at the desk is sent there, whoever waits for the answer.
    pub(super) fn leaving(&self) {
        let live = self.clone();
        if self.unsaved() {
            spawn_local(async move {
                live.save(true).await;
            });
        }
    }

    /// What this device keeps of the form goes with signing out: first the desk gets it.
    pub(super) fn signing_out(&self, event: &Event) {
        if !self.unsaved() {
            return self.leave_nothing();
        }
        event.prevent_default();
        self.0.now.borrow_mut().held = false;
        let live = self.clone();
        spawn_local(async move {
            if live.save(false).await {
                live.act(&Act::Leave);
            } else {
                let words = &live.0.keeper.words;
                let acts = vec![(Act::Leave, words.leave_button.clone())];
                live.tell(&words.leave, words.leave_text.clone(), Vec::new(), acts);
            }
        });
    }
}
