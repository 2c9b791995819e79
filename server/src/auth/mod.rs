//! Who somebody is: passwords, sessions, slowed guessing. What they may do is the domain's ([`domain::Actor::may`]).
//! Never tells a stranger whether an account exists.

pub mod accounts;
pub mod browser;
pub mod code;
pub mod cookie;
pub mod lately;
pub mod links;
pub mod own_password;
pub mod passwords;
mod random;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod strength;
pub mod throttle;

pub use crate::storage::sessions::Stage;
pub use code::{CodeRefusal, CodeTaken, give_code};
pub use cookie::SessionCookie;
pub use lately::Lately;
pub use links::LinkToken;
pub use passwords::{Password, PasswordError, Passwords, PasswordsError};
pub use random::RandomError;
pub use second_factor::SecondFactor;
pub use sessions::{SessionToken, SignedIn, sign_out, who};
pub use sign_in::{Attempt, NewSession, SignInRefusal, sign_in};
pub use strength::{Weakness, judge};
pub use throttle::Network;

/// Why nobody can tell who is signed in.
pub use crate::storage::StorageError as LookupError;
