use jiff::SignedDuration;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    commands::{Came, NewFirst, add_person, create_first, end_coaching, end_membership, record_read, start_coaching},
    model::{Email, Name, NewMembership, NewPerson},
    policy, queries,
};
use crate::{
    base::{
        actor::{Member, Profession, Role},
        day::Day,
        error::Error,
        ids::{PersonId, ProgramId},
    },
    entities::record_read as record_reads,
    features::programs::NewProgram,
    testing::clinic::{Clinic, line, person, set},
};

mod views;

#[test]
fn one_person_is_one_address_however_it_is_typed() {
    let typed = Email::parse(" Ana.Example@Riverside.TEST ").expect("an address");

    assert_eq!(typed.as_str(), "ana.example@riverside.test");
    for bad in
        ["ana", "ana@", "@x.test", "ana@test", "a b@x.test", "ana@x..test", "ana@x.test;ben@x.test", "a@b@c.test"]
    {
        assert_eq!(Email::parse(bad).map_err(|e| e.code()), Err("not_an_email"), "{bad}");
    }
    assert_eq!(Email::parse("  ").map_err(|e| e.code()), Err("empty"));
}

#[test]
fn a_name_is_one_line_of_letters_whatever_the_alphabet() {
    assert_eq!(Name::parse("  Zoë  van   Dijk ", "given_name").expect("a name").as_str(), "Zoë van Dijk");
    assert_eq!(Name::parse("陳", "family_name").expect("a name").as_str(), "陳");
    assert_eq!(Name::parse("Ana\u{7}", "given_name").map_err(|e| e.code()), Err("not_a_name"));
    assert_eq!(Name::parse(&"a".repeat(101), "given_name").map_err(|e| e.code()), Err("too_long"));
}

#[test]
fn a_membership_keeps_the_rules() {
    let of = [set("acgme-im-2"), set("acgme-peds-2")];
    let problem = |roles: &[Role], year, profession, sets: &[&str]| {
        let sets: Vec<_> = sets.iter().map(|id| set(id)).collect();
        NewMembership::new(roles.iter().copied(), year, profession, &sets, &of).expect_err("a problem").to_string()
    };

    assert_eq!(problem(&[], None, None, &[]), "no_role (roles)");
    assert_eq!(problem(&[Role::Learner], None, None, &[]), "training_year_missing (training_year)");
    assert_eq!(problem(&[Role::Learner], Some(9), None, &[]), "training_year_out_of_range (training_year)");
    assert_eq!(problem(&[Role::Faculty], Some(2), None, &[]), "training_year_without_learner (training_year)");
    assert_eq!(problem(&[Role::Team], None, None, &[]), "profession_missing (profession)");
    assert_eq!(problem(&[Role::Faculty], None, None, &["acgme-im-2"]), "sets_without_learner (sets)");
    assert_eq!(problem(&[Role::Learner], Some(1), None, &["acgme-em-2"]), "set_not_of_program (sets)");

    let one_of_two = NewMembership::new([Role::Learner], Some(1), None, &of[1..], &of).expect("a membership");
    assert_eq!(one_of_two.own_sets(), &of[1..]);
    let both = NewMembership::new([Role::Learner], Some(1), Some(Profession::Physician), &of, &of);
    assert_eq!(both.expect("a membership").own_sets(), [], "they are simply the program's");
}

#[test]
fn only_coordinators_and_directors_list_members() {
    let may = |role| {
        let member =
            Member { id: PersonId(Uuid::nil()), program: ProgramId(Uuid::nil()), roles: vec![role], coached: vec![] };
        policy::may_list_members(&member)
    };

    assert!(may(Role::Coordinator) && may(Role::Director));
    let others = [Role::Learner, Role::Faculty, Role::Team, Role::Coach, Role::Committee];
    assert!(!others.into_iter().any(may));
    assert!(!may(Role::FacultyDeveloper) && !may(Role::InstitutionAdmin));
}

#[actix_web::test]
async fn an_address_belongs_to_one_person() {
    let clinic = Clinic::without_people().await;
    clinic.join("ana", &[Role::Learner]).await;

    let again = clinic.db.write(None, async |tx| add_person(tx, &person("ANA")).await).await;

    assert_eq!(again.map_err(|e| e.code()), Err("email_taken"));
}

#[actix_web::test]
async fn a_member_may_hold_several_roles_and_the_same_again_changes_nothing() {
    let clinic = Clinic::without_people().await;
    let roles = [Role::Faculty, Role::Coach, Role::Committee];
    clinic.join("cole", &roles).await;
    let audited = clinic.count("audit_rows").await;

    assert_eq!(clinic.member("cole").await.roles, roles);
    assert_eq!(clinic.set("cole", &roles).await, Came::Same);
    assert_eq!(clinic.count("audit_rows").await, audited);
    assert_eq!(clinic.set("cole", &[Role::Faculty]).await, Came::Changed);
    assert_eq!(clinic.member("cole").await.roles, [Role::Faculty]);
}

#[actix_web::test]
async fn coaching_needs_a_coach_and_a_learner() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    let [ana, cole, dana] = [
        clinic.join("ana", &[Role::Learner]).await,
        clinic.join("cole", &[Role::Faculty]).await,
        clinic.join("dana", &[Role::Coach]).await,
    ];
    let start = async |coach, learner, since: Option<&str>| {
        let since = since.and_then(Day::parse);
        let write =
            clinic.db.write(None, async move |tx| start_coaching(tx, program, coach, learner, since.clone()).await);
        write.await.map_err(|error| error.code())
    };

    assert_eq!(start(cole, ana, None).await, Err("not_a_coach"));
    assert_eq!(start(dana, cole, None).await, Err("not_a_learner"));
    assert_eq!(start(dana, dana, None).await, Err("own_coach"));
    assert_eq!(start(dana, ana, Some("2026-11-19")).await, Err("starts_later"));
    assert_eq!(start(dana, ana, Some("2026-07-01")).await, Ok(true));
    assert_eq!(start(dana, ana, None).await, Ok(false), "it goes on already");
    assert_eq!(clinic.member("dana").await.coached, [ana]);
}

#[actix_web::test]
async fn a_coaching_that_ended_is_over_at_once_and_may_begin_again() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    let [ana, dana] = [clinic.join("ana", &[Role::Learner]).await, clinic.join("dana", &[Role::Coach]).await];
    let coaches = async || queries::coaches_of(clinic.db.reader(), program, ana, clinic.now()).await.expect("coaches");
    clinic.write(async move |tx| start_coaching(tx, program, dana, ana, None).await).await;
    assert_eq!(coaches().await, [dana]);

    clinic.write(async move |tx| end_coaching(tx, program, dana, ana).await).await;

    assert_eq!(coaches().await, []);
    assert_eq!(clinic.member("dana").await.coached, []);
    let again = clinic.db.write(None, async move |tx| end_coaching(tx, program, dana, ana).await).await;
    assert!(matches!(again, Err(Error::NotFound)));
    clinic.write(async move |tx| start_coaching(tx, program, dana, ana, None).await).await;
    assert_eq!(coaches().await, [dana]);
}

#[actix_web::test]
async fn whoever_leaves_is_neither_member_nor_coach_nor_coached() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    let [ana, ben, dana] = [
        clinic.join("ana", &[Role::Learner]).await,
        clinic.join("ben", &[Role::Learner]).await,
        clinic.join("dana", &[Role::Coach]).await,
    ];
    clinic.write(async move |tx| start_coaching(tx, program, dana, ana, None).await).await;
    clinic.write(async move |tx| start_coaching(tx, program, dana, ben, None).await).await;
    let coaching = async || queries::coaching_now(clinic.db.reader(), program, clinic.now()).await.expect("coaching");

    clinic.write(async move |tx| end_membership(tx, program, ana).await).await;
    assert_eq!(coaching().await, [(dana, ben)]);
    assert_eq!(queries::learner(clinic.db.reader(), program, ana).await.expect("a read"), None);
    clinic.write(async move |tx| end_membership(tx, program, dana).await).await;
    assert_eq!(coaching().await, []);

    assert_eq!(clinic.set("dana", &[Role::Coach]).await, Came::Returned);
    assert_eq!(coaching().await, [], "a coaching is begun anew, on purpose");
    let listed = queries::list(clinic.db.reader(), program, clinic.now()).await.expect("a list");
    let names: Vec<_> = listed.iter().map(|one| (one.given_name.as_str(), one.active)).collect();
    assert_eq!(names, [("ana", false), ("ben", true), ("dana", true)]);
}

#[actix_web::test]
async fn a_record_is_read_once_a_day_and_only_others_reading_counts() {
    let clinic = Clinic::without_people().await;
    let program = clinic.program;
    let ana = clinic.join("ana", &[Role::Learner]).await;
    let dir = clinic.join("dir", &[Role::Director]).await;
    let (director, learner) = (clinic.member("dir").await, clinic.member("ana").await);
    let read = async |reader: &Member, role| {
        let reader = reader.clone();
        clinic.write(async move |tx| record_read(tx, &reader, ana, role).await).await
    };

    assert!(read(&director, Role::Director).await);
    assert!(!read(&director, Role::Director).await);
    assert!(!read(&director, Role::Committee).await, "one line per reader and day");
    assert!(!read(&director, Role::Coach).await);
    assert!(!read(&learner, Role::Director).await);
    // Nine in the morning in New York: fifteen hours later it is another day there.
    clinic.advance(SignedDuration::from_hours(14));
    assert!(!read(&director, Role::Director).await);
    clinic.advance(SignedDuration::from_hours(1));
    assert!(read(&director, Role::Committee).await);

    let reads = queries::record_reads(clinic.db.reader(), program, ana).await.expect("reads");
    let reads: Vec<_> = reads.iter().map(|read| (read.reader, read.role, read.at.to_string())).collect();
    assert_eq!(
        reads,
        [
            (dir, Role::Committee, "2026-11-19T05:00:00.000Z".to_owned()),
            (dir, Role::Director, "2026-11-18T14:00:00.000Z".to_owned()),
        ]
    );
    assert_eq!(record_reads::Entity::find().all(clinic.db.reader()).await.expect("rows").len(), 2);
}

#[actix_web::test]
async fn an_empty_installation_gets_its_first_program_once() {
    let clinic = Clinic::without_program().await;
    let new = NewFirst {
        institution: line("Riverside Hospital"),
        program: NewProgram::parse("Pediatrics", "america/chicago", &["acgme-peds-2"]).expect("a program"),
        coordinator: NewPerson::parse("kim@riverside.test", "Kim", "Example").expect("a person"),
    };
    let again = new.clone();

    let first = clinic.write(async move |tx| create_first(tx, &new).await).await;
    let second = clinic.db.write(None, async move |tx| create_first(tx, &again).await).await;

    assert_eq!(second.map_err(|error| error.code()), Err("not_empty"));
    let kim = queries::with_role(clinic.db.reader(), first.program, Role::Coordinator, clinic.now())
        .await
        .expect("coordinators");
    assert_eq!(kim, [first.coordinator]);
}
