//! Hands the forms of days to the worker that answers with them when there is no line.

use web_sys::Window;
use web_sys::js_sys::futures::JsFuture;
use web_sys::js_sys::{Array, Object, Promise, Reflect};
use web_sys::wasm_bindgen::{JsCast as _, JsValue};

use super::fields::property;
use super::windows::call;
use crate::view::keeper::Keeper;

/// Has this form kept on the device, with what its page is made of; where the line is good, those of the last days too.
pub async fn keep(window: &Window, keeper: &Keeper, copy: bool) {
    let _ = try_keep(window, keeper, copy).await;
}

async fn try_keep(window: &Window, keeper: &Keeper, copy: bool) -> Option<()> {
    let workers = property(&window.navigator(), "serviceWorker");
    if copy || !workers.is_object() {
        return None;
    }
    let (script, scope) = &keeper.worker;
    let options = object(&[("scope", scope.as_str().into())])?;
    call(&workers, "register", &[script.as_str().into(), options]).await?;
    let ready: Promise = property(&workers, "ready").dyn_into().ok()?;
    let registration = JsFuture::from(ready).await.ok()?;
    let active = property(&registration, "active");
    let mut forms = vec![keeper.form.clone()];
    if !is_spared(window) {
        forms.extend(keeper.ahead.iter().cloned());
    }
    let message = object(&[("forms", list(forms)), ("parts", list(parts(window)))])?;
    let post = property(&active, "postMessage").dyn_into::<web_sys::js_sys::Function>().ok()?;
    post.call1(&active, &message).ok().map(drop)
}

/// Whether the browser had an answer to the form that was sent last: what became of it was shown then. Asked once.
pub async fn was_answered(window: &Window, form: &str) -> bool {
    let caches = property(window, "caches");
    let noted: JsValue = format!("{form}?answered").as_str().into();
    let known = call(&caches, "match", std::slice::from_ref(&noted)).await.is_some_and(|found| found.is_object());
    if known && let Some(names) = call(&caches, "keys", &[]).await {
        for name in Array::from(&names).iter() {
            if let Some(cache) = call(&caches, "open", &[name]).await {
                call(&cache, "delete", std::slice::from_ref(&noted)).await;
            }
        }
    }
    known
}

/// Whether nothing is to be loaded that nobody asked for.
fn is_spared(window: &Window) -> bool {
    let line = property(&window.navigator(), "connection");
    let slow = property(&line, "effectiveType").as_string().is_some_and(|kind| kind.contains("2g"));
    slow || property(&line, "saveData").is_truthy()
}

/// The addresses of what the page was made of.
fn parts(window: &Window) -> Vec<String> {
    let timing = property(window, "performance");
    let Ok(entries) = property(&timing, "getEntriesByType").dyn_into::<web_sys::js_sys::Function>() else {
        return Vec::new();
    };
    let Ok(entries) = entries.call1(&timing, &"resource".into()) else { return Vec::new() };
    let names = Array::from(&entries).into_iter().filter_map(|entry| property(&entry, "name").as_string());
    names.filter(|name| [".js", ".wasm"].iter().any(|end| name.ends_with(end)) && !name.contains("/worker.")).collect()
}

fn list(texts: Vec<String>) -> JsValue {
    texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

fn object(pairs: &[(&str, JsValue)]) -> Option<JsValue> {
    let object = Object::new();
    for (name, value) in pairs {
        Reflect::set(&object, &(*name).into(), value).ok()?;
    }
    Some(object.into())
}
