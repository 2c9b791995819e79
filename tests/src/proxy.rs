//! nginx before a site, as an operator runs it: one process with a configuration of its own in a temporary folder, ended by its
//! process id. Between the two stands a tap that counts what the site answered.

use std::net::TcpListener as Port;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::site::Site;
use crate::wire::{Raw, Wire, all_answers, host_of};

/// nginx, and what it passed on.
pub struct Proxy {
    /// Where it listens, `127.0.0.1:PORT`.
    pub address: String,
    seen: Seen,
    nginx: Child,
    _folder: TempDir,
}

/// What the site sent back, a text for each connection.
type Seen = Arc<Mutex<Vec<Arc<Mutex<Vec<u8>>>>>>;

/// What an operator is told to write, around the line that says where the site is. Readers are believed about nothing.
const SITE: &str = "\
        proxy_http_version 1.1;
        proxy_set_header Connection \"\";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_cache_key $scheme$http_host$request_uri;
        add_header X-Cache $upstream_cache_status always;
";

impl Proxy {
    /// nginx before a site; it keeps nothing.
    pub async fn before(site: &Site) -> Self {
        Self::start(site, "").await
    }

    /// nginx before a site; it keeps what it may.
    pub async fn keeping(site: &Site) -> Self {
        Self::start(site, "        proxy_cache pages;\n").await
    }

    async fn start(site: &Site, keeping: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let (seen, tap) = tap(host_of(site)).await;
        let port = Port::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let address = format!("127.0.0.1:{port}");
        let at = folder.path().display();
        let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let places: String = places.iter().map(|name| format!("    {name}_temp_path {at}/{name};\n")).collect();
        // It answers as many as come: it starts as root, and must find its folder as whoever it is.
        let user = if is_root() { "user root;\n" } else { "" };
        let text = format!(
            "{user}daemon off;\nmaster_process off;\npid {at}/pid;\nerror_log {at}/errors;\nevents {{ worker_connections 512; }}\n\
             http {{\n    access_log off;\n{places}    proxy_cache_path {at}/cache keys_zone=pages:1m;\n    \
             upstream site {{ server {tap}; keepalive 8; }}\n    server {{\n      listen {address};\n      keepalive_timeout 300ms;\n      client_header_timeout 500ms;\n      client_body_timeout 500ms;\n      \
             location / {{\n        proxy_pass http://site;\n{SITE}{keeping}      }}\n    }}\n}}\n"
        );
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, text).expect("a configuration");
        let mut command = Command::new("nginx");
        command.arg("-p").arg(folder.path()).arg("-c").arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        let nginx = command.spawn().expect("nginx must be installed for this test: run `make setup`");
        let mut proxy = Self { address, seen, nginx, _folder: folder };
        proxy.is_ready().await;
        proxy
    }

    async fn is_ready(&mut self) {
        for _ in 0..2_000 {
            if TcpStream::connect(&self.address).await.is_ok() {
                return;
            }
            let ended = self.nginx.try_wait().expect("a process");
            assert!(ended.is_none(), "nginx does not start; its log: {}", self.log());
            // Nothing tells when it listens; asking again is all there is.
            drop(tokio::time::timeout(Duration::from_millis(5), std::future::pending::<()>()).await);
        }
        panic!("nginx does not listen; its log: {}", self.log());
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self._folder.path().join("errors")).unwrap_or_default()
    }

    /// Connects to it from an address of this machine.
    pub async fn from(&self, own: &str) -> Wire {
        Wire::between(own, &self.address).await
    }

    /// All that the site answered so far; it is forgotten. Each answer is to a request that the site believed in.
    pub fn take_answers(&self) -> Vec<Raw> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let texts = seen.iter().map(|text| std::mem::take(&mut *text.lock().unwrap_or_else(PoisonError::into_inner)));
        texts.flat_map(|text| all_answers(&text)).collect()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // By its id; it may have ended by itself.
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// Passes everything on to the site, from an address of its own, and keeps what comes back.
async fn tap(site: &str) -> (Seen, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    let seen = Seen::default();
    let (all, site) = (seen.clone(), site.to_owned());
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let Ok(far) = TcpStream::connect(&site).await else { continue };
            let text = Arc::default();
            all.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&text));
            let ((mut ask, mut give), (mut answered, mut asked)) = (near.into_split(), far.into_split());
            tokio::spawn(async move {
                // Either side may go at any time.
                let _ = tokio::io::copy(&mut ask, &mut asked).await;
                let _ = asked.shutdown().await;
            });
            tokio::spawn(async move {
                let mut space = vec![0; 64 * 1024];
                while let Ok(count @ 1..) = answered.read(&mut space).await {
                    text.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&space[..count]);
                    if give.write_all(&space[..count]).await.is_err() {
                        return;
                    }
                }
                let _ = give.shutdown().await;
            });
        }
    });
    (seen, address)
}
