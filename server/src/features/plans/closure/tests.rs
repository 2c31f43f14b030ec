use uuid::Uuid;

use super::*;

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn rotation(n: u128) -> Option<RotationId> {
    Some(RotationId(Uuid::from_u128(n)))
}

/// So many learners of a year, each with ten entries on the ward, two of which led to a plan.
fn learners(counted: &mut Counted, from: u128, many: u128, year: i32) {
    for n in from..from + many {
        let learner = person(n);
        counted.years.insert(learner, Some(year));
        counted.entries.push(EntryCount { learner, rotation: rotation(1), n: 10 });
        counted.led.push(EntryCount { learner, rotation: rotation(1), n: 2 });
        let days = i64::try_from(n).ok().filter(|n| n % 2 == 0);
        counted.plans.push(PlanFact { learner, rotation: rotation(1), days, seen: n % 4 == 0, by_another: true });
    }
}

#[test]
fn figures_of_a_year_add_up() {
    let mut counted = Counted::default();
    learners(&mut counted, 1, 8, 1);

    let closure = Closure::of(&counted);

    let figures = Figures {
        people: 8,
        entries: 80,
        led_to_plan: 16,
        plans: 8,
        closed: 4,
        seen_again: 2,
        by_another: 2,
        median_days: Some(5.0),
    };
    assert_eq!(closure.all, Some(figures.clone()));
    assert_eq!(closure.by_year, [OfYear { year: Some(1), figures: figures.clone() }]);
    assert_eq!(closure.by_rotation, [OfRotation { rotation: rotation(1), figures }]);
    assert_eq!((closure.other_years, closure.other_rotations), (None, None));
}

#[test]
fn of_four_people_nothing_is_shown() {
    let mut counted = Counted::default();
    learners(&mut counted, 1, 4, 1);

    let closure = Closure::of(&counted);

    let nothing = Closure { all: None, by_year: vec![], other_years: None, by_rotation: vec![], other_rotations: None };
    assert_eq!(closure, nothing);
}

#[test]
fn a_year_of_three_is_hidden_together_with_the_next_smallest_so_that_nobody_subtracts_it() {
    let mut counted = Counted::default();
    learners(&mut counted, 1, 9, 1);
    learners(&mut counted, 20, 6, 2);
    learners(&mut counted, 40, 3, 3);

    let closure = Closure::of(&counted);

    let years: Vec<Option<i32>> = closure.by_year.iter().map(|of| of.year).collect();
    assert_eq!(years, [Some(1)]);
    let others = closure.other_years.expect("the others");
    assert_eq!((others.people, others.entries), (9, 90));
    assert_eq!(closure.all.expect("all").people, 18);
}

#[test]
fn two_small_years_that_are_enough_together_hide_nobody_else() {
    let mut counted = Counted::default();
    learners(&mut counted, 1, 6, 1);
    learners(&mut counted, 20, 3, 2);
    learners(&mut counted, 40, 4, 3);

    let closure = Closure::of(&counted);

    assert_eq!(closure.by_year.len(), 1);
    assert_eq!(closure.other_years.expect("the others").people, 7);
}

#[test]
fn the_median_is_the_middle_one() {
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[3]), Some(3.0));
    assert_eq!(median(&[1, 2]), Some(1.5));
    assert_eq!(median(&[1, 2, 30]), Some(2.0));
}
