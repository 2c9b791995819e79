//! Which windows of this browser have the form of a day open: each holds a lock for as long as it lives, and the browser
//! lets go of it when a window is killed. So nobody has to guess by a time.

use web_sys::AbortController;
use web_sys::js_sys::futures::JsFuture;
use web_sys::js_sys::{Array, Function, Object, Promise, Reflect};
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

use super::fields::property;

/// So long it is waited for the page that this window showed before to let go of its lock, in milliseconds.
const PATIENCE: i32 = 1_500;

/// Holds the lock of a page’s mark until the page goes.
pub fn hold_own(place: &str, mark: &str) {
    let name = lock_of(place, mark);
    leptos::task::spawn_local(async move {
        let _ = hold(&name, None).await;
    });
}

/// Whether the page with this mark is gone. It is waited for a moment: the page that this window showed before may be going.
pub async fn is_gone(place: &str, mark: &str) -> bool {
    hold(&lock_of(place, mark), Some(PATIENCE)).await
}

/// Takes over the text of a page that is gone, so that no other window does: whether it was had. A browser without locks cannot
/// tell, so nobody takes it over there.
pub async fn take(place: &str, mark: &str) -> bool {
    locks().is_some() && is_gone(place, mark).await
}

/// The marks of the windows that have this form open.
pub async fn open_windows(place: &str) -> Vec<String> {
    let Some(locks) = locks() else { return Vec::new() };
    let Some(answer) = call(&locks, "query", &[]).await else { return Vec::new() };
    let held = Array::from(&property(&answer, "held"));
    let begin = lock_of(place, "");
    let names = held.iter().filter_map(|lock| property(&lock, "name").as_string());
    names.filter_map(|name| name.strip_prefix(&begin).map(str::to_owned)).collect()
}

fn lock_of(place: &str, mark: &str) -> String {
    format!("corridor {place} {mark}")
}

/// Holds a lock until the page goes, and waits for it so long; whether it was had. Without locks in this browser every
/// window is the only one.
async fn hold(name: &str, patience: Option<i32>) -> bool {
    let (Some(locks), Some(window)) = (locks(), web_sys::window()) else { return true };
    let Ok(waiting) = AbortController::new() else { return true };
    let options = Object::new();
    if Reflect::set(&options, &"signal".into(), &waiting.signal()).is_err() {
        return true;
    }
    let name = name.to_owned();
    let told = Promise::new(&mut |resolve, _| {
        let tell = resolve.clone();
        let granted = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
            let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
            // A promise that is never kept: the lock stays.
            Promise::new(&mut |_, _| {}).into()
        });
        let Ok(request) = property(&locks, "request").dyn_into::<Function>() else { return };
        let asked = request.call3(&locks, &name.as_str().into(), &options, &granted);
        // Given up: that is told too.
        let given_up =
            Closure::once_into_js(move |_: JsValue| drop(resolve.call1(&JsValue::UNDEFINED, &JsValue::FALSE)));
        if let Ok(asked) = asked.and_then(|promise| promise.dyn_into::<Promise>())
            && let Ok(catch) = property(&asked, "catch").dyn_into::<Function>()
        {
            let _ = catch.call1(&asked, &given_up);
        }
    });
    if let Some(patience) = patience {
        let give_up = Closure::once_into_js(move || waiting.abort());
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(give_up.unchecked_ref(), patience);
    }
    JsFuture::from(told).await.is_ok_and(|had| had.is_truthy())
}

fn locks() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Some(property(&navigator, "locks")).filter(JsValue::is_object)
}

/// Calls a method that promises something.
pub async fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = property(of, method).dyn_into().ok()?;
    let list: Array = arguments.iter().collect();
    let promise: Promise = function.apply(of, &list).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
