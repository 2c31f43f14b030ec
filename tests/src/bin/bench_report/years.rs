//! Five years of a program as pushes: entries with invented words, plans that came from some of them, second looks, and
//! ends.

use std::fmt::Write as _;

use uuid::Uuid;
use waymark::{
    base::{
        clock::{Clock, Ids, Timestamp},
        ids::{PersonId, RotationId, SubcompetencyId},
        setting::Setting,
        text::Line,
    },
    features::{
        frameworks::{SetId, frameworks},
        programs::{self, NewRotation},
    },
    platform::system::{SystemClock, SystemIds},
};
use waymark_tests::bench::{
    Outcome,
    load::Request,
    site::{SET, Site},
};

/// How many entries were given in five years, before anybody looked again.
pub const ENTRIES: usize = 60_000;
/// How many plans were made.
const PLANS: usize = 12_000;
const FIVE_YEARS_MS: i64 = 5 * 365 * 86_400_000;
const BATCH: usize = 100;
const CONNECTIONS: usize = 8;
const ROTATIONS: [(&str, Setting); 6] = [
    ("Wards", Setting::Ward),
    ("Clinic", Setting::Clinic),
    ("Emergency", Setting::Ed),
    ("Intensive care", Setting::Icu),
    ("Nights", Setting::Ward),
    ("Consults", Setting::Ward),
];
const WENT_WELL: &str = "You asked the family what they had understood so far and waited until they had finished.";
const DIFFERENTLY: &str = "The one-line summary came after four minutes of history: start with it.";

/// What happened, in the order in which it is sent.
pub struct Years {
    skills: Vec<SubcompetencyId>,
    rotations: Vec<RotationId>,
}

/// An entry a plan may come from.
struct Given {
    id: Uuid,
    author: usize,
    learner: usize,
    at: Timestamp,
}

impl Years {
    /// Gives the site its rotations.
    ///
    /// # Errors
    /// Where that cannot be done.
    pub async fn plan(site: &Site) -> Outcome<Self> {
        let program = site.programs[0].id;
        let db = site.open().await?;
        let mut new = Vec::new();
        for (name, setting) in ROTATIONS {
            let name = Line::parse(name).map_err(|error| error.code())?;
            new.push(NewRotation { name, setting, skills: None });
        }
        let rotations = db.write(None, async move |tx| {
            let mut made = Vec::new();
            for rotation in &new {
                made.push(programs::commands::add_rotation(tx, program, rotation).await?);
            }
            Ok(made)
        });
        let set = frameworks().set(&SetId::parse(SET)?).ok_or("no such set")?;
        Ok(Self { skills: set.subcompetencies.iter().map(|skill| skill.id).collect(), rotations: rotations.await? })
    }

    /// Pushes, in rounds of which each has to be over before the next begins, with over how many connections.
    ///
    /// # Errors
    /// Where a token cannot be made.
    pub fn pushes(&self, site: &Site) -> Outcome<Vec<(usize, Vec<Request>)>> {
        let program = &site.programs[0];
        let (authors, learners) = (&program.authors, &program.learners);
        let now = SystemClock.now().0;
        let mut given = Vec::with_capacity(ENTRIES);
        for place in 0..ENTRIES {
            // neighbours in time are of different people; every author meets every learner
            let (author, learner) = (place % authors.len(), (place / 7 + place / 1_999) % learners.len());
            let at = Timestamp(now - FIVE_YEARS_MS + FIVE_YEARS_MS / ENTRIES as i64 * place as i64);
            given.push(Given { id: fresh(), author, learner, at });
        }
        let mut by_author = vec![Vec::new(); authors.len()];
        for (place, entry) in given.iter().enumerate() {
            by_author[entry.author].push(self.entry(site, place, entry, None));
        }
        let (mut starts, mut looks, mut ends) =
            (vec![Vec::new(); learners.len()], vec![Vec::new(); authors.len()], vec![Vec::new(); learners.len()]);
        for (number, from) in given.iter().step_by(ENTRIES / PLANS).enumerate() {
            let (plan, reviewer) = (fresh(), (from.author + number % 3) % authors.len());
            starts[from.learner].push(Self::start(site, plan, from, authors[reviewer]));
            let later = Timestamp(from.at.0 + 86_400_000 * (20 + number as i64 % 60));
            if number % 5 < 3 {
                let look = Given { id: fresh(), author: reviewer, learner: from.learner, at: later };
                looks[reviewer].push(self.entry(site, number, &look, Some(plan)));
            }
            if number % 4 < 3 {
                ends[from.learner].push(Self::end(site, plan, later, number));
            }
        }
        let mut rounds = Vec::new();
        for (people, operations) in [(authors, by_author), (learners, starts), (authors, looks), (learners, ends)] {
            let mut pushes = Vec::new();
            for (person, operations) in people.iter().zip(operations) {
                let token = site.token(*person)?;
                for batch in operations.chunks(BATCH) {
                    let device = Uuid::from_u128(7);
                    let body = format!(
                        r#"{{"protocol":1,"epoch":null,"device":"{device}","client":"waymark/bench","ops":[{}]}}"#,
                        batch.join(",")
                    );
                    pushes.push(Request::push(&token, &body, batch.len()));
                }
            }
            rounds.push((CONNECTIONS, pushes));
        }
        Ok(rounds)
    }

    fn entry(&self, site: &Site, place: usize, entry: &Given, plan: Option<Uuid>) -> String {
        let learner = site.programs[0].learners[entry.learner];
        let (skill, rotation) = (self.skills[place % self.skills.len()], self.rotations[place % self.rotations.len()]);
        let (plan, look) = match plan {
            Some(plan) => (format!("\"{plan}\""), if place.is_multiple_of(2) { "\"better\"" } else { "\"not_yet\"" }),
            None => ("null".to_owned(), "null"),
        };
        let (at, level) = (entry.at, 2 + place % 9);
        operation(
            site,
            "feedback.give",
            entry.id,
            "null",
            entry.at,
            &format!(
                r#"{{"learner":"{learner}","typed_learner":null,"set":"{SET}","subcompetency":"{skill}","went_well":"{WENT_WELL}","differently":"{DIFFERENTLY}","next_step":null,"next_step_due":null,"level":{level},"cannot_judge":false,"setting":"ward","rotation":"{rotation}","observed_at":"{at}","basis":"watched","conversation":"had","request":null,"plan":{plan},"look_again":{look}}}"#
            ),
        )
    }

    fn start(site: &Site, plan: Uuid, from: &Given, reviewer: PersonId) -> String {
        let (learner, entry) = (site.programs[0].learners[from.learner], from.id);
        operation(
            site,
            "plans.start",
            plan,
            "null",
            from.at,
            &format!(
                r#"{{"learner":"{learner}","goal":"Lead with one line","set":null,"subcompetency":null,"entries":["{entry}"],"goal_shown":false,"steps":[],"reviewer":"{reviewer}","review_on":null}}"#
            ),
        )
    }

    fn end(site: &Site, plan: Uuid, at: Timestamp, number: usize) -> String {
        let outcome = ["reached", "not_reached", "dropped"][number % 3];
        operation(site, "plans.close", plan, "1", at, &format!(r#"{{"outcome":"{outcome}","note":null}}"#))
    }
}

fn operation(site: &Site, kind: &str, subject: Uuid, base: &str, at: Timestamp, body: &str) -> String {
    let (id, program) = (fresh(), site.programs[0].id);
    let mut op = String::with_capacity(900);
    // Writing into a String does not fail.
    let _ = write!(
        op,
        r#"{{"id":"{id}","kind":"{kind}","v":1,"program":"{program}","subject":"{subject}","base":{base},"at":"{at}","body":{body}}}"#
    );
    op
}

fn fresh() -> Uuid {
    SystemIds.next(SystemClock.now())
}
