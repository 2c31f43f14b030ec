use crate::{
    base::{actor::Role, level::Level},
    features::programs::{
        ExpectedBand, ExpectedBands, NewProgram,
        commands::{create_program, set_expected_bands},
        queries,
    },
    testing::clinic::{Clinic, SET, set},
};

fn bands(sent: &[(&str, i64, i64, i64)]) -> ExpectedBands {
    ExpectedBands::parse(sent.iter().copied()).expect("bands")
}

fn band(training_year: i32, low: i64, high: i64) -> ExpectedBand {
    let level = |half_steps| Level::of_half_steps(half_steps).expect("a level");
    ExpectedBand { set: set(SET), training_year, low: level(low), high: level(high) }
}

#[test]
fn a_band_is_of_one_year_on_the_scale_and_not_upside_down() {
    let problem = |sent: &[(&str, i64, i64, i64)]| {
        ExpectedBands::parse(sent.iter().copied()).map(drop).map_err(|error| error.to_string())
    };

    assert_eq!(problem(&[]), Ok(()));
    assert_eq!(problem(&[(SET, 1, 0, 0), (SET, 8, 2, 10)]), Ok(()));
    assert_eq!(
        problem(&[(SET, 1, 2, 4), (SET, 0, 2, 4)]),
        Err("training_year_out_of_range (bands[1].training_year)".into())
    );
    assert_eq!(problem(&[(SET, 1, 1, 4)]), Err("level_out_of_scale (bands[0].low)".into()));
    assert_eq!(problem(&[(SET, 1, 2, 11)]), Err("level_out_of_scale (bands[0].high)".into()));
    assert_eq!(problem(&[(SET, 1, 5, 4)]), Err("low_above_high (bands[0].high)".into()));
    assert_eq!(problem(&[(SET, 1, 2, 4), (SET, 1, 2, 5)]), Err("duplicate (bands[1].training_year)".into()));
    assert_eq!(problem(&[("Éclair", 1, 2, 4)]), Err("set_not_of_program (bands[0].set)".into()));
}

#[actix_web::test]
async fn what_a_program_expects_is_replaced_as_a_whole_and_stands_by_year() {
    let clinic = Clinic::without_people().await;
    clinic.join("gia", &[Role::Director]).await;
    let say = async |sent: &[(&str, i64, i64, i64)]| {
        let bands = bands(sent);
        clinic
            .does("gia", async move |tx, by| set_expected_bands(tx, by, &bands).await)
            .await
            .map_err(|e| e.to_string())
    };
    let said = async || {
        let of = queries::program(clinic.db.reader(), clinic.program).await.expect("a read").expect("a program");
        queries::expected_bands(clinic.db.reader(), &of).await.expect("a read")
    };
    assert_eq!(said().await, []);

    assert_eq!(say(&[(SET, 2, 4, 6), (SET, 1, 2, 4)]).await, Ok(()));
    assert_eq!(said().await, [band(1, 2, 4), band(2, 4, 6)]);

    assert_eq!(say(&[(SET, 2, 4, 7)]).await, Ok(()));
    assert_eq!(said().await, [band(2, 4, 7)]);

    assert_eq!(say(&[("acgme-surg-2", 1, 2, 4)]).await, Err("set_not_of_program (bands[0].set)".into()));
    assert_eq!(said().await, [band(2, 4, 7)]);

    assert_eq!(say(&[]).await, Ok(()));
    assert_eq!(said().await, []);
}

#[actix_web::test]
async fn a_combined_program_expects_by_each_of_its_sets() {
    let mut clinic = Clinic::without_people().await;
    let institution = clinic.institution;
    let new = NewProgram::parse("Riverside Medicine-Pediatrics", "UTC", &["acgme-peds-2", SET]).expect("a program");
    clinic.program = clinic.write(async move |tx| create_program(tx, institution, &new).await).await;
    clinic.join("hal", &[Role::Coordinator]).await;
    let both = bands(&[(SET, 1, 2, 4), ("acgme-peds-2", 1, 3, 4)]);

    clinic.does("hal", async move |tx, by| set_expected_bands(tx, by, &both).await).await.expect("said");

    let of = queries::program(clinic.db.reader(), clinic.program).await.expect("a read").expect("a program");
    let said = queries::expected_bands(clinic.db.reader(), &of).await.expect("a read");
    let sets: Vec<&str> = said.iter().map(|band| band.set.as_str()).collect();
    assert_eq!(sets, ["acgme-peds-2", SET], "in the program's order");
}
