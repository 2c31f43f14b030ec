use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::super::model::SETTINGS;
use super::*;

/// Every skill with its set, named so that a failing assertion says which.
fn every_skill() -> impl Iterator<Item = (String, &'static Framework, &'static Subcompetency)> {
    let sets = frameworks().sets().iter();
    sets.flat_map(|set| set.subcompetencies.iter().map(move |s| (format!("{}/{}", set.id, s.code), set, s)))
}

fn set(id: &str) -> &'static Framework {
    frameworks().set(&SetId::parse(id).expect("of the right form")).expect("embedded")
}

#[test]
fn there_are_thirteen_sets_of_known_size() {
    let sizes: Vec<_> = frameworks().sets().iter().map(|s| (s.id.as_str(), s.subcompetencies.len())).collect();

    let expected = [
        ("acgme-im-2", 21),
        ("acgme-anes-2", 23),
        ("acgme-em-2", 22),
        ("acgme-fm-2", 19),
        ("acgme-peds-2", 22),
        ("acgme-surg-2", 18),
        ("acgme-psych-2", 21),
        ("acgme-obgyn-2", 32),
        ("acgme-neuro-2", 27),
        ("acgme-dr-2", 24),
        ("acgme-oto-2", 23),
        ("acgme-addmed-1.2", 16),
        ("cem-1", 20),
    ];
    assert_eq!(sizes, expected);
}

#[test]
fn ids_are_unique_across_all_sets_and_lead_back() {
    let ids: HashSet<_> = every_skill().map(|(_, _, s)| s.id).collect();
    assert_eq!(ids.len(), every_skill().count());

    for (name, set, skill) in every_skill() {
        let (found_set, found) = frameworks().subcompetency(skill.id).expect(&name);
        assert_eq!((&found_set.id, &found.code), (&set.id, &skill.code));
        assert_eq!(skill.id.0.get_version_num(), 5, "{name}");
    }
}

/// Entries on every installation point to these: if this fails, the derivation changed, and it must not.
#[test]
fn ids_stay_as_they_were_first_given_out() {
    let id = |set_id, code| set(set_id).by_code(code).expect("embedded").id.to_string();

    assert_eq!(id("acgme-im-2", "PC1"), "59136c72-add3-5ebb-8894-eb6e110a1128");
    assert_eq!(id("acgme-anes-2", "PC10"), "85ea2fb0-89de-5742-b6ec-ec555df9920c");
    assert_eq!(id("cem-1", "ETP4"), "ebcc2b21-bf79-5fda-9421-0297e29552ae");
}

#[test]
fn every_skill_has_five_descriptors_that_read_as_sentences() {
    for (name, _, skill) in every_skill() {
        for (text, level) in skill.descriptors.iter().zip(1..) {
            let words = text.split_whitespace().count();
            assert!((12..=30).contains(&words), "{name} level {level}: {words} words: {text}");
            assert!(text.ends_with('.') && text.starts_with(char::is_uppercase), "{name} level {level}: {text}");
            assert!(!text.contains(['{', '}']), "{name} level {level}: {text}");
        }
        assert_eq!(skill.descriptors.iter().collect::<HashSet<_>>().len(), 5, "{name}");
    }
}

#[test]
fn internal_medicine_has_its_own_descriptor_for_every_skill_and_level() {
    let medicine = set("acgme-im-2");

    let texts: HashSet<_> = medicine.subcompetencies.iter().flat_map(|s| &s.descriptors).collect();

    assert_eq!(texts.len(), 21 * 5);
    assert!(texts.iter().all(|text| text.split_whitespace().count() <= 25));
}

#[test]
fn every_title_outside_internal_medicine_has_a_phrase_for_sentences() {
    let general: serde_json::Value = read(include_str!("../../../../data/frameworks/descriptors/general.json"));
    let phrases: BTreeSet<_> = general["phrases"].as_object().expect("a map").keys().map(String::as_str).collect();
    let outside = every_skill().filter(|(_, set, _)| set.id.as_str() != "acgme-im-2");

    let titles: BTreeSet<_> = outside.map(|(_, _, s)| s.title.as_str()).collect();

    assert_eq!(phrases, titles);
}

#[test]
fn every_skill_is_found_by_at_least_three_plain_words() {
    for (name, set, skill) in every_skill() {
        let least = if set.id.as_str() == "acgme-im-2" { 10 } else { 3 };
        assert!(skill.words.len() >= least, "{name}: {:?}", skill.words);
        assert!(skill.words.iter().all(|w| w.trim() == w && !w.is_empty() && *w == w.to_lowercase()), "{name}");
        assert_eq!(skill.words.iter().collect::<HashSet<_>>().len(), skill.words.len(), "{name} says a word twice");
    }
}

#[test]
fn a_tired_attending_finds_the_skill() {
    let finds = |word: &str| -> Vec<&str> {
        let skills = set("acgme-im-2").subcompetencies.iter();
        skills.filter(|s| s.words.iter().any(|w| w == word)).map(|s| s.code.as_str()).collect()
    };

    assert_eq!(finds("sick patient"), ["PC4"]);
    assert_eq!(finds("breaking bad news"), ["ICS1"]);
    assert_eq!(finds("goals of care"), ["ICS1"]);
    assert_eq!(finds("handoff"), ["SBP2", "ICS3"]);
    assert_eq!(finds("cross cover"), ["PC4", "ICS3"]);
    assert_eq!(finds("presentations"), ["PC3"]);
    assert_eq!(finds("notes"), ["ICS3"]);
    assert_eq!(finds("consult"), ["ICS2"]);
    assert_eq!(finds("late"), ["PROF3"]);
    assert_eq!(finds("discharge"), ["SBP2"]);
}

#[test]
fn order_is_by_ordinal_and_pc10_stands_after_pc9() {
    for set in frameworks().sets() {
        let ordinals: Vec<_> = set.subcompetencies.iter().map(|s| s.ordinal).collect();
        assert_eq!(ordinals, (1..=u16::try_from(ordinals.len()).expect("small")).collect::<Vec<_>>(), "{}", set.id);
    }

    let codes: Vec<_> = set("acgme-anes-2").subcompetencies.iter().map(|s| s.code.as_str()).collect();
    assert_eq!(codes[8..11], ["PC9", "PC10", "MK1"]);
}

#[test]
fn every_skill_belongs_to_a_competency_of_its_set_and_to_known_themes() {
    for (name, set, skill) in every_skill() {
        assert!(set.competencies.iter().any(|c| c.code == skill.competency), "{name}");
        assert!(skill.code.starts_with(&skill.competency), "{name}");
        for theme in skill.themes() {
            let theme = frameworks().themes().iter().find(|known| known.id == theme).expect(&name);
            assert_eq!(theme.competency, skill.competency, "{name}");
        }
    }

    let of = |id| set(id).competencies.iter().map(|c| c.code.as_str()).collect::<Vec<_>>();
    assert_eq!(of("acgme-im-2"), ["PC", "MK", "SBP", "PBLI", "PROF", "ICS"]);
    assert_eq!(of("cem-1"), ["UP", "ADM", "DEI", "ETP", "WB"]);
}

#[test]
fn a_theme_may_be_split_or_shared() {
    let codes = |id: &str, theme: &str| -> Vec<&str> {
        let skills = set(id).subcompetencies.iter();
        skills.filter(|s| s.themes().any(|own| own == theme)).map(|s| s.code.as_str()).collect()
    };

    assert_eq!(codes("acgme-em-2", "patient-safety-and-qi"), ["SBP1", "SBP2"]);
    assert_eq!(codes("acgme-surg-2", "professional-behavior-ethics"), ["PROF1", "PROF2"]);
    assert_eq!(codes("acgme-surg-2", "accountability"), ["PROF2"]);
}

#[test]
fn every_setting_of_every_set_has_skills_of_that_set() {
    for set in frameworks().sets() {
        assert_eq!(set.skills.len(), SETTINGS.len());
        for setting in SETTINGS {
            let skills = frameworks().skills_for(&set.id, setting);
            assert!((5..=8).contains(&skills.len()), "{} {setting}: {}", set.id, skills.len());
            assert!(skills.iter().all(|id| set.subcompetency(*id).is_some()), "{} {setting}", set.id);
            assert_eq!(skills.iter().collect::<HashSet<_>>().len(), skills.len(), "{} {setting} twice", set.id);
        }
    }
}

#[test]
fn the_skill_used_most_stands_first() {
    let first = |id: &str, setting: &str| {
        let set = set(id);
        set.subcompetency(set.skills_for(setting)[0]).expect("of the set").code.as_str()
    };

    assert_eq!(first("acgme-im-2", "ward"), "PC4");
    assert_eq!(first("acgme-im-2", "handoff"), "ICS3");
    assert_eq!(first("acgme-anes-2", "or"), "PC4");
    assert_eq!(first("acgme-peds-2", "handoff"), "ICS3");
    assert_eq!(first("acgme-dr-2", "procedure"), "PC4");
}

#[test]
fn what_the_files_list_by_code_exists() {
    #[derive(Deserialize)]
    struct ByCode<T> {
        by_code: BTreeMap<String, BTreeMap<String, T>>,
    }
    let words: ByCode<Vec<String>> = read(include_str!("../../../../data/frameworks/words.json"));
    for (id, codes) in words.by_code {
        codes.keys().for_each(|code| assert!(set(&id).by_code(code).is_some(), "{id}/{code}"));
    }
    let skills: ByCode<Vec<String>> = read(include_str!("../../../../data/frameworks/skills_by_setting.json"));
    for (_, settings) in skills.by_code {
        settings.keys().for_each(|setting| assert!(SETTINGS.contains(&setting.as_str()), "{setting}"));
    }
}

#[test]
fn every_rule_of_the_files_says_something_known() {
    let themes: Vec<_> = frameworks().themes().iter().map(|t| t.id.as_str()).collect();
    let words: serde_json::Value = read(include_str!("../../../../data/frameworks/words.json"));
    let with_words = words["by_theme"].as_object().expect("a map").keys().map(String::as_str);
    assert_eq!(with_words.collect::<BTreeSet<_>>(), themes.iter().copied().collect());

    let skills: serde_json::Value = read(include_str!("../../../../data/frameworks/skills_by_setting.json"));
    let rules = skills["rules"].as_object().expect("a map");
    assert_eq!(rules.keys().map(String::as_str).collect::<BTreeSet<_>>(), SETTINGS.into());
    for rule in rules.values().flat_map(|rules| rules.as_array().expect("a list")) {
        for (key, value) in rule.as_object().expect("a rule") {
            match key.as_str() {
                "theme" => assert!(themes.contains(&value.as_str().expect("an id")), "{value}"),
                key => assert!(["title", "competency", "up_to"].contains(&key), "{key}"),
            }
        }
    }
}

#[test]
fn two_skills_named_psychotherapy_are_both_found() {
    let psychiatry = set("acgme-psych-2");
    let named = psychiatry.subcompetencies.iter().filter(|s| s.title == "Psychotherapy");

    let found: Vec<_> = named.map(|s| frameworks().subcompetency(s.id).expect("embedded").1.code.as_str()).collect();

    assert_eq!(found, ["PC4", "MK4"]);
}

#[test]
fn a_set_is_written_as_the_reference_promises() {
    let json = serde_json::to_value(set("acgme-im-2")).expect("serializes");
    let keys =
        |v: &serde_json::Value| v.as_object().map(|o| o.keys().cloned().collect::<BTreeSet<_>>()).expect("object");
    let listed = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect::<BTreeSet<_>>();

    assert_eq!(keys(&json), listed(&["id", "specialty", "framework", "version", "competencies", "subcompetencies"]));
    assert_eq!(
        keys(&json["subcompetencies"][0]),
        listed(&["id", "code", "competency", "ordinal", "title", "theme", "words", "descriptors"])
    );
}
