//! Making an empty database the demo. No other database is touched.

use std::sync::Arc;

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    answers,
    calendar::Calendar,
    campaigns, coaching,
    corpus::corpus,
    dice::Dice,
    entries, found, learning, mishaps, plans, requests,
    roster::Roster,
    script::{Deed, Scene, Script},
    stage::{Named, Stage},
    tell::{Teller, give},
    time::{StoryClock, StoryIds},
};
use crate::{
    base::{
        clock::{Clock, Ids, Timestamp},
        error::{Error, Result},
        ids::PersonId,
    },
    entities::{institution, password, person},
    features::sessions,
    platform::{
        audit,
        auth::passwords,
        db::{Db, Location, OpenError},
        installation, outbox,
    },
};

/// What everybody of the demo page signs in with.
pub const PASSWORD: &str = "waymark-demo";
/// How much finished work of the past one write clears away.
const AT_ONCE: u64 = 500;

/// What to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// The same seed on the same day gives the same story, ids and all.
    pub seed: u64,
    /// About how many entries of everyday feedback there are.
    pub entries: usize,
}

impl Default for Story {
    fn default() -> Self {
        Self { seed: 1_307, entries: 870 }
    }
}

/// What [`prepare`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prepared {
    /// The database was empty and is the demo now.
    Made,
    /// It was the demo already, and was left as it is.
    Found,
}

/// Why there is no demo. Each reads as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Somebody's real installation.
    #[error(
        "this database is not a demo: an installation lives in it, and it was left as it is; name another place with \
         --data or DATABASE_URL"
    )]
    NotADemo,
    /// A demo that was interrupted while it was made.
    #[error("this demo was interrupted while it was made: remove its database and start again")]
    Unfinished,
    /// Our fault.
    #[error("the demo could not be made: {0}")]
    Failed(#[from] Error),
}

/// Makes an empty database the demo, and leaves a database that is one as it is.
///
/// The past is written with a clock of its own, up to the morning before `clock`'s present moment; what secrets and
/// epoch need comes from `ids`.
///
/// # Errors
/// [`DemoError`].
pub async fn prepare(
    location: &Location,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    story: Story,
) -> Result<Prepared, DemoError> {
    let now = clock.now();
    let db = Db::open(location, clock, ids.clone(), true).await?;
    match what_is_there(&db).await? {
        There::Nothing => {}
        There::Demo => return Ok(Prepared::Found),
        There::HalfADemo => return Err(DemoError::Unfinished),
        There::Installation => return Err(DemoError::NotADemo),
    }
    // Several processes may find it empty at once; one of them founds it.
    if !installation::found(&db, true).await?.demo {
        return Err(DemoError::NotADemo);
    }
    drop(db);
    tell(location, now, &*ids, story).await?;
    Ok(Prepared::Made)
}

enum There {
    Nothing,
    Demo,
    HalfADemo,
    Installation,
}

async fn what_is_there(db: &Db) -> Result<There> {
    let reader = db.reader();
    let founded = installation::load(reader).await?;
    let institutions = institution::Entity::find().count(reader).await?;
    let people = person::Entity::find().count(reader).await?;
    Ok(match founded {
        None if institutions + people == 0 => There::Nothing,
        Some(founded) if founded.demo => {
            // Passwords are the last thing that is written.
            let ready = password::Entity::find().count(reader).await? > 0;
            if ready { There::Demo } else { There::HalfADemo }
        }
        _ => There::Installation,
    })
}

/// Writes nine months up to `now`.
async fn tell(location: &Location, now: Timestamp, ids: &dyn Ids, story: Story) -> Result<(), DemoError> {
    let (clock, seeded) = (StoryClock::new(), StoryIds::new(story.seed));
    let zone = TimeZone::get(&corpus().program.time_zone).map_err(Error::internal)?;
    let calendar = Calendar::new(zone.clone(), now);
    let roster = Roster::new(corpus(), &calendar, &mut Dice::new(story.seed, "roster"));
    let begins = calendar.sharp(roster.first_day, 9 * 60);
    clock.set(begins);
    let db = Db::open(location, clock.clone(), seeded, false).await?;

    let people = db
        .write(None, {
            let (zone, seed) = (zone.clone(), story.seed);
            async move |tx| {
                let calendar = Calendar::new(zone.clone(), now);
                let roster = Roster::new(corpus(), &calendar, &mut Dice::new(seed, "roster"));
                found::found(tx, &roster, &calendar).await
            }
        })
        .await?;
    let end = calendar.end();
    let (stage, scenes) = play(calendar, roster, people, story);
    let mut teller = Teller::new(db.clone(), clock.clone());
    for scene in scenes {
        teller.tell(&stage, scene).await?;
    }
    teller.finish().await?;
    clock.set(end);
    close(&db).await?;
    set_passwords(&db, ids).await?;
    Ok(())
}

/// Thinks the whole story up.
fn play(calendar: Calendar, roster: Roster, named: Named, story: Story) -> (Arc<Stage>, Vec<Scene>) {
    let end = calendar.end();
    let year = (roster.year_start > roster.first_day).then(|| calendar.sharp(roster.year_start, 6 * 60));
    let mut stage = Stage::new(corpus(), calendar, roster, found::coaching(corpus()), named, story.seed);
    let mut script = Script::default();
    if let Some(at) = year {
        script.add(at, 0, Deed::NewYear);
    }
    let mut entries = entries::write(&mut stage, story.entries);
    plans::plan(&mut stage, &mut entries, &mut script);
    mishaps::happen(&mut stage, &mut entries, &mut script);
    requests::ask(&mut stage, &mut entries, &mut script);
    for entry in entries.iter().filter(|entry| entry.typed.is_none()) {
        let saved = give(&mut stage, entry);
        script.push(entry.received, entry.author, vec![saved]);
    }
    answers::follow(&mut stage, &entries, &mut script);
    learning::agree(&mut stage, &mut script); // begun from a plan of the learner's own, and not from a coach's
    coaching::meet(&mut stage, &mut script);
    campaigns::run(&mut stage, &mut script);
    (Arc::new(stage), script.until(end))
}

/// What is past needs no mail any more, and its audit is sealed.
async fn close(db: &Db) -> Result<()> {
    loop {
        let done = db.write(None, async |tx| {
            let taken = outbox::take(tx, AT_ONCE).await?;
            for one in &taken {
                outbox::finish(tx, one, &outbox::Outcome::Done).await?;
            }
            Ok(taken.len())
        });
        if done.await? == 0 {
            break;
        }
    }
    while db.write(None, async |tx| audit::seal(tx).await).await?.block.is_some() {}
    Ok(())
}

/// Gives everybody of the demo page the one password, each with a salt of their own.
async fn set_passwords(db: &Db, ids: &dyn Ids) -> Result<()> {
    let demo = person::Entity::find().filter(person::Column::Email.ends_with("@demo.test"));
    let mut hashes: Vec<(PersonId, String)> = Vec::new();
    for person in demo.all(db.reader()).await? {
        let mut salt = [0; 16];
        ids.fill(&mut salt);
        hashes.push((person.id, passwords::hash(PASSWORD, salt).await?));
    }
    db.write(None, async move |tx| {
        for (person, hash) in &hashes {
            sessions::commands::store_password(tx, *person, hash).await?;
        }
        Ok(())
    })
    .await
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        base::ids::{ProgramId, RotationId},
        demo::roster::named,
        features::frameworks::SetId,
    };

    /// The whole story as it is told on that day, without a database.
    fn played(now: Timestamp) -> (Arc<Stage>, Vec<Scene>) {
        let story = Story::default();
        let zone = TimeZone::get(&corpus().program.time_zone).expect("a zone");
        let calendar = Calendar::new(zone, now);
        let roster = Roster::new(corpus(), &calendar, &mut Dice::new(story.seed, "roster"));
        let id = |n: usize| Uuid::from_u128(n as u128);
        let names = Named {
            program: ProgramId(id(1)),
            set: SetId::parse(&corpus().program.set).expect("a set"),
            people: (0..corpus().people.len()).map(|n| PersonId(id(100 + n))).collect(),
            rotations: (0..corpus().program.rotations.len()).map(|n| RotationId(id(500 + n))).collect(),
        };
        play(calendar, roster, names, story)
    }

    #[test]
    fn every_season_of_the_year_has_its_story() {
        let first = Timestamp::parse("2026-11-18T20:00:00Z").expect("a time");
        for day in (0..366).step_by(23) {
            let (stage, scenes) = played(first.plus(jiff::SignedDuration::from_hours(24 * day)));
            let today = stage.calendar.day(0);
            let pushed: Vec<_> = scenes
                .iter()
                .filter_map(|scene| match &scene.deed {
                    Deed::Push(saved) => Some(saved.iter().map(move |saved| (scene, saved))),
                    _ => None,
                })
                .flatten()
                .collect();
            let count = |kind: &str| pushed.iter().filter(|(_, saved)| saved.kind == kind).count();

            assert!((840..=960).contains(&count("feedback.give")), "{today}: {} entries", count("feedback.give"));
            assert!(count("plans.start") >= 60, "{today}: {} plans", count("plans.start"));
            let early: Vec<_> = pushed
                .iter()
                .filter(|(scene, saved)| saved.at > scene.at)
                .map(|(scene, saved)| (&saved.kind, saved.at.to_string(), scene.at.to_string()))
                .collect();
            assert!(early.is_empty(), "{today}: sent before it was saved: {early:?}");

            let resident = stage.id(named(corpus(), "resident").expect("a person"));
            let plans = pushed.iter().filter(|(_, saved)| {
                saved.kind == "plans.start" && saved.body["learner"] == serde_json::json!(resident)
            });
            assert!(plans.count() >= 5, "{today}: plans of the demo's resident");
            let fresh = pushed.iter().filter(|(scene, saved)| {
                saved.kind == "feedback.give"
                    && stage.calendar.number(scene.at) >= -1
                    && saved.body["learner"] == serde_json::json!(resident)
                    && !saved.body["next_step"].is_null()
            });
            assert!(fresh.count() >= 3, "{today}: fresh feedback with a next step");
        }
    }
}
