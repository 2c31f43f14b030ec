//! Keys of this installation: they live in the table `keys`, sealed under the root secret.
//!
//! Each purpose has its own key in numbered generations. The newest one signs and seals; older ones stay readable
//! by their id, so that renewing a key signs nobody out. Several processes may start at once on an empty table:
//! rows are inserted if absent and then read back.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use sha2::Sha256;
use uuid::Uuid;

use super::root_secret::RootSecret;
use crate::{
    base::error::{Error, Result},
    entities::key,
    platform::db::{Db, Tx},
};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signs access tokens.
    Access,
    /// Makes refresh tokens.
    Refresh,
    /// Hashes sign-in codes.
    Code,
    /// Seals codes on their way to the mail.
    Mail,
    /// Says to push services who we are (VAPID). Renewing it ends every subscription.
    Vapid,
    /// Signs what a mail's reader may end without signing in.
    Unsubscribe,
    /// Opens what devices sealed to this installation.
    Sealing,
}

impl Purpose {
    const ALL: [Self; 7] =
        [Self::Access, Self::Refresh, Self::Code, Self::Mail, Self::Vapid, Self::Unsubscribe, Self::Sealing];

    /// The word in the table.
    fn word(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
            Self::Code => "code",
            Self::Mail => "mail",
            Self::Vapid => "vapid",
            Self::Unsubscribe => "unsubscribe",
            Self::Sealing => "sealing",
        }
    }
}

/// One generation of a key.
pub struct Key {
    /// Named in what it signs (`kid`).
    pub id: Uuid,
    pub(super) bytes: [u8; 32],
}

/// All generations of one purpose, the newest first, never empty.
struct Ring {
    newest: Key,
    older: Vec<Key>,
}

impl Ring {
    fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.newest).chain(&self.older)
    }
}

/// Keys of this installation.
pub struct Keys {
    access: Ring,
    refresh: Ring,
    code: Ring,
    mail: Ring,
    vapid: Ring,
    unsubscribe: Ring,
    sealing: Ring,
}

/// Why the keys cannot be used. Each reads as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The rows are sealed under another secret.
    #[error(
        "the root secret does not belong to this database: give the WAYMARK_SECRET (or the file `secret`) it was set up with"
    )]
    WrongSecret,
    /// The database said no.
    #[error("the keys cannot be read or made: {0}")]
    Database(#[from] Error),
}

impl Keys {
    /// Reads the keys, making those that are not there yet.
    ///
    /// # Errors
    /// [`KeysError`].
    pub async fn load(db: &Db, secret: &RootSecret) -> Result<Self, KeysError> {
        let vault = Vault::new(secret);
        // With a wrong secret nothing is added: what is there is opened first.
        let present = read(db.reader(), &vault).await?;
        let missing: Vec<Purpose> =
            Purpose::ALL.into_iter().filter(|purpose| !present.iter().any(|(found, _)| found == purpose)).collect();
        if missing.is_empty() {
            return gather(present);
        }
        db.write(None, async move |tx| {
            for purpose in &missing {
                insert(tx, &vault, *purpose, 1).await?;
            }
            Ok(())
        })
        .await?;
        gather(read(db.reader(), &Vault::new(secret)).await?)
    }

    /// Looks whether `secret` opens the keys that are there, and makes none.
    ///
    /// # Errors
    /// [`KeysError`].
    pub async fn check(connection: &impl ConnectionTrait, secret: &RootSecret) -> Result<(), KeysError> {
        read(connection, &Vault::new(secret)).await.map(drop)
    }

    /// Makes the next generation of a key. Processes use it from their next start; until every one of them was
    /// started again, what the new generation signs is not understood everywhere, so stop them all first.
    ///
    /// # Errors
    /// [`KeysError`].
    pub async fn renew(db: &Db, secret: &RootSecret, purpose: Purpose) -> Result<Self, KeysError> {
        Self::load(db, secret).await?;
        let newest = key::Entity::find().order_by_desc(key::Column::Generation).all(db.reader()).await;
        let newest = newest.map_err(Error::from)?.into_iter().find(|row| row.purpose == purpose.word());
        let next = newest.map_or(1, |row| row.generation + 1);
        let vault = Vault::new(secret);
        db.write(None, async move |tx| insert(tx, &vault, purpose, next).await).await?;
        Self::load(db, secret).await
    }

    fn ring(&self, purpose: Purpose) -> &Ring {
        match purpose {
            Purpose::Access => &self.access,
            Purpose::Refresh => &self.refresh,
            Purpose::Code => &self.code,
            Purpose::Mail => &self.mail,
            Purpose::Vapid => &self.vapid,
            Purpose::Unsubscribe => &self.unsubscribe,
            Purpose::Sealing => &self.sealing,
        }
    }

    /// The key that signs access tokens.
    pub fn signing(&self) -> &Key {
        &self.access.newest
    }

    /// The secret that push services know us by.
    pub fn vapid(&self) -> [u8; 32] {
        self.vapid.newest.bytes
    }

    /// The secret to which devices seal what waits for a network, with its id.
    pub fn sealing(&self) -> (Uuid, [u8; 32]) {
        (self.sealing.newest.id, self.sealing.newest.bytes)
    }

    /// The secret of that id to which something was sealed, whatever its generation.
    pub fn sealing_of(&self, id: Uuid) -> Option<[u8; 32]> {
        self.sealing.all().find(|key| key.id == id).map(|key| key.bytes)
    }

    /// The key of that id, whatever its generation.
    pub fn signed_with(&self, kid: &str) -> Option<&Key> {
        let kid: Uuid = kid.parse().ok()?;
        self.access.all().find(|key| key.id == kid)
    }

    /// A code over `message` that only this installation can make.
    pub fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        mac(&self.ring(purpose).newest, message).finalize().into_bytes().into()
    }

    /// The same code under every generation of the key, the newest first.
    pub fn macs<'k>(&'k self, purpose: Purpose, message: &'k [u8]) -> impl Iterator<Item = [u8; 32]> + 'k {
        self.ring(purpose).all().map(move |key| mac(key, message).finalize().into_bytes().into())
    }

    /// Whether `code` was made by [`Self::mac`] over `message`, under any generation. Takes the same time either way.
    pub fn is_mac(&self, purpose: Purpose, message: &[u8], code: &[u8]) -> bool {
        self.ring(purpose).all().fold(false, |found, key| mac(key, message).verify_slice(code).is_ok() | found)
    }

    /// Seals a text that belongs to `context` under the mail key.
    ///
    /// # Errors
    /// [`Error::Internal`] where the cipher refuses, which it does not.
    pub fn seal(&self, nonce: [u8; 24], context: &[u8], text: &[u8]) -> Result<Vec<u8>> {
        let key = &self.mail.newest;
        let mut sealed = key.id.as_bytes().to_vec();
        sealed.extend(encrypt(&key.bytes, nonce, context, text)?);
        Ok(sealed)
    }

    /// Opens what [`Self::seal`] sealed for the same context.
    ///
    /// # Errors
    /// [`Error::Internal`] where it was sealed by another installation or for another context.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        let (kid, sealed) = sealed.split_at_checked(16).ok_or_else(|| Error::internal("sealed text cut short"))?;
        let key = self.mail.all().find(|key| key.id.as_bytes() == kid);
        let key = key.ok_or_else(|| Error::internal("sealed under an unknown key"))?;
        decrypt(&key.bytes, context, sealed).ok_or_else(|| Error::internal("sealed text does not open"))
    }
}

/// Where the keys themselves are sealed.
struct Vault([u8; 32]);

impl Vault {
    fn new(secret: &RootSecret) -> Self {
        Self(secret.derive("waymark keys, version 1"))
    }
}

/// The row cannot be moved to another purpose or generation without being noticed.
fn place(id: Uuid, purpose: &str, generation: i64) -> Vec<u8> {
    [id.as_bytes().as_slice(), &generation.to_be_bytes(), purpose.as_bytes()].concat()
}

async fn insert(tx: &mut Tx<'_>, vault: &Vault, purpose: Purpose, generation: i64) -> Result<()> {
    let id: Uuid = tx.next_id();
    let (mut bytes, mut nonce) = ([0; 32], [0; 24]);
    tx.fill(&mut bytes);
    tx.fill(&mut nonce);
    let sealed = encrypt(&vault.0, nonce, &place(id, purpose.word(), generation), &bytes)?;
    let insert = "INSERT INTO keys (id, purpose, generation, sealed, created_at) VALUES ($1, $2, $3, $4, $5) \
                  ON CONFLICT (purpose, generation) DO NOTHING";
    let values = vec![id.into(), purpose.word().into(), generation.into(), sealed.into(), tx.now().into()];
    tx.execute(insert, values).await.map(drop)
}

/// Every key in the table, opened, the newest of each purpose first.
async fn read(connection: &impl ConnectionTrait, vault: &Vault) -> Result<Vec<(Purpose, Key)>, KeysError> {
    let rows = key::Entity::find().order_by_desc(key::Column::Generation).all(connection).await;
    let mut keys = Vec::new();
    for row in rows.map_err(Error::from)? {
        // A newer version may keep keys for purposes unknown here.
        let Some(purpose) = Purpose::ALL.into_iter().find(|purpose| purpose.word() == row.purpose) else { continue };
        let opened = decrypt(&vault.0, &place(row.id, &row.purpose, row.generation), &row.sealed);
        let bytes = opened.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).ok_or(KeysError::WrongSecret)?;
        keys.push((purpose, Key { id: row.id, bytes }));
    }
    Ok(keys)
}

fn gather(keys: Vec<(Purpose, Key)>) -> Result<Keys, KeysError> {
    let mut keys = keys;
    let mut ring = |purpose: Purpose| {
        let mut own = keys.extract_if(.., |(found, _)| *found == purpose).map(|(_, key)| key);
        let newest = own.next().ok_or_else(|| Error::internal("a key that was just made is not there"))?;
        Ok::<Ring, KeysError>(Ring { newest, older: own.collect() })
    };
    Ok(Keys {
        access: ring(Purpose::Access)?,
        refresh: ring(Purpose::Refresh)?,
        code: ring(Purpose::Code)?,
        mail: ring(Purpose::Mail)?,
        vapid: ring(Purpose::Vapid)?,
        unsubscribe: ring(Purpose::Unsubscribe)?,
        sealing: ring(Purpose::Sealing)?,
    })
}

fn mac(key: &Key, message: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key as long as its block; a shorter one is filled up with zeros.
    let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
    block[..32].copy_from_slice(&key.bytes);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&block);
    mac.update(message);
    mac
}

/// Nonce first, then the sealed text.
fn encrypt(key: &[u8; 32], nonce: [u8; 24], context: &[u8], text: &[u8]) -> Result<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: text, aad: context })
        .map_err(|_| Error::internal("sealing failed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn decrypt(key: &[u8; 32], context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(24)?;
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher.decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: context }).ok()
}

#[cfg(any(test, feature = "testing"))]
impl Keys {
    /// Keys that are the same in every run.
    pub fn for_tests() -> Self {
        let ring = |n: u8| Ring { newest: Key { id: Uuid::from_bytes([n; 16]), bytes: [n; 32] }, older: Vec::new() };
        Self {
            access: ring(1),
            refresh: ring(2),
            code: ring(3),
            mail: ring(4),
            vapid: ring(5),
            unsubscribe: ring(6),
            sealing: ring(7),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDb;

    fn secret(letter: &str) -> RootSecret {
        RootSecret::parse(&letter.repeat(40)).expect("long enough")
    }

    #[actix_web::test]
    async fn two_processes_that_start_at_once_agree_on_their_keys() {
        let db = TestDb::open().await;

        let secret = secret("s");
        let (one, other) = tokio::join!(Keys::load(&db.db, &secret), Keys::load(&db.db, &secret));

        let (one, other) = (one.expect("keys"), other.expect("keys"));
        assert_eq!(one.signing().id, other.signing().id);
        assert_eq!(one.mac(Purpose::Refresh, b"x"), other.mac(Purpose::Refresh, b"x"));
        assert_ne!(one.mac(Purpose::Refresh, b"x"), one.mac(Purpose::Code, b"x"));
    }

    #[actix_web::test]
    async fn another_root_secret_is_refused_with_a_sentence() {
        let db = TestDb::open().await;
        Keys::load(&db.db, &secret("s")).await.expect("keys");

        let refused = Keys::load(&db.db, &secret("t")).await.err().expect("refused");

        assert!(matches!(Keys::check(db.db.reader(), &secret("t")).await, Err(KeysError::WrongSecret)));
        assert!(Keys::check(db.db.reader(), &secret("s")).await.is_ok());
        assert!(refused.to_string().starts_with("the root secret does not belong to this database"));
    }

    #[actix_web::test]
    async fn what_an_older_key_made_is_still_understood() {
        let db = TestDb::open().await;
        let before = Keys::load(&db.db, &secret("s")).await.expect("keys");
        let code = before.mac(Purpose::Refresh, b"x");
        let sealed = before.seal([7; 24], b"row", b"123456").expect("sealed");

        Keys::renew(&db.db, &secret("s"), Purpose::Access).await.expect("renewed");
        Keys::renew(&db.db, &secret("s"), Purpose::Mail).await.expect("renewed");
        let after = Keys::renew(&db.db, &secret("s"), Purpose::Refresh).await.expect("renewed");

        assert_ne!(after.mac(Purpose::Refresh, b"x"), code);
        assert!(after.is_mac(Purpose::Refresh, b"x", &code));
        assert!(!after.is_mac(Purpose::Refresh, b"y", &code));
        assert_ne!(after.signing().id, before.signing().id);
        assert!(after.signed_with(&before.signing().id.to_string()).is_some());
        assert_eq!(after.open(b"row", &sealed).expect("opened"), b"123456");
        assert!(after.open(b"another row", &sealed).is_err());
    }

    #[actix_web::test]
    async fn no_key_stands_in_the_table_as_it_is() {
        let db = TestDb::open().await;
        let keys = Keys::load(&db.db, &secret("s")).await.expect("keys");

        let rows = key::Entity::find().all(db.db.reader()).await.expect("rows");

        assert_eq!(rows.len(), 7);
        for row in rows {
            assert!(!row.sealed.windows(32).any(|window| window == keys.signing().bytes));
        }
    }
}
