//! Password hashes: argon2id with 19 MiB, two rounds and one lane, a few at a time and off the async threads.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::{sync::Semaphore, task::spawn_blocking};
use unicode_normalization::UnicodeNormalization;

use crate::base::error::{Error, Result};

/// How many hashes are made at a time: each takes 19 MiB and a core.
static PLACES: Semaphore = Semaphore::const_new(2);

const MEMORY_KIB: u32 = 19 * 1_024;
const ROUNDS: u32 = 2;
const LANES: u32 = 1;

/// Checked where there is no hash, so that an unknown person takes as long as a known one.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$d2F5bWFyay1ub2JvZHkhIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hash of a password, in PHC form.
///
/// # Errors
/// [`Error::Internal`], or [`Error::Retry`] while the server stops.
pub async fn hash(password: &str, salt: [u8; 16]) -> Result<String> {
    let password: String = password.nfc().collect();
    off_thread(move || {
        let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(Error::internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `password` is the one of `stored`; takes as long where nothing is stored.
///
/// # Errors
/// [`Error::Internal`], or [`Error::Retry`] while the server stops.
pub async fn verify(password: &str, stored: Option<String>) -> Result<bool> {
    let password: String = password.nfc().collect();
    off_thread(move || {
        let right = hasher()?.verify_password(password.as_bytes(), stored.as_deref().unwrap_or(DUMMY)).is_ok();
        Ok(right && stored.is_some())
    })
    .await
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, ROUNDS, LANES, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The place is given back when the work ends, not when the caller stops waiting.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let place = PLACES.acquire().await.map_err(|_| Error::Retry)?;
    let done = spawn_blocking(move || {
        let outcome = work();
        drop(place);
        outcome
    });
    done.await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn the_right_password_and_no_other_opens() {
        let stored = hash("korrekt\u{e9} pferd", [9; 16]).await.expect("a hash");

        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("korrekte\u{301} pferd", Some(stored.clone())).await.expect("an answer"));
        assert!(!verify("korrekte pferd", Some(stored)).await.expect("an answer"));
    }

    #[actix_web::test]
    async fn nobody_can_sign_in_as_nobody() {
        assert!(!verify("", None).await.expect("an answer"));
        assert!(argon2::PasswordHash::new(DUMMY).is_ok(), "the dummy must be checked in earnest");
    }
}
