//! slowhttptest, which holds slow connections: what it says of itself when it has ended. Never takes its being started for
//! a flood.

/// What slowhttptest says of itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Flooded {
    /// Connections that were opened, whatever became of them.
    pub opened: usize,
    /// In which second it ended.
    pub second: usize,
    /// Why it ended.
    pub why: String,
}

impl Flooded {
    /// Reads its last report, which comes in colours.
    pub fn read(output: &str) -> Option<Self> {
        let plain: Vec<&str> =
            output.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect();
        let plain = plain.concat();
        let after = |name: &str| plain.rsplit_once(name).map(|(_, rest)| rest.trim_start().to_owned());
        let number = |name: &str| {
            let digits: String = after(name)?.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().ok()
        };
        let why = after("Exit status:")?.lines().next()?.trim().to_owned();
        Some(Self { opened: number("connected:")? + number("closed:")?, second: number("Test ended on")?, why })
    }

    /// Whether it was a flood: all were opened, and it ended when its time was over or everything was closed on it.
    pub fn is_one_of(&self, connections: usize) -> bool {
        let ended = ["Hit test time limit", "No open connections left"].contains(&self.why.as_str());
        ended && self.opened * 10 >= connections * 9
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_slowhttptest_says_of_itself_is_read_and_a_flood_that_never_began_is_none() {
        let report = |connected: usize, why: &str| {
            format!(
                "\u{1b}[1;32mpending:     \u{1b}[1;32m        0\n\u{1b}[1;32mconnected:   \u{1b}[1;32m        {connected}\n\
                 \u{1b}[1;32merror:       \u{1b}[1;32m        0\n\u{1b}[1;32mclosed:      \u{1b}[1;32m        40\n\
                 \u{1b}[0;36m\nTest ended on 6th second\nExit status:\u{1b}[1;36m {why}\n\u{1b}[0m"
            )
        };
        let read = Flooded::read(&report(60, "Hit test time limit")).expect("a report");
        assert_eq!(read, Flooded { opened: 100, second: 6, why: "Hit test time limit".to_owned() });
        assert!(read.is_one_of(100) && !read.is_one_of(200));
        assert!(!Flooded::read(&report(60, "Connection refused")).expect("a report").is_one_of(100));
        assert_eq!(Flooded::read("slowhttptest: no such option"), None);
    }
}
