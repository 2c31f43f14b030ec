//! Every variable, in the order a person setting up would meet them.

use std::fmt::Write as _;

/// One environment variable.
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What holds where it is not set.
    pub default: &'static str,
    /// A value to copy and change.
    pub example: &'static str,
    /// What it is for, in a sentence or two.
    pub words: &'static str,
}

/// Every variable that is read.
pub const VARIABLES: &[Variable] = &[
    Variable {
        name: "WAYMARK_DATA",
        default: "./data",
        example: "/var/lib/waymark",
        words: "The folder of everything stored in files: the SQLite database and the root secret. `--data` goes first.",
    },
    Variable {
        name: "WAYMARK_LISTEN",
        default: "127.0.0.1:8080",
        example: "127.0.0.1:8080",
        words: "The address and port to listen on. `--listen` goes first.",
    },
    Variable {
        name: "WAYMARK_PUBLIC_URL",
        default: "http:// and the address listened on",
        example: "https://waymark.example.org",
        words: "The address people use. Needed when other machines can reach this one; must be https:// then.",
    },
    Variable {
        name: "DATABASE_URL",
        default: "waymark.sqlite in the data folder",
        example: "postgres://waymark@db.example.org/waymark",
        words: "The database: `postgres://…`, or `sqlite:` and the path of a file.",
    },
    Variable {
        name: "WAYMARK_SECRET",
        default: "a file made in the data folder",
        example: "",
        words: "The root secret, at least 32 characters (`openssl rand -base64 32`). Needed with PostgreSQL. Whoever \
                has a backup needs it too; keep it apart.",
    },
    Variable {
        name: "WAYMARK_SMTP_URL",
        default: "no mail; codes come from `waymark admin code`",
        example: "smtps://user:password@mail.example.org",
        words: "The server that takes mail.",
    },
    Variable {
        name: "WAYMARK_MAIL_FROM",
        default: "none",
        example: "waymark@example.org",
        words: "The sender's address. Needed with `WAYMARK_SMTP_URL`.",
    },
    Variable {
        name: "WAYMARK_MAIL_FOLDER",
        default: "none",
        example: "./mail",
        words: "Writes mail into files of this folder instead of sending it, for development.",
    },
    Variable {
        name: "WAYMARK_PUSH_HOSTS",
        default: "the push services of Chrome, Edge, Firefox and Safari",
        example: "fcm.googleapis.com, updates.push.services.mozilla.com, *.push.apple.com, *.notify.windows.com",
        words: "Push services that may be called, and nobody else: host names, `*.` and a host name for all below it. \
                `none` switches web push off. `http://127.0.0.1:PORT`, written exactly so, is one socket of this \
                machine, for tests.",
    },
    Variable {
        name: "WAYMARK_PUSH_CONTACT",
        default: "mailto: and the sender of mail, or the public address",
        example: "mailto:waymark@example.org",
        words: "Where push services reach whoever runs this, told with every message: `mailto:…` or `https://…`.",
    },
    Variable {
        name: "WAYMARK_TRAINING_OFFICE",
        default: "none",
        example: "Office of Graduate Medical Education, room 2-114, 555-0142",
        words: "Where learners reach the training office, in one line, for the page for whoever is worried.",
    },
    Variable {
        name: "WAYMARK_CONFIDENTIAL_SUPPORT",
        default: "none",
        example: "House staff counseling, 555-0199, day and night",
        words: "Support that tells nobody of the program, in one line, for the same page.",
    },
    Variable {
        name: "WAYMARK_TRUSTED_PROXIES",
        default: "none",
        example: "10.0.0.5,10.0.0.6",
        words: "IP addresses of the proxies in front, whose `X-Forwarded-For` is believed.",
    },
    Variable {
        name: "WAYMARK_INSECURE_COOKIE",
        default: "0",
        example: "0",
        words: "1 lets the refresh cookie go without `Secure`, for http://localhost in browsers that want it. Only \
                while listening on this machine alone.",
    },
    Variable {
        name: "WAYMARK_LOG",
        default: "info",
        example: "info",
        words: "What is logged: error, warn, info, debug, trace, or directives such as `warn,waymark=debug`.",
    },
    Variable {
        name: "WAYMARK_LOG_FORMAT",
        default: "text",
        example: "json",
        words: "`text` for people, `json` for machines.",
    },
];

/// The text of `.env.example`.
pub fn env_example() -> String {
    let mut text = String::from("# Every variable Waymark reads. None has to be set to try it on this machine.\n");
    for variable in VARIABLES {
        // Writing into a String does not fail.
        let _ = write!(
            text,
            "\n# {}\n# Default: {}.\n#{}={}\n",
            variable.words, variable.default, variable.name, variable.example
        );
    }
    text
}

/// The table of `docs/operations.md`.
pub fn markdown_table() -> String {
    let mut text = String::from("| variable | default | what it is for |\n|---|---|---|\n");
    for variable in VARIABLES {
        let _ = writeln!(text, "| `{}` | {} | {} |", variable.name, variable.default, variable.words);
    }
    text
}
