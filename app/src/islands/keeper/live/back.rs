//! A form that is opened again: what was typed before and not confirmed is put back, or offered beside what is newer.

use super::super::kept::{Fate, Kept, Shown, differences};
use super::super::notice::{Act, Notice, difference_lines};
use super::super::{store, windows, worker};
use super::{Inner, Live, MOMENT, new_key, typed_body};
use crate::text::keeper::fill;

impl Live {
    /// Looks for what was typed before and not confirmed, in this window or in one that is gone.
    pub(super) async fn come_back(&self) {
        let Inner { keeper, store, copy, loaded, .. } = &*self.0;
        let mark = &self.mark();
        let place = self.place();
        windows::hold_own(&place, mark);
        let before = store::known_window().filter(|before| before != mark);
        store::note_window(mark);
        let mut own = vec![mark.clone()];
        if let Some(before) = before
            && windows::is_gone(&place, &before).await
        {
            own.push(before);
        }
        let open: Vec<String> =
            windows::open_windows(&place).await.into_iter().filter(|other| !own.contains(other)).collect();
        if !open.is_empty() {
            self.tell(&keeper.words.windows, keeper.words.windows_text.clone(), Vec::new(), Vec::new());
        }
        store.forget_old(self.0.clock.now());
        let shown = Shown {
            fields: loaded.clone(),
            seen: keeper.seen,
            seen_of: keeper.seen_of.clone(),
            arrived: keeper.arrived.clone(),
            copy: *copy,
            answer: keeper.answer,
        };
        for (window, kept) in store.all().into_iter().filter(|(window, _)| !open.contains(window)) {
            match kept.fate(&window, &shown) {
                // What was typed since, and what the desk did not take, stays under the same name.
                Fate::Known if window == *mark => {
                    self.keep();
                }
                Fate::Known => store.forget(&window),
                Fate::Arrived => {
                    store.forget(&window);
                    if worker::was_answered(&self.0.window, &keeper.form).await {
                        continue;
                    }
                    let at = kept.sent.as_ref().map_or(kept.at, |(_, at)| *at);
                    let text = fill(&keeper.words.arrived_text, &[&self.0.clock.words(at)]);
                    self.tell(&keeper.words.arrived, text, Vec::new(), Vec::new());
                }
                Fate::Restored if self.is_adopted(&window, &own).await => self.restore(&window, kept),
                Fate::Restored | Fate::Offered => self.offer(window, kept),
            }
        }
        // It was typed before anybody listened.
        if !self.untouched() && self.0.now.borrow().at == 0 {
            self.typed();
        }
        if keeper.not_kept {
            self.keep();
            self.say_where();
            self.save_in(MOMENT);
        }
    }

    /// Whether a kept text may be put into the form: nothing was typed there, and no other window that opened at this very moment
    /// takes it too.
    async fn is_adopted(&self, window: &str, own: &[String]) -> bool {
        let free = own.iter().any(|mark| mark == window) || windows::take(&self.place(), window).await;
        free && self.untouched()
    }

    fn untouched(&self) -> bool {
        differences(&self.0.fields.read(), &self.0.loaded).is_empty()
    }

    fn restore(&self, window: &str, kept: Kept) {
        let Inner { keeper, fields, clock, loaded, copy, .. } = &*self.0;
        let differ = differences(&kept.fields, loaded);
        self.write(&kept);
        // It goes on as that window: what that one sent last is its own, should it reach the desk only now.
        store::note_window(window);
        {
            let mut now = self.0.now.borrow_mut();
            window.clone_into(&mut now.mark);
            now.at = kept.at;
            now.sent = if *copy { kept.sent.clone() } else { kept.still_sent() };
            now.held = !copy;
            if *copy {
                now.seen = kept.seen;
            }
            if !kept.unsaved {
                now.confirmed = typed_body(&kept.fields);
            }
        }
        self.keep();
        self.say_where();
        let words = &keeper.words;
        let lines = difference_lines(&differ, fields, words, false);
        let sent = self.0.now.borrow().sent.clone();
        match &sent {
            // The desk has it, and this page is a copy of before: there is nothing to decide.
            None if !kept.unsaved => {}
            None => {
                let text = fill(&words.restored_text, &[&clock.words(kept.at)]);
                self.tell(&words.restored, text, lines, vec![(Act::Undo, words.undo.clone())]);
            }
            Some((then, at)) => {
                let button = self.button_words(then);
                let (heading, text) =
                    if *copy { (&words.unanswered, &words.unanswered_text) } else { (&words.lost, &words.lost_text) };
                let again = (Act::Again(then.clone()), fill(&words.again, &[&button]));
                let text = fill(text, &[&clock.words(*at), &button]);
                self.tell(heading, text, lines, vec![again, (Act::Undo, words.undo.clone())]);
            }
        }
        if *copy {
            self.save_in(MOMENT);
        }
    }

    /// Puts a kept text into the form. The key of a form that is stored is used no more.
    pub(super) fn write(&self, kept: &Kept) {
        let Inner { keeper, fields, .. } = &*self.0;
        fields.write(&kept.fields);
        if keeper.arrived.iter().any(|key| key == kept.value("key")) {
            fields.carry("key", &new_key().unwrap_or_default());
        }
    }

    /// The mark under which a text that is offered stays: what is typed now is kept under the one of this page.
    fn apart(&self, window: String, kept: &Kept) -> String {
        let (store, own) = (&self.0.store, self.mark());
        let Some(other) = Some(window.clone()).filter(|mark| *mark == own).and_then(|_| new_key()) else {
            return window;
        };
        if store.keep(&other, kept) {
            store.forget(&own);
        }
        other
    }

    fn place(&self) -> String {
        format!("{} {}", self.0.keeper.account, self.0.keeper.place)
    }

    fn offer(&self, window: String, kept: Kept) {
        let words = &self.0.keeper.words;
        let differ = differences(&kept.fields, &self.0.fields.read());
        if differ.is_empty() && kept.still_sent().is_none() {
            return self.0.store.forget(&window);
        }
        let window = self.apart(window, &kept);
        let lines = difference_lines(&differ, &self.0.fields, words, true);
        let text = fill(&words.offered_text, &[&self.0.clock.words(kept.at)]);
        let acts =
            vec![(Act::Take(window.clone()), words.take.clone()), (Act::Drop(window.clone()), words.discard.clone())];
        let (of, heading) = (window.clone(), words.offered.clone());
        self.tell_all(Notice { of, heading, text, lines, acts, way: None });
        self.0.now.borrow_mut().offered.push((window, kept));
    }
}
