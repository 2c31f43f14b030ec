//! What raters are asked: items with frequency anchors, and open questions. Pure.
//!
//! Version 1 comes with the software and never changes; a program's own versions follow, and each is kept. An answer
//! belongs to the version it was given on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        error::{Error, Result},
        text::Line,
    },
    features::frameworks::frameworks,
};

/// How many anchors the scale of frequency has.
pub const ANCHORS: usize = 5;
/// How many items a form has at most.
const ITEMS_MAX: usize = 20;
/// How many open questions a form has at most.
const QUESTIONS_MAX: usize = 4;
/// The longest id of an item or a question, in characters.
const ID_MAX: usize = 40;

/// A form in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CampaignForm)]
pub struct Form {
    /// 1 is the one that comes with the software.
    pub version: i32,
    /// How often, in plain words, from 1 to 5.
    pub anchors: Vec<Anchor>,
    /// What stands beside the anchors for whoever did not see it.
    pub could_not_observe: String,
    /// What is rated.
    pub items: Vec<Item>,
    /// What is asked in words.
    pub questions: Vec<Question>,
}

/// How often, in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Anchor {
    /// 1 to 5.
    pub value: i32,
    /// In words.
    pub text: String,
}

/// Something that is rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CampaignItem)]
pub struct Item {
    /// Stays the same over versions while the meaning does.
    pub id: String,
    /// What the learner does, as a sentence.
    pub text: String,
    /// The theme that specialties share.
    pub theme: Option<String>,
    /// The competency of the theme.
    pub competency: Option<String>,
}

/// Something that is asked in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = CampaignQuestion)]
pub struct Question {
    /// Stays the same over versions while the meaning does.
    pub id: String,
    /// The question.
    pub text: String,
}

/// A program's own form, in place of the one before.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditForm {
    /// The version this was made from.
    pub base: i32,
    /// What is rated, in order.
    pub items: Vec<EditItem>,
    /// What is asked in words, in order.
    pub questions: Vec<EditQuestion>,
}

/// An item of a program's own form.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditItem {
    id: String,
    text: String,
    #[serde(default)]
    theme: Option<String>,
}

/// A question of a program's own form.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditQuestion {
    id: String,
    text: String,
}

const WORDS: [&str; ANCHORS] = ["Almost never", "Seldom", "About half the time", "Usually", "Almost always"];

/// Teamwork, communication, professionalism: nothing about medical decisions, so that everybody on the team can say.
const ITEMS: [(&str, &str, &str); 6] = [
    ("listens", "interprofessional-team", "Listens to what others on the team say, and takes it up"),
    ("informs", "interprofessional-team", "Tells the team what is planned, in time and so that it is understood"),
    ("explains", "patient-family-communication", "Explains to patients and families in words they understand"),
    ("respect", "professional-behavior-ethics", "Treats everybody with respect, also when it is busy"),
    ("reliable", "accountability", "Does what they said they would do; can be reached when needed"),
    ("own-limits", "self-awareness-well-being", "Says when they are unsure or made a mistake, and asks for help"),
];

const QUESTIONS: [(&str, &str); 2] =
    [("keep", "What should they keep doing?"), ("change", "What could they do differently?")];

impl Default for Form {
    fn default() -> Self {
        let item = |(id, theme, text): (&str, &str, &str)| Item {
            id: id.into(),
            text: text.into(),
            competency: competency_of(theme),
            theme: Some(theme.into()),
        };
        let question = |(id, text): (&str, &str)| Question { id: id.into(), text: text.into() };
        Self {
            version: 1,
            anchors: WORDS.iter().zip(1..).map(|(text, value)| Anchor { value, text: (*text).into() }).collect(),
            could_not_observe: "Could not observe".into(),
            items: ITEMS.map(item).into(),
            questions: QUESTIONS.map(question).into(),
        }
    }
}

impl Form {
    /// The next version, as a program wants it.
    ///
    /// # Errors
    /// 409 `stale` where `base` is not this version; 422 `no_items`, `too_many_items`, `too_many_questions`, `bad_id`,
    /// `id_taken`, `unknown_theme`, `empty`, `too_long`, each with the field.
    pub fn edited(&self, edit: &EditForm) -> Result<Self> {
        if edit.base != self.version {
            return Err(Error::Stale { version: self.version.into() });
        }
        match edit.items.len() {
            0 => return Err(Error::invalid("no_items", "items")),
            n if n > ITEMS_MAX => return Err(Error::invalid("too_many_items", "items")),
            _ => {}
        }
        if edit.questions.len() > QUESTIONS_MAX {
            return Err(Error::invalid("too_many_questions", "questions"));
        }
        let mut items = Vec::new();
        let mut known = BTreeSet::new();
        for (place, item) in edit.items.iter().enumerate() {
            let field = |name: &str| format!("items[{place}].{name}");
            let id = id(&item.id, &mut known, field("id"))?;
            let competency = match &item.theme {
                Some(theme) => {
                    Some(competency_of(theme).ok_or_else(|| Error::invalid("unknown_theme", field("theme")))?)
                }
                None => None,
            };
            items.push(Item { id, text: line(&item.text, field("text"))?, theme: item.theme.clone(), competency });
        }
        let mut questions = Vec::new();
        let mut known = BTreeSet::new();
        for (place, question) in edit.questions.iter().enumerate() {
            let field = |name: &str| format!("questions[{place}].{name}");
            let id = id(&question.id, &mut known, field("id"))?;
            questions.push(Question { id, text: line(&question.text, field("text"))? });
        }
        Ok(Self { version: self.version + 1, items, questions, ..Self::default() })
    }

    /// Whether an item of this id is rated.
    pub fn has_item(&self, id: &str) -> bool {
        self.items.iter().any(|item| item.id == id)
    }

    /// Whether a question of this id is asked.
    pub fn has_question(&self, id: &str) -> bool {
        self.questions.iter().any(|question| question.id == id)
    }
}

fn competency_of(theme: &str) -> Option<String> {
    let theme = frameworks().themes().iter().find(|known| known.id == theme)?;
    Some(theme.competency.clone())
}

fn id(text: &str, known: &mut BTreeSet<String>, field: String) -> Result<String> {
    let well = (1..=ID_MAX).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    match well {
        false => Err(Error::invalid("bad_id", field)),
        true if !known.insert(text.to_owned()) => Err(Error::invalid("id_taken", field)),
        true => Ok(text.to_owned()),
    }
}

fn line(text: &str, field: String) -> Result<String> {
    Line::parse(text).map(|line| line.as_str().to_owned()).map_err(|error| Error::invalid(error.code(), field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(items: &[(&str, &str, Option<&str>)]) -> EditForm {
        let item = |(id, text, theme): &(&str, &str, Option<&str>)| EditItem {
            id: (*id).into(),
            text: (*text).into(),
            theme: theme.map(Into::into),
        };
        EditForm { base: 1, items: items.iter().map(item).collect(), questions: Vec::new() }
    }

    #[test]
    fn the_form_that_comes_with_the_software_is_tied_to_the_shared_themes() {
        let form = Form::default();

        let competencies: Vec<_> = form.items.iter().filter_map(|item| item.competency.as_deref()).collect();
        assert_eq!(competencies, ["ICS", "ICS", "ICS", "PROF", "PROF", "PROF"]);
        assert_eq!((form.questions.len(), form.anchors.len()), (2, ANCHORS));
    }

    #[test]
    fn a_program_rewords_reorders_and_drops_items_in_a_version_of_its_own() {
        let own = edit(&[
            ("reliable", "Is there when called", Some("accountability")),
            ("tidy", "Writes notes in time", None),
        ]);

        let form = Form::default().edited(&own).expect("a form");

        assert_eq!(form.version, 2);
        assert_eq!(form.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["reliable", "tidy"]);
        assert_eq!(form.items[0].competency.as_deref(), Some("PROF"));
        assert!(matches!(form.edited(&own), Err(Error::Stale { version: 2 })));
    }

    #[test]
    fn what_is_wrong_with_a_form_is_told_with_its_place() {
        let problem = |items: &[(&str, &str, Option<&str>)]| {
            Form::default().edited(&edit(items)).expect_err("refused").to_string()
        };

        assert_eq!(problem(&[]), "no_items (items)");
        assert_eq!(problem(&[("A b", "x", None)]), "bad_id (items[0].id)");
        assert_eq!(problem(&[("a", "x", None), ("a", "y", None)]), "id_taken (items[1].id)");
        assert_eq!(problem(&[("a", " ", None)]), "empty (items[0].text)");
        assert_eq!(problem(&[("a", "x", Some("charm"))]), "unknown_theme (items[0].theme)");
        assert_eq!(problem(&[("a", "x", None); 21]), "too_many_items (items)");
    }
}
