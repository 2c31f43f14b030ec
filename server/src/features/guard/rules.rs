//! The rules, as data that the web app reads as well: a file for each kind of identifier. A rule is a regular
//! expression over folded text ([`super::fold`]), so ASCII; it names its parts `span` (what is marked) and `name` (words
//! that the roster may clear). Every repetition is bounded: time grows with the text and with nothing else.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

use regex::bytes::{Regex, RegexBuilder};
use serde::Deserialize;

/// A rule, ready to be used.
pub struct Rule {
    /// What kind of identifier it finds.
    pub kind: String,
    /// What may stand in its place.
    pub phrase: String,
    /// What it finds.
    pub find: Regex,
    /// What is none though found, read from its beginning to its end.
    pub not: Option<Regex>,
    /// What stands before it where it is none.
    pub not_after: Option<Regex>,
    /// What stands after it where it is none.
    pub not_before: Option<Regex>,
    /// What the text must hold besides, all of it.
    pub with: Vec<Regex>,
}

/// All rules, and the words that are no name.
pub struct Rules {
    /// In the order in which they are tried.
    pub rules: Vec<Rule>,
    /// In small letters.
    pub not_names: HashSet<String>,
}

/// The rules this version has.
///
/// # Panics
/// Where a file of rules cannot be read; a test reads them all.
pub fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(|| read().expect("rules that can be read"));
    &RULES
}

/// A rule as it is written down.
#[derive(Deserialize)]
struct RuleText {
    find: String,
    #[serde(default)]
    any_case: bool,
    not: Option<String>,
    not_after: Option<String>,
    not_before: Option<String>,
    #[serde(default)]
    with: Vec<String>,
    phrase: String,
}

type Words = HashMap<String, Vec<String>>;

#[derive(Deserialize)]
struct RuleFile {
    kind: String,
    rules: Vec<RuleText>,
    #[serde(default)]
    words: Words,
}

/// One kind in a file, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    One(RuleFile),
    Several(Vec<RuleFile>),
}

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../pwa/src/features/guard/rules/", $name, ".json"))
    };
}

/// In the order in which the rules are tried.
const FILES: [&str; 7] =
    [file!("names"), file!("dates"), file!("ages"), file!("contact"), file!("numbers"), file!("places"), file!("rare")];

/// A word with a capital; one that is not all capitals, up to three times; a name of up to three words.
const CAP: &str = r"[A-Z](?:['-]?[A-Za-z]){1,24}\b";
const MIXED: &str = r"[A-Z]'?[A-Za-z]{0,2}[a-z](?:['-]?[A-Za-z]){0,22}\b";
const NAME: &str = r"(?:(?:{particle}) ){0,1}(?:{cap}|[A-Z]\b\.?)(?:(?: (?:{particle}))? (?:{cap}|[A-Z]\b\.)){0,2}";

fn read() -> Result<Rules, String> {
    let shared: Words = serde_json::from_str(file!("words")).map_err(|error| error.to_string())?;
    let mut rules = Vec::new();
    for text in FILES {
        let files = match serde_json::from_str(text).map_err(|error| error.to_string())? {
            File::One(file) => vec![file],
            File::Several(files) => files,
        };
        for file in files {
            let mut known = shared.clone();
            known.extend(file.words.clone());
            for rule in &file.rules {
                rules.push(compile(rule, &file.kind, &known)?);
            }
        }
    }
    Ok(Rules { rules, not_names: shared.get("notname").into_iter().flatten().cloned().collect() })
}

fn compile(rule: &RuleText, kind: &str, known: &Words) -> Result<Rule, String> {
    let regex = |pattern: &str, any_case: bool| {
        let built = RegexBuilder::new(&expand(pattern, known)).unicode(false).case_insensitive(any_case).build();
        built.map_err(|error| error.to_string())
    };
    let other = |pattern: &Option<String>| pattern.as_ref().map(|pattern| regex(pattern, false)).transpose();
    Ok(Rule {
        kind: kind.to_owned(),
        phrase: rule.phrase.clone(),
        find: regex(&rule.find, rule.any_case)?,
        not: rule.not.as_ref().map(|not| regex(&format!("^(?:{not})$"), false)).transpose()?,
        not_after: other(&rule.not_after)?,
        not_before: other(&rule.not_before)?,
        with: rule.with.iter().map(|with| regex(with, false)).collect::<Result<_, _>>()?,
    })
}

/// Puts the words in for `{list}`; `{list!}` takes them with a capital and in capitals too.
fn expand(pattern: &str, known: &Words) -> String {
    static PLACE: LazyLock<regex::Regex> = LazyLock::new(|| regex::Regex::new(r"\{([a-z]+)(!?)\}").expect("a pattern"));
    let put = |found: &regex::Captures<'_>| -> String {
        match &found[1] {
            "cap" => CAP.to_owned(),
            "mixed" => format!("{MIXED}(?: {MIXED}){{0,2}}"),
            "name" => expand(NAME, known),
            list => alternatives(known.get(list).map_or(&[], Vec::as_slice), !found[2].is_empty()),
        }
    };
    PLACE.replace_all(pattern, put).into_owned()
}

/// The longest first, so that none is cut short by its own beginning.
fn alternatives(words: &[String], cases: bool) -> String {
    let all: BTreeSet<Cow<'_, str>> = words
        .iter()
        .flat_map(|word| {
            let plain = Some(Cow::Borrowed(word.as_str()));
            let others = cases.then(|| [Cow::Owned(capital(word)), upper(word)]);
            plain.into_iter().chain(others.into_iter().flatten())
        })
        .collect();
    let mut all: Vec<Cow<'_, str>> = all.into_iter().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all.join("|")
}

fn capital(word: &str) -> String {
    let mut letters = word.to_owned();
    if let Some(first) = letters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    letters
}

/// In capitals; a word that is a pattern of its own is left as it is.
fn upper(word: &str) -> Cow<'_, str> {
    if word.contains(['(', '\\']) { Cow::Borrowed(word) } else { Cow::Owned(word.to_ascii_uppercase()) }
}
