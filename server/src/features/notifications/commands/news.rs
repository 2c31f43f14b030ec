//! From what happened to who is to be told of it, for many events at once.
//!
//! Entries, plans and requests that events name are read together; so a new event is one arm in [`news_of`].

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;

use crate::{
    base::{
        error::Result,
        ids::{EntryId, NotificationId, PersonId, PlanId, ProgramId, RequestId},
    },
    features::notifications::model::{About, News, NotificationKind},
    platform::{
        db::{Tx, among},
        outbox::{Event, Taken},
    },
};

/// Whom each of `events` concerns, and how; nobody where the thing is gone.
///
/// # Errors
/// A fault of the database.
pub async fn news_of(tx: &Tx<'_>, events: &[Taken]) -> Result<Vec<News>> {
    let mut batch = Batch::default();
    for taken in events {
        let (id, Ok(event)) = (NotificationId(taken.id), &taken.event) else { continue };
        match event {
            Event::FeedbackGiven { entry, .. } => batch.about_entry(id, NotificationKind::FeedbackNew, *entry),
            Event::Responded { entry } => batch.about_entry(id, NotificationKind::ResponseNew, *entry),
            Event::PlanProposed { plan } => batch.about_plan(id, NotificationKind::PlanProposed, *plan),
            Event::RequestAsked { request } => batch.about_request(id, NotificationKind::RequestNew, *request),
            Event::RequestReminderDue { request } => {
                batch.about_request(id, NotificationKind::RequestReminder, *request);
            }
            Event::RequestDeclined { request } => batch.about_request(id, NotificationKind::RequestDeclined, *request),
            Event::RequestAnswered { entry, .. } => batch.about_entry(id, NotificationKind::RequestAnswered, *entry),
            // Whoever asks for a mail gets it; whoever takes an answer back tells nobody.
            Event::SignInCodeAsked { .. }
            | Event::VisitingAsked { .. }
            | Event::GuestCodeAsked { .. }
            | Event::AnswerWithdrawn { .. }
            | Event::VisitingReminderDue { .. }
            | Event::RequestEnded { .. }
            | Event::RequestRedacted { .. }
            | Event::RaterInvited { .. }
            | Event::RaterReminderDue { .. }
            | Event::MembershipTurns { .. } => {}
        }
    }
    batch.read(tx).await
}

/// What many events say together.
#[derive(Default)]
struct Batch {
    entries: Vec<(NotificationId, NotificationKind, EntryId)>,
    requests: Vec<(NotificationId, NotificationKind, RequestId)>,
    plans: Vec<(NotificationId, NotificationKind, PlanId)>,
}

impl Batch {
    /// About an entry: to its author where the learner answered, to its learner else.
    fn about_entry(&mut self, id: NotificationId, kind: NotificationKind, entry: EntryId) {
        self.entries.push((id, kind, entry));
    }

    /// About a request: to its learner where it was declined, to whoever is asked else.
    fn about_request(&mut self, id: NotificationId, kind: NotificationKind, request: RequestId) {
        self.requests.push((id, kind, request));
    }

    /// About a plan: to its learner.
    fn about_plan(&mut self, id: NotificationId, kind: NotificationKind, plan: PlanId) {
        self.plans.push((id, kind, plan));
    }

    async fn read(self, tx: &Tx<'_>) -> Result<Vec<News>> {
        let mut news = Vec::new();
        let entries = pairs(tx, ENTRIES, self.entries.iter().map(|(.., entry)| entry.0).collect()).await?;
        for (id, kind, entry) in self.entries {
            let Some(pair) = entries.get(&entry.0) else { continue };
            // An answer is told as that, and not as feedback besides.
            if kind == NotificationKind::FeedbackNew && pair.answers {
                continue;
            }
            let (to, by) = match kind {
                NotificationKind::ResponseNew => (pair.author, pair.learner),
                _ => (pair.learner, pair.author),
            };
            news.push(News { id, kind, about: About::from(entry), program: pair.program, to, by: Some(by) });
        }
        let requests = pairs(tx, REQUESTS, self.requests.iter().map(|(.., request)| request.0).collect()).await?;
        for (id, kind, request) in self.requests {
            let Some(pair) = requests.get(&request.0) else { continue };
            let (to, by) = match kind {
                NotificationKind::RequestDeclined => (pair.learner, pair.author),
                // What ended meanwhile waits for nobody.
                _ if pair.answers => continue,
                _ => (pair.author, pair.learner),
            };
            news.push(News { id, kind, about: About::from(request), program: pair.program, to, by: Some(by) });
        }
        let plans = pairs(tx, PLANS, self.plans.iter().map(|(.., plan)| plan.0).collect()).await?;
        for (id, kind, plan) in self.plans {
            let Some(pair) = plans.get(&plan.0) else { continue };
            let (to, by) = (pair.learner, Some(pair.author));
            news.push(News { id, kind, about: About::from(plan), program: pair.program, to, by });
        }
        Ok(news)
    }
}

/// The two people of a thing: who wrote it or is asked, and the learner.
#[derive(FromQueryResult)]
struct Pair {
    id: Uuid,
    program: ProgramId,
    author: PersonId,
    learner: PersonId,
    /// Whether an entry answers a request, or a request waits no more.
    answers: bool,
}

/// Of a withdrawn entry nobody is told.
const ENTRIES: &str = "
SELECT e.id AS id, e.program_id AS program, e.author_id AS author, e.learner_id AS learner,
       EXISTS (SELECT 1 FROM request_answers a WHERE a.entry_id = e.id) AS answers
  FROM feedback_entries e
  LEFT JOIN feedback_entry_states s ON s.entry_id = e.id
 WHERE (s.state IS NULL OR s.state <> 'withdrawn') AND e.id IN ({ids})";

/// Whoever is on no list is asked by mail, and told of nothing else.
const REQUESTS: &str = "
SELECT r.id AS id, r.program_id AS program, s.assessor_id AS author, r.learner_id AS learner,
       s.state <> 'open' AS answers
  FROM requests r
  JOIN request_states s ON s.request_id = r.id AND s.assessor_id IS NOT NULL
 WHERE r.id IN ({ids})";

const PLANS: &str = "
SELECT p.id AS id, p.program_id AS program, p.author_id AS author, p.learner_id AS learner, FALSE AS answers
  FROM plans p
 WHERE p.id IN ({ids})";

async fn pairs(tx: &Tx<'_>, sql: &str, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Pair>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let (places, values) = among(1, &ids);
    let select = Statement::from_sql_and_values(tx.backend(), sql.replace("{ids}", &places), values);
    let rows = tx.connection().query_all_raw(select).await?;
    let pairs = rows.iter().map(|row| Pair::from_query_result(row, "").map(|pair| (pair.id, pair)));
    Ok(pairs.collect::<Result<_, _>>()?)
}
