//! What may be told of the answers about one learner, and that it gives nobody away. Pure.
//!
//! - Whether something is told depends on how many answered, never on what they said.
//! - A group below its minimum is in no figure and in no comment. Small groups are told together as "others" where that
//!   reaches the minimum, and where nobody who knows the answers of up to (minimum − 2) raters is left with one group's.
//! - A sum is the sum of what is shown.
//! - A comment stands under its question alone: it may be anybody's who is shown.
//! - It does not depend on the order of the answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    answer::Ratings,
    form::{ANCHORS, Form},
    model::{Group, Groups, Minimums},
};

/// What one rater said, without who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// As what.
    pub group: Group,
    /// How often, by item.
    pub ratings: Ratings,
}

/// One paragraph of what a rater wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// As what.
    pub group: Group,
    /// To which question.
    pub question: String,
    /// The paragraph.
    pub text: String,
}

/// How a campaign about one learner is judged.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r> {
    /// The form all answers were given on.
    pub form: &'r Form,
    /// Who was asked.
    pub asked: &'r Groups,
    /// How many there have to be.
    pub minimums: Minimums,
}

/// How many answered, by group, without the learner.
pub type Counts = BTreeMap<Group, usize>;

/// Counts answers by group, without the learner's own.
pub fn count(groups: impl IntoIterator<Item = Group>) -> Counts {
    let mut counts = Counts::new();
    for group in groups.into_iter().filter(|group| *group != Group::Own) {
        *counts.entry(group).or_default() += 1;
    }
    counts
}

/// Which groups are told, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Groups that are large enough.
    pub alone: Vec<Group>,
    /// Groups that are told together.
    pub others: Vec<Group>,
    /// Groups that are not told: few, or none.
    pub left_out: Vec<Group>,
    /// Of how many raters anything is told.
    pub raters: usize,
}

impl Division {
    /// Divides those who answered. Only their numbers count.
    pub fn of(counts: &Counts, rules: &Rules<'_>) -> Self {
        let minimum = rules.minimums.of_group();
        let of = |group: &Group| counts.get(group).copied().unwrap_or(0);
        let (alone, small): (Vec<Group>, Vec<Group>) =
            rules.asked.list().into_iter().partition(|group| of(group) >= minimum);
        let some: Vec<Group> = small.iter().copied().filter(|group| of(group) > 0).collect();
        let together: usize = some.iter().map(of).sum();
        // Whoever knows the answers of all but one group would know that group's.
        let hides_each = some.iter().all(|group| together - of(group) + 1 >= minimum);
        let others = if together >= minimum && hides_each { some } else { Vec::new() };
        let left_out = small.into_iter().filter(|group| !others.contains(group)).collect();
        let raters = alone.iter().chain(&others).map(of).sum();
        Self { alone, others, left_out, raters }
    }

    /// As what answers of this group are told; nothing where they are not.
    pub fn place_of(&self, group: Group) -> Option<Told> {
        match group {
            group if self.alone.contains(&group) => Told::alone(group),
            group if self.others.contains(&group) => Some(Told::Others),
            _ => None,
        }
    }

    /// Whether enough answered, `personal` of them by a code of their own: posters alone do not make a campaign valid.
    pub fn is_valid(&self, personal: usize, minimums: Minimums) -> bool {
        self.raters >= minimums.in_all() && personal >= minimums.of_group()
    }

    fn told(&self) -> Vec<Told> {
        let alone = self.alone.iter().filter_map(|group| Told::alone(*group));
        alone.chain(Some(Told::Others).filter(|_| !self.others.is_empty())).collect()
    }
}

/// As what answers are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportGroup)]
pub enum Told {
    /// Attendings.
    Faculty,
    /// Other residents and fellows.
    Peers,
    /// Nurses.
    Nurses,
    /// Others who treat.
    OtherProfessions,
    /// Clerical and technical staff.
    Staff,
    /// Several small groups together.
    Others,
}

impl Told {
    fn alone(group: Group) -> Option<Self> {
        Some(match group {
            Group::Faculty => Self::Faculty,
            Group::Peers => Self::Peers,
            Group::Nurses => Self::Nurses,
            Group::OtherProfessions => Self::OtherProfessions,
            Group::Staff => Self::Staff,
            Group::Own => return None,
        })
    }
}

/// What is released, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Of how many raters it comes.
    pub raters: usize,
    /// Who is shown.
    pub groups: Vec<GroupTold>,
    /// Who is not.
    pub left_out: Vec<Group>,
    /// By item of the form.
    pub items: Vec<ItemTold>,
    /// By question of the form.
    pub comments: Vec<CommentsTold>,
    /// The items most often shown, up to two.
    pub strengths: Vec<String>,
    /// One or two items to plan on.
    pub to_plan: Vec<String>,
}

/// A group that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GroupTold {
    /// Which one.
    pub group: Told,
    /// How many raters.
    pub raters: usize,
    /// Whose answers these are, where several are told together.
    pub of: Vec<Group>,
}

/// How an item was rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ItemTold {
    /// Which one.
    pub item: String,
    /// By the learner.
    #[serde(rename = "self")]
    pub own: Option<i32>,
    /// The sum of what is shown; null where nothing is.
    pub all: Option<Figure>,
    /// By group.
    pub groups: Vec<GroupFigure>,
}

/// How a group rated an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GroupFigure {
    /// Which one.
    pub group: Told,
    /// Null where too few of them observed it.
    pub figure: Option<Figure>,
}

/// How many chose what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Figure {
    /// For the anchors 1 to 5.
    pub counts: [usize; ANCHORS],
    /// How many could not observe it.
    pub could_not_observe: usize,
}

/// What was written to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CommentsTold {
    /// Which one.
    pub question: String,
    /// By raters: paragraphs without an order that means anything.
    pub texts: Vec<String>,
    /// By the learner.
    #[serde(rename = "self")]
    pub own: Vec<String>,
}

impl Figure {
    fn of<'r>(ratings: impl Iterator<Item = &'r Ratings>, item: &str) -> Self {
        let mut figure = Self::default();
        for rated in ratings {
            let anchor = rated.of(item).and_then(|value| usize::try_from(value - 1).ok());
            match anchor.and_then(|anchor| figure.counts.get_mut(anchor)) {
                Some(count) => *count += 1,
                None => figure.could_not_observe += 1,
            }
        }
        figure
    }

    /// How many observed it.
    pub fn observed(&self) -> usize {
        self.counts.iter().sum()
    }

    fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        self.could_not_observe += other.could_not_observe;
    }

    /// The mean in thousandths, to rank items by and for nothing else.
    fn rank(&self) -> usize {
        let sum: usize = self.counts.iter().zip(1..).map(|(count, value)| count * value).sum();
        sum * 1000 / self.observed().max(1)
    }
}

/// What may be told; nothing where it is not valid.
pub fn release(rules: &Rules<'_>, personal: usize, answers: &[Answer], comments: &[Comment]) -> Option<Release> {
    let counts = count(answers.iter().map(|answer| answer.group));
    let division = Division::of(&counts, rules);
    if !division.is_valid(personal, rules.minimums) {
        return None;
    }
    let told = division.told();
    let mut of_told: BTreeMap<Told, Vec<&Ratings>> = BTreeMap::new();
    for answer in answers {
        if let Some(told) = division.place_of(answer.group) {
            of_told.entry(told).or_default().push(&answer.ratings);
        }
    }
    let own = answers.iter().find(|answer| answer.group == Group::Own);
    let items: Vec<ItemTold> =
        rules.form.items.iter().map(|item| told_item(&item.id, own, &of_told, rules.minimums)).collect();
    let (strengths, to_plan) = themes(&items);
    let groups = told.iter().map(|group| GroupTold {
        group: *group,
        raters: of_told.get(group).map_or(0, Vec::len),
        of: if *group == Told::Others { division.others.clone() } else { Vec::new() },
    });
    let comments = rules.form.questions.iter().map(|question| {
        let mine = || comments.iter().filter(|comment| comment.question == question.id);
        let told = mine().filter(|comment| division.place_of(comment.group).is_some());
        let own = mine().filter(|comment| comment.group == Group::Own);
        let texts = told.map(|comment| comment.text.clone()).collect();
        let own = own.map(|comment| comment.text.clone()).collect();
        CommentsTold { question: question.id.clone(), texts: shuffled(texts), own: shuffled(own) }
    });
    Some(Release {
        raters: division.raters,
        groups: groups.collect(),
        left_out: division.left_out.clone(),
        items,
        comments: comments.collect(),
        strengths,
        to_plan,
    })
}

fn told_item(
    item: &str,
    own: Option<&Answer>,
    of_told: &BTreeMap<Told, Vec<&Ratings>>,
    minimums: Minimums,
) -> ItemTold {
    let mut all: Option<Figure> = None;
    let groups = of_told.iter().map(|(group, ratings)| {
        let figure = Some(Figure::of(ratings.iter().copied(), item));
        let figure = figure.filter(|figure| figure.observed() >= minimums.of_group());
        if let Some(figure) = &figure {
            all.get_or_insert_default().add(figure);
        }
        GroupFigure { group: *group, figure }
    });
    let groups = groups.collect();
    ItemTold { item: item.to_owned(), own: own.and_then(|own| own.ratings.of(item)), all, groups }
}

/// An order that comes from nothing but the words.
fn shuffled(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_by_cached_key(|text| Sha256::digest(text.as_bytes()).to_vec());
    texts
}

/// Up to two items that are usually seen, and one or two of the others that are seen least.
fn themes(items: &[ItemTold]) -> (Vec<String>, Vec<String>) {
    const USUALLY: usize = 4_000;
    let mut ranked: Vec<(usize, &str)> =
        items.iter().filter_map(|item| Some((item.all.as_ref()?.rank(), item.item.as_str()))).collect();
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    let strong = ranked.iter().take(2).take_while(|(rank, _)| *rank >= USUALLY).count();
    let (strong, rest) = ranked.split_at(strong);
    let lowest = rest.last().map_or(0, |(rank, _)| *rank);
    let weak = rest.iter().rev().take(2).filter(|(rank, _)| *rank == lowest || *rank < USUALLY);
    let ids = |some: &[(usize, &str)]| some.iter().map(|(_, item)| (*item).to_owned()).collect();
    (ids(strong), ids(&weak.copied().collect::<Vec<_>>()))
}

#[cfg(test)]
mod attack;
#[cfg(test)]
mod tests;
