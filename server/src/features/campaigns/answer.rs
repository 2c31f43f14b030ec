//! What a rater sends: checked against the form, cut into paragraphs. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::{Uuid, Version};

use super::{
    form::{ANCHORS, Form},
    model::Group,
};
use crate::base::{
    error::{Error, Result},
    ids::SubjectId,
    text::Narrative,
};

/// Into how many paragraphs a comment is cut at most.
const PARAGRAPHS_MAX: usize = 20;

/// What a rater sends.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RaterAnswer {
    /// Random (version 4), made on the device; sent again it is known.
    pub id: Uuid,
    /// About whom: one of those listed.
    pub learner: SubjectId,
    /// As what, where the code does not say.
    #[serde(default)]
    pub group: Option<Group>,
    /// The form it was given on.
    pub form_version: i32,
    /// 1 to 5 by item; null could not be observed, as what is left out.
    #[serde(default)]
    pub ratings: BTreeMap<String, Option<i32>>,
    /// Words by question.
    #[serde(default)]
    pub comments: BTreeMap<String, Option<String>>,
}

/// What a learner says about themselves.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnAnswer {
    /// Random (version 4), made on the device.
    pub id: Uuid,
    /// The form it was given on.
    pub form_version: i32,
    /// 1 to 5 by item; null could not be observed, as what is left out.
    #[serde(default)]
    pub ratings: BTreeMap<String, Option<i32>>,
    /// Words by question.
    #[serde(default)]
    pub comments: BTreeMap<String, Option<String>>,
}

/// Ratings and paragraphs that keep every rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Random.
    pub id: Uuid,
    /// Every item of the form; nothing where it could not be observed.
    pub ratings: Ratings,
    /// Question and paragraph.
    pub paragraphs: Vec<(String, String)>,
}

/// 1 to 5 by item; nothing where it could not be observed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ratings(pub BTreeMap<String, Option<i32>>);

impl Ratings {
    /// How an item was rated.
    pub fn of(&self, item: &str) -> Option<i32> {
        self.0.get(item).copied().flatten()
    }
}

impl RaterAnswer {
    /// Checks it against the form.
    ///
    /// # Errors
    /// As [`check`].
    pub fn given(&self, form: &Form) -> Result<Given> {
        check(self.id, self.form_version, &self.ratings, &self.comments, form)
    }
}

impl OwnAnswer {
    /// Checks it against the form.
    ///
    /// # Errors
    /// As [`check`].
    pub fn given(&self, form: &Form) -> Result<Given> {
        check(self.id, self.form_version, &self.ratings, &self.comments, form)
    }
}

/// Checks an answer against the form.
///
/// # Errors
/// 422 `bad_id`, `wrong_form`, `unknown_item`, `off_the_scale`, `unknown_question`, `too_long`, `empty_answer`, each
/// with the field.
fn check(
    id: Uuid,
    version: i32,
    ratings: &BTreeMap<String, Option<i32>>,
    comments: &BTreeMap<String, Option<String>>,
    form: &Form,
) -> Result<Given> {
    if id.get_version() != Some(Version::Random) {
        return Err(Error::invalid("bad_id", "id"));
    }
    if version != form.version {
        return Err(Error::invalid("wrong_form", "form_version"));
    }
    for (item, rating) in ratings {
        if !form.has_item(item) {
            return Err(Error::invalid("unknown_item", field("ratings", item)));
        }
        if rating.is_some_and(|value| !(1..=ANCHORS as i32).contains(&value)) {
            return Err(Error::invalid("off_the_scale", field("ratings", item)));
        }
    }
    let mut paragraphs = Vec::new();
    for (question, text) in comments {
        if !form.has_question(question) {
            return Err(Error::invalid("unknown_question", field("comments", question)));
        }
        let text = Narrative::parse_optional(text.as_deref());
        let text = text.map_err(|error| Error::invalid(error.code(), field("comments", question)))?;
        let cut = text.iter().flat_map(|text| cut(text.as_str()));
        paragraphs.extend(cut.map(|paragraph| (question.clone(), paragraph)));
    }
    let rated = form.items.iter().map(|item| (item.id.clone(), ratings.get(&item.id).copied().flatten()));
    let ratings = Ratings(rated.collect());
    if paragraphs.is_empty() && ratings.0.values().all(Option::is_none) {
        return Err(Error::invalid("empty_answer", "ratings"));
    }
    Ok(Given { id, ratings, paragraphs })
}

fn field(of: &str, name: &str) -> String {
    format!("{of}.{}", name.chars().take(40).collect::<String>())
}

/// A comment in paragraphs, which are shuffled over raters: a line break ends one. What follows the nineteenth stays
/// together.
fn cut(text: &str) -> Vec<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut cut: Vec<String> = lines.by_ref().take(PARAGRAPHS_MAX - 1).map(str::to_owned).collect();
    let rest = lines.collect::<Vec<_>>().join("\n");
    cut.extend(Some(rest).filter(|rest| !rest.is_empty()));
    cut
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn given(with: Value) -> std::result::Result<Given, String> {
        let mut body = json!({
            "id": Uuid::from_u128(0x0123_4567_89ab_4def_8123_4567_89ab_cdef), "learner": Uuid::nil(), "form_version": 1,
            "ratings": { "listens": 4, "informs": null }, "comments": { "keep": "One.\n\n Two. \nThree." }
        });
        body.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        let answer: RaterAnswer = serde_json::from_value(body).expect("a body");
        answer.given(&Form::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_comment_is_cut_into_paragraphs_and_what_was_left_out_was_not_observed() {
        let given = given(json!({})).expect("an answer");

        let texts: Vec<_> = given.paragraphs.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["One.", "Two.", "Three."]);
        assert_eq!((given.ratings.of("listens"), given.ratings.of("respect")), (Some(4), None));
        assert_eq!(given.ratings.0.len(), 6);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_field() {
        let problem = |with: Value| given(with).expect_err("refused");

        assert_eq!(problem(json!({ "id": Uuid::nil() })), "bad_id (id)");
        assert_eq!(problem(json!({ "form_version": 2 })), "wrong_form (form_version)");
        assert_eq!(problem(json!({ "ratings": { "charm": 1 } })), "unknown_item (ratings.charm)");
        assert_eq!(problem(json!({ "ratings": { "listens": 6 } })), "off_the_scale (ratings.listens)");
        assert_eq!(problem(json!({ "ratings": { "listens": 0 } })), "off_the_scale (ratings.listens)");
        assert_eq!(problem(json!({ "comments": { "why": "x" } })), "unknown_question (comments.why)");
        assert_eq!(problem(json!({ "comments": { "keep": "x".repeat(30_000) } })), "too_long (comments.keep)");
        assert_eq!(problem(json!({ "ratings": {}, "comments": { "keep": " " } })), "empty_answer (ratings)");
    }
}
