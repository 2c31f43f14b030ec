//! Finds what may identify a patient in a text. It never says that a text is free of identifiers: it has found nothing.

use std::collections::HashSet;

use regex::bytes::Captures;

use super::{
    fold::{fold, plain_words},
    rules::{Rule, rules},
};

/// Something that may identify a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its first character, in Unicode scalar values.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
    /// The kind of identifier: `name`, `date`, `room`, …
    pub kind: &'static str,
    /// What may stand in its place, by a word of the web app's.
    pub phrase: &'static str,
}

/// How much of the text before and after a finding a rule looks at.
const AROUND: usize = 40;

/// The people of a roster, each as the words of their name: they are no patients.
#[derive(Default)]
pub struct Roster(Vec<HashSet<String>>);

impl<Name: AsRef<str>> FromIterator<Name> for Roster {
    fn from_iter<I: IntoIterator<Item = Name>>(names: I) -> Self {
        Self(names.into_iter().map(|name| plain_words(name.as_ref()).collect()).collect())
    }
}

/// What may identify a patient, in the order of the text, none overlapping another.
pub fn find(text: &str, roster: &Roster) -> Vec<Finding> {
    let folded = fold(text);
    let mut found: Vec<(Span, usize)> = Vec::new();
    for (order, rule) in rules().rules.iter().enumerate() {
        found.extend(found_by(rule, folded.text.as_bytes(), roster).into_iter().map(|span| (span, order)));
    }
    found.sort_by_key(|(span, order)| (span.from, std::cmp::Reverse(span.to), *order));
    let mut findings: Vec<Finding> = Vec::new();
    let mut end = 0;
    for (Span { from, to }, order) in found {
        let (Some(first), Some(last)) = (folded.from.get(from), folded.from.get(to - 1)) else { continue };
        if from < end {
            continue;
        }
        end = to;
        let Rule { kind, phrase, .. } = &rules().rules[order];
        findings.push(Finding { from: *first, to: last + 1, kind, phrase });
    }
    findings
}

/// A part of the folded text; never empty.
#[derive(Clone, Copy)]
struct Span {
    from: usize,
    to: usize,
}

fn found_by(rule: &Rule, text: &[u8], roster: &Roster) -> Vec<Span> {
    let mut spans = Vec::new();
    if !rule.with.iter().all(|other| other.is_match(text)) {
        return spans;
    }
    let mut at = 0;
    while let Some(captures) = (at <= text.len()).then(|| rule.find.captures_at(text, at)).flatten() {
        let span = accepted(rule, &captures, text, roster);
        spans.extend(span);
        let begun = captures.get(0).map_or(at, |all| all.start());
        at = span.map_or(0, |span| span.to).max(begun + 1);
    }
    spans
}

/// What of a match is marked; nothing where it is no identifier after all.
fn accepted(rule: &Rule, captures: &Captures<'_>, text: &[u8], roster: &Roster) -> Option<Span> {
    let name = captures.name("name");
    let all = captures.name("span").or(name).or(captures.get(0))?;
    let (from, mut to) = (all.start(), all.end());
    if let Some(name) = name {
        let length = length_of_name(name.as_bytes(), roster);
        if length == 0 {
            return None;
        }
        if to == name.end() {
            to = name.start() + length;
        }
    }
    let (before, after) = (&text[from.saturating_sub(AROUND)..from], &text[to..text.len().min(to + AROUND)]);
    let refused = rule.not.as_ref().is_some_and(|not| not.is_match(&text[from..to]))
        || rule.not_after.as_ref().is_some_and(|not| not.is_match(before))
        || rule.not_before.as_ref().is_some_and(|not| not.is_match(after));
    (!refused && from < to).then_some(Span { from, to })
}

/// How much of these words is a name: up to the first that is none. Nothing where it is somebody of the roster.
fn length_of_name(words: &[u8], roster: &Roster) -> usize {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'-');
    let (mut end, mut at) = (0, 0);
    let mut parts: Vec<String> = Vec::new();
    while at < words.len() {
        let length = words[at..].iter().take_while(|byte| is_letter(byte)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let word = String::from_utf8_lossy(&words[at..at + length]).to_ascii_lowercase();
        let plain = word.strip_suffix("'s").unwrap_or(&word);
        // Mrs. A is somebody.
        if rules().not_names.contains(plain) && !(plain == "a" && end == 0) {
            break;
        }
        end = at + plain.len();
        parts.extend(plain.split('-').filter(|part| part.len() > 1).map(str::to_owned));
        at += length;
    }
    let known = !parts.is_empty() && roster.0.iter().any(|person| parts.iter().all(|part| person.contains(part)));
    if known { 0 } else { end }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const CORPUS: &str = include_str!("../../../../tests/fixtures/guard/corpus.json");
    const FINDINGS: &str = include_str!("../../../../tests/fixtures/guard/findings.json");

    #[derive(Deserialize)]
    struct Corpus {
        roster: Vec<String>,
    }

    #[derive(Deserialize)]
    struct Text {
        text: String,
        found: Vec<(usize, usize, String, String)>,
    }

    #[test]
    fn the_server_finds_what_the_web_app_finds() {
        let corpus: Corpus = serde_json::from_str(CORPUS).expect("the corpus");
        let texts: Vec<Text> = serde_json::from_str(FINDINGS).expect("what the web app finds");
        let roster: Roster = corpus.roster.iter().collect();
        assert!(texts.len() > 400);

        for Text { text, found } in texts {
            let here: Vec<(usize, usize, String, String)> = find(&text, &roster)
                .into_iter()
                .map(|one| (one.from, one.to, one.kind.to_owned(), one.phrase.to_owned()))
                .collect();
            assert_eq!(here, found, "{text}");
        }
    }

    #[test]
    fn whatever_arrives_is_read_to_its_end() {
        for bad in ["A", "Aa ", "1", "1.", "a-", "A'a", "a:", "Mr. A ", "daughter ", "😀", "\u{200b}", "ש", "\u{202e}"]
        {
            let long = format!("{}\nMrs. Alvarez", bad.repeat(50_000 / bad.len()));
            let last = find(&long, &Roster::default()).pop().expect("a finding");
            assert_eq!(long.chars().skip(last.from).collect::<String>(), "Mrs. Alvarez", "{bad:?}");
        }
    }
}
