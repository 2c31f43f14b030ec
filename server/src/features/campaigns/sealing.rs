//! Answers that waited on a device without a network: sealed to a key of this installation, so that whoever picks the
//! device up reads nothing, not even which code it was.
//!
//! `0x01 ‖ key id (16) ‖ ephemeral point (65) ‖ iv (12) ‖ ciphertext and tag`, in base64url. ECDH on P-256;
//! HKDF-SHA-256 over the x coordinate with both points as salt; AES-256-GCM with everything before the ciphertext as
//! additional data.

use aes_gcm::{
    Aes256Gcm,
    aead::{Aead, KeyInit, Payload},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToEncodedPoint};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use super::answer::RaterAnswer;
use crate::{
    base::error::{Error, Result},
    platform::{auth::keys::Keys, push::secret_key},
};

const VERSION: u8 = 1;
const POINT: usize = 65;
const IV: usize = 12;
const HEADER: usize = 1 + 16 + POINT + IV;
const INFO: &[u8] = b"waymark 360 answer v1";

/// To what answers are sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SealingKey {
    /// Stands in what is sealed.
    pub id: Uuid,
    /// The uncompressed point, in base64url.
    pub key: String,
}

/// What is sealed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The token of the session.
    pub token: String,
    /// The answer.
    pub answer: RaterAnswer,
}

/// The newest key.
pub fn public_key(keys: &Keys) -> SealingKey {
    let (id, secret) = keys.sealing();
    SealingKey { id, key: URL_SAFE_NO_PAD.encode(point(&secret_key(secret).public_key())) }
}

/// Opens what a device sealed, under the key it names.
///
/// # Errors
/// 400 `cannot_open` where it was sealed to another key, or damaged; as of a body, where there is something else in it.
pub fn open(keys: &Keys, sealed: &str) -> Result<Sealed> {
    let text = opened(keys, sealed).ok_or(Error::Http { status: 400, code: "cannot_open" })?;
    crate::platform::http::parse(&text)
}

fn opened(keys: &Keys, sealed: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (header, ciphertext) = bytes.split_at_checked(HEADER)?;
    let (version, rest) = header.split_first()?;
    let (id, rest) = rest.split_at_checked(16)?;
    let (theirs, iv) = rest.split_at_checked(POINT)?;
    if *version != VERSION || theirs.first() != Some(&4) {
        return None;
    }
    let ours = secret_key(keys.sealing_of(Uuid::from_slice(id).ok()?)?);
    let theirs_key = PublicKey::from_sec1_bytes(theirs).ok()?;
    let key = agreed(&ours, &theirs_key, theirs, &point(&ours.public_key()))?;
    let iv: [u8; IV] = iv.try_into().ok()?;
    Aes256Gcm::new(&key.into()).decrypt(&iv.into(), Payload { msg: ciphertext, aad: header }).ok()
}

fn agreed(secret: &SecretKey, other: &PublicKey, ephemeral: &[u8], server: &[u8]) -> Option<[u8; 32]> {
    let shared = diffie_hellman(secret.to_nonzero_scalar(), other.as_affine());
    let salt = [ephemeral, server].concat();
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(Some(&salt), shared.raw_secret_bytes()).expand(INFO, &mut key).ok()?;
    Some(key)
}

fn point(key: &PublicKey) -> Vec<u8> {
    key.to_encoded_point(false).as_bytes().to_vec()
}

/// What a device does, for tests.
#[cfg(any(test, feature = "testing"))]
pub fn seal(to: &SealingKey, once: [u8; 32], iv: [u8; IV], text: &[u8]) -> Option<String> {
    let server = URL_SAFE_NO_PAD.decode(&to.key).ok()?;
    let once = secret_key(once);
    let ephemeral = point(&once.public_key());
    let key = agreed(&once, &PublicKey::from_sec1_bytes(&server).ok()?, &ephemeral, &server)?;
    let header = [&[VERSION][..], to.id.as_bytes(), &ephemeral, &iv].concat();
    let sealed = Aes256Gcm::new(&key.into()).encrypt(&iv.into(), Payload { msg: text, aad: &header }).ok()?;
    Some(URL_SAFE_NO_PAD.encode([header, sealed].concat()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text() -> Vec<u8> {
        let answer =
            json!({ "id": Uuid::from_u128(1), "learner": Uuid::nil(), "form_version": 1, "ratings": { "listens": 4 } });
        json!({ "token": "secret", "answer": answer }).to_string().into_bytes()
    }

    #[test]
    fn what_a_device_sealed_is_opened_and_what_was_touched_is_not() {
        let keys = Keys::for_tests();
        let sealed = seal(&public_key(&keys), [9; 32], [5; 12], &text()).expect("sealed");

        assert_eq!(open(&keys, &sealed).expect("opened").token, "secret");
        assert_eq!(public_key(&keys).key.len(), 87);
        for place in [0, 5, 40, 100, sealed.len() - 2] {
            let mut other = sealed.clone().into_bytes();
            other[place] = if other[place] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).expect("text");
            assert_eq!(open(&keys, &other).expect_err("refused").to_string(), "cannot_open", "{place}");
        }
        for wrong in ["", "AQ", "?", &sealed[..120]] {
            assert_eq!(open(&keys, wrong).expect_err("refused").to_string(), "cannot_open");
        }
    }

    #[test]
    fn what_was_sealed_that_is_no_answer_is_told_like_any_body() {
        let keys = Keys::for_tests();
        let sealed = seal(&public_key(&keys), [9; 32], [5; 12], br#"{"token":"x"}"#).expect("sealed");

        assert_eq!(open(&keys, &sealed).expect_err("refused").to_string(), "missing_field (answer)");
    }
}
