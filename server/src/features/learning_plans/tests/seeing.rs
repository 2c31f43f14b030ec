//! Who has a learning plan, who reads it, and what is written down of that.

use std::collections::BTreeSet;

use super::super::queries;
use crate::{
    base::ids::LearningPlanId,
    platform::feed::Kind,
    testing::clinic::{CAST, Clinic},
};

async fn who_reads(clinic: &Clinic, plan: LearningPlanId) -> BTreeSet<&'static str> {
    let mut readers = BTreeSet::new();
    for (name, _) in CAST {
        let reader = clinic.member(name).await;
        let db = clinic.app.app.db.reader();
        let one = queries::learning_plan(db, &reader, plan).await.expect("read");
        let all = queries::learning_plans(db, &reader, queries::Asked::default()).await.expect("read");
        assert_eq!(one.is_some(), all.iter().any(|read| read.plan.id == plan), "{name} by id and in the list");
        if one.is_some() {
            readers.insert(name);
        }
    }
    readers
}

#[actix_web::test]
async fn learner_and_coach_have_it_the_director_reads_it_online_and_nobody_else_knows_of_it() {
    let clinic = Clinic::open().await;

    let plan = clinic.ready().await;

    assert_eq!(clinic.who_has(Kind::LearningPlan, plan).await, BTreeSet::from(["ana", "eve"]));
    assert_eq!(who_reads(&clinic, plan).await, BTreeSet::from(["ana", "eve", "gia"]));
}

#[actix_web::test]
async fn a_new_coach_gets_it_with_all_that_was_signed_and_one_who_stops_loses_both() {
    let clinic = Clinic::open().await;
    let plan = clinic.ready().await;
    clinic.signs("ana", plan, 4).await;
    clinic.signs("eve", plan, 4).await;

    clinic.starts_coaching("finn", "ana").await;
    clinic.ends_coaching("eve", "ana").await;

    assert_eq!(clinic.who_has(Kind::LearningPlan, plan).await, BTreeSet::from(["ana", "finn"]));
    let signatures = super::kit::sent(&clinic, "finn", "learning_plan_signature").await;
    assert_eq!(signatures.len(), 2);
    assert!(super::kit::sent(&clinic, "eve", "learning_plan_signature").await.is_empty());
}
