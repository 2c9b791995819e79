//! Chance, from the operating system: for tokens, salts and generated passwords. Never seeded, never guessable.

/// The operating system gives no random bytes.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}. Restart the machine, or look into its log")]
pub struct RandomError(getrandom::Error);

/// Random bytes.
pub(super) fn bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(RandomError)?;
    Ok(bytes)
}
