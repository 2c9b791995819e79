//! What is said to the desk while somebody types: the whole form, in the background, and the word that it answers.

use web_sys::js_sys::Reflect;
use web_sys::js_sys::futures::JsFuture;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{AbortController, RequestInit, Response};

/// An answer is waited for so long, in milliseconds: longer than a slow line takes for a large form.
const PATIENCE: i32 = 30_000;

/// What the desk answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It keeps the form, since then.
    Saved(i64),
    /// It has a newer draft, of then.
    Newer(i64),
    /// The form is stored already.
    Arrived,
    /// Nobody is signed in.
    SignedOut,
    /// Another answer.
    Refused(u16),
    /// None came.
    NoLine,
}

/// Sends a form’s body. `leaving`: the page goes, and the browser sends it all the same.
pub async fn send(path: &str, body: &str, leaving: bool) -> Answer {
    ask(path, body, leaving).await.unwrap_or(Answer::NoLine)
}

async fn ask(path: &str, body: &str, leaving: bool) -> Option<Answer> {
    let window = web_sys::window()?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(body));
    let set = |name: &str, value: &JsValue| Reflect::set(&init, &name.into(), value);
    set("redirect", &"manual".into()).ok()?;
    if leaving {
        set("keepalive", &JsValue::TRUE).ok()?;
    }
    let headers = web_sys::Headers::new().ok()?;
    headers.set("content-type", "application/x-www-form-urlencoded").ok()?;
    init.set_headers(&headers);
    let patience = AbortController::new().ok()?;
    init.set_signal(Some(&patience.signal()));
    let give_up = Closure::once_into_js(move || patience.abort());
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(give_up.unchecked_ref(), PATIENCE).ok()?;
    let answer = answer(&window, path, &init).await;
    window.clear_timeout_with_handle(timer);
    answer
}

async fn answer(window: &web_sys::Window, path: &str, init: &RequestInit) -> Option<Answer> {
    let response = JsFuture::from(window.fetch_with_str_and_init(path, init)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string().unwrap_or_default();
    let at = text.trim().parse::<i64>();
    Some(match (response.status(), at) {
        (200, Ok(at)) => Answer::Saved(at),
        (409, Ok(at)) => Answer::Newer(at),
        (208, _) => Answer::Arrived,
        (401, _) => Answer::SignedOut,
        (status, _) => Answer::Refused(status),
    })
}
