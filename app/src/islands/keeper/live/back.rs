//! A form that is opened again: what was typed before and not confirmed is put back, or offered beside what is newer.

use super::super::kept::{Fate, Kept, Shown, differences};
use super::super::notice::{Act, difference_lines};
use super::super::{store, windows, worker};
use super::{Inner, Live, MOMENT, typed_body};
use crate::text::keeper::fill;

impl Live {
    /// Looks for what was typed before and not confirmed, in this window or in one that is gone.
    pub(super) async fn come_back(&self) {
        let Inner { keeper, store, copy, mark, loaded, .. } = &*self.0;
        let place = format!("{} {}", keeper.account, keeper.place);
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
            self.tell("", &keeper.words.windows.clone(), &[], Vec::new());
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
        let mut untouched = self.untouched();
        for (window, kept) in store.all().into_iter().filter(|(window, _)| !open.contains(window)) {
            match kept.fate(&window, &shown) {
                // What is typed just now is kept under the same name.
                Fate::Known if window == *mark && !untouched => {}
                Fate::Known => store.forget(&window),
                Fate::Arrived => {
                    store.forget(&window);
                    if worker::was_answered(&self.0.window, &keeper.form).await {
                        continue;
                    }
                    let (heading, text) = &keeper.words.arrived;
                    let at = kept.sent.as_ref().map_or(kept.at, |(_, at)| *at);
                    let told = (heading.clone(), fill(text, &[&self.0.clock.words(at)]));
                    self.tell("", &told, &[], Vec::new());
                }
                Fate::Restored if untouched => {
                    untouched = false;
                    self.restore(&window, kept);
                }
                Fate::Restored | Fate::Offered => self.offer(window, kept),
            }
        }
    }

    fn untouched(&self) -> bool {
        differences(&self.0.fields.read(), &self.0.loaded).is_empty()
    }

    fn restore(&self, window: &str, kept: Kept) {
        let Inner { keeper, fields, store, clock, loaded, copy, mark, .. } = &*self.0;
        let differ = differences(&kept.fields, loaded);
        fields.write(&kept.fields);
        if window != mark {
            store.forget(window);
        }
        {
            let mut now = self.0.now.borrow_mut();
            now.at = kept.at;
            now.sent = kept.sent.clone();
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
        match &kept.sent {
            None => {
                let (heading, text) = &words.restored;
                let told = (heading.clone(), fill(text, &[&clock.words(kept.at)]));
                self.tell("", &told, &lines, vec![(Act::Undo, words.undo.clone())]);
            }
            Some((then, at)) => {
                let button = self.button_words(then);
                let (heading, text) = if *copy { &words.unanswered } else { &words.lost };
                let told = (heading.clone(), fill(text, &[&clock.words(*at), &button]));
                let again = (Act::Again(then.clone()), fill(&words.again, &[&button]));
                self.tell("", &told, &lines, vec![again, (Act::Undo, words.undo.clone())]);
            }
        }
        if *copy {
            self.save_in(MOMENT);
        }
    }

    fn offer(&self, window: String, kept: Kept) {
        let words = &self.0.keeper.words;
        let differ = differences(&kept.fields, &self.0.fields.read());
        let lines = difference_lines(&differ, &self.0.fields, words, true);
        let (heading, text) = &words.offered;
        let told = (heading.clone(), fill(text, &[&self.0.clock.words(kept.at)]));
        let acts =
            vec![(Act::Take(window.clone()), words.take.clone()), (Act::Drop(window.clone()), words.discard.clone())];
        self.tell(&window, &told, &lines, acts);
        self.0.now.borrow_mut().offered.push((window, kept));
    }
}
