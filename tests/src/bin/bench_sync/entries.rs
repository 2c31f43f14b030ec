//! Prebuilt pushes: entries of about 1 KB with invented words, by a program's authors about its learners.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use uuid::Uuid;
use waymark::{
    base::{
        clock::{Clock, Ids},
        ids::{PersonId, SubcompetencyId},
    },
    features::frameworks::{SetId, frameworks},
    platform::system::{SystemClock, SystemIds},
};

use crate::{
    Outcome,
    load::Request,
    site::{SET, Site},
};

const WENT_WELL: &str = "You sat down, asked the family what they had understood so far, and waited until they had \
    finished before you explained the plan. They told me afterwards that it was the first time the whole course had \
    made sense to them.";
const DIFFERENTLY: &str = "The one-line summary came after four minutes of history. Start the presentation with it, so \
    that whoever listens knows what to listen for, and leave out the values that were normal.";
const NEXT_STEP: &str = "Write the one-liner before rounds tomorrow and read it to the intern first.";

/// Makes pushes of `size` entries each, going through authors and learners in turn.
pub struct Pusher {
    seats: Vec<Seat>,
    skill: SubcompetencyId,
    size: usize,
    turn: AtomicUsize,
}

/// An author with a token, and the learners of their program.
struct Seat {
    program: Uuid,
    token: String,
    learners: Vec<PersonId>,
}

impl Pusher {
    /// Everybody of the site pushes.
    pub fn new(site: &Site, size: usize) -> Outcome<Self> {
        Self::of_first(site, usize::MAX, size)
    }

    /// The first `most` authors push.
    pub fn of_first(site: &Site, most: usize, size: usize) -> Outcome<Self> {
        let seats = site.authors().take(most).map(|(program, author)| {
            let learners = program.learners.clone();
            Ok(Seat { program: program.id.into(), token: site.token(author)?, learners })
        });
        let set = frameworks().set(&SetId::parse(SET)?).ok_or("no such set")?;
        let skill = set.by_code("PC1").ok_or("no such skill")?.id;
        Ok(Self { seats: seats.collect::<Outcome<_>>()?, skill, size, turn: AtomicUsize::new(0) })
    }

    /// So many pushes.
    pub fn make(&self, count: usize) -> Vec<Arc<Request>> {
        (0..count).map(|_| Arc::new(self.one())).collect()
    }

    /// The next push.
    pub fn one(&self) -> Request {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let seat = &self.seats[turn % self.seats.len()];
        let round = turn / self.seats.len();
        let learner = |place: usize| seat.learners[(round * self.size + place) % seat.learners.len()];
        let ops: Vec<String> = (0..self.size).map(|place| self.operation(seat, learner(place))).collect();
        let body = format!(
            r#"{{"protocol":1,"epoch":null,"device":"{}","client":"waymark/bench","ops":[{}]}}"#,
            Uuid::from_u128(7),
            ops.join(",")
        );
        Request::push(&seat.token, &body, self.size)
    }

    fn operation(&self, seat: &Seat, learner: PersonId) -> String {
        let now = SystemClock.now();
        let (id, entry) = (SystemIds.next(now), SystemIds.next(now));
        let mut op = String::with_capacity(1_400);
        // Writing into a String does not fail.
        let _ = write!(
            op,
            r#"{{"id":"{id}","kind":"feedback.give","v":1,"program":"{}","subject":"{entry}","base":null,"at":"{now}","body":{{"learner":"{learner}","typed_learner":null,"set":"{SET}","subcompetency":"{}","went_well":"{WENT_WELL}","differently":"{DIFFERENTLY}","next_step":"{NEXT_STEP}","next_step_due":null,"level":6,"cannot_judge":false,"setting":"ward","rotation":null,"observed_at":"{now}","basis":"watched","conversation":"had","request":null,"plan":null,"look_again":null}}}}"#,
            seat.program, self.skill
        );
        op
    }
}
