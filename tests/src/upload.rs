//! Files that somebody of the desk sends, as a browser sends them; and the page that an import ends on.

use reqwest::Response;

use crate::desk::Desk;
use crate::page::Page;

const BOUNDARY: &str = "----corridor-tests-9f2b";

/// One file of a form: its field, its name, its bytes.
pub type Sent<'a> = (&'a str, &'a str, &'a [u8]);

impl Desk {
    /// Sends files.
    pub async fn upload(&self, path: &str, files: &[Sent<'_>]) -> Response {
        let request = self.client.post(self.address(path)).header("origin", self.origin());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        request.header("content-type", kind).body(multipart(files)).send().await.expect("an answer")
    }

    /// The page of an import once it is at work no more.
    pub async fn import_page(&self, path: &str) -> (u16, Page) {
        loop {
            let answer = self.get(path).await;
            let (status, at_work) = (answer.status().as_u16(), answer.headers().contains_key("refresh"));
            // It may come to its end while it is asked for: then the same address tells.
            if !at_work && status != 303 {
                return (status, Page::new(answer.text().await.expect("text")));
            }
        }
    }

    /// Uploads files; gives the page that shows what they would change, or what is wrong with them.
    pub async fn look_through(&self, path: &str, files: &[Sent<'_>]) -> (u16, Page) {
        let answer = self.upload(path, files).await;
        assert_eq!(answer.status(), 303, "{}", answer.text().await.unwrap_or_default());
        self.import_page(path).await
    }

    /// Stores what a page of an import shows.
    pub async fn store(&self, path: &str, page: &Page, typed: &[(&str, &str)]) -> Response {
        let hidden = |name: &str| page.field(name);
        let (seen, key, looked_at) = (hidden("seen"), hidden("key"), hidden("looked_at"));
        let mut fields = vec![("seen", seen.as_str()), ("key", key.as_str()), ("looked_at", looked_at.as_str())];
        fields.push(("then", "store"));
        fields.extend_from_slice(typed);
        self.send(&format!("{path}/store"), &fields).await
    }

    /// Discards the files that a page of an import shows.
    pub async fn discard(&self, path: &str, page: &Page) -> Response {
        self.send(&format!("{path}/discard"), &[("upload", &page.field("upload"))]).await
    }
}

/// The body of a form with files.
pub fn multipart(files: &[Sent<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, name, bytes) in files {
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
