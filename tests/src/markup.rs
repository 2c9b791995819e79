//! Markup as a parser sees it: which elements and attributes there are, and what stands in them as text. For asking
//! whether a text left its place; what a page says is [`crate::Page`]'s matter.

use std::collections::BTreeSet;

use resvg::usvg::roxmltree::Document;
use scraper::{Html, Node};

/// An element, and one of its attributes or nothing.
pub type Part = (String, String);

/// Every element of a page and each of its attributes, once.
pub fn parts(html: &str) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for node in Html::parse_document(html).tree.values() {
        let Node::Element(element) = node else { continue };
        parts.insert((element.name().to_owned(), String::new()));
        parts.extend(element.attrs().map(|(name, _)| (element.name().to_owned(), name.to_owned())));
    }
    parts
}

/// Every text of a page as it is, one behind the other: of nodes and of the values of fields and choices.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    for node in Html::parse_document(html).tree.values() {
        match node {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) => element.attr("value").into_iter().for_each(|value| text.push_str(value)),
            _ => {}
        }
    }
    text
}

/// Every address that a page leads to, loads, or sends a form to.
pub fn addresses(html: &str) -> Vec<String> {
    let leads = ["href", "src", "action", "formaction", "xlink:href", "data", "srcset", "poster", "ping"];
    let mut all = Vec::new();
    for node in Html::parse_document(html).tree.values() {
        let Node::Element(element) = node else { continue };
        all.extend(element.attrs().filter(|(name, _)| leads.contains(name)).map(|(_, value)| value.to_owned()));
    }
    all
}

/// Elements that a drawing may hold, each with its attributes.
const DRAWN: [(&str, &[&str]); 11] = [
    ("svg", &["viewBox", "width", "height", "role", "class", "lang", "aria-hidden", "aria-label"]),
    ("symbol", &["id", "viewBox", "preserveAspectRatio"]),
    // Of a symbol within the page alone.
    ("use", &["href"]),
    ("title", &[]),
    ("desc", &[]),
    ("style", &[]),
    ("defs", &[]),
    ("pattern", &["id", "width", "height", "patternUnits"]),
    ("path", &["class", "d", "fill", "stroke", "stroke-width", "shape-rendering"]),
    ("text", &["class", "x", "y"]),
    ("rect", &["class", "x", "y", "width", "height", "fill"]),
];

/// A drawing is well-formed XML of shapes and words alone: nothing that runs, loads or leads anywhere. Gives its words.
pub fn words_of_drawing(svg: &str) -> String {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {}", short(svg)));
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let mut words = String::new();
    for node in document.descendants() {
        assert!(node.is_root() || node.is_element() || node.is_text(), "{node:?} in {}", short(svg));
        words.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
        if !node.is_element() {
            continue;
        }
        let name = node.tag_name().name();
        let known = DRAWN.iter().find(|(known, _)| *known == name);
        let (_, attributes) = known.unwrap_or_else(|| panic!("<{name}> in {}", short(svg)));
        for attribute in node.attributes() {
            assert!(attributes.contains(&attribute.name()), "{name} {}= in {}", attribute.name(), short(svg));
            assert!(attribute.name() != "href" || attribute.value().starts_with('#'), "{name} {}", attribute.value());
            assert!(!attribute.value().contains("url("), "{name} {}", attribute.value());
        }
        // Within a page it has none of its own.
        let kind = node.tag_name().namespace();
        assert!(kind.is_none_or(|kind| kind == "http://www.w3.org/2000/svg"), "<{name}> of another kind: {kind:?}");
    }
    words
}

/// Every drawing within a page.
pub fn drawings(html: &str) -> Vec<&str> {
    let ends = html.match_indices("<svg").filter_map(|(start, _)| {
        let end = html[start..].find("</svg>")? + "</svg>".len();
        Some(&html[start..start + end])
    });
    ends.collect()
}

fn short(text: &str) -> String {
    text.chars().take(2_000).collect()
}
