//! Feeds follow who somebody is.

use sea_orm::Value;
use serde_json::json;
use uuid::Uuid;

use crate::{
    base::{actor::Role, ids::EntryId},
    features::{
        members::commands::{Came, add_person, end_membership, set_membership, settle},
        programs::{NewProgram, commands::create_program},
    },
    platform::feed::Kind,
    testing::clinic::{Clinic, membership, person},
};

/// Ana and Ben learn, Fay is their attending, Dana is a coach.
async fn clinic() -> Clinic {
    let clinic = Clinic::without_people().await;
    clinic.join("ana", &[Role::Learner]).await;
    clinic.join("ben", &[Role::Learner]).await;
    clinic.join("fay", &[Role::Faculty]).await;
    clinic.join("dana", &[Role::Faculty, Role::Coach]).await;
    clinic
}

impl Clinic {
    async fn leaves(&self, name: &str) {
        let (program, person) = (self.program, self.id(name));
        self.write(async move |tx| end_membership(tx, program, person).await).await;
    }

    async fn settles(&self, name: &str) {
        let (program, person) = (self.program, self.id(name));
        self.write(async move |tx| settle(tx, program, person).await).await;
    }

    async fn stores_amendment(&self, author: &str, entry: EntryId, viewers: &[&str]) -> Uuid {
        let sql = "INSERT INTO amendments (id, entry_id, program_id, author_id, text, given_at, received_at) \
                   VALUES ($1, $2, $3, $4, 'And calm.', 1, 1)";
        let values = vec![entry.into(), self.program.into(), self.id(author).into()];
        self.stores(Kind::Amendment, sql, values, viewers).await
    }

    async fn stores_thanks(&self, learner: &str, entry: EntryId, viewers: &[&str]) -> Uuid {
        let sql = "INSERT INTO responses (id, entry_id, program_id, author_id, kind, given_at, received_at) \
                   VALUES ($1, $2, $3, $4, 'thanked', 1, 1)";
        let values = vec![entry.into(), self.program.into(), self.id(learner).into()];
        self.stores(Kind::Response, sql, values, viewers).await
    }

    async fn stores_reflection(&self, learner: &str, entry: EntryId) -> Uuid {
        let sql = "INSERT INTO reflections (id, entry_id, program_id, author_id, text, given_at, received_at) \
                   VALUES ($1, $2, $3, $4, 'I was in a hurry.', 1, 1)";
        let values = vec![entry.into(), self.program.into(), self.id(learner).into()];
        self.stores(Kind::Reflection, sql, values, &[learner]).await
    }

    async fn stores_share(&self, reflection: Uuid, with: &str) {
        let with = self.id(with);
        self.write(async move |tx| {
            let sql = "INSERT INTO reflection_shares (reflection_id, person_id, shared_at) VALUES ($1, $2, 1)";
            tx.execute(sql, vec![reflection.into(), with.into()]).await?;
            tx.show_to(Kind::Reflection, reflection, [with]);
            Ok(())
        })
        .await;
    }

    async fn stores_plan(&self, learner: &str, goal_shown: bool) -> Uuid {
        let sql = "INSERT INTO plans (id, program_id, learner_id, author_id, state, goal, goal_shown, goal_version, \
                   steps_version, review_version, state_version, started_at, received_at) \
                   VALUES ($1, $2, $3, $3, 'open', 'Ask first', $4, 1, 1, 1, 1, 1, 1)";
        let values: Vec<Value> = vec![self.program.into(), self.id(learner).into(), goal_shown.into()];
        self.stores(Kind::Plan, sql, values, &[learner]).await
    }

    async fn stores_note(&self, learner: &str, plan: Uuid, shared: bool) -> Uuid {
        let sql = "INSERT INTO plan_progress (id, plan_id, program_id, author_id, text, shared, given_at, received_at) \
                   VALUES ($1, $2, $3, $4, 'Tried it today.', $5, 1, 1)";
        let values = vec![plan.into(), self.program.into(), self.id(learner).into(), shared.into()];
        self.stores(Kind::PlanProgress, sql, values, &[learner]).await
    }

    async fn stores_link(&self, plan: Uuid, entry: EntryId, author: &str) {
        let (program, author) = (self.program, self.id(author));
        self.write(async move |tx| {
            tx.execute("INSERT INTO plan_entries VALUES ($1, $2)", vec![plan.into(), entry.into()]).await?;
            tx.show(Kind::PlanGoal, entry, program, 1, &json!({ "id": entry }), [author]).map(drop)
        })
        .await;
    }

    async fn stores_read_mark(&self, reader: &str, entry: EntryId) {
        let (program, reader) = (self.program, self.id(reader));
        self.write(async move |tx| {
            let sql = "INSERT INTO read_marks (person_id, entry_id, program_id, at) VALUES ($1, $2, $3, 1)";
            tx.execute(sql, vec![reader.into(), entry.into(), program.into()]).await.map(drop)
        })
        .await;
    }

    async fn stores_withdrawal(&self, entry: EntryId) {
        self.write(async move |tx| {
            let sql = "INSERT INTO feedback_entry_states (entry_id, state, version, redacted) \
                       VALUES ($1, 'withdrawn', 2, '')";
            tx.execute(sql, vec![entry.into()]).await.map(drop)
        })
        .await;
    }
}

fn sorted<const N: usize>(mut ids: [Uuid; N]) -> Vec<Uuid> {
    ids.sort_unstable();
    ids.to_vec()
}

#[actix_web::test]
async fn a_new_coach_finds_what_there_is_of_the_learner_and_nothing_private() {
    let clinic = clinic().await;
    let entry = clinic.gives("fay", "ana").await;
    let amendment = clinic.stores_amendment("fay", entry, &["fay", "ana"]).await;
    let thanks = clinic.stores_thanks("ana", entry, &["fay", "ana"]).await;
    let plan = clinic.stores_plan("ana", false).await;
    let shared = clinic.stores_note("ana", plan, true).await;
    clinic.stores_note("ana", plan, false).await;
    clinic.stores_reflection("ana", entry).await;
    clinic.gives("fay", "ben").await;
    clinic.stores_plan("ben", false).await;
    assert!(clinic.sees("dana").await.is_empty());

    clinic.starts_coaching("dana", "ana").await;

    assert_eq!(clinic.sees("dana").await, sorted([entry.0, amendment, thanks, plan, shared]));
}

#[actix_web::test]
async fn when_coaching_ends_the_coach_keeps_what_they_wrote_themselves() {
    let clinic = clinic().await;
    let of_fay = clinic.gives("fay", "ana").await;
    let of_dana = clinic.gives("dana", "ana").await;
    let thanks = clinic.stores_thanks("ana", of_dana, &["dana", "ana"]).await;
    let reflection = clinic.stores_reflection("ana", of_fay).await;
    clinic.starts_coaching("dana", "ana").await;
    clinic.starts_coaching("dana", "ben").await;
    let of_ben = clinic.gives("fay", "ben").await;
    clinic.stores_share(reflection, "dana").await;
    assert_eq!(clinic.sees("dana").await, sorted([of_fay.0, of_dana.0, thanks, reflection, of_ben.0]));

    clinic.ends_coaching("dana", "ana").await;

    assert_eq!(clinic.sees("dana").await, sorted([of_dana.0, thanks, reflection, of_ben.0]));
    let gone: Vec<_> = clinic.feed("dana").await.into_iter().filter(|(_, _, gone)| *gone).collect();
    assert_eq!(gone, [("feedback_entry".to_owned(), of_fay.0, true)]);
    assert_eq!(clinic.sees("ana").await.len(), 4, "the learner's own feed is not touched");
}

#[actix_web::test]
async fn a_withdrawn_entry_is_brought_to_no_new_coach() {
    let clinic = clinic().await;
    let entry = clinic.gives("fay", "ana").await;
    clinic.stores_amendment("fay", entry, &["fay", "ana"]).await;
    clinic.stores_withdrawal(entry).await;
    let stands = clinic.gives("fay", "ana").await;

    clinic.starts_coaching("dana", "ana").await;

    assert_eq!(clinic.sees("dana").await, [stands.0]);
}

#[actix_web::test]
async fn the_stub_of_a_withdrawn_entry_comes_back_to_its_author_and_to_who_had_read_it() {
    let clinic = clinic().await;
    let read = clinic.gives("fay", "ana").await;
    let unread = clinic.gives("fay", "ana").await;
    clinic.stores_read_mark("ana", read).await;
    clinic.stores_withdrawal(read).await;
    clinic.stores_withdrawal(unread).await;

    for name in ["ana", "fay"] {
        clinic.leaves(name).await;
    }
    clinic.set("ana", &[Role::Learner]).await;
    clinic.set("fay", &[Role::Faculty]).await;

    assert_eq!(clinic.sees("ana").await, [read.0]);
    assert_eq!(clinic.sees("fay").await, sorted([read.0, unread.0]));
}

#[actix_web::test]
async fn a_shown_goal_gives_way_to_the_plan_and_comes_back() {
    let clinic = clinic().await;
    let entry = clinic.gives("dana", "ana").await;
    let plan = clinic.stores_plan("ana", true).await;
    clinic.stores_link(plan, entry, "dana").await;
    let kinds = async || {
        let feed = clinic.feed("dana").await;
        let mut kinds: Vec<_> = feed.into_iter().filter(|(_, _, gone)| !gone).map(|(kind, ..)| kind).collect();
        kinds.sort_unstable();
        kinds
    };

    clinic.starts_coaching("dana", "ana").await;
    assert!(kinds().await.contains(&"plan".to_owned()));
    clinic.ends_coaching("dana", "ana").await;

    assert_eq!(kinds().await, ["feedback_entry", "plan_goal"]);
}

#[actix_web::test]
async fn whoever_leaves_a_program_loses_it_and_whoever_returns_gets_it_back() {
    let mut clinic = clinic().await;
    let given = clinic.gives("fay", "ana").await;
    let thanks = clinic.stores_thanks("ana", given, &["fay", "ana"]).await;
    let reflection = clinic.stores_reflection("ana", given).await;
    let plan = clinic.stores_plan("ana", false).await;
    let note = clinic.stores_note("ana", plan, false).await;
    let elsewhere = other_program(&mut clinic, "ana").await;
    let before = clinic.sees("ana").await;
    assert_eq!(before, sorted([given.0, thanks, reflection, plan, note, elsewhere]));

    clinic.leaves("ana").await;
    assert_eq!(clinic.sees("ana").await, [elsewhere], "the other program is not touched");
    clinic.leaves("fay").await;
    assert!(clinic.sees("fay").await.is_empty());

    assert_eq!(clinic.set("ana", &[Role::Learner]).await, Came::Returned);
    assert_eq!(clinic.sees("ana").await, before);
    assert_eq!(clinic.set("fay", &[Role::Faculty]).await, Came::Returned);
    assert_eq!(clinic.sees("fay").await, sorted([given.0, thanks]));
}

/// Puts somebody into a second program of the institution, with one thing to see there.
async fn other_program(clinic: &mut Clinic, name: &str) -> Uuid {
    let (institution, person) = (clinic.institution, clinic.id(name));
    let new = NewProgram::parse("Riverside Geriatrics", "America/New_York", &["acgme-im-2"]).expect("a program");
    let second = clinic
        .write(async move |tx| {
            let program = create_program(tx, institution, &new).await?;
            set_membership(tx, program, person, &membership(&[Role::Learner])).await?;
            Ok(program)
        })
        .await;
    let first = std::mem::replace(&mut clinic.program, second);
    let plan = clinic.stores_plan(name, false).await;
    clinic.program = first;
    plan
}

#[actix_web::test]
async fn a_coach_who_is_a_coach_no_longer_sees_as_one_no_longer() {
    let clinic = clinic().await;
    let of_fay = clinic.gives("fay", "ana").await;
    let of_dana = clinic.gives("dana", "ana").await;
    clinic.starts_coaching("dana", "ana").await;
    assert_eq!(clinic.sees("dana").await, sorted([of_fay.0, of_dana.0]));

    clinic.set("dana", &[Role::Faculty]).await;

    assert_eq!(clinic.sees("dana").await, [of_dana.0]);
}

#[actix_web::test]
async fn when_a_learner_becomes_faculty_their_coach_has_nothing_to_see() {
    let clinic = clinic().await;
    let entry = clinic.gives("fay", "ana").await;
    clinic.starts_coaching("dana", "ana").await;
    assert_eq!(clinic.sees("dana").await, [entry.0]);

    clinic.set("ana", &[Role::Faculty]).await;

    assert!(clinic.sees("dana").await.is_empty());
    assert_eq!(clinic.sees("ana").await, [entry.0], "what was written about Ana stays Ana's");
}

#[actix_web::test]
async fn a_feed_that_agrees_is_not_moved() {
    let clinic = clinic().await;
    let entry = clinic.gives("fay", "ana").await;
    clinic.stores_amendment("fay", entry, &["fay", "ana"]).await;
    clinic.starts_coaching("dana", "ana").await;
    let before = [clinic.feed("ana").await, clinic.feed("fay").await, clinic.feed("dana").await];
    let counted = clinic.count("feed").await;

    for name in ["ana", "ben", "fay", "dana"] {
        clinic.settles(name).await;
    }

    assert_eq!([clinic.feed("ana").await, clinic.feed("fay").await, clinic.feed("dana").await], before);
    assert_eq!(clinic.count("feed").await, counted);
}

#[actix_web::test]
async fn what_was_held_stays_with_whoever_sent_it() {
    let clinic = clinic().await;
    let sql = "INSERT INTO held_items (id, program_id, author_id, author_belonged, kind, subject, code, state, \
               operation, at, received_at, version) \
               VALUES ($1, $2, $3, $4, 'feedback.give', $1, 'unknown_learner', 'held', '{}', 1, 1, 1)";
    let values = vec![clinic.program.into(), clinic.id("fay").into(), true.into()];
    let held = clinic.stores(Kind::HeldItem, sql, values, &["fay"]).await;
    clinic.gives("fay", "ana").await;

    clinic.leaves("fay").await;

    assert_eq!(clinic.sees("fay").await, [held]);
}

#[actix_web::test]
async fn who_never_was_a_member_gets_nothing() {
    let clinic = clinic().await;
    clinic.gives("fay", "ana").await;
    let program = clinic.program;

    clinic
        .write(async move |tx| {
            let stranger = add_person(tx, &person("stranger")).await?;
            settle(tx, program, stranger).await
        })
        .await;

    assert_eq!(clinic.count("feed").await, 2, "Fay's and Ana's");
}
