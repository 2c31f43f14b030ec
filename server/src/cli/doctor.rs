//! `waymark doctor`: what is well and what is not, a sentence each.

use std::{fs, os::unix::fs::MetadataExt, path::Path, sync::Arc};

use jiff::SignedDuration;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
use waymark::{
    base::clock::{Clock, Timestamp},
    config::{Config, Mail},
    entities::installation,
    features::notifications,
    platform::{
        auth::{
            keys::Keys,
            root_secret::{self, RootSecret},
        },
        db::{Db, Location},
        http::assets,
        system::{SystemClock, SystemIds},
    },
};

use super::{Failure, block_on};

/// No computer that runs this has a clock before it.
const FIRST_DAY: &str = "2026-01-01T00:00:00Z";
/// How far the clocks of server and database may be apart.
const APART: SignedDuration = SignedDuration::from_secs(5);

/// What was found.
#[derive(Default)]
struct Findings {
    faults: usize,
}

impl Findings {
    fn well(&self, sentence: impl AsRef<str>) {
        println!("  well   {}", sentence.as_ref());
    }

    fn note(&self, sentence: impl AsRef<str>) {
        println!("  note   {}", sentence.as_ref());
    }

    fn fault(&mut self, sentence: impl AsRef<str>) {
        self.faults += 1;
        println!("  FAULT  {}", sentence.as_ref());
    }
}

/// Looks, says, and changes nothing.
pub fn run(config: &Config) -> Result<(), Failure> {
    let mut findings = Findings::default();
    findings.well("The configuration can be used.");
    match config.mail {
        Mail::None => findings.note("No mail server is named: codes come from `waymark admin code` only."),
        Mail::Folder { .. } => findings.note("Mail is written into a folder and sent to nobody."),
        Mail::Smtp { .. } => findings.well("A mail server is named."),
    }
    match (config.push_hosts.is_empty(), config.push_hosts.has_socket()) {
        (true, _) => findings.note("Web push is switched off."),
        (false, true) => findings.note(
            "WAYMARK_PUSH_HOSTS names a socket of this machine, to which messages go unencrypted by TLS: fine for tests alone.",
        ),
        (false, false) => findings.well("Web push goes to known push services only."),
    }
    let has_sender = match &config.mail {
        Mail::None => false,
        Mail::Folder { from, .. } => from.is_some(),
        Mail::Smtp { .. } => true,
    };
    if !(config.push_hosts.is_empty() || has_sender || config.push_contact.is_some()) {
        findings.note("Push services are told no address that is read: set WAYMARK_PUSH_CONTACT.");
    }
    if config.insecure_cookie {
        findings.note("The refresh cookie goes without `Secure`: fine on this machine alone.");
    }
    match assets::is_built() {
        true => findings.well("The web app is part of this program."),
        false => findings.fault(assets::MISSING),
    }
    look_at_folder(config, &mut findings);
    block_on(look_at_database(config, &mut findings));
    match findings.faults {
        0 => Ok(()),
        1 => Err("1 fault was found.".into()),
        n => Err(format!("{n} faults were found.").into()),
    }
}

fn look_at_folder(config: &Config, findings: &mut Findings) {
    match fs::metadata(&config.data) {
        Ok(folder) if folder.mode() & 0o007 != 0 => {
            findings.note(format!("{0} can be entered by everybody: `chmod o= {0}`.", config.data.display()));
        }
        Ok(_) => findings.well(format!("The data folder is {}.", config.data.display())),
        Err(_) => findings.note(format!("{} is not there yet; the first start makes it.", config.data.display())),
    }
    let secret = config.data.join(root_secret::FILE);
    match (config.secret.is_some(), mode(&secret)) {
        (true, None) => findings.well("The root secret comes from the environment. A backup needs it: keep it apart."),
        (true, Some(_)) => findings.note(format!(
            "WAYMARK_SECRET is set, so {} is not used; make sure which one the database belongs to.",
            secret.display()
        )),
        (false, Some(mode)) if mode & 0o077 != 0 => {
            findings.fault(format!("{0} can be read by others: `chmod 600 {0}`.", secret.display()));
        }
        (false, Some(_)) => {
            findings.well(format!("The root secret is {}. A backup needs it: keep a copy apart.", secret.display()));
        }
        (false, None) => findings.note("There is no root secret yet; the first start makes it."),
    }
}

fn mode(path: &Path) -> Option<u32> {
    fs::metadata(path).ok().map(|file| file.mode())
}

async fn look_at_database(config: &Config, findings: &mut Findings) {
    let now = SystemClock.now();
    if Timestamp::parse(FIRST_DAY).is_some_and(|first| now < first) {
        findings.fault(format!("This computer's clock says {now}, which is past: set it."));
    } else {
        findings.well(format!("This computer's clock says {now}."));
    }
    if let Location::Sqlite(path) = &config.database
        && !path.exists()
    {
        findings.note(format!("{} is not there yet; the first start makes it.", path.display()));
        return;
    }
    let db = match Db::open(&config.database, Arc::new(SystemClock), Arc::new(SystemIds), false).await {
        Ok(db) => db,
        Err(error) => return findings.fault(format!("{error}.")),
    };
    findings.well("The database can be reached, and its schema is this version's.");
    look_at_clock(&db, now, findings).await;
    look_at_keys(&db, config, findings).await;
    look_at_dead_letters(&db, findings).await;
    match db.backend() {
        DbBackend::Sqlite => look_at_integrity(&db, findings).await,
        _ => findings.well("The database looks after its own integrity."),
    }
}

async fn look_at_clock(db: &Db, now: Timestamp, findings: &mut Findings) {
    match installation::Entity::find().one(db.reader()).await {
        Ok(Some(row)) if row.created_at > now.plus(APART) => findings.fault(format!(
            "This installation was made at {}, after what this computer's clock says now: set the clock.",
            row.created_at
        )),
        Ok(Some(row)) if row.demo => findings.note("This is a demo; everybody knows its password."),
        Ok(_) => {}
        Err(error) => findings.fault(format!("The installation cannot be read: {error}.")),
    }
    if db.backend() != DbBackend::Postgres {
        return;
    }
    let select = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now";
    let row = db.reader().query_one_raw(Statement::from_string(DbBackend::Postgres, select)).await;
    let Some(theirs) = row.ok().flatten().and_then(|row| row.try_get::<i64>("", "now").ok()) else {
        return findings.fault("The database does not say what time it is.");
    };
    let apart = SystemClock.now().since(Timestamp(theirs)).abs();
    match apart > APART {
        true => findings.fault(format!("The database's clock and this computer's are {} s apart.", apart.as_secs())),
        false => findings.well("The database's clock agrees with this computer's."),
    }
}

async fn look_at_keys(db: &Db, config: &Config, findings: &mut Findings) {
    // Without a secret at hand loading would make one, and a doctor changes nothing.
    if config.secret.is_none() && !config.data.join(root_secret::FILE).exists() {
        return;
    }
    let secret = match RootSecret::load(db, config.secret.as_deref(), &config.data, &SystemIds).await {
        Ok(secret) => secret,
        Err(error) => return findings.fault(format!("{error}.")),
    };
    match Keys::check(db.reader(), &secret).await {
        Ok(()) => findings.well("The root secret belongs to this database."),
        Err(error) => findings.fault(format!("{error}.")),
    }
}

async fn look_at_dead_letters(db: &Db, findings: &mut Findings) {
    match notifications::queries::count_dead(db.reader()).await {
        Ok(0) => findings.well("No message was given up."),
        Ok(count) => findings.note(format!(
            "{count} messages could not be delivered and were given up; GET /api/v1/admin/dead-letters says why."
        )),
        Err(error) => findings.fault(format!("Messages on their way cannot be read: {error}.")),
    }
}

async fn look_at_integrity(db: &Db, findings: &mut Findings) {
    let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(1)");
    match db.reader().query_one_raw(check).await {
        Ok(Some(row)) if row.try_get_by_index::<String>(0).is_ok_and(|word| word == "ok") => {
            findings.well("The database file is whole.");
        }
        Ok(_) => findings.fault("The database file is damaged: stop the server and restore a backup."),
        Err(error) => findings.fault(format!("The database file cannot be checked: {error}.")),
    }
}
