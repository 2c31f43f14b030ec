//! The binary as an administrator meets it: what is done, what is refused, and in which words.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples");

/// A data folder on this machine.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// One with an institution, its program and its coordinator.
    fn founded() -> Self {
        let place = Self::new();
        let init = "admin init --institution Riverside --program Medicine --set acgme-im-2 \
                    --time-zone America/Chicago --email kim@riverside.example --given-name Kim --family-name Moss";
        assert!(place.says(init).starts_with("Code for kim@riverside.example: "));
        place
    }

    fn database(&self) -> PathBuf {
        self.0.path().join("waymark.sqlite")
    }

    fn runs(&self, arguments: &str, environment: &[(&str, &str)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_waymark"))
            .args(arguments.split_whitespace())
            .env_clear()
            .env("WAYMARK_DATA", self.0.path())
            .envs(environment.iter().copied())
            .output()
            .expect("the binary runs")
    }

    /// What a command that has to succeed prints.
    #[track_caller]
    fn says(&self, arguments: &str) -> String {
        let output = self.runs(arguments, &[]);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// The sentence of a command that has to be refused.
    #[track_caller]
    fn refuses(&self, arguments: &str) -> String {
        let output = self.runs(arguments, &[]);
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        String::from_utf8(output.stderr).expect("text").trim_end().to_owned()
    }

    fn schema_step(&self, sql: &str) {
        let path = self.database();
        let work = async move {
            let url = format!("sqlite://{}", Path::new(&path).display());
            Database::connect(url).await.expect("the database").execute_unprepared(sql).await.expect("done");
        };
        actix_web::rt::System::new().block_on(work);
    }
}

#[test]
fn a_wrong_configuration_names_every_fault_at_once_and_nothing_is_started() {
    let place = Place::new();
    let wrong = [
        ("WAYMARK_LISTEN", "everywhere"),
        ("WAYMARK_LOG_FORMAT", "xml"),
        ("WAYMARK_INSECURE_COOKIE", "maybe"),
        ("WAYMARK_TRUSTED_PROXIES", "10.0.0.0.1"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("WAYMARK_SMTP_URL", "smtp://mail.example.org"),
    ];

    let output = place.runs("serve", &wrong);

    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    for (name, _) in wrong {
        assert!(said.contains(name), "{name} is not named in:\n{said}");
    }
    assert!(said.contains("WAYMARK_MAIL_FROM"), "what is missing is named too:\n{said}");
    assert!(!place.database().exists());
}

#[test]
fn an_installation_is_never_turned_into_a_demo() {
    let place = Place::founded();

    assert!(place.refuses("demo --listen 127.0.0.1:0").contains("this database is not a demo"));
    assert!(place.says("admin code kim@riverside.example").starts_with("Code for kim@riverside.example: "));
}

#[test]
fn an_older_or_a_newer_schema_is_refused_with_what_to_do() {
    let place = Place::founded();
    place.schema_step("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 0)");
    for command in ["serve --listen 127.0.0.1:0", "admin code kim@riverside.example", "migrate"] {
        let said = place.refuses(command);
        assert!(said.contains("m9999_tomorrow") && said.contains("install that version or a later one"), "{said}");
    }

    place.schema_step("DELETE FROM seaql_migrations");
    let said = place.refuses("serve --listen 127.0.0.1:0");
    assert!(said.contains("older schema") && said.contains("run `waymark migrate`"), "{said}");
}

#[test]
fn a_roster_of_sixty_people_is_refused_with_every_fault_and_taken_once_it_is_mended() {
    let place = Place::founded();
    let import = |file: &str| format!("import roster {EXAMPLES}/{file} --program Medicine");

    let faults = place.refuses(&import("roster-with-faults.csv"));
    assert_eq!(faults.lines().filter(|line| line.starts_with("line ")).count(), 18, "{faults}");
    assert!(faults.ends_with("60 rows, 18 faults: nothing was stored."), "{faults}");
    assert!(place.says(&format!("{} --dry-run", import("roster.csv"))).contains("nothing was stored"));
    assert!(place.says(&import("roster.csv")).contains("people added: 60"));
    assert!(place.says(&import("roster.csv")).contains("Nothing to change."));
}

#[test]
fn an_account_is_closed_and_opened_and_so_is_a_place_in_one_program() {
    let place = Place::founded();
    place.says(&format!("import roster {EXAMPLES}/roster.csv --program Medicine"));
    let whom = "irene.castellanos@riverside.example";

    assert!(place.says(&format!("admin deactivate {whom}")).contains("is closed"));
    assert_eq!(place.refuses(&format!("admin deactivate {whom}")), "this account is closed already");
    let roster = place.refuses(&format!("import roster {EXAMPLES}/roster.csv --program Medicine"));
    assert!(roster.contains(&format!("the account of {whom} is closed")), "{roster}");
    assert!(place.says(&format!("admin reactivate {whom}")).contains("is open again"));
    assert_eq!(place.refuses(&format!("admin reactivate {whom}")), "this account is not closed");

    assert!(
        place.says(&format!("admin deactivate {whom} --program Medicine")).contains("no member of Medicine any more")
    );
    let again = place.refuses(&format!("admin deactivate {whom} --program Medicine"));
    assert_eq!(again, format!("{whom} is no member of Medicine"));
    assert!(place.says(&format!("admin reactivate {whom} --program Medicine")).contains("a member of Medicine again"));

    assert_eq!(place.refuses("admin deactivate nobody@riverside.example"), "nobody has this mail address");
    let nowhere = place.refuses(&format!("admin deactivate {whom} --program Surgery"));
    assert_eq!(nowhere, "there is no program called Surgery");
}

#[test]
fn a_doctor_warns_of_push_messages_to_this_machine_and_tells_when_they_are_off() {
    let place = Place::founded();
    let says = |hosts: &str| {
        let output = place.runs("doctor", &[("WAYMARK_PUSH_HOSTS", hosts)]);
        String::from_utf8(output.stdout).expect("text")
    };

    assert!(says("http://127.0.0.1:9000").contains("note   WAYMARK_PUSH_HOSTS names a socket of this machine"));
    assert!(says("none").contains("Web push is switched off."));
    assert!(says("").contains("No message was given up."));
    assert!(says("").contains("set WAYMARK_PUSH_CONTACT"));
}
