use super::*;

#[test]
fn a_set_id_is_read_by_its_form() {
    for good in ["acgme-im-2", "acgme-addmed-1.2", "cem-1"] {
        assert_eq!(SetId::parse(good).map(|id| id.to_string()), Ok(good.to_owned()));
    }
    for bad in ["", "ACGME-IM-2", "acgme im 2", "acgme/im", "é", &"x".repeat(65)] {
        assert_eq!(SetId::parse(bad), Err(NotASetId), "{bad}");
    }
}

#[test]
fn a_set_id_of_bad_form_does_not_pass_as_json() {
    assert!(serde_json::from_str::<SetId>(r#""acgme-im-2""#).is_ok());
    assert!(serde_json::from_str::<SetId>(r#""../etc""#).is_err());
}

#[test]
fn the_same_code_in_another_set_has_another_id() {
    let [im, em] = ["acgme-im-2", "acgme-em-2"].map(|id| SetId::parse(id).expect("of the right form"));

    assert_ne!(im.subcompetency("PC3"), em.subcompetency("PC3"));
    assert_eq!(im.subcompetency("PC3"), im.subcompetency("PC3"));
}

#[test]
fn two_skills_of_one_title_are_told_apart_by_code_and_id() {
    let all = Frameworks::new(vec![set("acgme-psych-2", &["PC4", "MK4"])], Vec::new());
    let psychiatry = &all.sets()[0];

    let (care, knowledge) = (psychiatry.by_code("PC4").expect("PC4"), psychiatry.by_code("MK4").expect("MK4"));

    assert_eq!(care.title, knowledge.title);
    assert_ne!(care.id, knowledge.id);
    assert_eq!(all.subcompetency(care.id).map(|(_, s)| s.code.as_str()), Some("PC4"));
    assert_eq!(all.subcompetency(knowledge.id).map(|(_, s)| s.code.as_str()), Some("MK4"));
}

#[test]
fn what_is_unknown_is_none_or_empty() {
    let all = Frameworks::new(vec![set("acgme-psych-2", &["PC4"])], Vec::new());
    let elsewhere = SetId::parse("acgme-im-2").expect("of the right form");

    assert!(all.set(&elsewhere).is_none());
    assert!(all.subcompetency(elsewhere.subcompetency("PC4")).is_none());
    assert!(all.skills_for(&elsewhere, "ward").is_empty());
    assert!(all.skills_for(&all.sets()[0].id, "moon").is_empty());
}

#[test]
fn every_whole_level_has_a_descriptor_and_no_other_number_has() {
    let set = set("acgme-psych-2", &["PC4"]);
    let skill = &set.subcompetencies[0];

    assert_eq!(skill.descriptor(0), Some(NOT_YET_LEVEL_1));
    assert_eq!(skill.descriptor(1), Some("one"));
    assert_eq!(skill.descriptor(5), Some("five"));
    assert_eq!(skill.descriptor(6), None);
}

fn set(id: &str, codes: &[&str]) -> Framework {
    let id = SetId::parse(id).expect("of the right form");
    let skill = |(ordinal, code): (u16, &&str)| Subcompetency {
        id: id.subcompetency(code),
        code: (*code).to_owned(),
        competency: code[..2].to_owned(),
        ordinal,
        title: "Psychotherapy".to_owned(),
        theme: None,
        more_themes: Vec::new(),
        words: Vec::new(),
        descriptors: ["one", "two", "three", "four", "five"].map(str::to_owned),
    };
    Framework {
        specialty: "Psychiatry".to_owned(),
        framework: "ACGME Milestones".to_owned(),
        version: "2.0".to_owned(),
        effective_date: None,
        competencies: Vec::new(),
        subcompetencies: (1..).zip(codes).map(skill).collect(),
        skills: BTreeMap::new(),
        id,
    }
}
