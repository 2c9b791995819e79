//! XML as it is written: elements, attributes and text, each escaped where it is put, so that no text ends its place. Knows
//! no format.

/// A document that is being written.
#[derive(Debug)]
pub struct Xml(String);

/// Names and values of an element's attributes.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A document that has begun.
    pub fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned())
    }

    /// Begins an element.
    pub fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, ">\n");
    }

    /// Ends it.
    pub fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }

    /// An element that holds text alone.
    pub fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, ">");
        put(&mut self.0, text);
        self.close(name);
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>\n");
    }

    /// The document.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            put(&mut self.0, value);
            self.0.push('"');
        }
        self.0.push_str(end);
    }
}

/// A text within markup, of XML or of HTML.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    put(&mut safe, text);
    safe
}

fn put(xml: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // In an attribute a reader would make them spaces, and of the last one a line break anywhere.
            '\t' => xml.push_str("&#9;"),
            '\n' => xml.push_str("&#10;"),
            '\r' => xml.push_str("&#13;"),
            // No XML holds these.
            sign if u32::from(sign) < 0x20 => {}
            '\u{fffe}' | '\u{ffff}' => {}
            sign => xml.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_place_and_every_one_is_read_as_it_was() {
        let hostile = "</a><script>\"'&amp;]]>\t\n\r\u{202e}\u{85}é\u{1f600}";
        let mut xml = Xml::new();
        xml.open("a", &[("b", hostile)]);
        xml.text("c", &[], hostile);
        xml.empty("d", &[("e", "\0\u{1}\u{fffe}x")]);
        xml.close("a");
        let text = String::from_utf8(xml.into_bytes()).unwrap();
        let document = resvg::usvg::roxmltree::Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(root.attribute("b"), Some(hostile));
        let inner: Vec<_> = root.children().filter(|node| node.is_element()).collect();
        assert_eq!(inner.len(), 2);
        assert_eq!(inner[0].text(), Some(hostile));
        assert_eq!(inner[1].attribute("e"), Some("x"), "what no XML holds is left out");
    }
}
