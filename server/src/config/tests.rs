use std::collections::BTreeMap;

use super::*;

fn read(variables: &[(&str, &str)]) -> Result<Config, Problems> {
    read_with(&Flags::default(), variables)
}

fn read_with(flags: &Flags, variables: &[(&str, &str)]) -> Result<Config, Problems> {
    let variables: BTreeMap<&str, &str> = variables.iter().copied().collect();
    for name in variables.keys() {
        assert!(VARIABLES.iter().any(|variable| variable.name == *name), "{name} is not documented");
    }
    Config::read(flags, &|name| {
        assert!(VARIABLES.iter().any(|variable| variable.name == name), "{name} is read but not documented");
        variables.get(name).map(|value| (*value).to_owned())
    })
}

#[test]
fn nothing_has_to_be_set_on_ones_own_machine() {
    let config = read(&[]).expect("a configuration");

    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database, Location::Sqlite("./data/waymark.sqlite".into()));
    assert_eq!(config.public_url, None);
    assert!(!config.insecure_cookie);
}

#[test]
fn flags_go_before_variables() {
    let flags = Flags { data: Some("/here".into()), listen: Some("localhost:9000".into()), demo: false };
    let config = read_with(&flags, &[("WAYMARK_DATA", "/there"), ("WAYMARK_LISTEN", "127.0.0.1:1")]).expect("fine");

    assert_eq!(config.database, Location::Sqlite("/here/waymark.sqlite".into()));
    assert_eq!(config.listen.to_string(), "127.0.0.1:9000");
}

#[test]
fn an_installation_for_others_can_be_said_whole() {
    let config = read(&[
        ("WAYMARK_LISTEN", "0.0.0.0:8080"),
        ("WAYMARK_PUBLIC_URL", "https://waymark.example.org/"),
        ("DATABASE_URL", "postgres://waymark@db/waymark"),
        ("WAYMARK_SECRET", "0123456789abcdef0123456789abcdef"),
        ("WAYMARK_SMTP_URL", "smtps://mail.example.org"),
        ("WAYMARK_MAIL_FROM", "Waymark <waymark@example.org>"),
        ("WAYMARK_TRUSTED_PROXIES", "10.0.0.5, ::1"),
        ("WAYMARK_TRAINING_OFFICE", "Room 2-114"),
        ("WAYMARK_CONFIDENTIAL_SUPPORT", "555-0199"),
        ("WAYMARK_LOG", "warn,waymark=debug"),
        ("WAYMARK_LOG_FORMAT", "json"),
    ])
    .expect("a configuration");

    assert_eq!(config.public_url.as_deref(), Some("https://waymark.example.org"));
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.log_format, LogFormat::Json);
}

/// Each row: what is set, and a part of the one problem it makes.
#[test]
fn each_bad_value_is_one_problem_that_names_its_variable() {
    let table: &[(&[(&str, &str)], &str)] = &[
        (&[("WAYMARK_LISTEN", "8080")], "WAYMARK_LISTEN must be an address and a port"),
        (&[("WAYMARK_LISTEN", "127.0.0.1:99999")], "WAYMARK_LISTEN must be"),
        (&[("WAYMARK_LISTEN", "0.0.0.0:8080")], "WAYMARK_PUBLIC_URL is needed"),
        (&[("WAYMARK_PUBLIC_URL", "waymark.example.org")], "WAYMARK_PUBLIC_URL must begin with https://"),
        (&[("WAYMARK_PUBLIC_URL", "ftp://waymark.example.org")], "WAYMARK_PUBLIC_URL must begin with https://"),
        (&[("WAYMARK_PUBLIC_URL", "http://waymark.example.org")], "https:// unless it is this machine"),
        (&[("WAYMARK_PUBLIC_URL", "https://")], "WAYMARK_PUBLIC_URL must"),
        (&[("WAYMARK_PUBLIC_URL", "https://example.org/waymark")], "a scheme and a host alone"),
        (&[("WAYMARK_PUBLIC_URL", "https://me@example.org")], "a scheme and a host alone"),
        (&[("DATABASE_URL", "mysql://root@db/waymark")], "DATABASE_URL must begin with postgres://"),
        (&[("DATABASE_URL", "sqlite::memory:")], "DATABASE_URL must"),
        (&[("DATABASE_URL", "postgres://db/waymark")], "WAYMARK_SECRET is needed with PostgreSQL"),
        (&[("WAYMARK_SECRET", "too short")], "WAYMARK_SECRET must have at least 32"),
        (&[("WAYMARK_INSECURE_COOKIE", "yes")], "WAYMARK_INSECURE_COOKIE must be 1 or 0"),
        (&[("WAYMARK_SMTP_URL", "smtp://mail")], "WAYMARK_MAIL_FROM is needed"),
        (&[("WAYMARK_SMTP_URL", "mail:25"), ("WAYMARK_MAIL_FROM", "a@b.org")], "WAYMARK_SMTP_URL must begin"),
        (&[("WAYMARK_MAIL_FROM", "somebody")], "WAYMARK_MAIL_FROM must be a mail address"),
        (&[("WAYMARK_PUSH_HOSTS", "fcm.googleapis.com, 10.0.0.1")], "WAYMARK_PUSH_HOSTS: \"10.0.0.1\" is no host name"),
        (&[("WAYMARK_PUSH_HOSTS", "http://127.0.0.1")], "WAYMARK_PUSH_HOSTS:"),
        (&[("WAYMARK_PUSH_CONTACT", "somebody")], "WAYMARK_PUSH_CONTACT must be mailto:"),
        (&[("WAYMARK_PUSH_CONTACT", "mailto:")], "WAYMARK_PUSH_CONTACT must be mailto:"),
        (&[("WAYMARK_SMTP_URL", "smtp://mail"), ("WAYMARK_MAIL_FOLDER", "m")], "exclude each other"),
        (&[("WAYMARK_TRUSTED_PROXIES", "10.0.0.1,proxy")], "WAYMARK_TRUSTED_PROXIES: \"proxy\""),
        (&[("WAYMARK_LOG", "waymark=loud")], "WAYMARK_LOG must be"),
        (&[("WAYMARK_LOG_FORMAT", "xml")], "WAYMARK_LOG_FORMAT must be text or json"),
        (
            &[
                ("WAYMARK_LISTEN", "10.0.0.1:80"),
                ("WAYMARK_PUBLIC_URL", "https://w.example"),
                ("WAYMARK_INSECURE_COOKIE", "1"),
            ],
            "WAYMARK_INSECURE_COOKIE=1 is for",
        ),
    ];
    for (variables, part) in table {
        let problems = read(variables).err().map(|problems| problems.0).unwrap_or_default();

        assert_eq!(problems.len(), 1, "{variables:?} made {problems:?}");
        assert!(problems[0].contains(part), "{variables:?} made {problems:?}");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let problems = read(&[
        ("WAYMARK_LISTEN", "nowhere"),
        ("DATABASE_URL", "oracle"),
        ("WAYMARK_LOG_FORMAT", "xml"),
        ("WAYMARK_TRUSTED_PROXIES", "a,b"),
    ])
    .expect_err("problems");

    assert_eq!(problems.0.len(), 5);
}

#[test]
fn the_demo_stays_on_this_machine_and_does_without_https() {
    let demo = |listen: &str| Flags { listen: Some(listen.into()), demo: true, ..Flags::default() };

    assert!(read_with(&demo("127.0.0.1:0"), &[]).expect("fine").insecure_cookie);
    let problems = read_with(&demo("0.0.0.0:8080"), &[]).expect_err("a known password");
    assert!(problems.0[0].contains("listens on this machine only"));
}

#[test]
fn what_is_written_down_is_made_from_the_table() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let example = std::fs::read_to_string(format!("{root}/.env.example")).expect(".env.example");
    let operations = std::fs::read_to_string(format!("{root}/docs/operations.md")).expect("docs/operations.md");

    assert_eq!(example, env_example(), "run `make generate`");
    assert!(operations.contains(&markdown_table()), "run `make generate`");
}

#[test]
fn whom_people_turn_to_is_said_in_one_line() {
    let config = read(&[("WAYMARK_TRAINING_OFFICE", " Room 2-114 ")]).expect("a configuration");
    assert_eq!(config.support.training_office.as_deref(), Some("Room 2-114"));
    assert_eq!(config.support.confidential, None);

    let long = "x".repeat(201);
    let problems = read(&[("WAYMARK_TRAINING_OFFICE", &long), ("WAYMARK_CONFIDENTIAL_SUPPORT", "one\ntwo")]);

    assert_eq!(problems.expect_err("problems").0.len(), 2);
}
