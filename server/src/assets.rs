//! The files that browsers load beside a page: those that `make site` built, embedded in the program. The address of each
//! holds the hash of its content, so that it may be kept for ever. Knows no route, and no page.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use app::paths;
use app::view::script::{CursorScript, Script};
use sha2::{Digest as _, Sha256};

use crate::finished::Kept;

/// Name and bytes of each file of the site, as it was when the program was built; none where it was not.
const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// What a page with islands cannot do without: the boot script, the module, the program.
const NEEDED: [&str; 3] = ["boot.js", "corridor.js", "corridor.wasm"];

/// What status pages load: it tells their readers of a newer state.
const LIVE: &str = "live.js";

/// What pages of trends load: the second when somebody uses their figure.
const CURSOR: [&str; 2] = ["cursor.js", "crosshair.js"];

/// How `cargo leptos watch` says in which folder it keeps the site; only builds with debug assertions listen.
const WATCHED: &str = "LEPTOS_SITE_ROOT";

/// What stands for the hash of a file that may change at any time.
const WATCHED_HASH: &str = "watched";

/// The files that there are.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    files: Arc<[Arc<Asset>]>,
    watched: Option<PathBuf>,
}

/// One file.
#[derive(Debug)]
pub struct Asset {
    name: String,
    address: String,
    bytes: Cow<'static, [u8]>,
    /// Whether its address will never have another content.
    pub lasts: bool,
    kept: OnceLock<Option<Kept>>,
}

impl Assets {
    /// Those of this build; where `cargo leptos watch` runs a build with debug assertions, those of its folder, as they are
    /// at the moment of asking.
    pub fn of_this_build() -> Self {
        let watched = std::env::var_os(WATCHED).filter(|_| cfg!(debug_assertions)).map(PathBuf::from);
        Self { watched, ..Self::of(EMBEDDED.iter().map(|&(name, bytes)| (name, bytes.into()))) }
    }

    /// These, by name.
    pub fn of(files: impl IntoIterator<Item = (&'static str, Cow<'static, [u8]>)>) -> Self {
        let lasting = |(name, bytes): (&str, Cow<'static, [u8]>)| {
            let hash = hash(&bytes);
            Arc::new(Asset::of(name, &hash, bytes))
        };
        Self { files: files.into_iter().map(lasting).collect(), watched: None }
    }

    /// All of them, by their addresses.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|asset| asset.address.as_str())
    }

    /// The file at an address; none where its content is another by now.
    pub fn at(&self, address: &str) -> Option<Arc<Asset>> {
        let Some(folder) = &self.watched else {
            return self.files.iter().find(|asset| asset.address == address).cloned();
        };
        let name =
            NEEDED.into_iter().chain([LIVE]).chain(CURSOR).find(|name| paths::asset(name, WATCHED_HASH) == address)?;
        let bytes = std::fs::read(watched_file(folder, name)).ok()?;
        Some(Arc::new(Asset { lasts: false, ..Asset::of(name, WATCHED_HASH, bytes.into()) }))
    }

    /// Where the script of pages with islands is; none where the site was not built.
    pub fn script(&self) -> Option<Script> {
        let [boot, module, program] = NEEDED.map(|name| self.address(name));
        Some(Script { boot: boot?, module: module?, program: program? })
    }

    /// Where the script of status pages is; none where the site was not built.
    pub fn live(&self) -> Option<String> {
        self.address(LIVE)
    }

    /// Where the scripts of the figure of trends are; none where the site was not built.
    pub fn cursor(&self) -> Option<CursorScript> {
        let [loader, module] = CURSOR.map(|name| self.address(name));
        Some(CursorScript { loader: loader?, module: module? })
    }

    fn address(&self, name: &str) -> Option<String> {
        match self.watched {
            Some(_) => Some(paths::asset(name, WATCHED_HASH)),
            None => self.files.iter().find(|asset| asset.name == name).map(|asset| asset.address.clone()),
        }
    }
}

impl Asset {
    fn of(name: &str, hash: &str, bytes: Cow<'static, [u8]>) -> Self {
        let address = paths::asset(name, hash);
        Self { name: name.to_owned(), address, bytes, lasts: true, kept: OnceLock::new() }
    }

    /// Its content.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What kind of file it is, by its name; none of a kind that no page loads.
    pub fn content_type(&self) -> Option<&'static str> {
        match self.name.rsplit('.').next() {
            Some("js") => Some("text/javascript; charset=utf-8"),
            Some("wasm") => Some("application/wasm"),
            _ => None,
        }
    }

    /// Its answer, made the first time that somebody asks.
    pub fn kept(&self, make: impl FnOnce(&Self) -> Option<Kept>) -> Option<&Kept> {
        self.kept.get_or_init(|| make(self)).as_ref()
    }
}

/// The first 16 digits.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

/// Where `cargo leptos` puts a file: what it builds in a folder of its own, the rest as it lies in `public`.
fn watched_file(folder: &Path, name: &str) -> PathBuf {
    if name.starts_with("corridor.") { folder.join("pkg").join(name) } else { folder.join(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Assets {
        Assets::of([
            ("boot.js", Cow::Borrowed(&b"boot"[..])),
            ("corridor.js", Cow::Borrowed(b"module")),
            ("corridor.wasm", Cow::Borrowed(b"program")),
        ])
    }

    #[test]
    fn an_address_is_of_one_content() {
        let (before, after) = (some(), Assets::of([("boot.js", Cow::Borrowed(&b"boot, changed"[..]))]));
        let address = before.all().next().expect("a file").to_owned();
        assert!(address.starts_with("/assets/boot-") && address.ends_with(".js"), "{address}");
        assert_eq!(before.at(&address).expect("it is there").bytes(), b"boot");
        assert!(after.at(&address).is_none(), "{address} has another content now");
        for other in ["", "/", "/assets/", "/assets/boot.js", "/assets/boot-.js", &address.replace(".js", ".wasm")] {
            assert!(before.at(other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn a_script_needs_all_of_its_files() {
        let script = some().script().expect("a script");
        assert!(
            [&script.boot, &script.module, &script.program].into_iter().all(|address| some().at(address).is_some())
        );
        assert_eq!(Assets::default().script(), None);
        assert_eq!(Assets::of([("boot.js", Cow::Borrowed(&b"boot"[..]))]).script(), None);
    }

    #[test]
    fn what_is_watched_is_read_anew_each_time() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("pkg")).expect("a folder");
        let assets = Assets { watched: Some(folder.path().to_owned()), ..some() };
        let script = assets.script().expect("a script");
        assert!(assets.at(&script.module).is_none(), "it is not built yet");
        for content in ["first", "second"] {
            std::fs::write(folder.path().join("pkg/corridor.js"), content).expect("a file");
            let asset = assets.at(&script.module).expect("it is there");
            assert_eq!((asset.bytes(), asset.lasts), (content.as_bytes(), false));
        }
        assert!(assets.at("/assets/..-watched.js").is_none() && assets.at("/assets/passwd-watched.").is_none());
    }
}
