//! A phone that shows requests to be scanned.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use uuid::Uuid;

use crate::base::ids::DeviceId;

/// A device with a key that never leaves it.
pub struct Phone {
    /// Which device.
    pub device: DeviceId,
    key: SigningKey,
}

impl Phone {
    /// The phone of this number.
    ///
    /// # Panics
    /// For number 0, which is no key.
    pub fn new(number: u8) -> Self {
        let key = SigningKey::from_slice(&[number; 32]).expect("a key");
        Self { device: DeviceId(Uuid::from_bytes([number; 16])), key }
    }

    /// This device with another phone's key.
    pub fn with_key_of(self, other: &Self) -> Self {
        Self { key: other.key.clone(), ..self }
    }

    /// The public half, as it is registered.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.key.verifying_key().to_encoded_point(false))
    }

    /// What is scanned from its screen, for an operation exactly as it is pushed.
    ///
    /// # Panics
    /// Where the operation is longer than 64 KiB.
    pub fn shows(&self, operation: &str) -> String {
        let signed = [operation.as_bytes(), self.device.0.as_bytes()].concat();
        let signature: Signature = self.key.sign(&signed);
        let length = u16::try_from(operation.len()).expect("a short operation").to_be_bytes();
        URL_SAFE_NO_PAD.encode([&[1], length.as_slice(), &signed, &signature.to_bytes()].concat())
    }
}
