//! Who we are, told to push services: RFC 8292.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use p256::{elliptic_curve::sec1::ToEncodedPoint, pkcs8::EncodePrivateKey};
use serde_json::json;

use super::{Endpoint, secret_key};
use crate::base::{
    clock::{Clock, Timestamp},
    error::{Error, Result},
};

/// How long a token is good; a day is the most that is allowed.
const LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// A token is used while it is good for at least this long.
const ENOUGH: SignedDuration = SignedDuration::from_hours(1);

/// Our key, our contact, and the tokens signed so far.
pub struct Vapid {
    key: EncodingKey,
    public: String,
    contact: String,
    clock: Arc<dyn Clock>,
    tokens: Mutex<HashMap<String, (String, Timestamp)>>,
}

impl Vapid {
    /// Of 32 secret bytes, and `mailto:` or `https:` and where we can be reached.
    ///
    /// # Errors
    /// [`Error::Internal`] where the key cannot be written, which it can.
    pub fn new(secret: [u8; 32], contact: String, clock: Arc<dyn Clock>) -> Result<Self> {
        let secret = secret_key(secret);
        let public = URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(false).as_bytes());
        let document = secret.to_pkcs8_der().map_err(Error::internal)?;
        let key = EncodingKey::from_ec_der(document.as_bytes());
        Ok(Self { key, public, contact, clock, tokens: Mutex::default() })
    }

    /// The public key in base64url, as browsers want it for subscribing.
    pub fn public_key(&self) -> &str {
        &self.public
    }

    /// The `Authorization` header for an endpoint's service.
    ///
    /// # Errors
    /// [`Error::Internal`] where signing fails.
    pub fn authorization(&self, endpoint: &Endpoint) -> Result<String> {
        let (origin, now) = (endpoint.origin(), self.clock.now());
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let token = match tokens.get(&origin).filter(|(_, until)| now.plus(ENOUGH) < *until) {
            Some((token, _)) => token.clone(),
            None => {
                let until = now.plus(LIFETIME);
                let claims = json!({ "aud": origin, "exp": until.0 / 1_000, "sub": self.contact });
                let token = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.key);
                let token = token.map_err(Error::internal)?;
                tokens.insert(origin, (token.clone(), until));
                token
            }
        };
        Ok(format!("vapid t={token}, k={}", self.public))
    }
}
