//! What runs in the browser: brings the islands of a page to life, one by one, when the boot script asks for them. Holds
//! no behaviour: that is in `app::islands`. On any target but wasm32 it is empty.
#![cfg(target_arch = "wasm32")]

// Each island is an export of its own; without this line the linker drops them all.
pub use app::islands;
use wasm_bindgen::prelude::wasm_bindgen;

/// To be called once, before the first island is woken.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
