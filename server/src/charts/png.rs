//! An SVG of ours as a PNG, with fonts that the program brings along: a machine without any draws the same picture.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Node, Options, Tree, fontdb};

use super::letters;

/// The bundled fonts, by script: what is bundled is what a source's name may be written in.
const BUNDLED: [&[u8]; 5] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-SemiBold.ttf"),
    include_bytes!("../../fonts/NotoSansArmenian-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansGeorgian-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansArabic-Regular.ttf"),
];

/// Fonts to write with.
#[derive(Clone, Debug)]
pub struct Fonts(Arc<fontdb::Database>);

/// Why no picture came about.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The drawing cannot be read.
    #[error("the drawing cannot be read: {0}")]
    Drawing(#[from] usvg::Error),
    /// Text would be missing in the picture.
    #[error("{missing} of {all} texts have no letters in the bundled fonts; the picture would be silently empty there")]
    TextMissing {
        /// So many.
        missing: usize,
        /// Of so many.
        all: usize,
    },
    /// The picture has no size.
    #[error("the picture has no size")]
    NoSize,
    /// The picture cannot be written.
    #[error("the picture cannot be written: {0}")]
    Writing(String),
}

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in BUNDLED {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("Noto Sans");
    Fonts(Arc::new(fonts))
});

impl Fonts {
    /// Those that the program brings along.
    pub fn bundled() -> Self {
        FONTS.clone()
    }

    /// None at all: for the test that a picture without its text is refused.
    pub fn none() -> Self {
        Self(Arc::new(fontdb::Database::new()))
    }
}

/// The picture of a drawing at twice its size: what the bundled fonts cannot write is seen to be left out. Refused when any
/// text would be missing.
pub fn png(svg: &str, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    let options = options(fonts);
    let svg = with_own_fonts(svg);
    let tree = Tree::from_str(&svg, &options)?;
    let all = svg.matches("<text").count();
    let written = texts(tree.root());
    if written < all {
        return Err(PngError::TextMissing { missing: all - written, all });
    }
    let size = tree.size().to_int_size().scale_by(2.0).ok_or(PngError::NoSize)?;
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or(PngError::NoSize)?;
    resvg::render(&tree, Transform::from_scale(2.0, 2.0), &mut picture.as_mut());
    picture.encode_png().map_err(|error| PngError::Writing(error.to_string()))
}

/// A drawing whose texts name the font of each script: where one has to be looked for, letters that join are lost.
fn with_own_fonts(svg: &str) -> String {
    let mut parts = svg.split("<text");
    let mut drawing = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (attributes, rest) = part.split_once('>').unwrap_or((part, ""));
        let (text, rest) = rest.split_once("</text>").unwrap_or(("", rest));
        let _ = write!(drawing, "<text{attributes}>{}</text>{rest}", letters::in_fonts(text));
    }
    drawing
}

fn options(fonts: &Fonts) -> Options<'static> {
    Options { fontdb: Arc::clone(&fonts.0), font_family: "Noto Sans".to_owned(), ..Options::default() }
}

/// Whether the bundled fonts have a letter.
pub(super) fn has(letter: char) -> bool {
    letter.is_ascii_graphic() || can_write(letter, &options(&FONTS))
}

/// How wide a text stands that a font can write, in the units of its size.
pub(super) fn width(text: &str, family: &str, size: i32, bold: bool) -> f32 {
    let weight = if bold { 600 } else { 400 };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><text y=\"99\" font-family=\"{family}\" font-size=\"{size}\" font-weight=\"{weight}\">{}</text></svg>",
        super::escaped(text)
    );
    Tree::from_str(&svg, &options(&FONTS)).map_or(0.0, |tree| tree.root().bounding_box().width())
}

fn can_write(letter: char, options: &Options<'_>) -> bool {
    let alone = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text y=\"20\">{letter}</text></svg>");
    Tree::from_str(&alone, options).is_ok_and(|tree| texts(tree.root()) == 1)
}

/// How many texts have letters to show.
fn texts(group: &usvg::Group) -> usize {
    let count = |node: &Node| match node {
        Node::Group(group) => texts(group),
        Node::Text(text) => usize::from(text.bounding_box().width() > 0.0 && !text.flattened().children().is_empty()),
        _ => 0,
    };
    group.children().iter().map(count).sum()
}
