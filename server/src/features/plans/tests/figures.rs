//! Closure figures from a real database.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::{
    base::actor::Role,
    testing::clinic::{Clinic, give_body, id_of},
};

async fn figures(clinic: &Clinic, who: &str, asked: &str) -> (u16, Value) {
    clinic.calls(who, Method::GET, &format!("/closure{asked}"), None).await
}

#[actix_web::test]
async fn the_program_sees_how_many_plans_end_and_are_seen_again_by_another() {
    let clinic = Clinic::open().await;
    for name in ["lea", "leo", "lin"] {
        clinic.join(name, &[Role::Learner]).await;
    }
    for name in ["ana", "ben", "lea", "leo", "lin"] {
        let entry = clinic.gives("cole", name).await;
        let plan = clinic.plan(name, name, json!({ "entries": [entry] })).await;
        let looker = if name == "ben" { "cole" } else { "dora" };
        let mut look = give_body(name, clinic.now());
        look["plan"] = json!(plan);
        look["look_again"] = json!(if name == "lea" { "not_observed" } else { "better" });
        let op = clinic.op("feedback.give", clinic.fresh::<uuid::Uuid>(), None, look);
        assert_eq!(clinic.pushes(looker, vec![op]).await[0]["outcome"], "applied");
        clinic.an_hour_later();
        if name != "lin" {
            clinic.closes(name, plan, 1, "reached").await.expect("closed");
        }
    }
    let taken_back = clinic.gives("dora", "ana").await;
    clinic.withdraws("dora", taken_back).await;

    let (status, read) = figures(&clinic, "gia", "").await;

    assert_eq!(status, 200);
    let all = json!({ "people": 5, "entries": 10, "led_to_plan": 5, "plans": 5, "closed": 4, "seen_again": 3,
                      "by_another": 2, "median_days": 0.0 });
    assert_eq!(read["all"], all);
    assert_eq!(read["by_rotation"], json!([{ "rotation": null, "figures": all }]));
    assert!(!read.to_string().contains(&id_of("ana").to_string()), "nobody is named");

    let (_, before) = figures(&clinic, "hal", "?to=2026-11-17").await;
    assert_eq!(before["all"], Value::Null);
    let (_, same) = figures(&clinic, "hal", "?from=2026-11-18&to=2026-11-18").await;
    assert_eq!(same["all"], all);
}

#[actix_web::test]
async fn fewer_than_five_learners_are_nobodys_figures() {
    let clinic = Clinic::open().await;
    clinic.gives("cole", "ana").await;

    let (status, read) = figures(&clinic, "gia", "").await;

    assert_eq!((status, &read["all"], &read["by_year"]), (200, &Value::Null, &json!([])));
}
