//! `waymark admin`: what needs a shell, because nobody can sign in yet.

use clap::{Args, Subcommand};
use waymark::{
    app,
    base::{error::Error, ids::PersonId, text::Line},
    config::Config,
    features::{
        members::{self, Email, Name, NewPerson, commands::NewFirst},
        programs::{self, Asking, NewProgram, ProgramSets, Zone},
        sessions,
    },
    platform::app::App,
};

use super::{Failure, block_on};

/// What an administrator can do.
#[derive(Subcommand)]
pub enum Admin {
    /// Create the first institution, program and coordinator on an empty installation; prints a code to sign in with
    Init(Init),
    /// Print a code with which somebody sets a first or forgotten password (ten characters, 72 hours)
    Code {
        /// Whose.
        email: String,
    },
    /// Close somebody's account everywhere, or end their place in one program; their devices may send for 60 days more
    Deactivate(Whose),
    /// Open a closed account again with the places it had, or give back an ended place in one program
    Reactivate(Whose),
    /// Set how much the assessors of a program may be asked for feedback
    Asking {
        /// The program, by name or id
        program: String,
        #[command(flatten)]
        numbers: Numbers,
    },
}

/// How much assessors may be asked.
#[derive(Args)]
pub struct Numbers {
    /// How many open requests one assessor has at most, 1 to 50; 5 at first
    #[arg(long)]
    open_requests_max: Option<i32>,
    /// How many days a request stays open that says no last day, 1 to 90; 14 at first
    #[arg(long)]
    request_days: Option<i32>,
}

/// Whose account, or whose place in a program.
#[derive(Args)]
pub struct Whose {
    /// The mail address
    email: String,
    /// Only their place in this program, by name or id
    #[arg(long)]
    program: Option<String>,
}

/// What an installation begins with.
#[derive(Args)]
pub struct Init {
    /// The name of the institution
    #[arg(long)]
    institution: String,
    /// The name of its first program
    #[arg(long)]
    program: String,
    /// Its Milestones set, such as acgme-im-2; twice for a combined program
    #[arg(long = "set", required = true)]
    sets: Vec<String>,
    /// Its time zone, such as America/Chicago
    #[arg(long)]
    time_zone: String,
    /// The coordinator's mail address
    #[arg(long)]
    email: String,
    /// The coordinator's given name
    #[arg(long)]
    given_name: String,
    /// The coordinator's family name
    #[arg(long)]
    family_name: String,
    #[command(flatten)]
    numbers: Numbers,
}

/// Does what was asked.
pub fn run(config: &Config, admin: Admin) -> Result<(), Failure> {
    block_on(async {
        let app = app::build(config, false, String::new()).await?;
        match admin {
            Admin::Init(init) => {
                let (email, first, keys) = (init.email.clone(), init.parse()?, app.keys.clone());
                let code = app.db.write(None, async move |tx| {
                    let made = members::commands::create_first(tx, &first).await?;
                    sessions::commands::issue_printed_code(tx, &keys, made.coordinator).await
                });
                print_code(&email, &code.await.map_err(|error| explain(&error))?);
            }
            Admin::Code { email } => {
                let (person, keys) = (person(&app, &email).await?, app.keys.clone());
                let code = app.db.write(None, async move |tx| {
                    sessions::commands::issue_printed_code(tx, &keys, person).await //
                });
                print_code(&email, &code.await.map_err(|error| explain(&error))?);
            }
            Admin::Deactivate(whose) => println!("{}", deactivate(&app, whose).await?),
            Admin::Reactivate(whose) => println!("{}", reactivate(&app, whose).await?),
            Admin::Asking { program, numbers } => println!("{}", set_asking(&app, &program, &numbers).await?),
        }
        Ok(())
    })
}

fn print_code(email: &str, code: &str) {
    println!("Code for {email}: {code}");
    println!("It works for 72 hours, once, on the sign-in page under \"First time here, or forgot your password?\".");
}

async fn person(app: &App, email: &str) -> Result<PersonId, Failure> {
    let address = Email::parse(email).map_err(|error| format!("the mail address: {error}"))?;
    let person = members::queries::person_by_email(app.db.reader(), &address).await?;
    Ok(person.ok_or_else(|| explain(&Error::NotFound))?.id)
}

async fn deactivate(app: &App, Whose { email, program }: Whose) -> Result<String, Failure> {
    let who = person(app, &email).await?;
    let Some(program) = program else {
        let done = app.db.write(None, async move |tx| members::commands::deactivate(tx, who).await).await;
        done.map_err(|error| explain(&error))?;
        return Ok(format!("The account of {email} is closed. Their devices may send what was saved for 60 days."));
    };
    let of = super::program(app, &program).await?;
    let done = app.db.write(None, async move |tx| members::commands::end_membership(tx, of, who).await).await;
    done.map_err(|_| format!("{email} is no member of {program}"))?;
    Ok(format!("{email} is no member of {program} any more. Their devices may send what was saved for 60 days."))
}

async fn reactivate(app: &App, Whose { email, program }: Whose) -> Result<String, Failure> {
    let who = person(app, &email).await?;
    let Some(program) = program else {
        let done = app.db.write(None, async move |tx| members::commands::reactivate(tx, who).await).await;
        done.map_err(|error| explain(&error))?;
        return Ok(format!("The account of {email} is open again. Coaching has to be begun anew."));
    };
    let of = super::program(app, &program).await?;
    let done = app.db.write(None, async move |tx| members::commands::resume_membership(tx, of, who).await).await;
    done.map_err(|_| format!("{email} has no ended place in {program}"))?;
    Ok(format!("{email} is a member of {program} again. Coaching has to be begun anew."))
}

async fn set_asking(app: &App, program: &str, numbers: &Numbers) -> Result<String, Failure> {
    let of = super::program(app, program).await?;
    let before = programs::queries::program(app.db.reader(), of).await?.ok_or_else(|| explain(&Error::NotFound))?;
    let asking = numbers.parse(before.asking).map_err(|error| error.to_string())?;
    let done = app.db.write(None, async move |tx| programs::commands::set_asking(tx, of, asking).await).await;
    done.map_err(|error| explain(&error))?;
    Ok(format!(
        "In {program} an assessor has at most {} open requests, and a request stays open for {} days.",
        asking.open_max, asking.days
    ))
}

fn explain(error: &Error) -> String {
    match error.code() {
        "deactivated" => "this account is closed already".into(),
        "not_deactivated" => "this account is not closed".into(),
        "not_empty" => "there is an institution already: further programs are added by its administrators".into(),
        "not_found" => "nobody has this mail address".into(),
        code => format!("it could not be done: {code}"),
    }
}

impl Numbers {
    /// What was not named stays as it was.
    fn parse(&self, before: Asking) -> Result<Asking, Error> {
        Asking::new(self.open_requests_max.unwrap_or(before.open_max), self.request_days.unwrap_or(before.days))
    }
}

impl Init {
    /// Every fault of the arguments at once.
    fn parse(self) -> Result<NewFirst, Failure> {
        let mut faults = Vec::new();
        let mut keep = |what: &str, why: String| faults.push(format!("--{what}: {why}"));
        let institution = Line::parse(&self.institution).map_err(|e| keep("institution", e.code().into())).ok();
        let name = Line::parse(&self.program).map_err(|e| keep("program", e.code().into())).ok();
        let sets = ProgramSets::parse(&self.sets).map_err(|e| keep("set", e.to_string())).ok();
        let zone = Zone::parse(&self.time_zone).map_err(|e| keep("time-zone", e.to_string())).ok();
        let email = Email::parse(&self.email).map_err(|e| keep("email", e.to_string())).ok();
        let given = Name::parse(&self.given_name, "given_name").map_err(|e| keep("given-name", e.to_string())).ok();
        let family = Name::parse(&self.family_name, "family_name").map_err(|e| keep("family-name", e.to_string())).ok();
        let asking = self
            .numbers
            .parse(Asking::default())
            .map_err(|e| keep("open-requests-max, --request-days", e.to_string()))
            .ok();
        match (institution, name, sets, zone, email, given, family, asking) {
            (
                Some(institution),
                Some(name),
                Some(sets),
                Some(zone),
                Some(email),
                Some(given_name),
                Some(family_name),
                Some(asking),
            ) => Ok(NewFirst {
                institution,
                program: NewProgram { name, sets, zone, asking },
                coordinator: NewPerson { email, given_name, family_name },
            }),
            _ => Err(Failure::Sentence(faults.join("\n"))),
        }
    }
}
