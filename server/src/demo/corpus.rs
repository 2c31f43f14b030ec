//! The invented people and texts of the demo (`server/data/demo`), read once.

use std::sync::LazyLock;

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    base::{
        actor::{Profession, Role},
        setting::Setting,
    },
    entities::feedback_entry::{Basis, LookAgain},
};

/// Everything the story is made of.
pub struct Corpus {
    /// Who is there.
    pub people: Vec<PersonText>,
    /// Where they work.
    pub program: ProgramText,
    /// What is observed.
    pub scenarios: Vec<Scenario>,
    /// What is planned.
    pub plans: Vec<PlanText>,
    /// What is answered.
    pub replies: Replies,
}

/// A person.
#[derive(Deserialize)]
pub struct PersonText {
    /// Names the person in these files.
    pub key: String,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// What they are.
    pub roles: Vec<Role>,
    /// Their profession.
    pub profession: Profession,
    /// A learner's year of training now.
    pub training_year: Option<i32>,
    /// Their sign-in on the demo page, before `@demo.test`.
    pub demo: Option<String>,
}

impl PersonText {
    /// The address they sign in with.
    pub fn email(&self) -> String {
        match &self.demo {
            Some(name) => format!("{name}@demo.test"),
            None => format!("{}@alder-valley.example", self.key),
        }
    }
}

/// The program and its rotations.
#[derive(Deserialize)]
pub struct ProgramText {
    /// Its name.
    pub program: String,
    /// Its institution's.
    pub institution: String,
    /// Its IANA time zone.
    pub time_zone: String,
    /// Its set.
    pub set: String,
    /// Its rotations.
    pub rotations: Vec<RotationText>,
    /// What it expects by year of training, in half-steps.
    pub expected: Vec<ExpectedText>,
}

/// A band of levels.
#[derive(Deserialize)]
pub struct ExpectedText {
    /// The year of training.
    pub year: i64,
    /// From.
    pub low: i64,
    /// To.
    pub high: i64,
}

/// A rotation.
#[derive(Deserialize)]
pub struct RotationText {
    /// Names it in the story.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub setting: Setting,
}

/// Who a scenario can come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// An attending.
    Faculty,
    /// A nurse.
    Nurse,
    /// Any colleague.
    Any,
}

/// One observation.
#[derive(Deserialize)]
pub struct Scenario {
    /// Which skill.
    pub code: String,
    /// Where.
    pub setting: Setting,
    /// How the observer knows.
    pub basis: Basis,
    /// Where on the scale it sounds, in half-steps.
    pub level_hint: i64,
    /// Who may say it.
    pub from: Voice,
    /// What went well.
    pub went_well: Option<String>,
    /// What to do differently.
    pub differently: Option<String>,
    /// One next step.
    pub next_step: Option<String>,
}

/// One action plan.
#[derive(Deserialize)]
pub struct PlanText {
    /// Which skill.
    pub code: String,
    /// The goal.
    pub goal: String,
    /// Its steps.
    pub steps: Vec<String>,
    /// The learner's notes on the way.
    pub progress: Vec<String>,
    /// What is noted where it was reached.
    pub outcome_note_reached: String,
    /// What is noted where it was not.
    pub outcome_note_not_reached: String,
}

/// What people say to an entry.
#[derive(Deserialize)]
pub struct Replies {
    /// A learner's thanks.
    pub thanks: Vec<Thanks>,
    /// A learner's question, and the author's answer.
    pub questions: Vec<Exchange>,
    /// "I see it differently", and the author's answer.
    pub differs: Vec<Exchange>,
    /// What authors add of themselves.
    pub additions: Vec<Text>,
    /// What learners write for themselves.
    pub reflections: Vec<ReflectionText>,
    /// What a second look at a plan found.
    pub looks: Vec<Look>,
    /// Why plans were dropped.
    pub dropped: Vec<Text>,
}

/// A second look.
#[derive(Deserialize)]
pub struct Look {
    /// What it found.
    pub found: LookAgain,
    /// What went well.
    pub went_well: Option<String>,
    /// What to do differently.
    pub differently: Option<String>,
}

/// A text alone.
#[derive(Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
}

/// A thank-you.
#[derive(Deserialize)]
pub struct Thanks {
    /// What the entry must have.
    pub fits: Fits,
    /// The text.
    pub text: String,
}

/// What an entry must have for a text to fit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fits {
    /// Nothing in particular.
    Any,
    /// Something to do differently.
    Differently,
    /// A next step.
    NextStep,
}

/// Something said, and the answer.
#[derive(Deserialize)]
pub struct Exchange {
    /// How the `differently` of its one scenario begins; nothing where it fits any.
    pub about: Option<String>,
    /// What the learner says.
    pub text: String,
    /// What the author answers.
    pub amendment: String,
}

/// A reflection.
#[derive(Deserialize)]
pub struct ReflectionText {
    /// The skill it is about; nothing where it fits any.
    pub code: Option<String>,
    /// The text.
    pub text: String,
}

/// The corpus, read at first use.
pub fn corpus() -> &'static Corpus {
    static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus {
        people: read(include_str!("../../data/demo/people.json"), "people"),
        program: read(include_str!("../../data/demo/rotations.json"), "rotations"),
        scenarios: [
            include_str!("../../data/demo/feedback/PC.json"),
            include_str!("../../data/demo/feedback/MK.json"),
            include_str!("../../data/demo/feedback/SBP.json"),
            include_str!("../../data/demo/feedback/PBLI.json"),
            include_str!("../../data/demo/feedback/PROF.json"),
            include_str!("../../data/demo/feedback/ICS.json"),
        ]
        .into_iter()
        .flat_map(|text| read::<Vec<Scenario>>(text, "feedback"))
        .collect(),
        plans: read(include_str!("../../data/demo/plans.json"), "plans"),
        replies: read(include_str!("../../data/demo/replies.json"), "replies"),
    });
    &CORPUS
}

/// Reads an embedded file. It is part of the program: a test reads every one.
fn read<T: DeserializeOwned>(text: &str, what: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("the demo's {what} cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::base::{level::Level, text::Line};
    use crate::features::frameworks::{SetId, frameworks};

    #[test]
    fn the_program_has_the_people_it_should() {
        let with = |role: Role| corpus().people.iter().filter(|person| person.roles.contains(&role)).count();
        let year = |year| corpus().people.iter().filter(|person| person.training_year == Some(year)).count();

        assert_eq!((with(Role::Learner), year(1), year(2), year(3)), (24, 8, 8, 8));
        assert_eq!((with(Role::Faculty), with(Role::Team), with(Role::Coach)), (30, 12, 2));
        assert_eq!((with(Role::Coordinator), with(Role::Director), with(Role::Committee)), (1, 1, 3));
        assert_eq!((with(Role::FacultyDeveloper), corpus().program.rotations.len()), (1, 14));
        let emails: HashSet<String> = corpus().people.iter().map(PersonText::email).collect();
        assert_eq!(emails.len(), corpus().people.len());
    }

    #[test]
    fn every_text_fits_where_it_is_to_stand() {
        let set = frameworks().set(&SetId::parse(&corpus().program.set).expect("an id")).expect("the set");

        for scenario in &corpus().scenarios {
            assert!(set.by_code(&scenario.code).is_some(), "{}", scenario.code);
            assert!(Level::of_half_steps(scenario.level_hint).is_some());
            assert!(scenario.went_well.is_some() || scenario.differently.is_some());
        }
        for plan in &corpus().plans {
            assert!(set.by_code(&plan.code).is_some(), "{}", plan.code);
            assert!(Line::parse(&plan.goal).is_ok() && plan.steps.iter().all(|step| Line::parse(step).is_ok()));
        }
    }

    #[test]
    fn every_exchange_with_a_scenario_finds_it() {
        let begins = |about: &str| {
            let differently = corpus().scenarios.iter().filter_map(|scenario| scenario.differently.as_deref());
            differently.filter(|text| text.starts_with(about)).count()
        };

        for exchange in corpus().replies.questions.iter().chain(&corpus().replies.differs) {
            assert!(exchange.about.as_deref().is_none_or(|about| begins(about) == 1), "{:?}", exchange.about);
        }
    }
}
