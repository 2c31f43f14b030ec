//! Attacks on what is released.
//!
//! The adversary knows who was asked, who answered, as what, every total and everything released, and what a coalition
//! of up to (group minimum − 2) raters answered. What they see must be the same in another world, in which somebody
//! else said it: the attack swaps or replaces what was said, computes the release anew and compares.

use proptest::prelude::*;

use super::{super::model::RATERS, *};

/// Everything one rater said.
#[derive(Clone, Debug)]
struct Said {
    group: Group,
    ratings: Ratings,
    comments: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
struct World {
    form: Form,
    asked: Groups,
    minimums: Minimums,
    raters: Vec<Said>,
    coalition: Vec<usize>,
}

impl World {
    fn released(&self, raters: &[Said]) -> Option<Release> {
        let answers: Vec<Answer> =
            raters.iter().map(|said| Answer { group: said.group, ratings: said.ratings.clone() }).collect();
        let comments = raters.iter().flat_map(|said| {
            said.comments.iter().map(|(question, text)| Comment {
                group: said.group,
                question: question.clone(),
                text: text.clone(),
            })
        });
        release(&self.rules(), raters.len(), &answers, &comments.collect::<Vec<_>>())
    }

    fn rules(&self) -> Rules<'_> {
        Rules { form: &self.form, asked: &self.asked, minimums: self.minimums }
    }

    fn division(&self) -> Division {
        Division::of(&count(self.raters.iter().map(|said| said.group)), &self.rules())
    }

    /// The same people, of whom two said what the other said.
    fn swapped(&self, one: usize, other: usize) -> Vec<Said> {
        let mut raters = self.raters.clone();
        let (a, b) = (self.raters[one].clone(), self.raters[other].clone());
        raters[one] = Said { group: a.group, ..b.clone() };
        raters[other] = Said { group: b.group, ..a };
        raters
    }

    /// The same people, of whom two wrote what the other wrote.
    fn comments_swapped(&self, one: usize, other: usize) -> Vec<Said> {
        let mut raters = self.raters.clone();
        raters[one].comments = self.raters[other].comments.clone();
        raters[other].comments = self.raters[one].comments.clone();
        raters
    }

    /// Raters who do not work with the adversary.
    fn unknown(&self) -> Vec<usize> {
        (0..self.raters.len()).filter(|rater| !self.coalition.contains(rater)).collect()
    }
}

fn ratings() -> impl Strategy<Value = Ratings> {
    let rating = prop_oneof![1 => Just(None), 4 => (1..=5).prop_map(Some)];
    proptest::collection::vec(rating, 6).prop_map(|values| {
        let items = Form::default().items;
        Ratings(items.into_iter().map(|item| item.id).zip(values).collect())
    })
}

fn raters() -> impl Strategy<Value = Vec<Said>> {
    let some = |group: Group| {
        proptest::collection::vec((ratings(), 0..3usize, 0..3usize), 0..7).prop_map(move |said| {
            let said = said.into_iter().map(move |(ratings, keep, change)| (group, ratings, keep, change));
            said.collect::<Vec<_>>()
        })
    };
    let all = RATERS.map(some);
    all.prop_map(|groups| {
        let said = groups.into_iter().flatten().enumerate();
        let said = said.map(|(rater, (group, ratings, keep, change))| {
            // Everybody writes as nobody else does: whoever is recognised by their words is recognised here.
            let written = |question: &'static str, many: usize| {
                (0..many).map(move |n| (question.to_owned(), format!("rater {rater} on {question}, {n}")))
            };
            let comments = written("keep", keep).chain(written("change", change)).collect();
            Said { group, ratings, comments }
        });
        said.collect()
    })
}

fn worlds() -> impl Strategy<Value = World> {
    let minimums = (3..6i32, 5..9i32).prop_map(|(group, total)| {
        let total = total.max(group);
        Minimums { aim: total.max(12), total, group }
    });
    (minimums, raters(), proptest::collection::vec(any::<prop::sample::Index>(), 0..4)).prop_map(
        |(minimums, raters, picked)| {
            let mut coalition: Vec<usize> = match raters.is_empty() {
                true => Vec::new(),
                false => picked.iter().map(|index| index.index(raters.len())).collect(),
            };
            coalition.truncate(minimums.of_group() - 2);
            let asked = Groups::parse(RATERS).expect("groups");
            World { form: Form::default(), asked, minimums, raters, coalition }
        },
    )
}

/// Every set of up to `most` of these.
fn subsets(of: &[usize], most: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for one in of {
        let with: Vec<Vec<usize>> =
            all.iter().filter(|set| set.len() < most).map(|set| [set.as_slice(), &[*one]].concat()).collect();
        all.extend(with);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn every_released_comment_fits_at_least_two_raters(world in worlds()) {
        let Some(told) = world.released(&world.raters) else { return Ok(()) };
        let released: Vec<&String> = told.comments.iter().flat_map(|told| &told.texts).collect();
        let unknown = world.unknown();

        for &author in &unknown {
            if !world.raters[author].comments.iter().any(|(_, text)| released.contains(&text)) {
                continue;
            }
            let fits = unknown.iter().any(|&other| {
                other != author && world.released(&world.comments_swapped(author, other)).as_ref() == Some(&told)
            });
            prop_assert!(fits, "only rater {author} can have written it");
        }
    }

    #[test]
    fn every_answer_in_a_figure_fits_at_least_two_raters(world in worlds()) {
        let Some(told) = world.released(&world.raters) else { return Ok(()) };
        let (division, unknown) = (world.division(), world.unknown());

        for &rater in unknown.iter().filter(|rater| division.place_of(world.raters[**rater].group).is_some()) {
            let fits = unknown.iter().any(|&other| {
                other != rater && world.released(&world.swapped(rater, other)).as_ref() == Some(&told)
            });
            prop_assert!(fits, "only rater {rater} can have answered so");
        }
    }

    #[test]
    fn what_a_group_that_is_left_out_said_changes_nothing(world in worlds(), instead in ratings()) {
        let told = world.released(&world.raters);

        for group in world.division().left_out {
            let mut other = world.raters.clone();
            for said in other.iter_mut().filter(|said| said.group == group) {
                said.ratings = instead.clone();
                said.comments = vec![("keep".into(), "Something else altogether.".into())];
            }
            prop_assert_eq!(&world.released(&other), &told, "{:?}", group);
        }
    }

    #[test]
    fn of_small_groups_told_together_nothing_can_be_said_of_one(world in worlds()) {
        let division = world.division();
        let told = world.released(&world.raters);
        let together: Vec<usize> =
            (0..world.raters.len()).filter(|rater| division.others.contains(&world.raters[*rater].group)).collect();

        // Whatever coalition subtracts its own answers, those of two groups are left.
        for coalition in subsets(&together, world.minimums.of_group() - 2) {
            let left: Vec<usize> = together.iter().copied().filter(|rater| !coalition.contains(rater)).collect();
            for group in &division.others {
                let outside = left.iter().find(|rater| world.raters[**rater].group != *group);
                prop_assert!(outside.is_some(), "{coalition:?} is left with {group:?} alone");
            }
        }
        // Nor does anything change where one of a group and one of another said what the other said.
        for (&one, &other) in together.iter().zip(together.iter().rev()) {
            prop_assert_eq!(&world.released(&world.swapped(one, other)), &told);
        }
    }

    #[test]
    fn sums_are_of_what_is_shown_and_nothing_is_below_its_minimum(world in worlds()) {
        let Some(told) = world.released(&world.raters) else { return Ok(()) };
        let minimum = world.minimums.of_group();

        prop_assert!(told.raters >= world.minimums.in_all());
        prop_assert_eq!(told.raters, told.groups.iter().map(|group| group.raters).sum::<usize>());
        for group in &told.groups {
            prop_assert!(group.raters >= minimum);
        }
        for item in &told.items {
            let shown: Vec<&Figure> = item.groups.iter().filter_map(|group| group.figure.as_ref()).collect();
            let mut sum = Figure::default();
            for figure in &shown {
                prop_assert!(figure.observed() >= minimum);
                sum.add(figure);
            }
            prop_assert_eq!(item.all.clone().unwrap_or_default(), sum);
        }
    }

    #[test]
    fn the_order_of_the_answers_changes_nothing(world in worlds(), turn in 0..40usize) {
        let mut turned = world.raters.clone();
        let by = turn % turned.len().max(1);
        turned.rotate_left(by);
        turned.reverse();

        prop_assert_eq!(world.released(&turned), world.released(&world.raters));
    }
}
