use insta::assert_snapshot;

use crate::{
    base::{
        actor::{Profession, Role},
        error::Error,
        ids::ProgramId,
    },
    exchange::{Report, What, import},
    features::members::{
        commands::{Came, end_membership},
        queries,
    },
    testing::clinic::Clinic,
};

mod again;

const MENDED: &str = include_str!("../../../data/examples/roster.csv");
const FAULTY: &str = include_str!("../../../data/examples/roster-with-faults.csv");
const HEADER: &str = "email,given_name,family_name,roles,training_year,profession,sets,coach\n";

impl Clinic {
    async fn imports(&self, file: &str) -> Report {
        self.takes(What::Roster, file.as_bytes(), false).await
    }

    /// A roster of these rows under the usual header.
    async fn imports_rows(&self, rows: &str) -> Report {
        self.imports(&format!("{HEADER}{rows}")).await
    }

    async fn tries(&self, file: &str) -> Report {
        self.takes(What::Roster, file.as_bytes(), true).await
    }

    /// Who coaches whom, by given names.
    async fn coaching(&self) -> Vec<(String, String)> {
        let listed = queries::list(self.db.reader(), self.program, self.now()).await.expect("a list");
        let name = |id| listed.iter().find(|one| one.id == id).map(|one| one.given_name.clone()).expect("a member");
        let now = queries::coaching_now(self.db.reader(), self.program, self.now()).await.expect("coaching");
        let mut named: Vec<_> = now.into_iter().map(|(coach, learner)| (name(coach), name(learner))).collect();
        named.sort();
        named
    }
}

#[actix_web::test]
async fn sixty_people_with_deliberate_faults_are_told_every_fault_and_none_is_stored() {
    let clinic = Clinic::without_people().await;
    let audited = clinic.count("audit_rows").await;

    let report = clinic.imports(FAULTY).await;

    assert_snapshot!(report, @r#"
    line 5, column email: "lawrence.ferreira(at)riverside.example" is not a mail address
    line 11, column given_name: is empty
    line 14, column roles: "chief" is no role; roles are learner, faculty, team, coach, coordinator, director, committee, faculty_developer, institution_admin
    line 17, column training_year: only a learner has a year of training
    line 20, column email: joyce.whitaker@riverside.example stands on line 19 already
    line 24, column roles: is empty
    line 30, column profession: is empty, and a member of the team has a profession: physician, nurse, pharmacist, therapist, social_worker, staff, other
    line 33, column profession: "wizard" is no profession; these are physician, nurse, pharmacist, therapist, social_worker, staff, other
    line 36, column coach: only a learner has a coach
    line 38, column training_year: 9 is not between 1 and 8
    line 40, column training_year: "PGY-2" is not a number between 1 and 8
    line 43, column training_year: is empty, and a learner has a year of training
    line 46, column sets: "acgme-em-2" is no set of this program, which has acgme-im-2
    line 49, column coach: adrian.castellano@riverside.example has no role coach in this file
    line 52, column coach: nobody@elsewhere.example is no coach of this program, nor of this file
    line 55, column coach: nobody is their own coach
    line 58: there are 5 fields where the header has 8
    line 60, column family_name: is empty
    60 rows, 18 faults: nothing was stored.
    "#);
    assert_eq!(report, clinic.tries(FAULTY).await.not_tried());
    assert_eq!(clinic.count("people").await, 0);
    assert_eq!(clinic.count("audit_rows").await, audited);
}

#[actix_web::test]
async fn the_mended_file_is_stored_and_the_same_again_changes_nothing() {
    let clinic = Clinic::without_people().await;

    assert_snapshot!(clinic.tries(MENDED).await, @"
    60 rows without a fault.
      people added: 60
      memberships begun: 60
      coachings begun: 24
    This was a dry run: nothing was stored.
    ");
    assert_eq!(clinic.count("people").await, 0);
    assert_snapshot!(clinic.imports(MENDED).await, @"
    60 rows without a fault.
      people added: 60
      memberships begun: 60
      coachings begun: 24
    All of it was stored.
    ");

    let audited = clinic.count("audit_rows").await;
    let as_windows_saves_it = format!("\u{feff}{}", MENDED.replace('\n', "\r\n"));
    for again in [MENDED, as_windows_saves_it.as_str()] {
        assert_eq!(clinic.imports(again).await.to_string(), "60 rows without a fault.\nNothing to change.");
    }
    assert_eq!(clinic.count("audit_rows").await, audited);

    let listed = queries::list(clinic.db.reader(), clinic.program, clinic.now()).await.expect("a list");
    let of = |role| listed.iter().filter(|one| one.membership.is(role)).count();
    assert_eq!([of(Role::Learner), of(Role::Faculty), of(Role::Team), of(Role::Coach)], [24, 26, 8, 2]);
    let uma = listed.iter().find(|one| one.given_name == "Uma").expect("Uma");
    assert_eq!(uma.membership.training_year(), Some(3));
    assert_eq!(uma.membership.profession(), Some(Profession::Physician));
    assert_eq!(listed.iter().filter(|one| one.family_name == "Nyström").count(), 1);
    assert_eq!(clinic.coaching().await.len(), 24);
}

#[actix_web::test]
async fn there_is_no_import_into_a_program_that_is_none() {
    let clinic = Clinic::without_people().await;
    let nowhere = ProgramId(clinic.institution.0);

    let answer = import(&clinic.db, None, nowhere, What::Roster, MENDED.as_bytes(), false).await;

    assert!(matches!(answer, Err(Error::NotFound)));
}

#[actix_web::test]
async fn what_a_row_says_is_the_whole_truth_about_a_person() {
    let clinic = Clinic::without_people().await;
    clinic.imports_rows("ana@x.test,Ana,Example,learner,1,physician,,\n").await;

    assert_snapshot!(clinic.imports_rows("ANA@x.test,Ana María,Example,learner; Committee,2,,,\n").await, @"
    1 row without a fault.
      names changed: 1
      memberships changed: 1
    All of it was stored.
    ");

    let ana = queries::list(clinic.db.reader(), clinic.program, clinic.now()).await.expect("a list").remove(0);
    assert_eq!((ana.given_name.as_str(), ana.email.as_str()), ("Ana María", "ana@x.test"));
    assert_eq!(ana.membership.roles().iter().copied().collect::<Vec<_>>(), [Role::Learner, Role::Committee]);
    assert_eq!((ana.membership.training_year(), ana.membership.profession()), (Some(2), None));
}

#[actix_web::test]
async fn whoever_is_not_in_the_file_stays() {
    let clinic = Clinic::without_people().await;
    clinic.imports_rows("ana@x.test,Ana,Example,learner,1,,,\nben@x.test,Ben,Example,learner,1,,,\n").await;

    clinic.imports_rows("ben@x.test,Ben,Example,learner,2,,,\n").await;

    let listed = queries::list(clinic.db.reader(), clinic.program, clinic.now()).await.expect("a list");
    assert!(listed.iter().all(|one| one.active));
    assert_eq!(listed.len(), 2);
}

#[actix_web::test]
async fn the_coach_column_says_who_coaches_from_now_on_and_an_empty_one_changes_nothing() {
    let clinic = Clinic::without_people().await;
    let coaches = "cole@x.test,Cole,Example,coach,,,,\ndana@x.test,Dana,Example,coach,,,,\n";
    let pair = |coach: &str, learner: &str| (coach.to_owned(), learner.to_owned());
    clinic.imports_rows(&format!("ana@x.test,Ana,Example,learner,1,,,cole@x.test\n{coaches}")).await;
    assert_eq!(clinic.coaching().await, [pair("Cole", "Ana")]);

    clinic.imports_rows("ana@x.test,Ana,Example,learner,1,,,\n").await;
    assert_eq!(clinic.coaching().await, [pair("Cole", "Ana")]);

    assert_snapshot!(clinic.imports_rows("ana@x.test,Ana,Example,learner,1,,,Dana@x.test\n").await, @"
    1 row without a fault.
      coachings begun: 1
      coachings ended: 1
    All of it was stored.
    ");
    assert_eq!(clinic.coaching().await, [pair("Dana", "Ana")]);

    clinic.imports_rows("ana@x.test,Ana,Example,learner,1,,,cole@x.test; dana@x.test\n").await;
    assert_eq!(clinic.coaching().await, [pair("Cole", "Ana"), pair("Dana", "Ana")]);

    assert_snapshot!(clinic.imports_rows("cole@x.test,Cole,Example,faculty,,,,\n").await, @"
    1 row without a fault.
      memberships changed: 1
      coachings ended: 1
    All of it was stored.
    ");
    assert_eq!(clinic.coaching().await, [pair("Dana", "Ana")]);
}

#[actix_web::test]
async fn a_change_of_coach_moves_what_there_is_to_the_new_one() {
    let clinic = Clinic::without_people().await;
    for (name, role) in [("ana", Role::Learner), ("fay", Role::Faculty), ("cole", Role::Coach), ("dana", Role::Coach)] {
        clinic.join(name, &[role]).await;
    }
    let ana = |coach: &str| format!("ana@riverside.test,ana,Example,learner,1,,,{coach}@riverside.test\n");
    let entry = clinic.gives("fay", "ana").await;

    clinic.imports_rows(&ana("cole")).await;
    assert_eq!(clinic.sees("cole").await, [entry.0]);
    clinic.imports_rows(&ana("dana")).await;

    assert!(clinic.sees("cole").await.is_empty());
    assert_eq!(clinic.sees("dana").await, [entry.0]);
}

#[actix_web::test]
async fn somebody_who_left_returns_by_the_file() {
    let clinic = Clinic::without_people().await;
    let (program, ana) = (clinic.program, clinic.join("ana", &[Role::Learner]).await);
    clinic.join("fay", &[Role::Faculty]).await;
    let entry = clinic.gives("fay", "ana").await;
    clinic.write(async move |tx| end_membership(tx, program, ana).await).await;
    assert!(clinic.sees("ana").await.is_empty());

    assert_snapshot!(clinic.imports_rows("ana@riverside.test,ana,Example,learner,2,,,\n").await, @"
    1 row without a fault.
      memberships begun again: 1
    All of it was stored.
    ");

    assert_eq!(clinic.sees("ana").await, [entry.0]);
    assert_eq!(clinic.set("ana", &[Role::Learner]).await, Came::Changed, "and is in the second year now");
}

#[actix_web::test]
async fn a_coach_whose_own_row_is_at_fault_is_told_once() {
    let clinic = Clinic::without_people().await;

    let rows = "ana@x.test,Ana,Example,learner,1,,,cole@x.test\ncole@x.test,,Example,coach,,,,\n";

    assert_snapshot!(clinic.imports_rows(rows).await, @"
    line 3, column given_name: is empty
    2 rows, 1 fault: nothing was stored.
    ");
}

#[actix_web::test]
async fn a_closed_account_is_not_opened_by_a_file() {
    let clinic = Clinic::without_people().await;
    let ana = clinic.join("ana", &[Role::Learner]).await;
    clinic
        .write(async move |tx| {
            tx.execute("UPDATE people SET deactivated_at = 1 WHERE id = $1", vec![ana.into()]).await.map(drop)
        })
        .await;

    assert_snapshot!(clinic.imports_rows("ana@riverside.test,ana,Example,learner,1,,,\n").await, @"
    line 2, column email: the account of ana@riverside.test is closed
    1 row, 1 fault: nothing was stored.
    ");
}

impl Report {
    /// The same as if it had not only been tried.
    fn not_tried(self) -> Self {
        Self { dry_run: false, ..self }
    }
}
