//! A CSV file with named columns, read whole: rows with their lines, and everything wrong with its form.
//!
//! UTF-8 with or without a byte order mark, any line ends, quoted fields, empty lines anywhere. Columns stand in any
//! order, by the names of the header.

use std::collections::HashMap;

use super::report::{Fault, quoted};

/// A column a file may have.
pub struct Column {
    /// Its name in the header, which is read whatever the case of its letters.
    pub name: &'static str,
    /// Whether the file is no such file without it.
    pub needed: bool,
}

/// A row and the line it begins on.
#[derive(Clone, Debug)]
pub struct Row {
    /// As an editor counts.
    pub line: usize,
    cells: HashMap<&'static str, String>,
}

impl Row {
    /// What stands in a column, trimmed; nothing where the file has no such column.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// What was read.
pub struct Table {
    /// The rows of good form.
    pub rows: Vec<Row>,
    /// How many rows there are in all.
    pub total: usize,
    /// What is wrong with the form.
    pub faults: Vec<Fault>,
}

impl Table {
    fn unreadable(fault: Fault) -> Self {
        Self { rows: Vec::new(), total: 0, faults: vec![fault] }
    }
}

/// Reads a file.
pub fn read(file: &[u8], columns: &[Column]) -> Table {
    if file.starts_with(&[0xff, 0xfe]) || file.starts_with(&[0xfe, 0xff]) {
        return Table::unreadable(Fault::of_file("is UTF-16: save it as \"CSV UTF-8\""));
    }
    let file = file.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(file);
    let text = match std::str::from_utf8(file) {
        Ok(text) => text,
        Err(error) => {
            let line = 1 + breaks(file.get(..error.valid_up_to()).unwrap_or_default());
            return Table::unreadable(Fault::of_line(line, "is not UTF-8 text: save the file as \"CSV UTF-8\""));
        }
    };

    let mut records = records(text).into_iter();
    let Some((line, header)) = records.next() else {
        return Table::unreadable(Fault::of_file("is empty"));
    };
    let header = match read_header(line, &header, columns) {
        Ok(header) => header,
        Err(faults) => return Table { rows: Vec::new(), total: records.count(), faults },
    };
    let mut table = Table { rows: Vec::new(), total: 0, faults: Vec::new() };
    for (line, record) in records {
        table.total += 1;
        match read_row(line, record, &header) {
            Ok(row) => table.rows.push(row),
            Err(fault) => table.faults.push(fault),
        }
    }
    table
}

/// The records that hold anything, trimmed, each with the line it begins on.
fn records(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut found = Vec::new();
    let (mut counted_to, mut line) = (0, 1);
    // The text is UTF-8 and in memory, and records may be of any length: nothing is left that could fail.
    for record in reader.records().filter_map(Result::ok) {
        // The reader says where it began to look, which may be before line ends and empty lines.
        let looked = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
        let skipped = text.as_bytes().iter().skip(looked).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begins = looked + skipped;
        line += breaks(text.as_bytes().get(counted_to..begins).unwrap_or_default());
        counted_to = begins;
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            found.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
    }
    found
}

/// How many line ends there are: LF, CRLF or CR.
fn breaks(bytes: &[u8]) -> usize {
    let lone = |index: usize| bytes.get(index + 1) != Some(&b'\n');
    bytes.iter().enumerate().filter(|(index, byte)| **byte == b'\n' || (**byte == b'\r' && lone(*index))).count()
}

/// Which column each place is, or everything wrong with the header.
fn read_header(line: usize, header: &[String], columns: &[Column]) -> Result<Vec<&'static str>, Vec<Fault>> {
    let names = || columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    if let [one] = header
        && one.contains([';', '\t'])
    {
        return Err(vec![Fault::of_line(
            line,
            "the columns are not separated by commas: save the file as comma-separated CSV",
        )]);
    }
    let mut places: Vec<&'static str> = Vec::new();
    let mut faults = Vec::new();
    for cell in header {
        let word = cell.to_lowercase().replace([' ', '-'], "_");
        match columns.iter().find(|column| column.name == word) {
            Some(column) if places.contains(&column.name) => {
                faults.push(Fault::at(line, column.name, "is there twice"));
            }
            Some(column) => places.push(column.name),
            None if cell.is_empty() => faults.push(Fault::of_line(line, "a column has no name")),
            None => {
                faults.push(Fault::of_line(
                    line,
                    format!("{} is no column of this file; these are: {}", quoted(cell), names()),
                ));
            }
        }
    }
    for column in columns.iter().filter(|column| column.needed && !places.contains(&column.name)) {
        faults.push(Fault::at(line, column.name, "is missing in the header"));
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

fn read_row(line: usize, record: Vec<String>, header: &[&'static str]) -> Result<Row, Fault> {
    let surplus = record.iter().skip(header.len()).any(|cell| !cell.is_empty());
    if record.len() < header.len() || surplus {
        let reason = format!("there are {} fields where the header has {}", record.len(), header.len());
        return Err(Fault::of_line(line, reason));
    }
    let cells: HashMap<&'static str, String> = header.iter().copied().zip(record).collect();
    if let Some(broken) = header.iter().find(|name| cells.get(*name).is_some_and(|cell| cell.contains(['\n', '\r']))) {
        return Err(Fault::at(line, broken, "holds a line break: is a quotation mark missing?"));
    }
    Ok(Row { line, cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column { name: "email", needed: true },
        Column { name: "roles", needed: true },
        Column { name: "training_year", needed: false },
    ];

    fn rows(file: &[u8]) -> Vec<(usize, String, String)> {
        let table = read(file, &COLUMNS);
        assert_eq!(table.faults, []);
        table
            .rows
            .iter()
            .map(|row| (row.line, row.cell("email").to_owned(), row.cell("training_year").to_owned()))
            .collect()
    }

    fn faults(file: &[u8]) -> Vec<String> {
        read(file, &COLUMNS).faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let expected = vec![(2, "ana@x.test".to_owned(), "1".to_owned()), (5, "ben@x.test".to_owned(), String::new())];

        let unix = "email,roles,training_year\nana@x.test,learner,1\n\n,,\nben@x.test,faculty,\n";
        assert_eq!(rows(unix.as_bytes()), expected);
        assert_eq!(rows(unix.replace('\n', "\r\n").as_bytes()), expected);
        assert_eq!(rows(unix.replace('\n', "\r").as_bytes()), expected);
        assert_eq!(rows([b"\xef\xbb\xbf", unix.as_bytes()].concat().as_slice()), expected);
    }

    #[test]
    fn columns_stand_in_any_order_and_case_and_may_be_quoted() {
        let file = b"Training Year, Roles ,\"E\xc3\xa9mail\"\n";
        assert_eq!(faults(file).len(), 2, "an unknown column, and a missing one");

        let file = b"Training Year, Roles ,EMAIL\n2,\"learner;coach\",\"ana@x.test\"\n";
        assert_eq!(rows(file), [(2, "ana@x.test".to_owned(), "2".to_owned())]);
    }

    #[test]
    fn a_file_of_the_wrong_form_says_what_to_do() {
        assert_eq!(faults(b""), ["the file is empty"]);
        assert_eq!(faults(b"\n\n"), ["the file is empty"]);
        assert_eq!(faults(b"\xff\xfee\0m\0"), ["the file is UTF-16: save it as \"CSV UTF-8\""]);
        assert_eq!(
            faults(b"email,roles\nana@x.test,learner\njos\xe9@x.test,learner\n"),
            ["line 3: is not UTF-8 text: save the file as \"CSV UTF-8\""]
        );
        assert_eq!(
            faults(b"email;roles\nana@x.test;learner\n"),
            ["line 1: the columns are not separated by commas: save the file as comma-separated CSV"]
        );
        assert_eq!(
            faults(b"email,mood,email\n"),
            [
                "line 1: \"mood\" is no column of this file; these are: email, roles, training_year",
                "line 1, column email: is there twice",
                "line 1, column roles: is missing in the header",
            ]
        );
    }

    #[test]
    fn a_row_of_the_wrong_length_or_with_an_open_quote_is_named_by_its_line() {
        assert_eq!(
            faults(b"email,roles\n\nana@x.test\nben@x.test,faculty,1\ncole@x.test,faculty,,\n"),
            ["line 3: there are 1 fields where the header has 2", "line 4: there are 3 fields where the header has 2"]
        );
        assert_eq!(
            faults(b"email,roles\nana@x.test,\"learner\nben@x.test,faculty\n"),
            ["line 2, column roles: holds a line break: is a quotation mark missing?"]
        );
    }
}
