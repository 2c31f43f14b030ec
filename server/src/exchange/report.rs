//! What an import came to, in lines for a person to read.

use std::fmt;

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line the row begins on, as an editor counts; none where the whole file is at fault.
    pub line: Option<usize>,
    /// The column.
    pub column: Option<String>,
    /// Why, as the end of a sentence.
    pub reason: String,
}

impl Fault {
    /// A fault of one cell.
    pub(super) fn at(line: usize, column: &str, reason: impl Into<String>) -> Self {
        Self { line: Some(line), column: Some(column.to_owned()), reason: reason.into() }
    }

    /// A fault of a whole row.
    pub(super) fn of_line(line: usize, reason: impl Into<String>) -> Self {
        Self { line: Some(line), column: None, reason: reason.into() }
    }

    /// A fault of the whole file.
    pub(super) fn of_file(reason: impl Into<String>) -> Self {
        Self { line: None, column: None, reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: {}", self.reason),
            (Some(line), None) => write!(f, "line {line}: {}", self.reason),
            (None, _) => write!(f, "the file {}", self.reason),
        }
    }
}

/// What an import came to, or would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many rows the file has, besides its header and empty lines.
    pub rows: usize,
    /// What is wrong; where there is anything, nothing was stored.
    pub faults: Vec<Fault>,
    /// What was done, or would be: a few words, and how often.
    pub done: Vec<(&'static str, usize)>,
    /// Whether it was only tried.
    pub dry_run: bool,
}

impl Report {
    /// What a file with these faults comes to.
    pub(super) fn of_faults(rows: usize, mut faults: Vec<Fault>, dry_run: bool) -> Self {
        faults.sort_by_key(|fault| fault.line);
        Self { rows, faults, done: Vec::new(), dry_run }
    }

    /// Whether the file was without a fault.
    pub fn is_fine(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether anything was changed, or would be.
    pub fn changes_something(&self) -> bool {
        self.done.iter().any(|(_, count)| *count > 0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(f, "{fault}")?;
        }
        let rows = counted(self.rows, "row", "rows");
        if !self.is_fine() {
            let faults = counted(self.faults.len(), "fault", "faults");
            return write!(f, "{rows}, {faults}: nothing was stored.");
        }
        writeln!(f, "{rows} without a fault.")?;
        for (what, count) in self.done.iter().filter(|(_, count)| *count > 0) {
            writeln!(f, "  {what}: {count}")?;
        }
        f.write_str(match (self.changes_something(), self.dry_run) {
            (false, _) => "Nothing to change.",
            (true, true) => "This was a dry run: nothing was stored.",
            (true, false) => "All of it was stored.",
        })
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What stood in a cell, short enough to be read in a sentence.
pub(super) fn quoted(cell: &str) -> String {
    const SHOWN: usize = 60;
    let shown: String = cell.chars().take(SHOWN).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let more = if cell.chars().count() > SHOWN { "…" } else { "" };
    format!("\"{shown}{more}\"")
}
