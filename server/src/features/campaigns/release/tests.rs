//! What is told of a few invented campaigns.

use super::*;

fn rules(form: &Form, asked: &[Group], minimums: Minimums) -> (Groups, Form, Minimums) {
    (Groups::parse(asked.iter().copied()).expect("groups"), form.clone(), minimums)
}

fn division(counts: &[(Group, usize)]) -> Division {
    let (asked, form, minimums) = rules(&Form::default(), &super::super::model::RATERS, Minimums::default());
    Division::of(&counts.iter().copied().collect(), &Rules { form: &form, asked: &asked, minimums })
}

fn answers(group: Group, ratings: &[Option<i32>]) -> Vec<Answer> {
    let rated = |value: &Option<i32>| Ratings([("listens".to_owned(), *value)].into());
    ratings.iter().map(|value| Answer { group, ratings: rated(value) }).collect()
}

#[test]
fn small_groups_are_told_together_only_where_nobody_can_subtract() {
    use Group::{Faculty, Nurses, OtherProfessions, Staff};

    let told = division(&[(Faculty, 4), (Nurses, 2), (Staff, 2)]);
    assert_eq!((told.alone, told.others, told.raters), (vec![Faculty], vec![Nurses, Staff], 8));

    // The one clerk would know what the two nurses said.
    let told = division(&[(Faculty, 4), (Nurses, 2), (Staff, 1)]);
    assert_eq!((told.alone, told.others, told.raters), (vec![Faculty], vec![], 4));

    let told = division(&[(Faculty, 4), (Nurses, 1), (Staff, 1), (OtherProfessions, 1)]);
    assert_eq!((told.others.len(), told.raters), (3, 7));

    let told = division(&[(Faculty, 4), (Nurses, 2)]);
    assert_eq!(told.left_out, [Group::Peers, Nurses, OtherProfessions, Staff]);
}

#[test]
fn posters_alone_do_not_make_a_campaign_valid() {
    let told = division(&[(Group::Nurses, 9)]);

    assert!(!told.is_valid(0, Minimums::default()));
    assert!(!told.is_valid(2, Minimums::default()));
    assert!(told.is_valid(3, Minimums::default()));
    assert!(!division(&[(Group::Nurses, 7)]).is_valid(7, Minimums::default()));
}

#[test]
fn an_item_that_too_few_of_a_group_observed_stays_out_of_the_sum() {
    let (asked, form, minimums) =
        rules(&Form::default(), &[Group::Faculty, Group::Nurses], Minimums { aim: 8, total: 8, group: 3 });
    let rules = Rules { form: &form, asked: &asked, minimums };
    let mut all = answers(Group::Faculty, &[Some(5), Some(4), Some(4), None]);
    all.extend(answers(Group::Nurses, &[Some(1), Some(2), None, None]));
    all.extend(answers(Group::Own, &[Some(3)]));

    let told = release(&rules, 8, &all, &[]).expect("valid");

    let listens = &told.items[0];
    assert_eq!(listens.own, Some(3));
    assert_eq!(listens.all, Some(Figure { counts: [0, 0, 0, 2, 1], could_not_observe: 1 }));
    assert_eq!(listens.groups[1], GroupFigure { group: Told::Nurses, figure: None });
    assert!(told.items[1].all.is_none(), "nobody rated it");
    assert_eq!((told.raters, told.strengths), (8, vec!["listens".to_owned()]));
}

#[test]
fn one_or_two_of_the_items_seen_least_are_to_plan_on() {
    let item = |item: &str, counts| ItemTold {
        item: item.into(),
        own: None,
        all: Some(Figure { counts, could_not_observe: 0 }),
        groups: Vec::new(),
    };
    let items = [
        item("a", [0, 0, 0, 0, 8]),
        item("b", [0, 0, 8, 0, 0]),
        item("c", [0, 0, 0, 8, 0]),
        item("d", [0, 8, 0, 0, 0]),
        item("e", [0, 0, 0, 4, 4]),
    ];

    assert_eq!(themes(&items), (vec!["a".into(), "e".into()], vec!["d".into(), "b".into()]));
    assert_eq!(themes(&items[..1]), (vec!["a".into()], vec![]));
    assert_eq!(themes(&items[1..2]), (vec![], vec!["b".into()]));
}
