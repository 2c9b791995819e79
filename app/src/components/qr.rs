//! A QR code as a drawing, dark on light in both themes, so that cameras read it. The same stands beside it as text.

use leptos::prelude::*;

use crate::view::second_factor::Qr;

/// The drawing, with the light margin of four modules that readers need.
pub fn qr(code: &Qr, label: String) -> impl IntoView + use<> {
    let side = code.side + 8;
    view! {
        <svg class="qr" width="232" height="232" viewBox=format!("-4 -4 {side} {side}") role="img" aria-label=label>
            <rect x="-4" y="-4" width=side.to_string() height=side.to_string() fill="#FFF"></rect>
            <path d=code.path.clone() fill="#000" shape-rendering="crispEdges"></path>
        </svg>
    }
}
