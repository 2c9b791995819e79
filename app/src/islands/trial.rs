//! A button that counts how often it was pressed: shows that islands come to life.

use leptos::prelude::*;

/// A button that counts.
#[island]
pub fn Trial(
    /// What stands before the number.
    words: String,
) -> impl IntoView {
    let (count, set_count) = signal(0);
    view! { <button type="button" class="alt" on:click=move |_| set_count.update(|count| *count += 1)>{words}": "{count}</button> }
}
