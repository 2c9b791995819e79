//! How the operator sets up the program: flags and `CORRIDOR_*` variables, read once and checked before the start.
//! Never reads the environment behind clap's back, and never guesses: what it does not know, it refuses by name.

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use app::view::licence::Licence;
use clap::Args;
use url::{Host, Url};

use crate::faults;

/// Every variable that the program reads.
pub const VARIABLES: [&str; 9] = [
    "CORRIDOR_LISTEN",
    "CORRIDOR_DATA",
    "CORRIDOR_DATABASE_URL",
    "CORRIDOR_PUBLIC_URL",
    "CORRIDOR_LICENCE",
    "CORRIDOR_TRUSTED_PROXIES",
    "CORRIDOR_LOG",
    "CORRIDOR_BACKUPS",
    "CORRIDOR_BACKUPS_KEPT",
];

/// So many backups are kept at least: were the newest one damaged, there is one before it.
const FEWEST_BACKUPS: u16 = 2;

/// Where the records lie: what every command needs.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// Folder that holds the records
    #[arg(long, env = "CORRIDOR_DATA", value_name = "FOLDER", default_value = "./data")]
    pub data: PathBuf,

    /// Database; only `sqlite` (a file in the data folder) is supported
    #[arg(long, env = "CORRIDOR_DATABASE_URL", value_name = "URL", default_value = "sqlite", hide_env_values = true)]
    pub database_url: DatabaseUrl,

    /// Folder for backups; `backups` in the data folder if none is given
    #[arg(long, env = "CORRIDOR_BACKUPS", value_name = "FOLDER")]
    pub backups: Option<PathBuf>,
}

/// What the server needs to know.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Where the records lie.
    #[command(flatten)]
    pub place: Place,

    /// Address and port to listen on
    #[arg(long, env = "CORRIDOR_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3000",
          value_parser = parse_listen)]
    pub listen: SocketAddr,

    /// Address under which the public reaches the server, such as https://corridor.example.org
    #[arg(long, env = "CORRIDOR_PUBLIC_URL", value_name = "URL", value_parser = parse_public_url)]
    pub public_url: Option<Url>,

    /// Licence under which the record may be used, such as CC-BY-4.0; without one, files say that none is stated
    #[arg(long, env = "CORRIDOR_LICENCE", value_name = "LICENCE", value_parser = parse_licence)]
    pub licence: Option<Licence>,

    /// IP addresses of the proxies whose word about a reader's address and host is believed, separated by commas
    #[arg(long, env = "CORRIDOR_TRUSTED_PROXIES", value_name = "ADDRESSES", value_delimiter = ',',
          value_parser = parse_proxy)]
    pub trusted_proxies: Vec<IpAddr>,

    /// What is logged: a level (error, warn, info, debug, trace) or a filter such as info,server=debug
    #[arg(long, env = "CORRIDOR_LOG", value_name = "FILTER", default_value = "info", value_parser = parse_log)]
    pub log: String,

    /// How many of the newest backups are kept; of older ones one a day, for 30 days
    #[arg(long, env = "CORRIDOR_BACKUPS_KEPT", value_name = "NUMBER", default_value = "48", value_parser = parse_kept)]
    pub backups_kept: u16,
}

/// Which database holds the records. So far one answer is taken: SQLite in the data folder.
///
/// Another one is refused by [`Place::check`], not while it is read: the refusal would repeat it, with its password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The file `corridor.db` in the data folder.
    Sqlite,
    /// Anything else.
    Other,
}

/// Why the set-up is refused as a whole.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// A `CORRIDOR_*` variable that means nothing here: a misspelt setting would be ignored in silence.
    #[error(
        "the environment sets {name}, which is no setting of this program. Correct its name or unset it; the settings \
         are {}",
        VARIABLES.join(", ")
    )]
    UnknownVariable {
        /// The name as it was found.
        name: String,
    },
    /// A fault that a build for tests does not know.
    #[error("CORRIDOR_FAULTS asks for {name}, which is no fault of this program")]
    UnknownFault {
        /// The name as it was found.
        name: String,
    },
    /// Open to the network without an address for the public.
    #[error(
        "CORRIDOR_LISTEN is {listen}, which others can reach, but CORRIDOR_PUBLIC_URL is not set: without it the \
         server cannot tell whether its readers come over https, so passwords and sessions could travel unprotected, \
         and its links would be wrong. Set CORRIDOR_PUBLIC_URL (https://…), or listen on 127.0.0.1"
    )]
    ListensWithoutPublicUrl {
        /// Where it was to listen.
        listen: SocketAddr,
    },
    /// Plain http for others than this machine.
    #[error(
        "CORRIDOR_PUBLIC_URL is {url}: over plain http the desk’s passwords and sessions would travel unprotected. Put a \
         proxy with https in front (the README shows one) and set https://…; plain http is for this machine alone"
    )]
    PlainHttp {
        /// As it was set.
        url: Url,
    },
    /// Another database.
    #[error(
        "CORRIDOR_DATABASE_URL names a database that is not supported: only sqlite is, the file corridor.db in the \
         data folder. Unset it"
    )]
    OtherDatabase,
}

/// Why one value is refused; clap puts the flag before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Not an address with a port.
    #[error("CORRIDOR_LISTEN: expected an IP address and a port, such as 127.0.0.1:3000 or [::1]:3000")]
    Listen,
    /// Not a plain http or https address.
    #[error(
        "CORRIDOR_PUBLIC_URL: expected http:// or https:// and a host, with nothing behind it, such as \
         https://corridor.example.org"
    )]
    PublicUrl,
    /// Not a licence that is known.
    #[error(
        "CORRIDOR_LICENCE: expected the short name of an open licence for data, one of {}",
        Licence::ALL.map(|licence| licence.id).join(", ")
    )]
    Licence,
    /// Not a list of IP addresses.
    #[error("CORRIDOR_TRUSTED_PROXIES: expected IP addresses separated by commas, such as 127.0.0.1,::1")]
    TrustedProxies,
    /// Not a filter for the log.
    #[error("CORRIDOR_LOG: expected error, warn, info, debug, trace, or a filter such as info,server=debug")]
    Log,
    /// Not a number of backups.
    #[error("CORRIDOR_BACKUPS_KEPT: expected a whole number from {FEWEST_BACKUPS} to 65535, such as 48")]
    BackupsKept,
}

impl Config {
    /// Checks what no single value can tell: the settings against one another, and the environment for names that
    /// look like settings but are none.
    pub fn check(&self, environment: impl Iterator<Item = (OsString, OsString)>) -> Result<(), ConfigError> {
        self.place.check(environment)?;
        if self.public_url.is_none() && !self.listen.ip().is_loopback() {
            return Err(ConfigError::ListensWithoutPublicUrl { listen: self.listen });
        }
        if let Some(url) = self.public_url.as_ref().filter(|url| url.scheme() == "http" && !is_loopback(url)) {
            return Err(ConfigError::PlainHttp { url: url.clone() });
        }
        Ok(())
    }

    /// Whether the session cookie is for https only.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }
}

impl Place {
    /// Where backups lie.
    pub fn backups(&self) -> PathBuf {
        self.backups.clone().unwrap_or_else(|| self.data.join("backups"))
    }

    /// Refuses a `CORRIDOR_*` variable that is none of [`VARIABLES`], and a database that is not supported.
    pub fn check(&self, environment: impl Iterator<Item = (OsString, OsString)>) -> Result<(), ConfigError> {
        for (name, value) in environment {
            let name = name.to_string_lossy();
            if faults::VARIABLES.contains(&name.as_ref()) {
                faults::unknown_in(&value).map_or(Ok(()), |name| Err(ConfigError::UnknownFault { name }))?;
            } else if name.starts_with("CORRIDOR_") && !VARIABLES.contains(&name.as_ref()) {
                return Err(ConfigError::UnknownVariable { name: name.into_owned() });
            }
        }
        match self.database_url {
            DatabaseUrl::Sqlite => Ok(()),
            DatabaseUrl::Other => Err(ConfigError::OtherDatabase),
        }
    }
}

impl From<&str> for DatabaseUrl {
    fn from(text: &str) -> Self {
        if text == "sqlite" { Self::Sqlite } else { Self::Other }
    }
}

impl std::fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if *self == Self::Sqlite { "sqlite" } else { "another database" })
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn parse_listen(text: &str) -> Result<SocketAddr, ValueError> {
    text.parse().map_err(|_| ValueError::Listen)
}

fn parse_public_url(text: &str) -> Result<Url, ValueError> {
    let url = Url::parse(text).map_err(|_| ValueError::PublicUrl)?;
    let scheme = matches!(url.scheme(), "http" | "https");
    let host = matches!(url.host(), Some(Host::Domain(name)) if !name.is_empty())
        || matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)));
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    if scheme && host && bare && anonymous { Ok(url) } else { Err(ValueError::PublicUrl) }
}

fn parse_licence(text: &str) -> Result<Licence, ValueError> {
    Licence::of(text).ok_or(ValueError::Licence)
}

fn parse_proxy(text: &str) -> Result<IpAddr, ValueError> {
    text.trim().parse().map_err(|_| ValueError::TrustedProxies)
}

fn parse_kept(text: &str) -> Result<u16, ValueError> {
    text.parse().ok().filter(|kept| *kept >= FEWEST_BACKUPS).ok_or(ValueError::BackupsKept)
}

fn parse_log(text: &str) -> Result<String, ValueError> {
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) if !text.trim().is_empty() => Ok(text.to_owned()),
        _ => Err(ValueError::Log),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser, Debug)]
    struct Program {
        #[command(flatten)]
        config: Config,
    }

    /// Flags stand in for the variables: the tests' own environment is not touched.
    fn config(flags: &[&str]) -> Result<Config, String> {
        let flags = std::iter::once("corridor").chain(flags.iter().copied());
        Program::try_parse_from(flags).map(|program| program.config).map_err(|error| error.to_string())
    }

    fn check(flags: &[&str], names: &[&str]) -> Result<(), ConfigError> {
        config(flags).unwrap().check(names.iter().map(|name| (OsString::from(name), OsString::new())))
    }

    #[test]
    fn an_unknown_variable_stops_the_start_and_is_named() {
        let refused = check(&[], &["PATH", "CORRIDOR_LISTEM"]).unwrap_err();
        assert_eq!(refused, ConfigError::UnknownVariable { name: "CORRIDOR_LISTEM".to_owned() });
        assert!(refused.to_string().contains("CORRIDOR_LISTEM"), "{refused}");
        assert_eq!(check(&[], &VARIABLES), Ok(()));
    }

    #[test]
    fn without_a_public_url_it_listens_on_loopback_only_and_says_why() {
        let refused = check(&["--listen", "0.0.0.0:3000"], &[]).unwrap_err();
        assert!(refused.to_string().contains("CORRIDOR_PUBLIC_URL"), "{refused}");
        assert_eq!(check(&["--listen", "[::1]:3000"], &[]), Ok(()));
        assert_eq!(check(&["--listen", "0.0.0.0:3000", "--public-url", "https://corridor.example"], &[]), Ok(()));
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for far in ["http://corridor.example", "http://192.0.2.1", "http://localhost.example"] {
            let refused = check(&["--public-url", far], &[]).expect_err(far);
            assert!(refused.to_string().contains("CORRIDOR_PUBLIC_URL"), "{refused}");
        }
        for near in ["http://127.0.0.1:3000", "http://[::1]:3000", "http://localhost:3000", "https://corridor.example"]
        {
            assert_eq!(check(&["--public-url", near], &[]), Ok(()), "{near}");
        }
    }

    #[test]
    fn an_unreadable_value_is_refused_by_the_variables_name() {
        for (flag, bad, name) in [
            ("--listen", "3000", "CORRIDOR_LISTEN"),
            ("--listen", "localhost:3000", "CORRIDOR_LISTEN"),
            ("--public-url", "corridor.example", "CORRIDOR_PUBLIC_URL"),
            ("--public-url", "ftp://corridor.example", "CORRIDOR_PUBLIC_URL"),
            ("--public-url", "https://corridor.example/path", "CORRIDOR_PUBLIC_URL"),
            ("--public-url", "https://corridor.example/?a=b", "CORRIDOR_PUBLIC_URL"),
            ("--public-url", "https://me:secret@corridor.example", "CORRIDOR_PUBLIC_URL"),
            ("--licence", "MIT", "CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0"),
            ("--licence", "", "CORRIDOR_LICENCE"),
            ("--trusted-proxies", "127.0.0.1,proxy", "CORRIDOR_TRUSTED_PROXIES"),
            ("--log", "server=loud", "CORRIDOR_LOG"),
            ("--backups-kept", "1", "CORRIDOR_BACKUPS_KEPT"),
            ("--backups-kept", "many", "CORRIDOR_BACKUPS_KEPT"),
        ] {
            let refused = config(&[flag, bad]).expect_err(bad);
            assert!(refused.contains(name), "{bad}: {refused}");
        }
    }

    #[test]
    fn another_database_is_refused_without_repeating_its_password() {
        let refused = check(&["--database-url", "postgres://me:secret@host/corridor"], &[]).unwrap_err();
        assert_eq!(refused, ConfigError::OtherDatabase);
        assert!(refused.to_string().contains("CORRIDOR_DATABASE_URL"), "{refused}");
        assert_eq!(check(&["--database-url", "sqlite"], &[]), Ok(()));
    }

    #[test]
    fn the_defaults_are_those_of_the_contract() {
        let config = config(&[]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(config.place.data, PathBuf::from("./data"));
        assert_eq!((config.place.backups(), config.backups_kept), (PathBuf::from("./data/backups"), 48));
        assert!(config.trusted_proxies.is_empty());
        assert!(!config.secure_cookies());
    }

    #[test]
    fn cookies_are_for_https_exactly_when_the_public_url_is() {
        assert!(config(&["--public-url", "https://corridor.example/"]).unwrap().secure_cookies());
        assert!(!config(&["--public-url", "http://127.0.0.1:3000"]).unwrap().secure_cookies());
        let proxies = config(&["--trusted-proxies", "127.0.0.1, ::1"]).unwrap().trusted_proxies;
        assert_eq!(proxies.len(), 2);
    }
}
