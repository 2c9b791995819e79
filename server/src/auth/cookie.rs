//! The cookie that carries a session's token. Never readable by scripts; over https never without `Secure` and
//! `__Host-`, which no other host can set.

use super::sessions::SessionToken;

/// How the session's cookie is written and read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionCookie {
    secure: bool,
}

impl SessionCookie {
    /// `secure`: the public comes over https. Without it only on loopback, where `__Host-` would not be kept.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        if self.secure { "__Host-corridor" } else { "corridor" }
    }

    /// The `Set-Cookie` header that hands out a token. The cookie ends with the browser's session.
    pub fn set(self, token: &SessionToken) -> String {
        self.header(token.reveal(), "")
    }

    /// The `Set-Cookie` header that takes it back.
    pub fn clear(self) -> String {
        self.header("", "; Max-Age=0")
    }

    /// The token in the `Cookie` headers of a request, if there is one that could be ours.
    pub fn read<'h>(self, headers: impl IntoIterator<Item = &'h str>) -> Option<SessionToken> {
        headers
            .into_iter()
            .flat_map(|header| header.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .and_then(|(_, value)| SessionToken::parse(value))
    }

    fn header(self, value: &str, more: &str) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{more}", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_only_the_host_itself_can_set_it() {
        let token = SessionToken::generate().unwrap();
        let header = SessionCookie::new(true).set(&token);
        let value = token.reveal();
        assert_eq!(header, format!("__Host-corridor={value}; Path=/; HttpOnly; SameSite=Lax; Secure"));
        let plain = format!("corridor={value}");
        assert!(SessionCookie::new(true).read([plain.as_str()]).is_none(), "a plain cookie is taken over https");
        assert!(SessionCookie::new(false).read([plain.as_str()]).is_some());
    }

    #[test]
    fn reads_its_own_among_others_and_nothing_malformed() {
        let cookie = SessionCookie::new(false);
        let token = SessionToken::generate().unwrap();
        let header = format!("a=b; corridor={}; xcorridor=1", token.reveal());
        assert_eq!(cookie.read([header.as_str()]).unwrap().reveal(), token.reveal());
        for bad in ["", "corridor", "corridor=", "corridor=abc", "corridor=\u{e9}", "xcorridor=1"] {
            assert!(cookie.read([bad]).is_none(), "{bad}");
        }
        assert!(cookie.clear().starts_with("corridor=; ") && cookie.clear().ends_with("Max-Age=0"));
    }
}
