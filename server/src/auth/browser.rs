//! What kind of browser somebody uses, in two words at most, so that they know their sessions again. Never keeps more of
//! what a browser says of itself: that would tell people apart.

/// Browser, and the sign by which it is known; who says to be another as well stands before that one.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// System, and the sign by which it is known.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// `Firefox, Android`, from what a browser says of itself; nothing for what is not known.
pub fn kind(user_agent: &str) -> Option<String> {
    let of = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    match (of(&BROWSERS), of(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_told_in_two_words_and_a_stranger_not_at_all() {
        let firefox = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604.1";
        assert_eq!(kind(firefox).as_deref(), Some("Firefox, Android"));
        assert_eq!(kind(edge).as_deref(), Some("Edge, Windows"));
        assert_eq!(kind(safari).as_deref(), Some("Safari, iPhone"));
        assert_eq!(kind("curl/8.0"), None);
        assert_eq!(kind("X11; Linux").as_deref(), Some("Linux"));
    }
}
