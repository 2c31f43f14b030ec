//! An installation with people in it, made by the commands of the product, and the release binary serving it.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};
use uuid::Uuid;
use waymark::{
    base::{
        actor::Role,
        clock::Clock,
        error::Error,
        ids::{PersonId, ProgramId, SessionId},
        text::Line,
    },
    features::{
        frameworks::SetId,
        members::{self, NewMembership, NewPerson},
        programs::{self, NewProgram},
    },
    platform::{
        auth::{keys::Keys, root_secret::RootSecret, tokens},
        db::{Db, Location},
        http::SignedIn,
        installation,
        system::{SystemClock, SystemIds},
    },
};

use super::Outcome;

/// The set of every program here.
pub const SET: &str = "acgme-im-2";
const SECRET: &str = "a secret for measuring only, which guards nothing";

/// A program's people.
pub struct Program {
    /// The program.
    pub id: ProgramId,
    /// Who writes.
    pub authors: Vec<PersonId>,
    /// About whom.
    pub learners: Vec<PersonId>,
}

/// An installation that is not being served.
pub struct Site {
    /// Its database.
    pub location: Location,
    /// Its programs.
    pub programs: Vec<Program>,
    /// Its keys.
    pub keys: Arc<Keys>,
    folder: TempDir,
}

impl Site {
    /// Founds `programs` programs, each of so many authors and learners.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn found(location: Option<String>, programs: usize, authors: usize, learners: usize) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let location = match location {
            Some(url) => Location::Postgres(url),
            None => Location::Sqlite(folder.path().join("waymark.sqlite")),
        };
        let db = open(&location).await?;
        installation::found(&db, false).await?;
        let keys = Keys::load(&db, &RootSecret::parse(SECRET)?).await?;
        let name = Line::parse("Riverside").map_err(|error| error.code())?;
        let institution =
            db.write(None, async move |tx| programs::commands::create_institution(tx, &name).await).await?;
        let mut made = Vec::new();
        for number in 0..programs {
            let new = NewProgram::parse(&format!("Program {number}"), "America/New_York", &[SET])?;
            let program = db.write(None, async move |tx| {
                let id = programs::commands::create_program(tx, institution, &new).await?;
                let mut people = Vec::new();
                for (role, count) in [(Role::Faculty, authors), (Role::Learner, learners)] {
                    let sets = [SetId::parse(SET).map_err(Error::internal)?];
                    for place in 0..count {
                        let year = (role == Role::Learner).then_some([1, 2, 3][place % 3]);
                        let membership = NewMembership::new(vec![role], year, None, &[], &sets)?;
                        let email = format!("{role:?}-{place}@{number}.test").to_lowercase();
                        let person =
                            members::commands::add_person(tx, &NewPerson::parse(&email, "Sam", "Doe")?).await?;
                        members::commands::set_membership(tx, id, person, &membership).await?;
                        people.push(person);
                    }
                }
                let learners = people.split_off(authors);
                Ok(Program { id, authors: people, learners })
            });
            made.push(program.await?);
        }
        Ok(Self { location, programs: made, keys: Arc::new(keys), folder })
    }

    /// Every author, with their program. Neighbours are of different programs, as they are in a nation.
    pub fn authors(&self) -> impl Iterator<Item = (&Program, PersonId)> {
        let most = self.programs.iter().map(|program| program.authors.len()).max().unwrap_or(0);
        (0..most).flat_map(move |place| {
            self.programs.iter().filter_map(move |program| Some((program, *program.authors.get(place)?)))
        })
    }

    /// Access tokens of the first `count` authors.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub fn first_tokens(&self, count: usize) -> Outcome<Vec<String>> {
        self.authors().take(count).map(|(_, author)| self.token(author)).collect()
    }

    /// An access token of `person` that is good for ten minutes.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub fn token(&self, person: PersonId) -> Outcome<String> {
        let who = SignedIn { person, session: SessionId(Uuid::from_u128(1)) };
        Ok(tokens::issue(&self.keys, who, SystemClock.now())?)
    }

    /// Opens its database.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn open(&self) -> Outcome<Db> {
        open(&self.location).await
    }

    /// Starts the release binary on it.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn serve(&self) -> Outcome<Served> {
        self.serve_with(&[]).await
    }

    /// Starts the release binary on it with more variables.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn serve_with(&self, variables: &[(&str, &str)]) -> Outcome<Served> {
        let mut command = Command::new(binary("waymark")?);
        command.arg("serve").arg("--data").arg(self.folder.path()).args(["--listen", "127.0.0.1:0"]);
        command.env("WAYMARK_SECRET", SECRET).envs(variables.iter().copied()).stderr(Stdio::null());
        match &self.location {
            Location::Postgres(url) => command.env("DATABASE_URL", url),
            Location::Sqlite(_) => command.env_remove("DATABASE_URL"),
        };
        Served::start(command).await
    }

    /// How many entries the database holds, read without the server.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn entries(&self) -> Outcome<usize> {
        use sea_orm::{EntityTrait, PaginatorTrait};
        let db = open(&self.location).await?;
        let count = waymark::entities::feedback_entry::Entity::find().count(db.reader()).await?;
        Ok(usize::try_from(count)?)
    }
}

/// A server process that is killed when this goes.
pub struct Served {
    /// Host and port.
    pub address: String,
    child: Child,
}

impl Served {
    /// The ceiling on a fresh file in `folder`.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn ceiling(folder: &Path) -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("ceiling").arg(folder.join("ceiling.sqlite"));
        Self::start(command).await
    }

    async fn start(mut command: Command) -> Outcome<Self> {
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let stdout = child.stdout.take().ok_or("no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let line = lines.next_line().await?.ok_or("the server did not start")?;
        let (_, address) = line.split_once("http://").ok_or("the server did not say where it is")?;
        Ok(Self { address: address.trim().to_owned(), child })
    }

    /// `kill -9`, and waits until it is gone.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn kill(mut self) -> Outcome<()> {
        Ok(self.child.kill().await?)
    }
}

async fn open(location: &Location) -> Outcome<Db> {
    Ok(Db::open(location, Arc::new(SystemClock), Arc::new(SystemIds), true).await?)
}

/// A program that was built beside this one.
fn binary(name: &str) -> Outcome<PathBuf> {
    let beside = std::env::current_exe()?.with_file_name(name);
    if beside.exists() { Ok(beside) } else { Err(format!("{} is missing: build it first", beside.display()).into()) }
}
