//! A browser that takes push messages: its keys, and how it opens what arrives. Written from RFC 8188, 8291 and 8292 and
//! from nothing of the server's.

use aes_gcm::{Aes128Gcm, KeyInit, Nonce, aead::Aead};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hkdf::Hkdf;
use p256::{
    PublicKey, SecretKey,
    ecdh::diffie_hellman,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToEncodedPoint,
};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::push_service::{Message, PushService};

/// A device that subscribes somewhere.
pub struct Device {
    /// Where its messages go.
    pub endpoint: String,
    secret: SecretKey,
    auth: [u8; 16],
}

impl Device {
    /// A device of a push service, known by a name.
    pub fn of(service: &PushService, name: &str) -> Self {
        let mut secret = [7; 32];
        secret[..name.len().min(32)].copy_from_slice(&name.as_bytes()[..name.len().min(32)]);
        let secret = SecretKey::from_slice(&secret).expect("a key");
        Self { endpoint: service.endpoint(name), secret, auth: [9; 16] }
    }

    /// What the browser gives for subscribing.
    pub fn subscription(&self) -> Value {
        let key = URL_SAFE_NO_PAD.encode(self.secret.public_key().to_encoded_point(false).as_bytes());
        json!({ "endpoint": self.endpoint, "keys": { "p256dh": key, "auth": URL_SAFE_NO_PAD.encode(self.auth) } })
    }

    /// Opens a message.
    pub fn open(&self, message: &Message) -> Value {
        assert_eq!(message.headers["content-encoding"], "aes128gcm");
        let text = self.decrypt(&message.body).expect("a message for this device");
        serde_json::from_slice(&text).expect("JSON")
    }

    /// RFC 8291, section 3.4 and RFC 8188, section 2, of one record.
    fn decrypt(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (salt, rest) = sealed.split_at_checked(16)?;
        let (size, rest) = rest.split_at_checked(4)?;
        let (&length, rest) = rest.split_first()?;
        let (sender, record) = rest.split_at_checked(length.into())?;
        assert!(record.len() <= usize::try_from(u32::from_be_bytes(size.try_into().ok()?)).ok()?, "one record");

        let theirs = PublicKey::from_sec1_bytes(sender).ok()?;
        let shared = diffie_hellman(self.secret.to_nonzero_scalar(), theirs.as_affine());
        let own = self.secret.public_key().to_encoded_point(false);
        let info = [b"WebPush: info\0".as_slice(), own.as_bytes(), sender].concat();
        let ikm: [u8; 32] = derive(&self.auth, shared.raw_secret_bytes(), &info)?;
        let key: [u8; 16] = derive(salt, &ikm, b"Content-Encoding: aes128gcm\0")?;
        let nonce: [u8; 12] = derive(salt, &ikm, b"Content-Encoding: nonce\0")?;

        let mut text = Aes128Gcm::new(&key.into()).decrypt(&Nonce::from(nonce), record).ok()?;
        // Zeros fill a record up behind the mark that it is the last.
        while text.pop()? != 2 {}
        Some(text)
    }
}

fn derive<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> Option<[u8; N]> {
    let mut derived = [0; N];
    Hkdf::<Sha256>::new(Some(salt), secret).expand(info, &mut derived).ok()?;
    Some(derived)
}

/// The claims of a message's VAPID token, whose signature is good under `key` (base64url, as `GET /push/key` has it).
pub fn vapid_claims(message: &Message, key: &str) -> Value {
    let header = &message.headers["authorization"];
    let (token, sent_key) =
        header.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("t and k of RFC 8292");
    assert_eq!(sent_key, key);
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let (signed, signature) = token.rsplit_once('.').expect("a signature");
    let verifier = VerifyingKey::from_sec1_bytes(&bytes(key)).expect("a point on the curve");
    let signature = Signature::from_slice(&bytes(signature)).expect("64 bytes");
    verifier.verify(signed.as_bytes(), &signature).expect("signed by the key that was told");
    let (head, claims) = signed.split_once('.').expect("a header and claims");
    let head: Value = serde_json::from_slice(&bytes(head)).expect("JSON");
    assert_eq!(head["alg"], "ES256");
    serde_json::from_slice(&bytes(claims)).expect("JSON")
}
