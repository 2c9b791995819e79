//! The only place that writes a `<textarea>`: Leptos does not escape its children, so the escaped text goes in here.

use leptos::prelude::*;

/// What a text area needs.
#[derive(Clone, Debug, Default)]
pub struct TextArea {
    /// The field's name.
    pub name: String,
    /// The element's id.
    pub id: String,
    /// How many lines it shows.
    pub rows: u32,
    /// What was typed.
    pub value: String,
    /// Ids of the hint and the error.
    pub described_by: Option<String>,
    /// Whether there is an error.
    pub invalid: bool,
}

/// A text area with what was typed. The first line break is the parser's, not the writer's.
pub fn text_area(area: TextArea) -> impl IntoView {
    let text = format!("\n{}", escape(&area.value));
    view! {
        <textarea
            id=area.id
            name=area.name
            rows=area.rows
            placeholder=" "
            aria-describedby=area.described_by
            aria-invalid=area.invalid.then_some("true")
            inner_html=text
        ></textarea>
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_cannot_leave_the_text_area() {
        assert_eq!(escape("</textarea><script>&amp;"), "&lt;/textarea&gt;&lt;script&gt;&amp;amp;");
    }
}
