//! The second factor: set up, asked for, and its recovery codes, which are shown once.

use qrcodegen::{QrCode, QrCodeEcc};

use super::chrome::{Account, Chrome, Site};
use crate::{paths, t};

/// Where its holder wanted to go, with what they typed there before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Onward {
    /// A path of the desk.
    pub next: String,
    /// What was typed into a form before the session ended, as it was sent.
    pub carried: String,
}

/// The page on which a second factor is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Where the form is sent.
    pub action: &'static str,
    /// Whether it must be, before anything else.
    pub required: bool,
    /// The secret in groups of four letters.
    pub secret: String,
    /// The same as an address that an authenticator on this device takes.
    pub href: String,
    /// The same as a drawing; none if it is too long for one.
    pub qr: Option<Qr>,
    /// Why the code was refused.
    pub refused: Option<String>,
    /// Where to go afterwards.
    pub onward: Onward,
}

/// A QR code: its side in modules, and the dark ones as the outline of squares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many modules a side has.
    pub side: i32,
    /// The dark ones.
    pub path: String,
}

/// The page that asks for a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// What stands around it.
    pub chrome: Chrome,
    /// Why the code was refused.
    pub refused: Option<String>,
    /// Where to go afterwards.
    pub onward: Onward,
}

/// Recovery codes, shown once; or that one was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryPage {
    /// What stands around it.
    pub chrome: Chrome,
    /// What happened, in a few words.
    pub heading: String,
    /// What it means.
    pub told: String,
    /// The codes; none where one was used.
    pub codes: Vec<String>,
    /// Where to go afterwards.
    pub onward: Onward,
}

impl EnrolPage {
    /// The page that must be passed before anything else.
    pub fn required(site: &Site, issuer: &str, account: &str, secret: &str, onward: Onward) -> Self {
        let chrome = Chrome::of_desk(site, &t!("enrol-title"), paths::SIGN_IN_SECOND_FACTOR, None);
        Self { required: true, onward, ..Self::of(chrome, paths::SIGN_IN_SECOND_FACTOR, issuer, account, secret) }
    }

    /// The page for who wants one.
    pub fn wanted(site: &Site, account: Account, issuer: &str, secret: &str) -> Self {
        let name = account.name.clone();
        let chrome = Chrome::of_desk(site, &t!("enrol-title"), paths::MY_SECOND_FACTOR, Some(account));
        Self::of(chrome, paths::MY_SECOND_FACTOR_CONFIRM, issuer, &name, secret)
    }

    /// The same after a code that was refused.
    pub fn refused(mut self, why: String) -> Self {
        self.chrome.title = t!("enrol-title-refused");
        Self { refused: Some(why), ..self }
    }

    fn of(chrome: Chrome, action: &'static str, issuer: &str, account: &str, secret: &str) -> Self {
        let href = paths::otpauth(issuer, account, secret);
        let groups: Vec<String> =
            secret.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        let (secret, qr) = (groups.join(" "), Qr::of(&href));
        Self { chrome, action, required: false, secret, href, qr, refused: None, onward: Onward::default() }
    }
}

impl CodePage {
    /// The page.
    pub fn of(site: &Site, onward: Onward, refused: Option<String>) -> Self {
        let title = if refused.is_some() { t!("code-title-refused") } else { t!("code-title") };
        Self { chrome: Chrome::of_desk(site, &title, paths::SIGN_IN_CODE, None), refused, onward }
    }
}

impl RecoveryPage {
    /// Codes that are shown once.
    pub fn of_codes(site: &Site, account: Account, codes: Vec<String>, onward: Onward) -> Self {
        let chrome = Chrome::of_desk(site, &t!("recovery-title"), "", Some(account));
        Self { chrome, heading: t!("recovery-heading"), told: t!("recovery-note"), codes, onward }
    }

    /// One was used, so many are left.
    pub fn of_used(site: &Site, account: Account, left: u32, onward: Onward) -> Self {
        let chrome = Chrome::of_desk(site, &t!("recovery-used-title"), "", Some(account));
        let (heading, told) = (t!("recovery-used-heading"), t!("recovery-used-note", codes = left));
        Self { chrome, heading, told, codes: Vec::new(), onward }
    }
}

impl Qr {
    /// The code of a text.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let side = code.size();
        let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
        let path = dark.map(|(x, y)| format!("M{x},{y}h1v1h-1z")).collect();
        Some(Self { side, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_three_corners_by_which_it_is_found() {
        let code = Qr::of("otpauth://totp/a:b?secret=ABC").unwrap();
        let dark = |x: i32, y: i32| code.path.contains(&format!("M{x},{y}h1v1h-1z"));
        for (left, top) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            assert!(dark(left, top) && dark(left + 6, top + 6) && !dark(left + 1, top + 1) && dark(left + 3, top + 3));
        }
        assert!(Qr::of(&"x".repeat(5000)).is_none());
    }
}
