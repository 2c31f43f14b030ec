//! What a roster would change: its rows against what is known already. Pure.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::rows::{Faults, RosterRow};
use crate::{
    base::{actor::Role, day::Day, ids::PersonId},
    entities::person,
    exchange::report::Fault,
    features::members::{
        Email, Listed, NewMembership, NewPerson,
        commands::{Came, Kept},
    },
};

/// A person who is known already.
pub struct Account {
    id: PersonId,
    given_name: String,
    family_name: String,
    deactivated: bool,
    /// What they are, were or will be in the program.
    membership: Option<Place>,
}

/// A place in the program.
struct Place {
    is: NewMembership,
    /// Whether it has ended.
    over: bool,
    /// Whether it has ended, and not because its dates went by.
    cut_short: bool,
}

impl Account {
    /// Of a member, present, former or to come.
    pub fn of_member(member: Listed, today: &Day) -> Self {
        let went_by = member.membership.dates().is_some_and(|dates| dates.ends_on() < today);
        Self {
            id: member.id,
            given_name: member.given_name,
            family_name: member.family_name,
            deactivated: member.deactivated,
            membership: Some(Place { is: member.membership, over: member.over, cut_short: member.over && !went_by }),
        }
    }

    /// Of somebody who never was in the program.
    pub fn of_stranger(person: person::Model) -> Self {
        Self {
            id: person.id,
            given_name: person.given_name,
            family_name: person.family_name,
            deactivated: person.deactivated_at.is_some(),
            membership: None,
        }
    }

    fn is_now(&self, role: Role) -> bool {
        !self.deactivated && self.membership.as_ref().is_some_and(|place| !place.over && place.is.is(role))
    }
}

/// Who is known, and who coaches whom.
pub struct Standing {
    accounts: HashMap<Email, Account>,
    /// By learner.
    coaches: HashMap<Email, BTreeSet<Email>>,
}

impl Standing {
    /// From accounts and pairs of learner and coach.
    pub fn new(accounts: HashMap<Email, Account>, coaching: impl Iterator<Item = (Email, Email)>) -> Self {
        let mut coaches: HashMap<Email, BTreeSet<Email>> = HashMap::new();
        for (learner, coach) in coaching {
            coaches.entry(learner).or_default().insert(coach);
        }
        Self { accounts, coaches }
    }

    /// The ids of everybody known.
    pub fn into_ids(self) -> HashMap<Email, PersonId> {
        self.accounts.into_iter().map(|(email, account)| (email, account.id)).collect()
    }
}

/// One thing to do.
#[derive(Clone, Debug)]
pub enum Step {
    /// Add a person, or give them another name.
    Person {
        /// As they are from now on.
        person: NewPerson,
        /// What it comes to.
        kept: Kept,
    },
    /// Begin or change a membership.
    Member {
        /// Whose.
        email: Email,
        /// As what.
        membership: NewMembership,
        /// What it comes to.
        came: Came,
    },
    /// End a coaching.
    EndCoaching {
        /// Who coached.
        coach: Email,
        /// Whom.
        learner: Email,
    },
    /// Begin a coaching.
    StartCoaching {
        /// Who coaches.
        coach: Email,
        /// Whom.
        learner: Email,
    },
}

/// What to do, in an order in which it can be done; or why nothing is to be done.
pub struct Plan {
    /// What to do.
    pub steps: Vec<Step>,
    /// What is wrong with the file.
    pub faults: Vec<Fault>,
}

/// Compares the rows of a file with what is known.
pub fn plan(rows: Vec<RosterRow>, faults: Faults, standing: &Standing) -> Plan {
    let Faults { found: mut faults, unclear } = faults;
    faults.extend(rows.iter().filter_map(|row| closed_account(row, standing)));
    faults.extend(coaches_who_are_none(&rows, &unclear, standing));
    if !faults.is_empty() {
        return Plan { steps: Vec::new(), faults };
    }
    let mut steps: Vec<Step> = endings(&rows, standing);
    steps.extend(rows.iter().flat_map(|row| person_and_membership(row, standing)));
    steps.extend(beginnings(&rows, standing));
    Plan { steps, faults }
}

fn closed_account(row: &RosterRow, standing: &Standing) -> Option<Fault> {
    let closed = standing.accounts.get(&row.person.email).is_some_and(|account| account.deactivated);
    closed.then(|| Fault::at(row.line, "email", format!("the account of {} is closed", row.person.email)))
}

/// Every coach named who neither is one already nor becomes one by this file.
fn coaches_who_are_none(rows: &[RosterRow], unclear: &[Email], standing: &Standing) -> Vec<Fault> {
    let in_file: HashMap<&Email, bool> =
        rows.iter().map(|row| (&row.person.email, row.membership.is(Role::Coach))).collect();
    let is_coach = |email: &Email| match in_file.get(email) {
        Some(coach) => *coach,
        // Their own row is at fault, which is said there.
        None if unclear.contains(email) => true,
        None => standing.accounts.get(email).is_some_and(|account| account.is_now(Role::Coach)),
    };
    let named = rows.iter().flat_map(|row| row.coaches.iter().flatten().map(move |coach| (row.line, coach)));
    named
        .filter(|(_, coach)| !is_coach(coach))
        .map(|(line, coach)| match in_file.contains_key(coach) {
            true => Fault::at(line, "coach", format!("{coach} has no role coach in this file")),
            false => Fault::at(line, "coach", format!("{coach} is no coach of this program, nor of this file")),
        })
        .collect()
}

/// The coachings that end: replaced by the column, or because one of the two is no longer coach or learner.
fn endings(rows: &[RosterRow], standing: &Standing) -> Vec<Step> {
    let by_email: HashMap<&Email, &RosterRow> = rows.iter().map(|row| (&row.person.email, row)).collect();
    let lost = |email: &Email, role: Role| by_email.get(email).is_some_and(|row| !row.membership.is(role));
    let mut learners: Vec<&Email> = standing.coaches.keys().collect();
    learners.sort();
    let mut steps = Vec::new();
    for learner in learners {
        let wanted = by_email.get(learner).and_then(|row| row.coaches.as_ref());
        for coach in standing.coaches.get(learner).into_iter().flatten() {
            let replaced = wanted.is_some_and(|wanted| !wanted.contains(coach));
            if replaced || lost(coach, Role::Coach) || lost(learner, Role::Learner) {
                steps.push(Step::EndCoaching { coach: coach.clone(), learner: learner.clone() });
            }
        }
    }
    steps
}

fn person_and_membership(row: &RosterRow, standing: &Standing) -> Vec<Step> {
    let account = standing.accounts.get(&row.person.email);
    let kept = match account {
        None => Kept::Added,
        Some(account)
            if account.given_name == row.person.given_name.as_str()
                && account.family_name == row.person.family_name.as_str() =>
        {
            Kept::Same
        }
        Some(_) => Kept::Changed,
    };
    let came = match account.and_then(|account| account.membership.as_ref()) {
        None => Came::Joined,
        Some(place) if place.is == row.membership && !place.cut_short => Came::Same,
        Some(place) if place.over => Came::Returned,
        Some(_) => Came::Changed,
    };
    let mut steps = Vec::new();
    if kept != Kept::Same {
        steps.push(Step::Person { person: row.person.clone(), kept });
    }
    if came != Came::Same {
        steps.push(Step::Member { email: row.person.email.clone(), membership: row.membership.clone(), came });
    }
    steps
}

/// The coachings that begin.
fn beginnings(rows: &[RosterRow], standing: &Standing) -> Vec<Step> {
    let mut steps = Vec::new();
    for row in rows {
        let learner = &row.person.email;
        let now = standing.coaches.get(learner);
        let mut once = HashSet::new();
        for coach in row.coaches.iter().flatten().filter(|coach| once.insert((*coach).clone())) {
            if !now.is_some_and(|now| now.contains(coach)) {
                steps.push(Step::StartCoaching { coach: coach.clone(), learner: learner.clone() });
            }
        }
    }
    steps
}
