//! People for the tests of sessions.

use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    commands::{self, Opened, Refreshed, TriedCode},
    model::{Device, RefreshToken, TypedCode},
};
use crate::{
    base::{clock::Ids, ids::PersonId},
    entities::{audit_row, session},
    platform::{auth::passwords, db::Tx},
    testing::TestApp,
};

/// The password of everybody.
pub const PASSWORD: &str = "a long enough one";

/// The e-mail address of somebody known by a first name.
pub fn mail(name: &str) -> String {
    format!("{name}@example.org")
}

impl TestApp {
    /// Somebody without a password.
    pub async fn newcomer(&self, name: &'static str) -> PersonId {
        let write = async move |tx: &mut Tx<'_>| {
            let id: PersonId = tx.next_id();
            let insert =
                "INSERT INTO people (id, email, given_name, family_name, created_at) VALUES ($1, $2, $3, $4, $5)";
            let values = vec![id.into(), mail(name).into(), name.into(), "Example".into(), tx.now().into()];
            tx.execute(insert, values).await?;
            Ok(id)
        };
        self.app.db.write(None, write).await.expect("a person")
    }

    /// Somebody with [`PASSWORD`].
    pub async fn person(&self, name: &'static str) -> PersonId {
        let person = self.newcomer(name).await;
        let hash = passwords::hash(PASSWORD, [3; 16]).await.expect("a hash");
        let store = async move |tx: &mut Tx<'_>| commands::store_password(tx, person, &hash).await;
        self.app.db.write(None, store).await.expect("a password");
        person
    }

    /// Runs one statement for its effect.
    pub async fn execute(&self, sql: &'static str, values: Vec<sea_orm::Value>) {
        let run = async move |tx: &mut Tx<'_>| tx.execute(sql, values.clone()).await.map(drop);
        self.app.db.write(None, run).await.expect("executed");
    }

    /// Signs somebody in on a device.
    pub async fn opens(&self, person: PersonId, device: Device) -> Opened {
        let keys = self.app.keys.clone();
        let open = async move |tx: &mut Tx<'_>| commands::open(tx, &keys, person, &device).await;
        self.app.db.write(Some(person), open).await.expect("a session")
    }

    /// Brings a refresh token.
    pub async fn refreshes(&self, token: &RefreshToken) -> Refreshed {
        let (keys, token) = (self.app.keys.clone(), token.clone());
        let refresh = async move |tx: &mut Tx<'_>| commands::refresh(tx, &keys, &token).await;
        self.app.db.write(None, refresh).await.expect("an answer")
    }

    /// Brings a refresh token: the token to come back with, or the verdict.
    pub async fn token_for(&self, token: &RefreshToken) -> Result<RefreshToken, &'static str> {
        self.refreshes(token).await.into_result().map(|opened| opened.token).map_err(|error| error.code())
    }

    /// Tries a code.
    pub async fn tries(&self, name: &'static str, code: &str) -> TriedCode {
        let (keys, typed) = (self.app.keys.clone(), TypedCode::parse(code).expect("the shape of a code"));
        let try_code = async move |tx: &mut Tx<'_>| commands::try_code(tx, &keys, &mail(name), &typed).await;
        self.app.db.write(None, try_code).await.expect("an answer")
    }

    /// A code from an administrator.
    pub async fn printed_code(&self, person: PersonId) -> String {
        let keys = self.app.keys.clone();
        let issue = async move |tx: &mut Tx<'_>| commands::issue_printed_code(tx, &keys, person).await;
        self.app.db.write(None, issue).await.expect("a code")
    }

    /// Sets a password with a code that was found right.
    pub async fn changes_password(&self, tried: TriedCode, password: &str) -> crate::base::error::Result<Opened> {
        let TriedCode::Right { person, code } = tried else { panic!("the code was {tried:?}") };
        let mut salt = [0; 16];
        self.base.ids.fill(&mut salt);
        let hash = passwords::hash(password, salt).await.expect("a hash");
        let (keys, device) = (self.app.keys.clone(), Device::new(None, None));
        let change =
            async move |tx: &mut Tx<'_>| commands::change_password(tx, &keys, person, code, &hash, &device).await;
        self.app.db.write(Some(person), change).await
    }

    /// What the audit log says, in order, with what it is about.
    pub async fn log(&self) -> Vec<(String, Option<Uuid>)> {
        let rows = audit_row::Entity::find().all(self.app.db.reader()).await.expect("rows");
        rows.into_iter().map(|row| (row.action, row.thing_id)).collect()
    }

    /// How often the audit log says `action`.
    pub async fn logged(&self, action: &str) -> usize {
        self.log().await.into_iter().filter(|(word, _)| word == action).count()
    }

    /// The rows of all sessions.
    pub async fn sessions(&self) -> Vec<session::Model> {
        session::Entity::find().all(self.app.db.reader()).await.expect("rows")
    }
}
