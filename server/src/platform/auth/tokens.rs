//! Access tokens: who, on which device, for ten minutes. Never roles: membership is read per request.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

use super::keys::Keys;
use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
        ids::{PersonId, SessionId},
    },
    platform::http::SignedIn,
};

/// How long an access token is good for, in seconds.
pub const LIFETIME_S: i64 = 600;
/// What a refresh token begins with, so that one sent in the wrong place is recognised.
pub const REFRESH_PREFIX: &str = "wr1.";

const ISSUER: &str = "waymark";
const AUDIENCE: &str = "waymark-api";
const USE: &str = "access";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: PersonId,
    sid: SessionId,
    iat: i64,
    exp: i64,
    #[serde(rename = "use")]
    purpose: String,
}

/// A token for `signed_in`, good from `now` for [`LIFETIME_S`].
///
/// # Errors
/// [`Error::Internal`] where it cannot be signed, which does not happen.
pub fn issue(keys: &Keys, signed_in: SignedIn, now: Timestamp) -> Result<String> {
    let key = keys.signing();
    let header = Header { kid: Some(key.id.to_string()), typ: Some("at+jwt".into()), ..Header::new(Algorithm::HS256) };
    let seconds = now.0.div_euclid(1_000);
    let claims = Claims {
        iss: ISSUER.into(),
        aud: AUDIENCE.into(),
        sub: signed_in.person,
        sid: signed_in.session,
        iat: seconds,
        exp: seconds + LIFETIME_S,
        purpose: USE.into(),
    };
    encode(&header, &claims, &EncodingKey::from_secret(&key.bytes)).map_err(Error::internal)
}

/// Who a token speaks for.
///
/// # Errors
/// 401: `no_session` for what is no token of ours, `wrong_token_kind` for one of another use, `token_expired`.
pub fn verify(keys: &Keys, token: &str, now: Timestamp) -> Result<SignedIn> {
    const NO_SESSION: Error = Error::Unauthenticated("no_session");
    if token.starts_with(REFRESH_PREFIX) {
        return Err(Error::Unauthenticated("wrong_token_kind"));
    }
    let kid = decode_header(token).ok().and_then(|header| header.kid).ok_or(NO_SESSION)?;
    let key = keys.signed_with(&kid).ok_or(NO_SESSION)?;
    let mut rules = Validation::new(Algorithm::HS256);
    // The library would ask the computer's clock, with a minute of leeway; the moment is an argument here.
    rules.validate_exp = false;
    rules.leeway = 0;
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    let claims = decode::<serde_json::Value>(token, &DecodingKey::from_secret(&key.bytes), &rules);
    let claims = claims.map_err(|error| match error.kind() {
        jsonwebtoken::errors::ErrorKind::InvalidAudience => Error::Unauthenticated("wrong_token_kind"),
        _ => NO_SESSION,
    })?;
    if claims.claims.get("use").and_then(serde_json::Value::as_str) != Some(USE) {
        return Err(Error::Unauthenticated("wrong_token_kind"));
    }
    let claims: Claims = serde_json::from_value(claims.claims).map_err(|_| NO_SESSION)?;
    if now.0.div_euclid(1_000) >= claims.exp {
        return Err(Error::Unauthenticated("token_expired"));
    }
    Ok(SignedIn { person: claims.sub, session: claims.sid })
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000_000);

    fn ana() -> SignedIn {
        SignedIn { person: PersonId(Uuid::from_u128(1)), session: SessionId(Uuid::from_u128(2)) }
    }

    fn problem(keys: &Keys, token: &str, now: Timestamp) -> &'static str {
        verify(keys, token, now).expect_err("a problem").code()
    }

    fn signed(claims: &serde_json::Value) -> String {
        let keys = Keys::for_tests();
        let key = keys.signing();
        let header = Header { kid: Some(key.id.to_string()), ..Header::new(Algorithm::HS256) };
        encode(&header, claims, &EncodingKey::from_secret(&key.bytes)).expect("signed")
    }

    #[test]
    fn a_token_speaks_for_its_person_for_ten_minutes_and_not_a_second_longer() {
        let keys = Keys::for_tests();
        let token = issue(&keys, ana(), NOW).expect("a token");

        assert_eq!(verify(&keys, &token, NOW).expect("ana"), ana());
        assert_eq!(verify(&keys, &token, Timestamp(NOW.0 + 599_999)).expect("ana"), ana());
        assert_eq!(problem(&keys, &token, Timestamp(NOW.0 + 600_000)), "token_expired");
    }

    #[test]
    fn a_token_of_another_use_or_audience_is_of_the_wrong_kind() {
        let keys = Keys::for_tests();
        let claims = serde_json::json!({
            "iss": "waymark", "aud": "waymark-api", "sub": Uuid::from_u128(1), "sid": Uuid::from_u128(2),
            "iat": 1_790_000_000, "exp": 1_790_000_600, "use": "guest"
        });
        let mut elsewhere = claims.clone();
        elsewhere["aud"] = "another".into();
        elsewhere["use"] = "access".into();

        assert_eq!(problem(&keys, &signed(&claims), NOW), "wrong_token_kind");
        assert_eq!(problem(&keys, &signed(&elsewhere), NOW), "wrong_token_kind");
        assert_eq!(problem(&keys, "wr1.whatever", NOW), "wrong_token_kind");
    }

    #[test]
    fn what_we_did_not_sign_is_no_session() {
        let keys = Keys::for_tests();
        let token = issue(&keys, ana(), NOW).expect("a token");
        let (head, signature) = token.rsplit_once('.').expect("three parts");
        let (header, claims) = head.split_once('.').expect("three parts");
        let unsigned = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"none","kid":"{}"}}"#, keys.signing().id));
        let forged = URL_SAFE_NO_PAD.encode(
            String::from_utf8(URL_SAFE_NO_PAD.decode(claims).expect("base64")).expect("text").replace("0001", "0009"),
        );

        assert_eq!(problem(&keys, "", NOW), "no_session");
        assert_eq!(problem(&keys, "a.b.c", NOW), "no_session");
        assert_eq!(problem(&keys, &format!("{header}.{forged}.{signature}"), NOW), "no_session");
        assert_eq!(problem(&keys, &format!("{unsigned}.{claims}."), NOW), "no_session");
    }
}
