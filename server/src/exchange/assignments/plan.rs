//! What a file of assignments would change: its rows against what is stored already. Pure.

use std::collections::{BTreeMap, HashMap};

use super::rows::AssignmentRow;
use crate::{
    base::{day::Day, setting::Setting, text::Line},
    exchange::report::{Fault, quoted},
    features::members::Email,
};

/// The name of a rotation, as it is compared.
pub type Key = String;

/// How a rotation's name is compared: whatever the case of its letters.
pub fn rotation_key(name: &str) -> Key {
    name.trim().to_lowercase()
}

/// Who is in the program, its rotations, and who is on them when.
#[derive(Default)]
pub struct Standing {
    /// Present and former members, and which they are.
    pub members: HashMap<Email, bool>,
    /// The rotations and their settings.
    pub rotations: HashMap<Key, Setting>,
    /// First days and last days.
    pub spans: HashMap<(Key, Email), BTreeMap<Day, Day>>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Add a rotation.
    AddRotation {
        /// Its name, as first written.
        name: Line,
        /// Where it takes place.
        setting: Setting,
    },
    /// Put somebody on a rotation, or move their last day.
    Assign {
        /// Which rotation.
        rotation: Key,
        /// Who.
        email: Email,
        /// The first day.
        starts_on: Day,
        /// The last day.
        ends_on: Day,
        /// Whether only the last day is another one.
        moved: bool,
    },
}

/// What to do, in an order in which it can be done; or why nothing is to be done.
pub struct Plan {
    /// What to do.
    pub steps: Vec<Step>,
    /// What is wrong with the file.
    pub faults: Vec<Fault>,
}

/// Compares the rows of a file with what is stored.
pub fn plan(rows: &[AssignmentRow], mut faults: Vec<Fault>, standing: &Standing) -> Plan {
    faults.extend(rows.iter().filter_map(|row| stranger(row, standing)));
    let added = settings_of_new(rows, standing, &mut faults);
    let spans = spans(rows, standing, &mut faults);
    overlaps(rows, &spans, &mut faults);
    if !faults.is_empty() {
        return Plan { steps: Vec::new(), faults };
    }

    let assigned = rows.iter().filter_map(|row| assign(row, standing));
    // Last days are moved first, so that what is added finds its days free.
    let (moved, new): (Vec<Step>, Vec<Step>) =
        assigned.partition(|step| matches!(step, Step::Assign { moved: true, .. }));
    let added = added.into_values().map(|(name, setting)| Step::AddRotation { name, setting });
    Plan { steps: added.chain(moved).chain(new).collect(), faults }
}

/// What one row changes, if anything.
fn assign(row: &AssignmentRow, standing: &Standing) -> Option<Step> {
    let whose = (rotation_key(row.rotation.as_str()), row.email.clone());
    let stored = standing.spans.get(&whose).and_then(|of| of.get(&row.starts_on));
    if stored == Some(&row.ends_on) {
        return None;
    }
    let (rotation, email) = whose;
    let (starts_on, ends_on) = (row.starts_on.clone(), row.ends_on.clone());
    Some(Step::Assign { rotation, email, starts_on, ends_on, moved: stored.is_some() })
}

fn stranger(row: &AssignmentRow, standing: &Standing) -> Option<Fault> {
    let reason = match standing.members.get(&row.email) {
        Some(true) => return None,
        Some(false) => format!("{} is no longer a member of this program", row.email),
        None => format!("{} is no member of this program", row.email),
    };
    Some(Fault::at(row.line, "email", reason))
}

/// The rotations to add, by name: every row of one must agree on its setting, and one row at least must tell it.
fn settings_of_new(
    rows: &[AssignmentRow],
    standing: &Standing,
    faults: &mut Vec<Fault>,
) -> BTreeMap<Key, (Line, Setting)> {
    let mut told: BTreeMap<Key, (Line, Setting)> = BTreeMap::new();
    for row in rows {
        let key = rotation_key(row.rotation.as_str());
        let (Some(setting), None) = (row.setting, standing.rotations.get(&key)) else { continue };
        told.entry(key).or_insert_with(|| (row.rotation.clone(), setting));
    }
    for row in rows {
        let key = rotation_key(row.rotation.as_str());
        let known = standing.rotations.get(&key).or_else(|| told.get(&key).map(|(_, setting)| setting));
        let name = quoted(row.rotation.as_str());
        match (known, row.setting) {
            (None, _) => faults.push(Fault::at(
                row.line,
                "rotation",
                format!(
                    "{name} is no rotation of this program; to add it, say where it takes place in the column setting"
                ),
            )),
            (Some(known), Some(said)) if *known != said => {
                let reason = format!("{name} takes place in {}, not in {}", known.word(), said.word());
                faults.push(Fault::at(row.line, "setting", reason));
            }
            _ => {}
        }
    }
    told
}

/// A last day, and the line that says it; none where it is stored already.
type Last = (Day, Option<usize>);

/// Every span as it would be after the import, by first day.
fn spans(
    rows: &[AssignmentRow],
    standing: &Standing,
    faults: &mut Vec<Fault>,
) -> HashMap<(Key, Email), BTreeMap<Day, Last>> {
    let mut spans: HashMap<(Key, Email), BTreeMap<Day, Last>> = HashMap::new();
    for row in rows {
        let whose = (rotation_key(row.rotation.as_str()), row.email.clone());
        let of = spans.entry(whose).or_insert_with_key(|whose| {
            let stored = standing.spans.get(whose).into_iter().flatten();
            stored.map(|(first, last)| (first.clone(), (last.clone(), None))).collect()
        });
        match of.get(&row.starts_on) {
            Some((last, Some(line))) if *last == row.ends_on => {
                faults.push(Fault::of_line(row.line, format!("says the same as line {line}")));
            }
            Some((_, Some(line))) => {
                faults.push(Fault::at(
                    row.line,
                    "end",
                    format!("line {line} says another last day for the same start"),
                ));
            }
            _ => drop(of.insert(row.starts_on.clone(), (row.ends_on.clone(), Some(row.line)))),
        }
    }
    spans
}

/// Nobody is on the same rotation twice on one day.
fn overlaps(rows: &[AssignmentRow], spans: &HashMap<(Key, Email), BTreeMap<Day, Last>>, faults: &mut Vec<Fault>) {
    for row in rows {
        let Some(of) = spans.get(&(rotation_key(row.rotation.as_str()), row.email.clone())) else { continue };
        let other = of.iter().find(|(first, (last, line))| {
            **first != row.starts_on
                && **first <= row.ends_on
                && *last >= row.starts_on
                // Of two rows the later one is told.
                && line.is_none_or(|line| line < row.line)
        });
        if let Some((first, (last, line))) = other {
            let whose = line.map_or_else(|| "is stored already".to_owned(), |line| format!("stands on line {line}"));
            let reason = format!("overlaps {first} to {last} on the same rotation, which {whose}");
            faults.push(Fault::at(row.line, "start", reason));
        }
    }
}
