//! A message that only one device can read: RFC 8291 over RFC 8188.

use ece_native::encrypt as seal;
use hkdf::Hkdf;
use p256::{PublicKey, SecretKey, ecdh::diffie_hellman, elliptic_curve::sec1::ToEncodedPoint};
use sha2::{Digest, Sha256};

use crate::base::error::{Error, Result};

/// The record size written into the header; a message is one record.
const RECORD: u32 = 4_096;

/// What a device gave with its subscription: its public key and the secret it shares with us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    key: PublicKey,
    auth: [u8; 16],
}

impl Recipient {
    /// The recipient of an uncompressed P-256 point and 16 bytes.
    ///
    /// # Errors
    /// `bad_key` in `keys.p256dh` where the point is not on the curve, in `keys.auth` where these are not 16 bytes.
    pub fn new(p256dh: &[u8], auth: &[u8]) -> Result<Self> {
        let is_uncompressed = p256dh.len() == 65 && p256dh.first() == Some(&4);
        let key = PublicKey::from_sec1_bytes(p256dh).ok().filter(|_| is_uncompressed);
        let key = key.ok_or(Error::invalid("bad_key", "keys.p256dh"))?;
        let auth = auth.try_into().map_err(|_| Error::invalid("bad_key", "keys.auth"))?;
        Ok(Self { key, auth })
    }
}

/// The secret key of 32 random bytes. A hash takes the place of the very few that are none.
pub fn secret_key(random: [u8; 32]) -> SecretKey {
    let mut bytes = random;
    loop {
        match SecretKey::from_slice(&bytes) {
            Ok(key) => return key,
            Err(_) => bytes = Sha256::digest(bytes).into(),
        }
    }
}

/// Seals `text` for `recipient`, under a key and a salt that are used for nothing else.
///
/// # Errors
/// [`Error::Internal`] where the text is longer than 4,079 bytes.
pub fn encrypt(recipient: &Recipient, once: &SecretKey, salt: [u8; 16], text: &[u8]) -> Result<Vec<u8>> {
    let theirs = recipient.key.to_encoded_point(false);
    let ours = once.public_key().to_encoded_point(false);
    let shared = diffie_hellman(once.to_nonzero_scalar(), recipient.key.as_affine());
    let info = [b"WebPush: info\0".as_slice(), theirs.as_bytes(), ours.as_bytes()].concat();
    let mut ikm = [0; 32];
    Hkdf::<Sha256>::new(Some(&recipient.auth), shared.raw_secret_bytes())
        .expand(&info, &mut ikm)
        .map_err(Error::internal)?;
    seal(ikm, salt, ours.as_bytes(), std::iter::once(text.to_vec()), RECORD).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).expect("base64url")
    }

    #[test]
    fn the_example_of_rfc_8291_appendix_a_comes_out_as_it_stands_there() {
        let recipient = Recipient::new(
            &bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            &bytes("BTBZMqHH6r4Tts7J_aSIgg"),
        );
        let once = SecretKey::from_slice(&bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")).expect("a key");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
        let text = b"When I grow up, I want to be a watermelon";

        let sealed = encrypt(&recipient.expect("a recipient"), &once, salt, text).expect("sealed");

        assert_eq!(
            URL_SAFE_NO_PAD.encode(sealed),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn keys_that_are_no_keys_are_refused() {
        let good = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let mut off_the_curve = good.clone();
        off_the_curve[64] ^= 1;
        let of = |key: &[u8], auth: &[u8]| Recipient::new(key, auth).err().map(|error| error.to_string());

        assert_eq!(of(&good, &[7; 16]), None);
        for key in [off_the_curve.as_slice(), &[], &[0], &[4; 65], &good[..64], &[&[2], &good[1..33]].concat()] {
            assert_eq!(of(key, &[7; 16]).as_deref(), Some("bad_key (keys.p256dh)"));
        }
        assert_eq!(of(&good, &[7; 15]).as_deref(), Some("bad_key (keys.auth)"));
    }
}
