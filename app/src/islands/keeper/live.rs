//! A form while somebody types into it: kept in the browser at every change, saved at the desk a moment later, put back when
//! it is opened again. It reads the inputs and owns none.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{RwSignal, Set as _, Update as _};
use leptos::task::spawn_local;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, EventTarget, HtmlElement, HtmlFormElement, Window};

use super::clock::Clock;
use super::desk::{self, Answer};
use super::fields::{DayFields, new_key, property};
use super::kept::{Fate, Field, Kept, Shown, body_of, differences, is_carried};
use super::notice::{Act, Notice, difference_lines};
use super::store::{self, Store};
use super::{windows, worker};
use crate::text::keeper::{Told, fill};
use crate::view::keeper::Keeper;

/// After the last change it is waited so long before the form is saved at the desk, in milliseconds.
const MOMENT: i32 = 3_000;
/// How long it is waited after the first failure, and at most.
const FIRST_WAIT: i32 = 5_000;
const LONGEST_WAIT: i32 = 300_000;

/// What the island shows.
#[derive(Clone, Copy, Debug)]
pub struct Signs {
    /// What is saved where.
    pub line: RwSignal<String>,
    /// What the writer should know and decide.
    pub notices: RwSignal<Vec<Notice>>,
}

/// A form that somebody types into.
#[derive(Clone)]
pub struct Live(Rc<Inner>);

struct Inner {
    keeper: Keeper,
    window: Window,
    fields: DayFields,
    store: Store,
    clock: Clock,
    signs: Signs,
    copy: bool,
    mark: String,
    loaded: Vec<Field>,
    now: RefCell<Now>,
}

/// What changes.
#[derive(Default)]
struct Now {
    /// When the draft at the desk was saved that this goes on from.
    seen: i64,
    /// The body that the desk confirmed last.
    confirmed: String,
    /// When something was typed last.
    at: i64,
    /// What was sent and not answered.
    sent: Option<(String, i64)>,
    /// Something is on its way to the desk.
    busy: bool,
    /// It is to be sent once more behind that.
    again: bool,
    failures: u32,
    timer: Option<i32>,
    /// What was put back waits for the writer’s next word before it is saved at the desk.
    held: bool,
    /// The page is being left with the form.
    going: bool,
    /// The desk has a newer draft, of then.
    newer: Option<i64>,
    /// The form is stored: nothing is kept any more.
    done: bool,
    /// The browser keeps nothing.
    cannot: bool,
    /// What is offered, by its window.
    offered: Vec<(String, Kept)>,
}

impl Live {
    /// Begins to keep the form of the page.
    pub fn start(keeper: Keeper, signs: Signs) -> Option<Self> {
        let window = web_sys::window()?;
        let document = window.document()?;
        if keeper.account.is_empty() {
            return None;
        }
        let fields = DayFields::find(&document, keeper.words.clone())?;
        let copy = document.document_element().is_some_and(|page| page.has_attribute("data-copy"));
        // A copy may be used twice: its own key may be that of a form that was stored since.
        if let Some(key) = copy.then(new_key).flatten() {
            fields.carry("key", &key);
        }
        let (store, clock, loaded) = (Store::of(&keeper), Clock::of(&keeper, copy), fields.read());
        // The page that answers a form goes on where that form was sent from.
        let goes_on = Some(keeper.seen_of.clone()).filter(|mark| keeper.answer && !mark.is_empty());
        let mark = goes_on.or_else(new_key).unwrap_or_default();
        let now = RefCell::new(Now { seen: keeper.seen, ..Now::default() });
        let inner = Inner { keeper, window, fields, store, clock, signs, copy, mark, loaded, now };
        let live = Self(Rc::new(inner));
        live.listen(&document);
        live.say_where();
        let back = live.clone();
        spawn_local(async move {
            back.come_back().await;
            worker::keep(&back.0.window, &back.0.keeper, back.0.copy).await;
        });
        Some(live)
    }

    /// The form’s fields.
    pub fn fields(&self) -> &DayFields {
        &self.0.fields
    }

    /// What it says.
    pub fn keeper(&self) -> &Keeper {
        &self.0.keeper
    }

    /// Something was typed.
    pub fn typed(&self) {
        {
            let mut now = self.0.now.borrow_mut();
            now.held = false;
            now.going = false;
            now.at = self.0.clock.now();
        }
        let unsaved = self.keep();
        self.say(unsaved);
        self.save_in(MOMENT);
    }

    /// The writer decided.
    pub fn act(&self, act: &Act) {
        match act {
            Act::Undo => {
                self.0.fields.empty_all_but(&self.0.loaded);
                self.0.fields.write(&self.0.loaded);
                self.0.now.borrow_mut().sent = None;
                self.drop_notices();
                self.typed();
            }
            Act::Take(mark) => {
                let kept = self.take_offered(mark);
                if let Some(kept) = kept {
                    self.0.fields.write(&kept.fields);
                    self.0.now.borrow_mut().sent = kept.sent;
                    self.0.store.forget(mark);
                    self.typed();
                }
            }
            Act::Drop(mark) => {
                self.take_offered(mark);
                self.0.store.forget(mark);
            }
            Act::Again(then) => self.send_again(then),
            Act::Replace => {
                {
                    let mut now = self.0.now.borrow_mut();
                    now.seen = now.newer.take().unwrap_or(now.seen);
                }
                self.drop_notices();
                self.save_in(0);
            }
            Act::Leave => {
                if let Some(form) = account_form(&self.0.window) {
                    let _ = form.submit();
                }
            }
        }
    }

    fn take_offered(&self, mark: &str) -> Option<Kept> {
        self.0.signs.notices.update(|all| all.retain(|notice| notice.of != mark));
        let mut now = self.0.now.borrow_mut();
        let place = now.offered.iter().position(|(own, _)| own == mark)?;
        Some(now.offered.remove(place).1)
    }

    fn drop_notices(&self) {
        self.0.signs.notices.update(|all| all.retain(|notice| !notice.of.is_empty()));
    }

    fn listen(&self, document: &Document) {
        let window = &self.0.window;
        for kind in ["input", "change"] {
            self.on(&self.0.fields.form, kind, |live, _| live.typed());
        }
        self.on(&self.0.fields.form, "submit", |live, event| live.sending(event));
        self.on(window, "online", |live, _| {
            live.0.now.borrow_mut().failures = 0;
            live.save_in(0);
        });
        self.on(window, "pagehide", |live, _| live.leaving());
        self.on(document, "visibilitychange", |live, _| {
            if property(&live.0.window.document().into(), "visibilityState").as_string().as_deref() == Some("hidden") {
                live.leaving();
            }
        });
        if let Some(account) = account_form(window) {
            self.on(&account, "submit", |live, event| live.signing_out(event));
        }
    }

    /// Does something whenever an event comes, as long as the page is there.
    pub fn on(&self, target: &EventTarget, kind: &str, act: impl Fn(&Self, &Event) + 'static) {
        let live = self.clone();
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| act(&live, &event));
        let _ = target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
        heard.forget();
    }

    /// Looks for what was typed before and not confirmed, in this window or in one that is gone.
    async fn come_back(&self) {
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
        let acts = vec![
            (Act::Take(window.clone()), words.take.clone()),
            (Act::Drop(window.clone()), words.discard.clone()),
        ];
        self.tell(&window, &told, &lines, acts);
        self.0.now.borrow_mut().offered.push((window, kept));
    }

    fn tell(&self, of: &str, told: &Told, lines: &[String], acts: Vec<(Act, String)>) {
        let (heading, text) = told.clone();
        let notice = Notice { of: of.to_owned(), heading, text, lines: lines.to_vec(), acts, way: None };
        self.tell_all(notice);
    }

    fn tell_all(&self, notice: Notice) {
        self.0.signs.notices.update(|all| {
            all.retain(|other| other.heading != notice.heading || other.of != notice.of);
            all.push(notice);
        });
    }

    /// Keeps the form in the browser as it stands. Whether something of it is not at the desk.
    fn keep(&self) -> bool {
        let Inner { fields, store, mark, loaded, now, .. } = &*self.0;
        let mut now = now.borrow_mut();
        if now.done {
            return false;
        }
        let read = fields.read();
        let changed = !differences(&read, loaded).is_empty();
        if !changed && now.sent.is_none() && now.confirmed.is_empty() {
            store.forget(mark);
            return false;
        }
        let unsaved = typed_body(&read) != now.confirmed;
        let kept = Kept { at: now.at, seen: now.seen, unsaved, sent: now.sent.clone(), fields: read };
        now.cannot = !store.keep(mark, &kept);
        unsaved
    }

    /// Whether something here is not at the desk.
    fn unsaved(&self) -> bool {
        let now = self.0.now.borrow();
        let read = self.0.fields.read();
        let changed = !differences(&read, &self.0.loaded).is_empty() || !now.confirmed.is_empty();
        changed && !now.done && typed_body(&read) != now.confirmed
    }

    /// Says what is saved where.
    fn say_where(&self) {
        self.say(self.unsaved());
    }

    fn say(&self, unsaved: bool) {
        let words = &self.0.keeper.words;
        let (seen, at, newer, cannot, confirmed) = {
            let now = self.0.now.borrow();
            (now.seen, now.at, now.newer, now.cannot, !now.confirmed.is_empty())
        };
        let moment = |at: i64| self.0.clock.words(at);
        let line = if !unsaved {
            let at_desk = seen != 0 && (confirmed || !self.0.keeper.answer);
            if at_desk { fill(&words.desk, &[&moment(seen)]) } else { words.idle.clone() }
        } else if cannot {
            words.cannot.clone()
        } else if let Some(newer) = newer {
            fill(&words.newer, &[&moment(newer)])
        } else {
            fill(&words.device, &[&moment(at)])
        };
        self.0.signs.line.set(line);
    }

    fn save_in(&self, wait: i32) {
        let window = &self.0.window;
        let mut now = self.0.now.borrow_mut();
        if let Some(timer) = now.timer.take() {
            window.clear_timeout_with_handle(timer);
        }
        let live = self.clone();
        let due = Closure::once_into_js(move || spawn_local(async move { drop(live.save(false).await) }));
        now.timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(due.unchecked_ref(), wait).ok();
    }

    /// Saves the form at the desk, unless that is not for now. One at a time. Whether all is there then.
    async fn save(&self, leaving: bool) -> bool {
        let body = {
            let mut now = self.0.now.borrow_mut();
            if now.busy {
                now.again = true;
                return false;
            }
            if now.held || now.going || now.done || now.newer.is_some() {
                return false;
            }
            typed_body(&self.0.fields.read())
        };
        if !self.unsaved() {
            return true;
        }
        self.0.now.borrow_mut().busy = true;
        let sent = self.to_desk(&body);
        // A browser sends no more than this behind a page that is gone.
        let answer = desk::send(&self.0.keeper.form, &sent, leaving && sent.len() < 60_000).await;
        self.answered(answer, body);
        matches!(answer, Answer::Saved(_)) && !self.unsaved()
    }

    /// What is sent in the background: the window first, so that what breaks off tells whose it is.
    fn to_desk(&self, body: &str) -> String {
        let seen = self.0.now.borrow().seen.to_string();
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let head = body_of(&[own("draft_page", &self.0.mark), own("draft_seen", &seen)]);
        let carried: Vec<Field> =
            self.0.fields.read().into_iter().filter(|(name, _)| name == "base" || name == "key").collect();
        format!("{head}&{}&{body}&then=keep", body_of(&carried))
    }

    fn answered(&self, answer: Answer, body: String) {
        let words = self.0.keeper.words.clone();
        let (again, at) = {
            let mut now = self.0.now.borrow_mut();
            now.busy = false;
            match answer {
                Answer::Saved(at) => {
                    now.seen = at;
                    now.confirmed = body;
                    now.failures = 0;
                    now.newer = None;
                }
                Answer::Newer(at) => now.newer = Some(at),
                Answer::Arrived => now.done = true,
                Answer::NoLine | Answer::Refused(_) | Answer::SignedOut => now.failures += 1,
            }
            (std::mem::take(&mut now.again), now.at)
        };
        let moment = self.0.clock.words(at);
        let alone = |sentence: String| if self.0.now.borrow().cannot { words.cannot_either.clone() } else { sentence };
        match answer {
            Answer::Saved(_) => {
                self.keep();
                self.say_where();
                if again {
                    self.save_in(MOMENT);
                }
            }
            Answer::Newer(at) => {
                self.say_where();
                let told = (words.desk.clone(), fill(&words.newer, &[&self.0.clock.words(at)]));
                let told = (fill(&told.0, &[&self.0.clock.words(at)]), told.1);
                let way = Some((words.see.clone(), self.0.keeper.form.clone()));
                let acts = vec![(Act::Replace, words.replace.clone())];
                let (heading, text) = told;
                self.tell_all(Notice { of: String::new(), heading, text, lines: Vec::new(), acts, way });
            }
            Answer::Arrived => {
                self.0.store.forget(&self.0.mark);
                self.0.signs.line.set(String::new());
                self.drop_notices();
                let way = Some((words.go_on.clone(), self.0.keeper.form.clone()));
                let (heading, text) = (words.arrived.0.clone(), fill(&words.arrived_now, &[&moment]));
                self.tell_all(Notice { of: String::new(), heading, text, lines: Vec::new(), acts: Vec::new(), way });
            }
            Answer::NoLine => self.try_later(alone(fill(&words.no_line, &[&moment]))),
            Answer::SignedOut => self.try_later(alone(fill(&words.signed_out, &[&moment]))),
            Answer::Refused(status) => self.try_later(alone(fill(&words.refused, &[&moment, &status.to_string()]))),
        }
    }

    fn try_later(&self, line: String) {
        self.0.signs.line.set(line);
        let failures = self.0.now.borrow().failures.saturating_sub(1).min(6);
        self.save_in((FIRST_WAIT << failures).min(LONGEST_WAIT));
    }

    /// The form is on its way. Whether it arrives is not known here; what is known is kept.
    fn sending(&self, event: &Event) {
        let then = property(&property(event, "submitter"), "value").as_string().unwrap_or_default();
        let Inner { keeper, window, fields, clock, mark, now, .. } = &*self.0;
        let moment = clock.now();
        if !window.navigator().on_line() {
            event.prevent_default();
            now.borrow_mut().at = moment;
            self.keep();
            let again = (Act::Again(then.clone()), fill(&keeper.words.again, &[&self.button_words(&then)]));
            return self.tell("", &keeper.words.not_sent, &[], vec![again]);
        }
        let seen = {
            let mut now = now.borrow_mut();
            now.sent = Some((then, moment));
            now.at = moment;
            now.going = true;
            now.seen
        };
        fields.carry("draft_seen", &seen.to_string());
        fields.carry("draft_page", mark);
        self.keep();
    }

    fn send_again(&self, then: &str) {
        let button = self.0.fields.all(&format!("button[name=then][value='{then}']")).into_iter().next();
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            self.drop_notices();
            button.click();
        }
    }

    fn button_words(&self, then: &str) -> String {
        let button = self.0.fields.all(&format!("button[name=then][value='{then}']")).into_iter().next();
        button.and_then(|button| button.text_content()).unwrap_or_else(|| then.to_owned())
    }

    /// The page goes, or is out of sight: what is not at the desk is sent there, whoever waits for the answer.
    fn leaving(&self) {
        let live = self.clone();
        if self.unsaved() {
            spawn_local(async move { drop(live.save(true).await) });
        }
    }

    /// What this device keeps goes with signing out: first the desk gets it.
    fn signing_out(&self, event: &Event) {
        if !self.unsaved() {
            return;
        }
        event.prevent_default();
        self.0.now.borrow_mut().held = false;
        let live = self.clone();
        spawn_local(async move {
            if live.save(false).await {
                live.act(&Act::Leave);
            } else {
                let words = &live.0.keeper.words;
                live.tell("", &words.leave, &[], vec![(Act::Leave, words.leave_button.clone())]);
            }
        });
    }
}

/// What somebody typed, without what a form carries by itself.
fn typed_body(fields: &[Field]) -> String {
    let typed: Vec<Field> = fields.iter().filter(|(name, _)| !is_carried(name)).cloned().collect();
    body_of(&typed)
}

/// The form that signs out.
fn account_form(window: &Window) -> Option<HtmlFormElement> {
    window.document()?.query_selector("form.account").ok().flatten()?.dyn_into().ok()
}
