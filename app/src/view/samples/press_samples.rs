//! Samples of what other sites show: the page that offers frames, and each frame.

use domain::{Moment, Record};

use crate::paths::press::{AskedEmbed, EmbedView};
use crate::view::chrome::Site;
use crate::view::embed::EmbedPage;
use crate::view::share_page::SharePage;

/// What other sites show.
#[derive(Clone, Debug)]
pub struct PressSamples {
    /// The page that offers frames and pictures.
    pub share: SharePage,
    /// Each frame.
    pub frames: Vec<EmbedPage>,
}

/// One of each.
pub fn press(site: &Site, record: &Record, moment: &Moment) -> PressSamples {
    let views = [EmbedView::Status, EmbedView::Chart, EmbedView::Figure].into_iter();
    let frame = |view| EmbedPage::of(site, record, moment, &AskedEmbed::of(view), &|_, _| String::new());
    PressSamples { share: SharePage::of(site, record, moment), frames: views.filter_map(frame).collect() }
}
