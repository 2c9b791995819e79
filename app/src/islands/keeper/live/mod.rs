//! A form while somebody types into it: kept in the browser at every change, saved at the desk a moment later, put back when
//! it is opened again. It reads the inputs and owns none.

mod back;
mod sending;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{RwSignal, Set as _, Update as _};
use leptos::task::spawn_local;
use web_sys::js_sys::Function;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Document, Event, EventTarget, HtmlFormElement, Window};

use super::clock::Clock;
use super::desk::{self, Answer};
use super::fields::{DayFields, new_key, property};
use super::kept::{Field, Kept, body_of, differences, for_the_desk, is_carried};
use super::notice::{Act, Notice};
use super::store::Store;
use super::worker;
use crate::text::keeper::fill;
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
    loaded: Vec<Field>,
    now: RefCell<Now>,
}

/// What changes.
#[derive(Default)]
struct Now {
    /// The mark of the window that this is typed into.
    mark: String,
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
        // What was typed before this woke is typed, not loaded; what a browser filled in because somebody went back to a page that
        // they had left is not.
        let loaded = if is_gone_back_to(&window) { fields.read() } else { fields.read_as_it_came() };
        let (store, clock) = (Store::of(&keeper), Clock::of(&keeper, copy));
        // The page that answers a form goes on where that form was sent from.
        let goes_on = Some(keeper.seen_of.clone()).filter(|mark| keeper.answer && !mark.is_empty());
        let mark = goes_on.or_else(new_key).unwrap_or_default();
        // What the desk did not take is tried again; over a newer draft only when the writer says so with a button.
        let (at, newer) =
            (if keeper.not_kept { keeper.now } else { 0 }, Some(keeper.seen).filter(|_| keeper.told_newer));
        let now = RefCell::new(Now { mark, seen: keeper.seen, at, newer, ..Now::default() });
        let inner = Inner { keeper, window, fields, store, clock, signs, copy, loaded, now };
        let live = Self(Rc::new(inner));
        live.listen(&document);
        live.say_where();
        let back = live.clone();
        spawn_local(async move {
            back.come_back().await;
            let _ = back.0.fields.form.set_attribute("data-looked", "");
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
            now.at = self.0.clock.now().max(now.at);
            // It goes on behind a form that is stored.
            if std::mem::take(&mut now.done) {
                self.0.fields.carry("key", &new_key().unwrap_or_default());
            }
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
                    self.write(&kept);
                    self.0.now.borrow_mut().sent = kept.still_sent();
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
                self.leave_nothing();
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

    fn tell(&self, heading: &str, text: String, lines: Vec<String>, acts: Vec<(Act, String)>) {
        let (of, heading) = (String::new(), heading.to_owned());
        self.tell_all(Notice { of, heading, text, lines, acts, way: None });
    }

    fn tell_all(&self, notice: Notice) {
        self.0.signs.notices.update(|all| {
            all.retain(|other| other.heading != notice.heading || other.of != notice.of);
            all.push(notice);
        });
    }

    /// Keeps the form in the browser as it stands. Whether something of it is not at the desk.
    fn keep(&self) -> bool {
        let Inner { keeper, fields, store, loaded, now, .. } = &*self.0;
        let mut now = now.borrow_mut();
        if now.done {
            return false;
        }
        let read = fields.read();
        let changed = keeper.not_kept || !differences(&read, loaded).is_empty();
        if !changed && now.sent.is_none() && now.confirmed.is_empty() {
            store.forget(&now.mark);
            return false;
        }
        let unsaved = typed_body(&read) != now.confirmed;
        let kept = Kept { at: now.at, seen: now.seen, unsaved, sent: now.sent.clone(), fields: read };
        now.cannot = !store.keep(&now.mark, &kept);
        unsaved
    }

    /// Whether something here is not at the desk.
    fn unsaved(&self) -> bool {
        let Inner { keeper, fields, loaded, now, .. } = &*self.0;
        let (now, read) = (now.borrow(), fields.read());
        let changed = keeper.not_kept || !differences(&read, loaded).is_empty() || !now.confirmed.is_empty();
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
            let at_desk = seen != 0 && (confirmed || !self.0.keeper.not_kept);
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
        let due = Closure::once_into_js(move || {
            spawn_local(async move {
                live.save(false).await;
            })
        });
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
        let sent = for_the_desk(&self.head(), &self.0.fields.read());
        // A browser sends no more than this behind a page that is gone.
        let answer = desk::send(&self.0.keeper.form, &sent, leaving && sent.len() < 60_000).await;
        self.answered(answer, body);
        matches!(answer, Answer::Saved(_)) && !self.unsaved()
    }

    fn mark(&self) -> String {
        self.0.now.borrow().mark.clone()
    }

    /// What tells whose a form is, and what it may replace. It is sent first: what breaks off tells it too.
    fn head(&self) -> [Field; 4] {
        let now = self.0.now.borrow();
        let account = self.0.keeper.account.clone();
        let (at, seen) = (now.at.to_string(), now.seen.to_string());
        let head = [("draft_at", at), ("draft_page", now.mark.clone()), ("draft_seen", seen), ("draft_of", account)];
        head.map(|(name, value)| (name.to_owned(), value))
    }

    fn answered(&self, answer: Answer, body: String) {
        let (again, at) = self.note(answer, body);
        let words = &self.0.keeper.words;
        let moment = self.0.clock.words(at);
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
                let moment = self.0.clock.words(at);
                let acts = vec![(Act::Replace, words.replace.clone())];
                self.tell_way(&fill(&words.desk, &[&moment]), fill(&words.newer, &[&moment]), &words.see, acts);
            }
            Answer::Arrived if !self.0.now.borrow().done => {
                self.0.fields.carry("key", &new_key().unwrap_or_default());
                self.keep();
                self.save_in(0);
            }
            Answer::Arrived => {
                self.0.store.forget(&self.mark());
                self.0.signs.line.set(String::new());
                self.drop_notices();
                self.tell_way(&words.arrived, fill(&words.arrived_now, &[&moment]), &words.go_on, Vec::new());
            }
            Answer::NoLine => self.try_later(fill(&words.no_line, &[&moment])),
            Answer::SignedOut => self.try_later(fill(&words.signed_out, &[&moment])),
            Answer::Refused(status) => self.try_later(fill(&words.refused, &[&moment, &status.to_string()])),
        }
    }

    /// Notes what the desk answered: whether more was typed meanwhile, and when something was typed last.
    fn note(&self, answer: Answer, body: String) -> (bool, i64) {
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
            // What was typed behind it is not stored: it goes on as another form.
            Answer::Arrived => {
                now.done = now.sent.take().is_some_and(|(_, at)| at == now.at);
            }
            Answer::NoLine | Answer::Refused(_) | Answer::SignedOut => now.failures += 1,
        }
        (std::mem::take(&mut now.again), now.at)
    }

    /// Tells something with a way to the form as the desk has it.
    fn tell_way(&self, heading: &str, text: String, words: &str, acts: Vec<(Act, String)>) {
        let way = Some((words.to_owned(), self.0.keeper.form.clone()));
        let (of, heading) = (String::new(), heading.to_owned());
        self.tell_all(Notice { of, heading, text, lines: Vec::new(), acts, way });
    }

    fn try_later(&self, line: String) {
        let nowhere = self.0.now.borrow().cannot;
        self.0.signs.line.set(if nowhere { self.0.keeper.words.cannot_either.clone() } else { line });
        let failures = self.0.now.borrow().failures.saturating_sub(1).min(6);
        self.save_in((FIRST_WAIT << failures).min(LONGEST_WAIT));
    }
}

/// What somebody typed, without what a form carries by itself.
fn typed_body(fields: &[Field]) -> String {
    let typed: Vec<Field> = fields.iter().filter(|(name, _)| !is_carried(name)).cloned().collect();
    body_of(&typed)
}

/// Whether somebody went back to this page: the browser fills it in as they left it, sent or not.
fn is_gone_back_to(window: &Window) -> bool {
    let performance = property(window, "performance");
    let Ok(entries) = property(&performance, "getEntriesByType").dyn_into::<Function>() else { return false };
    let navigation = entries.call1(&performance, &"navigation".into()).unwrap_or_default();
    property(&property(&navigation, "0"), "type").as_string().as_deref() == Some("back_forward")
}

/// The form that signs out.
fn account_form(window: &Window) -> Option<HtmlFormElement> {
    window.document()?.query_selector("form.account").ok().flatten()?.dyn_into().ok()
}
