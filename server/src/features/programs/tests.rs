mod expected;

use super::{
    commands::{add_rotation, assign, change_rotation, create_institution, create_program, unassign},
    model::{NewAssignment, NewProgram, NewRotation, ProgramSets, Zone},
    queries,
};
use crate::{
    base::{actor::Role, day::Day, error::Error, ids::AssignmentId, setting::Setting},
    features::frameworks::frameworks,
    testing::clinic::{Clinic, line, set, skill},
};

fn rotation(name: &str, setting: Setting) -> NewRotation {
    NewRotation { name: line(name), setting, skills: None }
}

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

#[test]
fn a_time_zone_has_a_name_of_the_database_and_is_spelled_as_there() {
    assert_eq!(Zone::parse(" america/new_york ").expect("a zone").as_str(), "America/New_York");
    assert_eq!(Zone::parse("UTC").expect("a zone").as_str(), "UTC");
    for bad in ["", "Eastern", "America/Springfield", "+05:00", "Etc/Unknown", "../etc/passwd"] {
        assert_eq!(Zone::parse(bad).map_err(|e| e.code()), Err("unknown_time_zone"), "{bad}");
    }
}

#[test]
fn a_program_has_one_or_two_sets_that_exist() {
    let problem = |ids: &[&str]| ProgramSets::parse(ids).map(drop).map_err(|error| error.code());

    assert_eq!(problem(&["acgme-im-2"]), Ok(()));
    assert_eq!(problem(&["acgme-im-2", "acgme-peds-2"]), Ok(()));
    assert_eq!(problem(&[]), Err("one_or_two_sets"));
    assert_eq!(problem(&["acgme-im-2", "acgme-im-2"]), Err("one_or_two_sets"));
    assert_eq!(problem(&["acgme-im-2", "acgme-peds-2", "acgme-em-2"]), Err("one_or_two_sets"));
    assert_eq!(problem(&["acgme-im-1"]), Err("unknown_set"));
    assert_eq!(problem(&["IM 2"]), Err("unknown_set"));
}

#[actix_web::test]
async fn names_are_taken_once() {
    let clinic = Clinic::without_people().await;
    let institution = clinic.institution;
    let new = NewProgram::parse("Riverside Internal Medicine", "UTC", &["acgme-em-2"]).expect("a program");

    let hospital = clinic.db.write(None, async |tx| create_institution(tx, &line("Riverside Hospital")).await).await;
    let program = clinic.db.write(None, async move |tx| create_program(tx, institution, &new).await).await;

    assert_eq!(hospital.map_err(|e| e.code()), Err("institution_exists"));
    assert_eq!(program.map_err(|e| e.code()), Err("program_exists"));
}

#[actix_web::test]
async fn a_program_is_found_by_its_id_or_its_name() {
    let clinic = Clinic::without_people().await;
    let find = async |words: &str| queries::find(clinic.db.reader(), words).await.expect("a read");

    let by_name = find("Riverside Internal Medicine").await.expect("found");
    assert_eq!((by_name.id, by_name.institution.as_str()), (clinic.program, "Riverside Hospital"));
    assert_eq!(find(&clinic.program.to_string()).await, Some(by_name));
    assert_eq!(find("Riverside").await, None);
}

#[actix_web::test]
async fn a_rotation_has_the_skills_of_its_setting_until_it_has_its_own() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    let skills = async || {
        let of = queries::program(clinic.db.reader(), program).await.expect("a read").expect("a program");
        queries::rotations(clinic.db.reader(), &of).await.expect("a read").remove(0).skills
    };
    let by_setting = |word: &str| frameworks().skills_for(&set("acgme-im-2"), word).to_vec();

    let id = clinic.write(async move |tx| add_rotation(tx, program, &rotation("Wards A", Setting::Ward)).await).await;
    assert_eq!(skills().await, by_setting("ward"));
    assert!(!by_setting("ward").is_empty());

    let own = NewRotation {
        skills: Some(vec![skill("PC3"), skill("PC1"), skill("PC3")]),
        ..rotation("Wards A", Setting::Ward)
    };
    clinic.write(async move |tx| change_rotation(tx, program, id, &own).await).await;
    assert_eq!(skills().await, [skill("PC3"), skill("PC1")]);

    clinic.write(async move |tx| change_rotation(tx, program, id, &rotation("Clinic", Setting::Clinic)).await).await;
    assert_eq!(skills().await, by_setting("clinic"));
}

#[actix_web::test]
async fn a_rotation_takes_no_skill_of_another_set_and_no_name_twice() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    clinic.write(async move |tx| add_rotation(tx, program, &rotation("Éclair Unit", Setting::Ward)).await).await;
    let add = async |new: NewRotation| {
        let write = clinic.db.write(None, async move |tx| add_rotation(tx, program, &new).await).await;
        write.map(drop).map_err(|error| error.code())
    };

    assert_eq!(add(rotation("éclair unit", Setting::Icu)).await, Err("rotation_exists"));
    let foreign =
        NewRotation { skills: Some(vec![set("acgme-em-2").subcompetency("PC1")]), ..rotation("ED", Setting::Ed) };
    assert_eq!(add(foreign).await, Err("foreign_subcompetency"));
    assert_eq!(clinic.count("rotations").await, 1);
}

#[actix_web::test]
async fn nobody_is_on_one_rotation_twice_on_one_day() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    let person = clinic.join("ana", &[Role::Learner]).await;
    let [wards, night] = clinic
        .write(async move |tx| {
            Ok([
                add_rotation(tx, program, &rotation("Wards A", Setting::Ward)).await?,
                add_rotation(tx, program, &rotation("Night Float", Setting::Ward)).await?,
            ])
        })
        .await;
    let put = async |rotation, first: &str, last: &str| {
        let new = NewAssignment { rotation, person, starts_on: day(first), ends_on: day(last) };
        let write = clinic.db.write(None, async move |tx| assign(tx, program, &new).await).await;
        write.map_err(|error| error.code())
    };

    let id = put(wards, "2026-11-02", "2026-11-29").await.expect("an assignment");
    assert_eq!(put(wards, "2026-11-02", "2026-11-29").await, Ok(id), "the same again is the same");
    assert_eq!(put(wards, "2026-11-02", "2026-11-22").await, Ok(id), "its last day is moved");
    assert_eq!(put(wards, "2026-11-22", "2026-11-25").await, Err("overlaps"));
    assert_eq!(put(wards, "2026-11-20", "2026-11-19").await, Err("ends_before_start"));
    put(night, "2026-11-22", "2026-11-25").await.expect("another rotation at the same time");
    put(wards, "2026-11-23", "2026-11-25").await.expect("the day after");

    clinic.write(async move |tx| unassign(tx, program, id).await).await;
    let again = clinic.db.write(None, async move |tx| unassign(tx, program, id).await).await;
    assert!(matches!(again, Err(Error::NotFound)));
    let nobody = clinic.db.write(None, async move |tx| unassign(tx, program, AssignmentId(person.0)).await).await;
    assert!(matches!(nobody, Err(Error::NotFound)));
    assert_eq!(
        queries::assignments_from(clinic.db.reader(), program, day("2026-11-25")).await.expect("a read").len(),
        2
    );
    assert_eq!(
        queries::assignments_from(clinic.db.reader(), program, day("2026-11-26")).await.expect("a read").len(),
        0
    );
}
