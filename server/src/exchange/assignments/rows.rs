//! The rows of a file of assignments, read and checked each by itself. Pure.

use sea_orm::Iterable;

use crate::{
    base::{day::Day, setting::Setting, text::Line},
    exchange::{
        report::{Fault, quoted},
        table::{self, Column, Row},
    },
    features::members::Email,
};

/// The columns, by the names of the header.
const COLUMNS: [Column; 5] = [
    Column { name: "email", needed: true },
    Column { name: "rotation", needed: true },
    Column { name: "start", needed: true },
    Column { name: "end", needed: true },
    Column { name: "setting", needed: false },
];
/// The longest an assignment can be, in days: a continuity clinic may last a training, a mistyped year lasts longer.
const LONGEST: i32 = 5 * 366;

/// A row without a fault of its own.
#[derive(Clone, Debug)]
pub struct AssignmentRow {
    /// The line it begins on.
    pub line: usize,
    /// Who.
    pub email: Email,
    /// On which rotation.
    pub rotation: Line,
    /// The first day.
    pub starts_on: Day,
    /// The last day.
    pub ends_on: Day,
    /// Where it takes place, if the file says so.
    pub setting: Option<Setting>,
}

/// What was read.
pub struct Read {
    /// The rows without a fault of their own.
    pub rows: Vec<AssignmentRow>,
    /// How many rows there are in all.
    pub total: usize,
    /// What is wrong, row by row.
    pub faults: Vec<Fault>,
}

/// Reads a file of assignments.
pub fn read(file: &[u8]) -> Read {
    let table = table::read(file, &COLUMNS);
    let mut faults = table.faults;
    let rows = table.rows.iter().filter_map(|row| read_row(row, &mut faults)).collect();
    Read { rows, total: table.total, faults }
}

fn read_row(row: &Row, faults: &mut Vec<Fault>) -> Option<AssignmentRow> {
    let mut note = |column: &str, reason: String| faults.push(Fault::at(row.line, column, reason));

    let email = Email::parse(row.cell("email")).map_err(|error| match error.code() {
        "empty" => note("email", "is empty".to_owned()),
        _ => note("email", format!("{} is not a mail address", quoted(row.cell("email")))),
    });
    let rotation = Line::parse(row.cell("rotation")).map_err(|error| match error.code() {
        "empty" => note("rotation", "is empty".to_owned()),
        _ => note("rotation", "is longer than 300 characters".to_owned()),
    });
    let starts_on = day(row, "start", &mut note);
    let ends_on = day(row, "end", &mut note);
    let setting = setting(row, &mut note);

    let (starts_on, ends_on) = (starts_on?, ends_on?);
    if ends_on < starts_on {
        note("end", format!("{ends_on} is before the start, {starts_on}"));
        return None;
    }
    if ends_on > starts_on.plus_days(LONGEST) {
        note("end", format!("{ends_on} is more than five years after the start, {starts_on}"));
        return None;
    }
    Some(AssignmentRow {
        line: row.line,
        email: email.ok()?,
        rotation: rotation.ok()?,
        starts_on,
        ends_on,
        setting: setting?,
    })
}

fn day(row: &Row, column: &'static str, note: &mut impl FnMut(&str, String)) -> Option<Day> {
    let cell = row.cell(column);
    let day = Day::parse(cell);
    match cell {
        "" => note(column, "is empty".to_owned()),
        _ if day.is_none() => note(column, format!("{} is not a date like 2026-07-01", quoted(cell))),
        _ => {}
    }
    day
}

/// A setting, where there is one; nothing where the cell is at fault.
fn setting(row: &Row, note: &mut impl FnMut(&str, String)) -> Option<Option<Setting>> {
    let cell = row.cell("setting");
    if cell.is_empty() {
        return Some(None);
    }
    let known = Setting::iter().find(|setting| setting.word() == cell.to_lowercase());
    if known.is_none() {
        let words: Vec<&str> = Setting::iter().map(Setting::word).collect();
        note("setting", format!("{} is no setting; these are {}", quoted(cell), words.join(", ")));
    }
    known.map(Some)
}
