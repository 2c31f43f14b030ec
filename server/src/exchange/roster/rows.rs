//! The rows of a roster, read and checked each by itself. Pure.

use std::collections::HashMap;

use sea_orm::{ActiveEnum, Iterable};

use crate::{
    base::{
        actor::{Profession, Role},
        day::Day,
        error::Error,
    },
    exchange::{
        report::{Fault, quoted},
        table::{self, Column, Row},
    },
    features::{
        frameworks::SetId,
        members::{Dates, Email, Name, NewMembership, NewPerson, profession_word, role_word},
        programs::TRAINING_YEARS,
    },
};

/// The columns, by the names of the header.
const COLUMNS: [Column; 10] = [
    Column { name: "email", needed: true },
    Column { name: "given_name", needed: true },
    Column { name: "family_name", needed: true },
    Column { name: "roles", needed: true },
    Column { name: "training_year", needed: false },
    Column { name: "profession", needed: false },
    Column { name: "sets", needed: false },
    Column { name: "coach", needed: false },
    Column { name: "start", needed: false },
    Column { name: "end", needed: false },
];

/// A row without a fault of its own.
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// The line it begins on.
    pub line: usize,
    /// Who.
    pub person: NewPerson,
    /// As what.
    pub membership: NewMembership,
    /// By whom they are coached from now on; none leaves that as it is.
    pub coaches: Option<Vec<Email>>,
}

/// What was read.
pub struct Read {
    /// The rows without a fault of their own.
    pub rows: Vec<RosterRow>,
    /// How many rows there are in all.
    pub total: usize,
    /// What is wrong, row by row.
    pub faults: Faults,
}

/// What is wrong so far, and who stands in the rows it was found in.
#[derive(Default)]
pub struct Faults {
    /// What is wrong.
    pub found: Vec<Fault>,
    /// The addresses of rows at fault, of which it is not known whether they name a coach.
    pub unclear: Vec<Email>,
}

impl Read {
    /// Every address of the good rows.
    pub fn addresses(&self) -> Vec<Email> {
        self.rows.iter().map(|row| row.person.email.clone()).collect()
    }
}

/// Reads a roster for a program with these sets.
pub fn read(file: &[u8], sets: &[SetId]) -> Read {
    let table = table::read(file, &COLUMNS);
    let mut read =
        Read { rows: Vec::new(), total: table.total, faults: Faults { found: table.faults, unclear: Vec::new() } };
    let mut lines: HashMap<Email, usize> = HashMap::new();
    for row in &table.rows {
        let mut faults = Vec::new();
        let email = Email::parse(row.cell("email"));
        let parsed = read_row(row, sets, &mut faults);
        if let Ok(email) = &email {
            match lines.get(email) {
                Some(first) => {
                    faults.push(Fault::at(row.line, "email", format!("{email} stands on line {first} already")))
                }
                None => drop(lines.insert(email.clone(), row.line)),
            }
        }
        match parsed.filter(|_| faults.is_empty()) {
            Some(row) => read.rows.push(row),
            None => read.faults.unclear.extend(email),
        }
        read.faults.found.append(&mut faults);
    }
    read
}

/// A row, or every fault of its cells.
fn read_row(row: &Row, sets: &[SetId], faults: &mut Vec<Fault>) -> Option<RosterRow> {
    let mut note = |column: &str, reason: String| faults.push(Fault::at(row.line, column, reason));

    let email = note_fault(Email::parse(row.cell("email")), row, sets, &mut note);
    let given_name = note_fault(Name::parse(row.cell("given_name"), "given_name"), row, sets, &mut note);
    let family_name = note_fault(Name::parse(row.cell("family_name"), "family_name"), row, sets, &mut note);
    let roles = words(row, "roles", &mut note, |word| {
        Role::iter()
            .find(|role| role_word(*role) == as_word(word))
            .ok_or_else(|| format!("{} is no role; roles are {}", quoted(word), all(Role::iter().map(role_word))))
    });
    let training_year = training_year(row, &mut note);
    let profession = one_profession(row, &mut note);
    let own_sets = words(row, "sets", &mut note, |word| {
        let of_program = sets.iter().find(|set| set.as_str() == word.to_lowercase()).cloned();
        of_program.ok_or_else(|| not_of_program(word, sets))
    });
    let coaches = words(row, "coach", &mut note, |word| {
        Email::parse(word).map_err(|_| format!("{} is not a mail address", quoted(word)))
    });

    let dates = dates(row, &mut note);

    let (roles, training_year, profession) = (roles?, training_year?, profession?);
    // Asked even where a name is at fault, so that one run tells everything.
    let membership = NewMembership::new(roles, training_year, profession, &own_sets?, sets);
    let membership = match dates? {
        Some(dates) => membership.and_then(|membership| membership.in_dates(dates)),
        None => membership,
    };
    let membership = note_fault(membership, row, sets, &mut note)?;
    let coaches = coaches?;
    if !coaches.is_empty() && !membership.is(Role::Learner) {
        note("coach", "only a learner has a coach".to_owned());
        return None;
    }
    let person = NewPerson { email: email?, given_name: given_name?, family_name: family_name? };
    if coaches.contains(&person.email) {
        note("coach", "nobody is their own coach".to_owned());
        return None;
    }
    Some(RosterRow { line: row.line, person, membership, coaches: Some(coaches).filter(|some| !some.is_empty()) })
}

fn note_fault<T>(
    parsed: Result<T, Error>,
    row: &Row,
    sets: &[SetId],
    note: &mut impl FnMut(&str, String),
) -> Option<T> {
    match parsed {
        Ok(value) => Some(value),
        Err(error) => {
            let column = match error.field().unwrap_or_default() {
                "starts_on" => "start".to_owned(),
                field => field.to_owned(),
            };
            note(&column, reason(&error, row.cell(&column), sets));
            None
        }
    }
}

/// A year of training, where there is one; nothing where the cell is at fault.
fn training_year(row: &Row, note: &mut impl FnMut(&str, String)) -> Option<Option<i32>> {
    let cell = row.cell("training_year");
    if cell.is_empty() {
        return Some(None);
    }
    let (first, last) = (TRAINING_YEARS.start(), TRAINING_YEARS.end());
    match cell.parse::<i32>() {
        Ok(year) if TRAINING_YEARS.contains(&year) => Some(Some(year)),
        Ok(year) => {
            note("training_year", format!("{year} is not between {first} and {last}"));
            None
        }
        Err(_) => {
            note("training_year", format!("{} is not a number between {first} and {last}", quoted(cell)));
            None
        }
    }
}

/// The days somebody belongs to the program, where there are any; nothing where the cells are at fault.
fn dates(row: &Row, note: &mut impl FnMut(&str, String)) -> Option<Option<Dates>> {
    let mut day = |column: &str, other: &str| {
        let cell = row.cell(column);
        match Day::parse(cell) {
            Some(day) => Some(Some(day)),
            None if cell.is_empty() && row.cell(other).is_empty() => Some(None),
            None if cell.is_empty() => {
                note(column, format!("is empty, and there is a day under {other}"));
                None
            }
            None => {
                note(column, format!("{} is not a day, such as 2026-11-02", quoted(cell)));
                None
            }
        }
    };
    let (start, end) = (day("start", "end"), day("end", "start"));
    let Some((start, end)) = start?.zip(end?) else { return Some(None) };
    match Dates::new(start, end) {
        Ok(dates) => Some(Some(dates)),
        Err(_) => {
            note("end", "is before the first day".to_owned());
            None
        }
    }
}

/// A profession, where there is one; nothing where the cell is at fault.
fn one_profession(row: &Row, note: &mut impl FnMut(&str, String)) -> Option<Option<Profession>> {
    let word = as_word(row.cell("profession"));
    if word.is_empty() {
        return Some(None);
    }
    let known = Profession::iter().find(|profession| profession_word(*profession) == word);
    if known.is_none() {
        note("profession", format!("{} is no profession; these are {}", quoted(row.cell("profession")), professions()));
    }
    known.map(Some)
}

/// The words of a cell, separated by semicolons; nothing where one of them is at fault.
fn words<T>(
    row: &Row,
    column: &'static str,
    note: &mut impl FnMut(&str, String),
    read: impl Fn(&str) -> Result<T, String>,
) -> Option<Vec<T>> {
    let mut found = Vec::new();
    let mut well = true;
    for word in row.cell(column).split(';').map(str::trim).filter(|word| !word.is_empty()) {
        match read(word) {
            Ok(value) => found.push(value),
            Err(reason) => {
                note(column, reason);
                well = false;
            }
        }
    }
    well.then_some(found)
}

/// "Faculty developer" and "faculty_developer" are one word.
fn as_word(text: &str) -> String {
    text.trim().to_lowercase().replace(' ', "_")
}

/// Why a cell was not taken, for a person.
fn reason(error: &Error, cell: &str, sets: &[SetId]) -> String {
    match error.code() {
        "empty" | "no_role" => "is empty".to_owned(),
        "not_an_email" => format!("{} is not a mail address", quoted(cell)),
        "too_long" => "is longer than 100 characters".to_owned(),
        "not_a_name" => "holds characters that no name has".to_owned(),
        "training_year_missing" => "is empty, and a learner has a year of training".to_owned(),
        "training_year_without_learner" => "only a learner has a year of training".to_owned(),
        "profession_missing" => format!("is empty, and a member of the team has a profession: {}", professions()),
        "sets_without_learner" => "only a learner has sets".to_owned(),
        "dates_only_for_assessors" => {
            "only whoever is faculty or team, and nothing else, is here for some days".to_owned()
        }
        "set_not_of_program" => not_of_program(cell, sets),
        other => format!("{} was not taken ({other})", quoted(cell)),
    }
}

fn not_of_program(word: &str, sets: &[SetId]) -> String {
    format!("{} is no set of this program, which has {}", quoted(word), all(sets.iter().map(ToString::to_string)))
}

fn professions() -> String {
    all(Profession::iter().map(|profession| profession.to_value()))
}

fn all(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
