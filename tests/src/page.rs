//! A page as people read it: its words, its headings, its links, the values in its fields.

use scraper::{ElementRef, Html, Selector};

/// A page that was answered.
#[derive(Debug)]
pub struct Page {
    /// As it was sent.
    pub html: String,
    document: Html,
}

impl Page {
    /// Reads a page.
    pub fn new(html: String) -> Self {
        let document = Html::parse_document(&html);
        Self { html, document }
    }

    fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("a selector");
        self.document.select(&selector).collect()
    }

    /// The words of the first match, spaces made plain; the test fails if there is none.
    pub fn words(&self, selector: &str) -> String {
        let found = self.select(selector);
        words(found.first().unwrap_or_else(|| panic!("nothing matches {selector}")))
    }

    /// The words of every match.
    pub fn all_words(&self, selector: &str) -> Vec<String> {
        self.select(selector).iter().map(words).collect()
    }

    /// Everything that a reader sees, without the style sheet.
    pub fn visible(&self) -> String {
        self.words("body")
    }

    /// An attribute of every match that has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.select(selector).iter().filter_map(|element| element.value().attr(name)).map(str::to_owned).collect()
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> usize {
        self.select(selector).len()
    }

    /// The fields of the form that publishes, with the values that stand in them, in the order of the form.
    pub fn fields(&self) -> Vec<(String, String)> {
        let named = "form input[name], form select[name], form textarea[name]";
        self.select(named).iter().filter_map(value).collect()
    }

    /// The value that stands in a field; the test fails if there is no such field.
    pub fn field(&self, name: &str) -> String {
        let found = self.fields().into_iter().find(|(found, _)| found == name);
        found.unwrap_or_else(|| panic!("there is no field {name}")).1
    }
}

/// Elements that begin a line of their own: their words do not run into their neighbours'.
const BLOCKS: [&str; 22] = [
    "article", "button", "caption", "dd", "div", "dt", "footer", "h1", "h2", "h3", "header", "label", "legend", "li",
    "main", "nav", "option", "p", "section", "td", "th", "tr",
];

fn words(element: &ElementRef<'_>) -> String {
    let mut text = String::new();
    for edge in element.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) | ego_tree::iter::Edge::Close(node)
                if node.value().as_element().is_some_and(|element| BLOCKS.contains(&element.name())) =>
            {
                text.push(' ');
            }
            ego_tree::iter::Edge::Open(node) => {
                let inside_style =
                    node.parent().and_then(|parent| parent.value().as_element().map(|e| e.name() == "style"));
                if let (Some(words), Some(false) | None) = (node.value().as_text(), inside_style) {
                    text.push_str(words);
                }
            }
            ego_tree::iter::Edge::Close(_) => {}
        }
    }
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn value(element: &ElementRef<'_>) -> Option<(String, String)> {
    let of = element.value();
    let name = of.attr("name")?.to_owned();
    let value = match of.name() {
        // The parser has left out the first line break, as a browser does.
        "textarea" => element.text().collect(),
        "select" => {
            let options = Selector::parse("option").expect("a selector");
            let all: Vec<ElementRef<'_>> = element.select(&options).collect();
            let chosen = all.iter().find(|option| option.value().attr("selected").is_some()).or(all.first())?;
            chosen.value().attr("value")?.to_owned()
        }
        _ if matches!(of.attr("type"), Some("checkbox" | "radio")) && of.attr("checked").is_none() => return None,
        _ => of.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}
