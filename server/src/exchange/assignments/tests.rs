use insta::assert_snapshot;

use crate::{
    base::{actor::Role, day::Day},
    exchange::{Report, What},
    features::{members::commands::end_membership, programs::queries},
    testing::clinic::Clinic,
};

const ROSTER: &str = include_str!("../../../data/examples/roster.csv");
const EXAMPLE: &str = include_str!("../../../data/examples/assignments.csv");

impl Clinic {
    async fn assigns(&self, rows: &str) -> Report {
        let file = format!("email,rotation,start,end,setting\n{rows}");
        self.takes(What::Assignments, file.as_bytes(), false).await
    }

    /// Who is on which rotation: first day, last day.
    async fn spans(&self) -> Vec<(String, String)> {
        let ever = Day::parse("1900-01-01").expect("a day");
        let rows = queries::assignments_from(self.db.reader(), self.program, ever).await.expect("a read");
        rows.into_iter().map(|row| (row.starts_on.to_string(), row.ends_on.to_string())).collect()
    }
}

async fn clinic() -> Clinic {
    let clinic = Clinic::without_people().await;
    clinic.join("ana", &[Role::Learner]).await;
    clinic.join("fay", &[Role::Faculty]).await;
    clinic
}

#[actix_web::test]
async fn the_example_is_stored_and_the_same_again_changes_nothing() {
    let clinic = Clinic::without_people().await;
    clinic.takes(What::Roster, ROSTER.as_bytes(), false).await;
    let take = async |dry_run| clinic.takes(What::Assignments, EXAMPLE.as_bytes(), dry_run).await;

    assert_snapshot!(take(true).await, @"
    80 rows without a fault.
      rotations added: 8
      assignments added: 80
    This was a dry run: nothing was stored.
    ");
    assert_eq!(clinic.count("assignments").await, 0);
    assert_snapshot!(take(false).await, @"
    80 rows without a fault.
      rotations added: 8
      assignments added: 80
    All of it was stored.
    ");
    let audited = clinic.count("audit_rows").await;
    assert_snapshot!(take(false).await, @"
    80 rows without a fault.
    Nothing to change.
    ");
    assert_eq!(clinic.count("audit_rows").await, audited);
    assert_eq!(clinic.count("rotations").await, 8);
}

#[actix_web::test]
async fn every_fault_is_told_by_line_and_column_and_nothing_is_stored() {
    let clinic = clinic().await;
    let (program, ben) = (clinic.program, clinic.join("ben", &[Role::Learner]).await);
    clinic.write(async move |tx| end_membership(tx, program, ben).await).await;
    clinic.assigns("fay@riverside.test,ICU,2026-11-02,2026-11-15,icu\n").await;

    let report = clinic
        .assigns(
            "ana,Wards,2026-11-02,2026-11-29,ward\n\
             ana@riverside.test,,2026-11-02,2026-11-29,ward\n\
             ana@riverside.test,Wards,11/2/2026,,ward\n\
             ana@riverside.test,Wards,2026-11-29,2026-11-02,ward\n\
             ana@riverside.test,Wards,2026-11-02,2062-11-02,ward\n\
             ana@riverside.test,Wards,2026-11-02,2026-11-29,office\n\
             zoe@riverside.test,Wards,2026-11-02,2026-11-29,ward\n\
             ben@riverside.test,Wards,2026-11-02,2026-11-29,ward\n\
             ana@riverside.test,Night Float,2026-11-02,2026-11-29,\n\
             ana@riverside.test,wards,2026-11-02,2026-11-29,clinic\n\
             fay@riverside.test,Wards,2026-11-02,2026-11-29,\n\
             fay@riverside.test,Wards,2026-11-02,2026-11-29,\n\
             fay@riverside.test,Wards,2026-11-02,2026-11-30,\n\
             fay@riverside.test,WARDS,2026-11-29,2026-12-05,\n\
             fay@riverside.test,icu,2026-11-10,2026-11-20,\n\
             fay@riverside.test,ICU,2026-12-01,2026-12-02,ed\n\
             fay@riverside.test,ICU\n",
        )
        .await;

    assert_snapshot!(report, @r#"
    line 2, column email: "ana" is not a mail address
    line 3, column rotation: is empty
    line 4, column start: "11/2/2026" is not a date like 2026-07-01
    line 4, column end: is empty
    line 5, column end: 2026-11-02 is before the start, 2026-11-29
    line 6, column end: 2062-11-02 is more than five years after the start, 2026-11-02
    line 7, column setting: "office" is no setting; these are ward, clinic, ed, or, icu, procedure, handoff, other
    line 8, column email: zoe@riverside.test is no member of this program
    line 9, column email: ben@riverside.test is no longer a member of this program
    line 10, column rotation: "Night Float" is no rotation of this program; to add it, say where it takes place in the column setting
    line 11, column setting: "wards" takes place in ward, not in clinic
    line 13: says the same as line 12
    line 14, column end: line 12 says another last day for the same start
    line 15, column start: overlaps 2026-11-02 to 2026-11-29 on the same rotation, which stands on line 12
    line 16, column start: overlaps 2026-11-02 to 2026-11-15 on the same rotation, which is stored already
    line 17, column setting: "ICU" takes place in icu, not in ed
    line 18: there are 2 fields where the header has 5
    17 rows, 17 faults: nothing was stored.
    "#);
    assert_eq!(clinic.spans().await, [("2026-11-02".to_owned(), "2026-11-15".to_owned())]);
    assert_eq!(clinic.count("rotations").await, 1);
}

#[actix_web::test]
async fn a_last_day_is_moved_and_the_days_after_it_are_free() {
    let clinic = clinic().await;
    clinic.assigns("ana@riverside.test,Wards,2026-11-02,2026-11-29,ward\n").await;

    let report = clinic
        .assigns(
            "ana@riverside.test,wards,2026-11-16,2026-11-29,\n\
             ana@riverside.test,wards,2026-11-02,2026-11-15,\n",
        )
        .await;

    assert_snapshot!(report, @"
    2 rows without a fault.
      assignments added: 1
      last days moved: 1
    All of it was stored.
    ");
    let day = |text: &str| text.to_owned();
    assert_eq!(clinic.spans().await, [(day("2026-11-02"), day("2026-11-15")), (day("2026-11-16"), day("2026-11-29"))]);
}

#[actix_web::test]
async fn one_row_is_enough_to_say_where_a_new_rotation_takes_place() {
    let clinic = clinic().await;

    let report = clinic
        .assigns(
            "ana@riverside.test,Night Float,2026-11-02,2026-11-15,\n\
             fay@riverside.test,NIGHT FLOAT,2026-11-02,2026-11-15,handoff\n",
        )
        .await;

    assert_snapshot!(report, @"
    2 rows without a fault.
      rotations added: 1
      assignments added: 2
    All of it was stored.
    ");
    assert_eq!(clinic.count("rotations").await, 1);
}
