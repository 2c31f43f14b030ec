//! Whatever the roster: the same file twice changes nothing, and the program is as the file says.

use std::collections::BTreeSet;

use actix_web::rt::System;
use insta::assert_snapshot;
use jiff::SignedDuration;
use proptest::{collection::vec, option, prelude::*, sample::subsequence};
use sea_orm::{ActiveEnum, Iterable};

use crate::{
    base::actor::{Profession, Role},
    exchange::What,
    features::members::queries,
    testing::clinic::Clinic,
};

/// What a row says, without the coach.
#[derive(Clone, Debug)]
struct Said {
    given: String,
    roles: BTreeSet<Role>,
    year: i32,
    profession: Option<Profession>,
    /// Which of the coaches of the file, if any.
    coach: Option<usize>,
}

prop_compose! {
    fn said()(
        given in prop_oneof![Just("Ana"), Just("José \"Pepe\""), Just("Lee, Jr."), Just("陳"), Just("O'Neil")],
        roles in subsequence(Role::iter().collect::<Vec<_>>(), 1..=4),
        year in 1..=8,
        profession in option::of(prop::sample::select(Profession::iter().collect::<Vec<_>>())),
        coach in option::of(0usize..4),
    ) -> Said {
        let roles: BTreeSet<Role> = roles.into_iter().collect();
        let profession = profession.or(roles.contains(&Role::Team).then_some(Profession::Nurse));
        Said { given: given.to_owned(), roles, year, profession, coach }
    }
}

/// How the file is written.
#[derive(Clone, Copy, Debug)]
struct Form {
    mark: bool,
    crlf: bool,
    turned: bool,
    blank: bool,
}

prop_compose! {
    fn form()(mark: bool, crlf: bool, turned: bool, blank: bool) -> Form {
        Form { mark, crlf, turned, blank }
    }
}

/// The roster of these people, the first of them called p0.
fn file(people: &[Said], form: Form) -> Vec<u8> {
    let coaches: Vec<usize> = (0..people.len()).filter(|n| people[*n].roles.contains(&Role::Coach)).collect();
    let header = ["email", "given_name", "family_name", "roles", "training_year", "profession", "coach"];
    let mut records = vec![header.map(str::to_owned).to_vec()];
    for (n, said) in people.iter().enumerate() {
        let learner = said.roles.contains(&Role::Learner);
        let coach = said.coach.and_then(|choice| coaches.get(choice)).filter(|coach| learner && **coach != n);
        if form.blank {
            records.push(vec![String::new(); header.len()]);
        }
        records.push(vec![
            format!("p{n}@x.test"),
            said.given.clone(),
            "Example".to_owned(),
            said.roles.iter().map(|role| role.to_value()).collect::<Vec<_>>().join(";"),
            if learner { said.year.to_string() } else { String::new() },
            said.profession.map(|profession| profession.to_value()).unwrap_or_default(),
            coach.map(|coach| format!("p{coach}@x.test")).unwrap_or_default(),
        ]);
    }
    let end = if form.crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
    for mut record in records {
        if form.turned {
            record.reverse();
        }
        writer.write_record(record).expect("a record");
    }
    let mark: &[u8] = if form.mark { b"\xef\xbb\xbf" } else { b"" };
    [mark, &writer.into_inner().expect("a file")].concat()
}

/// Imports a roster and looks whether it is there, and whether it is there for good.
async fn imports_for_good(clinic: &Clinic, people: &[Said], forms: [Form; 2]) {
    let [first, second] = forms.map(|form| file(people, form));
    let import = async |file: &[u8], dry_run| {
        let report = clinic.takes(What::Roster, file, dry_run).await;
        assert!(report.is_fine(), "{report}");
        report
    };

    let promised = import(&first, true).await;
    let done = import(&first, false).await;
    assert_eq!(promised.not_tried(), done, "a dry run promises what a run does");

    let listed = queries::list(clinic.db.reader(), clinic.program, clinic.now()).await.expect("a list");
    for (n, said) in people.iter().enumerate() {
        let one = listed.iter().find(|one| one.email == format!("p{n}@x.test")).expect("a member");
        assert_eq!((&one.given_name, one.membership.roles(), one.active), (&said.given, &said.roles, true));
        assert_eq!(one.membership.profession(), said.profession);
    }
    let stands = (clinic.count("audit_rows").await, clinic.coaching().await);
    for again in [&first, &second] {
        assert!(!import(again, false).await.changes_something());
    }
    assert_eq!((clinic.count("audit_rows").await, clinic.coaching().await), stands);
}

/// Lee is here for some days; Nia, who stands in every file, stays as she is.
fn dated(start: &str, end: &str) -> String {
    format!(
        "email,given_name,family_name,roles,profession,start,end\n\
         lee@lakeside.test,Lee,Tran,faculty,physician,{start},{end}\n\
         nia@riverside.test,Nia,Example,team,nurse,,\n"
    )
}

#[actix_web::test]
async fn whoever_is_here_for_some_days_is_left_alone_by_the_same_file_before_during_and_after() {
    let clinic = Clinic::without_people().await;
    let file = dated("2026-11-20", "2026-11-21");
    let active = async || {
        let listed = queries::list(clinic.db.reader(), clinic.program, clinic.now()).await.expect("a list");
        listed.iter().filter(|one| one.active).map(|one| one.given_name.clone()).collect::<Vec<_>>()
    };

    assert_snapshot!(clinic.imports(&file).await, @r"
    2 rows without a fault.
      people added: 2
      memberships begun: 2
    All of it was stored.
    ");
    for there in [vec!["Nia"], vec!["Nia", "Lee"], vec!["Nia"]] {
        assert_eq!(active().await, there);
        assert!(!clinic.imports(&file).await.changes_something());
        clinic.advance(SignedDuration::from_hours(48));
    }

    assert_snapshot!(clinic.imports(&dated("2026-12-01", "2026-12-14")).await, @r"
    2 rows without a fault.
      memberships begun again: 1
    All of it was stored.
    ");
    assert_snapshot!(clinic.imports(&dated("2026-12-02", "2026-12-14")).await, @r"
    2 rows without a fault.
      memberships changed: 1
    All of it was stored.
    ");
    assert_snapshot!(clinic.imports(&dated("", "")).await, @r"
    2 rows without a fault.
      memberships changed: 1
    All of it was stored.
    ");
    assert_eq!(active().await, ["Nia", "Lee"]);
}

#[actix_web::test]
async fn what_is_wrong_with_the_days_is_told_by_their_columns() {
    let clinic = Clinic::without_people().await;
    let rows = [
        "a@x.test,A,Example,faculty,,2026-11-20,",
        "b@x.test,B,Example,faculty,,,2026-11-20",
        "c@x.test,C,Example,faculty,,11/20/2026,2026-11-21",
        "d@x.test,D,Example,faculty,,2026-11-21,2026-11-20",
        "e@x.test,E,Example,faculty;coach,,2026-11-20,2026-11-21",
    ];

    let report = clinic
        .imports(&format!("email,given_name,family_name,roles,profession,start,end\n{}\n", rows.join("\n")))
        .await;

    assert_snapshot!(report, @r#"
    line 2, column end: is empty, and there is a day under start
    line 3, column start: is empty, and there is a day under end
    line 4, column start: "11/20/2026" is not a day, such as 2026-11-02
    line 5, column end: is before the first day
    line 6, column start: only whoever is faculty or team, and nothing else, is here for some days
    5 rows, 5 faults: nothing was stored.
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_roster_twice_changes_nothing(
        first in vec(said(), 0..10),
        then in vec(said(), 0..10),
        forms in [form(), form()],
    ) {
        System::new().block_on(async {
            let clinic = Clinic::without_people().await;
            imports_for_good(&clinic, &first, forms).await;
            imports_for_good(&clinic, &then, forms).await;
        });
    }
}
