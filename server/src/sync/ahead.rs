//! What a push is going to ask: looked up at once for all pushes that share a commit.

use std::{any::Any, collections::BTreeSet};

use futures_util::future::LocalBoxFuture;
use serde::Deserialize;

use super::{protocol::Received, results, standing};
use crate::{
    base::{
        error::Result,
        ids::{OperationId, PersonId, ProgramId},
    },
    features::feedback,
    platform::db::{Ahead, Tx},
};

/// See the module.
#[derive(Default)]
pub struct Questions {
    /// What became of these operations of these authors?
    results: BTreeSet<(PersonId, OperationId)>,
    /// What are these people to these programs?
    standings: BTreeSet<(ProgramId, PersonId)>,
    /// What does giving feedback to these learners take?
    learners: BTreeSet<(ProgramId, PersonId)>,
}

impl Questions {
    /// Those of one push.
    pub fn of(author: PersonId, ops: &[Received]) -> Self {
        let operations = || ops.iter().filter_map(|received| received.operation.as_ref().ok());
        let given = operations().filter(|operation| operation.kind == "feedback.give");
        // What cannot be read is told when it is run.
        let learner = |body: &str| serde_json::from_str::<About>(body).ok()?.learner;
        Self {
            results: ops.iter().filter_map(|received| Some((author, received.id?))).collect(),
            standings: operations().map(|operation| (operation.program, author)).collect(),
            learners: given.filter_map(|op| Some((op.program, learner(op.body.get())?))).collect(),
        }
    }

    fn add(&mut self, other: &Self) {
        self.results.extend(&other.results);
        self.standings.extend(&other.standings);
        self.learners.extend(&other.learners);
    }

    async fn answer(&self, tx: &Tx<'_>) -> Result<()> {
        results::look_up(tx, &Vec::from_iter(self.results.iter().copied())).await?;
        standing::look_up(tx, &Vec::from_iter(self.standings.iter().copied())).await?;
        feedback::commands::get_to_know(tx, &Vec::from_iter(self.learners.iter().copied())).await
    }
}

#[derive(Deserialize)]
struct About {
    #[serde(default)]
    learner: Option<PersonId>,
}

impl Ahead for Questions {
    fn look_up<'a>(&'a self, all: &'a [&'a dyn Ahead], tx: &'a Tx<'_>) -> LocalBoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let mut everybody = Self::default();
            for one in all {
                let one: &dyn Any = *one;
                if let Some(one) = one.downcast_ref::<Self>() {
                    everybody.add(one);
                }
            }
            everybody.answer(tx).await
        })
    }
}
