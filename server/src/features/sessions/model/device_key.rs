//! The public half of a device's key: a point of the curve P-256.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde::Deserialize;

use crate::base::error::{Error, Result};

/// A key as a device sends it: the raw point (SEC 1) in base64url, or a JSON Web Key.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum KeyBody {
    /// 65 bytes (or 33, compressed).
    Point(String),
    /// As `crypto.subtle.exportKey('jwk', …)` gives it.
    Jwk(Jwk),
}

/// A public JSON Web Key.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct Jwk {
    /// `EC`.
    pub kty: String,
    /// `P-256`.
    pub crv: String,
    /// 32 bytes in base64url.
    pub x: String,
    /// 32 bytes in base64url.
    pub y: String,
    /// The private half, which no device is to send.
    #[serde(default)]
    #[schema(ignore)]
    pub d: Option<String>,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceKey(VerifyingKey);

impl DeviceKey {
    /// Reads what a device sent.
    ///
    /// # Errors
    /// 422 `not_a_key` where it is no point of the curve, `private_key` where the private half came with it.
    pub fn parse(body: &KeyBody) -> Result<Self> {
        let bytes = match body {
            KeyBody::Point(point) => URL_SAFE_NO_PAD.decode(point).map_err(|_| not_a_key())?,
            KeyBody::Jwk(Jwk { d: Some(_), .. }) => return Err(Error::invalid("private_key", "key")),
            KeyBody::Jwk(jwk) if jwk.kty == "EC" && jwk.crv == "P-256" => {
                let half = |text: &str| URL_SAFE_NO_PAD.decode(text).ok().filter(|half| half.len() == 32);
                let (x, y) = half(&jwk.x).zip(half(&jwk.y)).ok_or_else(not_a_key)?;
                [&[4], x.as_slice(), &y].concat()
            }
            KeyBody::Jwk(_) => return Err(not_a_key()),
        };
        Self::of_point(&bytes).ok_or_else(not_a_key)
    }

    /// The key of a point of the curve, if these bytes are one.
    pub fn of_point(bytes: &[u8]) -> Option<Self> {
        VerifyingKey::from_sec1_bytes(bytes).ok().map(Self)
    }

    /// The point as it is stored: 33 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_encoded_point(true).as_bytes().to_vec()
    }

    /// Whether the private half of this key signed `message`.
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        Signature::from_slice(signature).is_ok_and(|signature| self.0.verify(message, &signature).is_ok())
    }
}

fn not_a_key() -> Error {
    Error::invalid("not_a_key", "key")
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::{SigningKey, signature::Signer};
    use serde_json::{Value, json};

    use super::*;

    fn signer() -> SigningKey {
        SigningKey::from_slice(&[7; 32]).expect("a key")
    }

    fn jwk() -> Value {
        let point = signer().verifying_key().to_encoded_point(false);
        let half = |half: Option<&p256::FieldBytes>| URL_SAFE_NO_PAD.encode(half.expect("a half"));
        json!({ "kty": "EC", "crv": "P-256", "x": half(point.x()), "y": half(point.y()), "ext": true, "key_ops": [] })
    }

    fn parsed(body: Value) -> Result<DeviceKey> {
        DeviceKey::parse(&serde_json::from_value(body).expect("a body"))
    }

    #[test]
    fn the_same_key_comes_in_three_forms() {
        let point = |compressed| json!(URL_SAFE_NO_PAD.encode(signer().verifying_key().to_encoded_point(compressed)));
        let key = parsed(jwk()).expect("a key");

        assert_eq!(parsed(point(false)).expect("a key"), key);
        assert_eq!(parsed(point(true)).expect("a key"), key);
        assert_eq!(DeviceKey::of_point(&key.to_bytes()), Some(key));
    }

    #[test]
    fn what_is_no_point_of_the_curve_is_refused() {
        let with = |field: &str, value: Value| {
            let mut key = jwk();
            key[field] = value;
            key
        };
        let off = URL_SAFE_NO_PAD.encode([&[4][..], &[1; 64]].concat());
        let nowhere = URL_SAFE_NO_PAD.encode([0]);

        for wrong in [
            json!(off),
            json!(nowhere),
            json!(""),
            json!("?"),
            json!("A".repeat(1_000_000)),
            with("y", jwk()["x"].clone()),
            with("x", json!("AAAA")),
            with("crv", json!("P-384")),
            with("kty", json!("OKP")),
        ] {
            assert_eq!(parsed(wrong.clone()).map_err(|error| error.code()).err(), Some("not_a_key"));
        }
        assert_eq!(parsed(with("d", json!("AAAA"))).map_err(|error| error.code()).err(), Some("private_key"));
    }

    #[test]
    fn a_signature_is_of_one_key_and_one_message() {
        let key = parsed(jwk()).expect("a key");
        let signature: Signature = signer().sign(b"asked");
        let signature: [u8; 64] = signature.to_bytes().into();
        let other = SigningKey::from_slice(&[8; 32]).expect("a key");
        let other = DeviceKey(*other.verifying_key());

        assert!(key.verifies(b"asked", &signature));
        assert!(!key.verifies(b"asked!", &signature));
        assert!(!other.verifies(b"asked", &signature));
        assert!(!key.verifies(b"asked", &[0; 64]));
    }
}
