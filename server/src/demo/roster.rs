//! Who is on which rotation when: residents for four weeks at a time, attendings for two, the team always in one
//! place. Pure.

use super::{
    calendar::{Calendar, DayNumber},
    corpus::{Corpus, PersonText},
    dice::Dice,
};
use crate::base::actor::Role;

/// A person, by their place in the corpus.
pub type Who = usize;
/// A rotation, by its place in the corpus.
pub type Where = usize;

/// Four-week blocks before the present one.
const BLOCKS_BEFORE: i32 = 10;
/// Four-week blocks after the present one.
const BLOCKS_AFTER: i32 = 3;
const RESIDENT_BLOCK: i32 = 28;
const FACULTY_BLOCK: i32 = 14;

/// A place for a resident in every block, the ones that are never left empty first.
const RESIDENT_PLACES: [&str; 24] = [
    "wards-a",
    "wards-b",
    "micu",
    "ed",
    "clinic",
    "ccu",
    "wards-a",
    "wards-b",
    "nights",
    "cardiology",
    "oncology",
    "geriatrics",
    "wards-a",
    "wards-b",
    "micu",
    "clinic",
    "subspecialty",
    "ed",
    "procedures",
    "periop",
    "oncology",
    "telehealth",
    "ccu",
    "cardiology",
];

/// A place for an attending in every block.
const FACULTY_PLACES: [&str; 18] = [
    "wards-a",
    "wards-b",
    "micu",
    "ccu",
    "ed",
    "clinic",
    "geriatrics",
    "oncology",
    "cardiology",
    "subspecialty",
    "telehealth",
    "periop",
    "procedures",
    "nights",
    "wards-a",
    "wards-b",
    "clinic",
    "micu",
];

/// Where each attending works, in the corpus's order: mostly, and sometimes.
const FACULTY_HOMES: [(&str, &str); 30] = [
    ("wards-a", "wards-b"),
    ("wards-b", "micu"),
    ("clinic", "telehealth"),
    ("clinic", "wards-b"),
    ("wards-a", "periop"),
    ("micu", "procedures"),
    ("geriatrics", "clinic"),
    ("ed", "nights"),
    ("micu", "ccu"),
    ("ccu", "cardiology"),
    ("oncology", "wards-b"),
    ("cardiology", "ccu"),
    ("ed", "wards-a"),
    ("subspecialty", "clinic"),
    ("wards-b", "periop"),
    ("nights", "wards-a"),
    ("procedures", "micu"),
    ("periop", "wards-a"),
    ("telehealth", "clinic"),
    ("wards-a", "nights"),
    ("oncology", "clinic"),
    ("geriatrics", "wards-b"),
    ("micu", "wards-a"),
    ("ccu", "micu"),
    ("ed", "procedures"),
    ("wards-b", "geriatrics"),
    ("cardiology", "subspecialty"),
    ("clinic", "subspecialty"),
    ("periop", "ed"),
    ("nights", "oncology"),
];

/// Where each member of the team works, in the corpus's order.
const TEAM_HOMES: [&str; 12] = [
    "wards-a",
    "wards-b",
    "oncology",
    "micu",
    "ccu",
    "ed",
    "clinic",
    "geriatrics",
    "wards-a",
    "micu",
    "geriatrics",
    "wards-b",
];

/// Some time of somebody on a rotation; both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stint {
    /// Who.
    pub who: Who,
    /// On which rotation.
    pub at: Where,
    /// The first day.
    pub from: DayNumber,
    /// The last day.
    pub to: DayNumber,
}

/// Everybody's time.
pub struct Roster {
    /// All of it, earlier first.
    pub stints: Vec<Stint>,
    /// The first day of the program's life with the product.
    pub first_day: DayNumber,
    /// The day on which the present first-years began; before `first_day` where everybody was there from the start.
    pub year_start: DayNumber,
}

impl Roster {
    /// Draws it up.
    pub fn new(corpus: &Corpus, calendar: &Calendar, dice: &mut Dice) -> Self {
        let present = calendar.block_start();
        let (first_day, year_start) = (present - BLOCKS_BEFORE * RESIDENT_BLOCK, calendar.year_start());
        let mut roster = Self { stints: Vec::new(), first_day, year_start };
        roster.residents(corpus, present, dice);
        roster.faculty(corpus, present, dice);
        let last_day = present + (BLOCKS_AFTER + 1) * RESIDENT_BLOCK - 1;
        for ((who, _), home) in with_role(corpus, Role::Team).zip(TEAM_HOMES) {
            roster.put(corpus, who, home, first_day, last_day);
        }
        roster.stints.sort_by_key(|stint| (stint.from, stint.at, stint.who));
        roster
    }

    /// Whether a person is in the program on that day.
    pub fn is_there(&self, person: &PersonText, day: DayNumber) -> bool {
        person.training_year != Some(1) || day >= self.year_start
    }

    /// Who is on which rotation on that day.
    pub fn on(&self, day: DayNumber) -> impl Iterator<Item = &Stint> {
        self.stints.iter().filter(move |stint| stint.from <= day && day <= stint.to)
    }

    /// The person's own time on the rotation that day.
    pub fn stint(&self, who: Who, day: DayNumber) -> Option<&Stint> {
        self.on(day).find(|stint| stint.who == who)
    }

    fn residents(&mut self, corpus: &Corpus, present: DayNumber, dice: &mut Dice) {
        let mut been: Vec<Vec<&str>> = vec![Vec::new(); corpus.people.len()];
        for block in -BLOCKS_BEFORE..=BLOCKS_AFTER {
            let from = present + block * RESIDENT_BLOCK;
            let mut free: Vec<Who> = with_role(corpus, Role::Learner)
                .filter(|(_, person)| self.is_there(person, from))
                .map(|(who, _)| who)
                .collect();
            dice.shuffle(&mut free);
            for place in RESIDENT_PLACES {
                let pinned = (block == 0).then(|| pinned(corpus, place, &free)).flatten();
                // Whoever was there least lately goes.
                let next = pinned.or_else(|| free.iter().copied().min_by_key(|who| times(&been[*who], place)));
                let Some(who) = next else { break };
                free.retain(|other| *other != who);
                been[who].push(place);
                self.put(corpus, who, place, from, from + RESIDENT_BLOCK - 1);
            }
        }
    }

    fn faculty(&mut self, corpus: &Corpus, present: DayNumber, dice: &mut Dice) {
        let attendings: Vec<(Who, (&str, &str))> =
            with_role(corpus, Role::Faculty).map(|(who, _)| who).zip(FACULTY_HOMES).collect();
        let mut last_on: Vec<i32> = vec![i32::MIN; corpus.people.len()];
        // Their weeks change in the middle of the residents' blocks.
        let current = present + RESIDENT_BLOCK / 4;
        for block in -2 * BLOCKS_BEFORE - 1..=2 * BLOCKS_AFTER + 1 {
            let from = current + block * FACULTY_BLOCK;
            let mut free: Vec<(Who, (&str, &str))> = attendings.clone();
            dice.shuffle(&mut free);
            for place in FACULTY_PLACES {
                let all: Vec<Who> = free.iter().map(|(who, _)| *who).collect();
                // From now on the demo's own attendings stay where their residents are.
                let stays = if block >= 0 { pinned(corpus, place, &all) } else { None };
                let fits = |homes: &(&str, &str)| if homes.0 == place { 0 } else { i32::from(homes.1 != place) + 1 };
                let next = stays.or_else(|| {
                    let rested = |who: Who| block.saturating_sub(last_on[who]) > 1;
                    free.iter()
                        .min_by_key(|(who, homes)| (!rested(*who), fits(homes), last_on[*who]))
                        .map(|(who, _)| *who)
                });
                let Some(who) = next else { break };
                free.retain(|(other, _)| *other != who);
                last_on[who] = block;
                self.put(corpus, who, place, from.max(self.first_day), from + FACULTY_BLOCK - 1);
            }
        }
    }

    fn put(&mut self, corpus: &Corpus, who: Who, place: &str, from: DayNumber, to: DayNumber) {
        if let Some(at) = corpus.program.rotations.iter().position(|rotation| rotation.key == place) {
            self.stints.push(Stint { who, at, from, to });
        }
    }
}

/// The people of the demo page who are to meet: on one ward the first attending and resident, on the other the second.
fn pinned(corpus: &Corpus, place: &str, free: &[Who]) -> Option<Who> {
    let names: &[&str] = match place {
        "wards-a" => &["attending", "resident"],
        "wards-b" => &["attending2", "resident2"],
        "clinic" => &["coach"],
        _ => &[],
    };
    free.iter().copied().find(|who| corpus.people[*who].demo.as_deref().is_some_and(|demo| names.contains(&demo)))
}

/// How often, and how lately, somebody was there: a small number is a good reason to go.
fn times(been: &[&str], place: &str) -> usize {
    let often = been.iter().filter(|other| **other == place).count();
    let lately = usize::from(been.last() == Some(&place));
    often + 10 * lately
}

/// Everybody with the role, in the corpus's order.
pub fn with_role(corpus: &Corpus, role: Role) -> impl Iterator<Item = (Who, &PersonText)> {
    corpus.people.iter().enumerate().filter(move |(_, person)| person.roles.contains(&role))
}

/// Who signs in on the demo page as `demo`.
pub fn named(corpus: &Corpus, demo: &str) -> Option<Who> {
    corpus.people.iter().position(|person| person.demo.as_deref() == Some(demo))
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::{base::clock::Timestamp, demo::corpus::corpus};

    fn roster(now: &str) -> Roster {
        let zone = TimeZone::get("America/Chicago").expect("a zone");
        let calendar = Calendar::new(zone, Timestamp::parse(now).expect("a time"));
        Roster::new(corpus(), &calendar, &mut Dice::new(1, "roster"))
    }

    #[test]
    fn nobody_is_in_two_places_on_one_day() {
        let roster = roster("2026-11-22T20:00:00Z");

        for day in (roster.first_day..100).step_by(5) {
            let mut there: Vec<Who> = roster.on(day).map(|stint| stint.who).collect();
            let all = there.len();
            there.sort_unstable();
            there.dedup();
            assert_eq!(there.len(), all, "day {day}");
        }
    }

    #[test]
    fn the_demos_attending_meets_the_demos_resident_today_and_for_days_to_come() {
        for now in ["2026-11-22T20:00:00Z", "2026-08-03T20:00:00Z", "2027-03-31T20:00:00Z"] {
            let roster = roster(now);
            let place = |demo, day| roster.stint(named(corpus(), demo).expect("a person"), day).map(|stint| stint.at);
            for day in 0..7 {
                assert_eq!(place("attending", day), place("resident", day));
                assert_eq!(place("attending2", day), place("resident2", day));
                assert_eq!(place("attending", day), place("nurse", day));
                assert!(place("coach", day).is_some());
            }
        }
    }

    #[test]
    fn first_years_are_nowhere_before_their_year_began() {
        let roster = roster("2026-11-22T20:00:00Z");

        assert!(roster.year_start > roster.first_day);
        for stint in &roster.stints {
            assert!(roster.is_there(&corpus().people[stint.who], stint.from));
        }
    }
}
