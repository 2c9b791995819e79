//! Keeps what is typed into the form of a day: in the browser at once, at the desk a moment later; puts it back after a
//! crash, a line that dropped or a session that ended, and says what is saved where.

mod clock;
mod desk;
pub(super) mod fields;
pub mod kept;
mod live;
mod notice;
mod rows;
mod store;
mod windows;
mod worker;

use leptos::prelude::*;

use self::live::{Live, Signs};
use self::notice::{Act, Notice};
use crate::view::keeper::Keeper;

/// The keeper of the form of the page. Without it the form works as it does without a script.
#[island]
pub fn DayKeeper(
    /// What it needs to know.
    keeper: Keeper,
) -> impl IntoView {
    let line = RwSignal::new(String::new());
    let awake = RwSignal::new(false);
    let notices = RwSignal::new(Vec::<Notice>::new());
    let spoken = RwSignal::new(String::new());
    let decided = RwSignal::new(None::<Act>);
    let heading = keeper.words.copy.clone();
    let text = crate::text::keeper::fill(&keeper.words.copy_text, &[&keeper.moment]);
    let account = keeper.account.clone();
    // Only in the browser, when the page is there.
    Effect::new(move |_| awake.set(begin(keeper.clone(), Signs { line, notices }, spoken, decided).is_some()));
    // Without a script nothing is kept, and nothing says so.
    view! {
        <div data-wake="at-once">
            <div class="notice" data-no-line="" data-kept-for=account><h2>{heading}</h2><p>{text}</p></div>
            <div class="keeper" hidden=move || !awake.get()>
                {move || notices.get().into_iter().map(|notice| told(notice, decided)).collect_view()}
                <p class="small quiet" role="status">{move || line.get()}</p>
                <p class="vh" aria-live="polite">{move || spoken.get()}</p>
            </div>
        </div>
    }
}

fn begin(keeper: Keeper, signs: Signs, spoken: RwSignal<String>, decided: RwSignal<Option<Act>>) -> Option<()> {
    let live = Live::start(keeper, signs)?;
    rows::watch(&live, move |words| spoken.set(words));
    let acting = StoredValue::new_local(live);
    Effect::new(move |_| {
        // What was put back into the form is understood too.
        signs.notices.track();
        acting.with_value(rows::echo_all);
    });
    Effect::new(move |_| {
        let Some(act) = decided.get() else { return };
        decided.set(None);
        acting.with_value(|live| {
            live.act(&act);
            rows::echo_all(live);
        });
    });
    Some(())
}

fn told(notice: Notice, decided: RwSignal<Option<Act>>) -> impl IntoView {
    let Notice { heading, text, lines, acts, way, .. } = notice;
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let acts = acts.into_iter().map(|(act, words)| {
        view! { <button type="button" class="alt" on:click=move |_| decided.set(Some(act.clone()))>{words}</button> }
    });
    let acts = acts.collect_view();
    let way = way.map(|(words, href)| view! { <a class="alt" href=href>{words}</a> });
    view! {
        <div class="notice" role="alert">
            <h2>{heading}</h2><p>{text}</p><ul class="lines">{lines}</ul><p class="send">{acts}{way}</p>
        </div>
    }
}
