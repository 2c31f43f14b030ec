//! Choosing what was observed: a text that fits the place, the observer and how far the learner has come, and that
//! nobody has read twice. Pure.

use std::collections::{HashMap, HashSet};

use super::{
    corpus::{Corpus, Scenario, Voice},
    dice::Dice,
    roster::Who,
};
use crate::base::setting::Setting;

/// How often one text is used at most.
const USES_MAX: i32 = 3;
/// Months of training before which nobody leads interns.
const LEADS_AFTER: f64 = 12.0;

/// What a text has to fit.
pub struct Wanted<'a> {
    /// Whom it is about.
    pub learner: Who,
    /// How many months of training they have.
    pub months: f64,
    /// Where they stand, in half-steps.
    pub standing: f64,
    /// Who says it.
    pub author: Who,
    /// In which voices.
    pub voices: &'a [Voice],
    /// Where they meet.
    pub setting: Setting,
    /// Which skill, where it has to be one.
    pub code: Option<&'a str>,
    /// Whether it must say everything: what went well, what not, and the next step.
    pub whole: bool,
}

/// The texts, and who has seen which.
pub struct Scenarios<'c> {
    corpus: &'c Corpus,
    uses: Vec<i32>,
    read: HashSet<(Who, usize)>,
    written: HashSet<(Who, usize)>,
    skills: HashMap<(Who, &'c str), i32>,
}

/// A text, and how often it was used before.
pub struct Chosen<'c> {
    /// The text.
    pub scenario: &'c Scenario,
    /// How often it was used before.
    pub uses: i32,
}

impl<'c> Scenarios<'c> {
    /// All of them, unused.
    pub fn new(corpus: &'c Corpus) -> Self {
        Self {
            corpus,
            uses: vec![0; corpus.scenarios.len()],
            read: HashSet::new(),
            written: HashSet::new(),
            skills: HashMap::new(),
        }
    }

    /// Takes one that fits, if there is one left.
    pub fn choose(&mut self, wanted: &Wanted<'_>, dice: &mut Dice) -> Option<Chosen<'c>> {
        let corpus = self.corpus;
        let weights: Vec<f64> =
            corpus.scenarios.iter().enumerate().map(|(place, scenario)| self.weight(place, scenario, wanted)).collect();
        let place = dice.weighted(weights.iter().copied())?;
        let scenario = &corpus.scenarios[place];
        let uses = self.uses[place];
        self.uses[place] += 1;
        self.read.insert((wanted.learner, place));
        self.written.insert((wanted.author, place));
        *self.skills.entry((wanted.learner, scenario.code.as_str())).or_default() += 1;
        Some(Chosen { scenario, uses })
    }

    fn weight(&self, place: usize, scenario: &'c Scenario, wanted: &Wanted<'_>) -> f64 {
        let leads = scenario.level_hint >= 6;
        if !wanted.voices.contains(&scenario.from)
            || wanted.code.is_some_and(|code| code != scenario.code)
            || (wanted.whole && !(self.uses[place] == 0 && is_whole(scenario)))
            || (leads && wanted.months < LEADS_AFTER)
            || self.uses[place] >= USES_MAX
            || self.read.contains(&(wanted.learner, place))
            || self.written.contains(&(wanted.author, place))
        {
            return 0.0;
        }
        let apart = (scenario.level_hint as f64 - wanted.standing).abs();
        let level = if apart <= 0.75 {
            1.0
        } else if apart <= 1.5 {
            0.6
        } else if apart <= 2.5 {
            0.12
        } else {
            0.0
        };
        let unused = 0.12_f64.powi(self.uses[place]);
        let seen = self.skills.get(&(wanted.learner, scenario.code.as_str())).copied().unwrap_or(0);
        // A team has few texts that are its own; they go first.
        let own = if scenario.from == Voice::Nurse { 2.0 } else { 1.0 };
        level * unused * own * fits(wanted.setting, scenario.setting) / (1.0 + 0.2 * f64::from(seen))
    }
}

fn is_whole(scenario: &Scenario) -> bool {
    scenario.went_well.is_some() && scenario.differently.is_some() && scenario.next_step.is_some()
}

/// How well what happened in `scenario` can be told of a day on a rotation of `place`.
fn fits(place: Setting, scenario: Setting) -> f64 {
    use Setting::{Clinic, Ed, Handoff, Icu, Or, Other, Procedure, Ward};
    match (place, scenario) {
        _ if place == scenario => 1.0,
        (Ward | Icu, Handoff) | (Or | Procedure, Other) => 0.4,
        (Ward | Clinic | Ed, Other) | (Ward | Icu | Ed, Procedure) => 0.3,
        // Consults, nights and procedures are at patients of the wards.
        (Or | Procedure | Handoff, Ward) => 0.25,
        (Icu, Ward) => 0.08,
        _ => 0.0,
    }
}
