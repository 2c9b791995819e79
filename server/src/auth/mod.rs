//! Who somebody is: passwords, sessions, slowed guessing. What they may do is the domain's ([`domain::Actor::may`]).
//! Never tells a stranger whether an account exists.

pub mod cookie;
pub mod passwords;
mod random;
pub mod sessions;
pub mod sign_in;
pub mod throttle;

pub use cookie::SessionCookie;
pub use passwords::{Password, PasswordError, Passwords};
pub use random::RandomError;
pub use sessions::{SessionToken, SignedIn, sign_out, who};
pub use sign_in::{NewSession, SignInRefusal, sign_in};
pub use throttle::Network;

/// Why nobody can tell who is signed in.
pub use crate::storage::StorageError as LookupError;
