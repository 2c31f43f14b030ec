//! What a person may see in a program, and their feed made to agree with it.
//!
//! Visibility is held by the feed rows. A command that writes a thing shows it to those who may see it; a command that
//! changes who somebody *is* (member, coach) calls [`settle`], which shows what has become visible and hides what no
//! longer is. So this file says domain.md's table "Who sees what" once more, as questions to the tables.
//!
//! A feature that adds a kind of thing adds its rule to [`rule`], which does not compile without it.

use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use crate::{
    base::{
        error::Result,
        ids::{PersonId, ProgramId},
    },
    features::members::queries::COACHING_NOW,
    platform::{
        db::Tx,
        feed::Kind,
        http::{read_member, today},
    },
};

/// Every kind that devices hold.
const KINDS: [Kind; 19] = [
    Kind::FeedbackEntry,
    Kind::Amendment,
    Kind::Response,
    Kind::Reflection,
    Kind::Jot,
    Kind::Meeting,
    Kind::CoachNote,
    Kind::CheckIn,
    Kind::ReadMark,
    Kind::Plan,
    Kind::PlanProgress,
    Kind::PlanGoal,
    Kind::LearningPlan,
    Kind::LearningPlanSignature,
    Kind::Request,
    Kind::HeldItem,
    Kind::Notification,
    Kind::Preferences,
    Kind::GuardMark,
];

/// Which things of one kind a person has a place at, and which of these are to be brought to a device that lacks them.
///
/// What is no longer brought to anybody new (a withdrawn entry) stays where it is until its own feature takes it away.
struct Rule {
    /// Selects `id` of what may stay; with the program as `$1`, the day as `$2`, the person as `$3`.
    may: &'static str,
    /// What must hold, too, for a thing to be brought.
    also: &'static str,
}

/// The rule for a kind. `coached` are the learners whom the person coaches now.
fn rule(kind: Kind) -> Rule {
    const STANDS: &str = "NOT EXISTS (SELECT 1 FROM feedback_entry_states s \
                          WHERE s.entry_id = e.id AND s.state = 'withdrawn')";
    // Of a withdrawn entry a stub without text is left with whoever knew it (decision 0005).
    const STANDS_OR_KNOWN: &str = "(e.author_id = $3 \
         OR EXISTS (SELECT 1 FROM read_marks k WHERE k.entry_id = e.id AND k.person_id = $3) \
         OR EXISTS (SELECT 1 FROM responses k WHERE k.entry_id = e.id AND k.author_id = $3) \
         OR NOT EXISTS (SELECT 1 FROM feedback_entry_states s WHERE s.entry_id = e.id AND s.state = 'withdrawn'))";
    match kind {
        Kind::FeedbackEntry => Rule {
            may: "SELECT e.id AS id FROM feedback_entries e WHERE e.program_id = $1 AND (e.author_id = $3 \
                  OR e.learner_id = $3 OR e.learner_id IN (SELECT learner_id FROM coached))",
            also: STANDS_OR_KNOWN,
        },
        // What belongs to an entry goes where the entry goes.
        Kind::Amendment => Rule {
            may: "SELECT a.id AS id FROM amendments a JOIN feedback_entries e ON e.id = a.entry_id \
                  WHERE e.program_id = $1 AND (e.author_id = $3 OR e.learner_id = $3 \
                  OR e.learner_id IN (SELECT learner_id FROM coached))",
            also: STANDS,
        },
        Kind::Response => Rule {
            may: "SELECT r.id AS id FROM responses r JOIN feedback_entries e ON e.id = r.entry_id \
                  WHERE e.program_id = $1 AND (e.author_id = $3 OR e.learner_id = $3 \
                  OR e.learner_id IN (SELECT learner_id FROM coached))",
            also: STANDS,
        },
        // The writer's own, and whomever the writer named; being a coach is no claim.
        Kind::Reflection => Rule {
            may: "SELECT r.id AS id FROM reflections r WHERE r.program_id = $1 AND (r.author_id = $3 \
                  OR EXISTS (SELECT 1 FROM reflection_shares s WHERE s.reflection_id = r.id AND s.person_id = $3))",
            also: "1 = 1",
        },
        // Its author's, whatever anybody else is to the learner or the program.
        Kind::Jot => {
            Rule { may: "SELECT j.id AS id FROM jots j WHERE j.program_id = $1 AND j.author_id = $3", also: "1 = 1" }
        }
        // Its two people, the coach for as long as they are one.
        Kind::Meeting => Rule {
            may: "SELECT m.id AS id FROM meetings m WHERE m.program_id = $1 AND (m.learner_id = $3 \
                  OR (m.coach_id = $3 AND m.learner_id IN (SELECT learner_id FROM coached)))",
            also: "1 = 1",
        },
        // Its coach's, for as long as they are one; the learner's once it was shared.
        Kind::CoachNote => Rule {
            may: "SELECT n.id AS id FROM coach_notes n WHERE n.program_id = $1 \
                  AND ((n.author_id = $3 AND n.learner_id IN (SELECT learner_id FROM coached)) \
                  OR (n.learner_id = $3 AND n.shared_at IS NOT NULL))",
            also: "1 = 1",
        },
        // Whoever asked, the learner, and those who are asked: coaches, or directors where there was no coach.
        Kind::CheckIn => Rule {
            may: "SELECT c.id AS id FROM check_ins c WHERE c.program_id = $1 AND (c.asker_id = $3 \
                  OR c.learner_id = $3 OR c.learner_id IN (SELECT learner_id FROM coached) \
                  OR (c.to_directors AND EXISTS (SELECT 1 FROM memberships dm JOIN membership_roles dr \
                  ON dr.membership_id = dm.id AND dr.role = 'director' \
                  WHERE dm.program_id = $1 AND dm.person_id = $3)))",
            also: "1 = 1",
        },
        Kind::ReadMark => Rule {
            may: "SELECT m.entry_id AS id FROM read_marks m WHERE m.program_id = $1 AND m.person_id = $3",
            also: "1 = 1",
        },
        Kind::Plan => Rule {
            may: "SELECT p.id AS id FROM plans p WHERE p.program_id = $1 AND (p.learner_id = $3 \
                  OR p.reviewer_id = $3 OR p.learner_id IN (SELECT learner_id FROM coached))",
            also: "1 = 1",
        },
        // A note is its writer's until shared; then it goes where the plan goes.
        Kind::PlanProgress => Rule {
            may: "SELECT n.id AS id FROM plan_progress n JOIN plans p ON p.id = n.plan_id \
                  WHERE p.program_id = $1 AND (n.author_id = $3 OR (n.shared AND (p.learner_id = $3 \
                  OR p.reviewer_id = $3 OR p.learner_id IN (SELECT learner_id FROM coached))))",
            also: "1 = 1",
        },
        // What came of an entry, for its author, where the learner chose so; whoever sees the plan needs no goal beside it.
        Kind::PlanGoal => Rule {
            may: "SELECT e.id AS id FROM feedback_entries e WHERE e.program_id = $1 AND e.author_id = $3 AND EXISTS \
                  (SELECT 1 FROM plan_entries pe JOIN plans p ON p.id = pe.plan_id WHERE pe.entry_id = e.id \
                  AND p.goal_shown AND (p.reviewer_id IS NULL OR p.reviewer_id <> $3))",
            also: "e.learner_id NOT IN (SELECT learner_id FROM coached)",
        },
        // Its learner's and their present coaches'; what they signed goes where it goes.
        Kind::LearningPlan => Rule {
            may: "SELECT l.id AS id FROM learning_plans l WHERE l.program_id = $1 AND (l.learner_id = $3 \
                  OR l.learner_id IN (SELECT learner_id FROM coached))",
            also: "1 = 1",
        },
        Kind::LearningPlanSignature => Rule {
            may: "SELECT s.id AS id FROM learning_plan_signatures s JOIN learning_plans l ON l.id = s.learning_plan_id \
                  WHERE l.program_id = $1 AND (l.learner_id = $3 OR l.learner_id IN (SELECT learner_id FROM coached))",
            also: "1 = 1",
        },
        // Its two people.
        Kind::Request => Rule {
            may: "SELECT r.id AS id FROM requests r JOIN request_states s ON s.request_id = r.id \
                  WHERE r.program_id = $1 AND (r.learner_id = $3 OR s.assessor_id = $3)",
            also: "1 = 1",
        },
        Kind::HeldItem => Rule {
            may: "SELECT h.id AS id FROM held_items h WHERE h.program_id = $1 AND h.author_id = $3",
            also: "h.state IN ('held', 'returned')",
        },
        // Those that devices are not sent have no wire form, and so are never missing.
        Kind::Notification => Rule {
            may: "SELECT n.id AS id FROM notifications n WHERE n.program_id = $1 AND n.person_id = $3",
            also: "1 = 1",
        },
        // Its author's alone, until they said that it is not a patient.
        Kind::GuardMark => Rule {
            may: "SELECT g.thing_id AS id FROM guard_marks g WHERE g.program_id = $1 AND g.person_id = $3 \
                  AND g.kept_at IS NULL",
            also: "1 = 1",
        },
        // A person's own, whatever programs they belong to: no program brings or takes it.
        Kind::Preferences => Rule { may: "SELECT n.id AS id FROM notifications n WHERE n.id IS NULL", also: "1 = 1" },
    }
}

/// Makes a person's feed agree with what they may see in the program now: shows what is missing, hides what is no
/// longer theirs. Whoever is no member sees nothing
/// but what they sent themselves and is held.
///
/// Not inside [`Tx::attempt`], because it stores what the transaction has collected so far, to see it.
///
/// # Errors
/// A fault of the database.
pub async fn settle(tx: &mut Tx<'_>, program: ProgramId, person: PersonId) -> Result<()> {
    tx.flush().await?;
    let day = today(tx.connection(), program, tx.now()).await?;
    let member = read_member(tx.connection(), program, person, tx.now()).await?.is_some();
    let values: Vec<Value> = vec![program.into(), day.into(), person.into()];
    for kind in KINDS {
        let (shown, hidden) = match (member, kind) {
            (true, _) => {
                (find(tx, missing(kind), values.clone()).await?, find(tx, surplus(kind), values.clone()).await?)
            }
            // What somebody sent that was held stays their own: it is not given yet, and may need them.
            (false, Kind::HeldItem) => continue,
            (false, _) => (Vec::new(), everything(tx, kind, program, person).await?),
        };
        for id in shown {
            tx.show_to(kind, id, [person]);
        }
        for id in hidden {
            tx.hide(kind, id, [person]);
        }
    }
    Ok(())
}

/// As [`settle`], for whoever comes back. What reached their feed while they were away was answered as gone, so all of
/// it is brought anew.
///
/// # Errors
/// As [`settle`].
pub(super) async fn bring_back(tx: &mut Tx<'_>, program: ProgramId, person: PersonId) -> Result<()> {
    tx.flush().await?;
    for kind in KINDS {
        for id in everything(tx, kind, program, person).await? {
            tx.hide(kind, id, [person]);
        }
    }
    settle(tx, program, person).await
}

/// What the person may see, has a stored wire form, and is not in the feed; oldest first.
fn missing(kind: Kind) -> String {
    let (word, Rule { may, also }) = (kind.word(), rule(kind));
    format!(
        "WITH coached AS (SELECT learner_id FROM ({COACHING_NOW}) AS now WHERE coach_id = $3) \
         SELECT seen.id AS id FROM ({may} AND {also}) AS seen \
         JOIN wire_forms w ON w.kind = '{word}' AND w.thing_id = seen.id AND w.program_id = $1 \
         LEFT JOIN feed f ON f.person_id = $3 AND f.kind = '{word}' AND f.thing_id = seen.id \
         WHERE f.person_id IS NULL OR f.gone ORDER BY seen.id"
    )
}

/// What is in the feed and the person may no longer see.
fn surplus(kind: Kind) -> String {
    let (word, Rule { may, .. }) = (kind.word(), rule(kind));
    format!(
        "WITH coached AS (SELECT learner_id FROM ({COACHING_NOW}) AS now WHERE coach_id = $3) \
         SELECT f.thing_id AS id FROM feed f \
         JOIN wire_forms w ON w.kind = f.kind AND w.thing_id = f.thing_id AND w.program_id = $1 \
         WHERE f.person_id = $3 AND f.kind = '{word}' AND NOT f.gone \
         AND f.thing_id NOT IN ({may}) ORDER BY f.thing_id"
    )
}

/// What is in the feed of this program at all.
async fn everything(tx: &Tx<'_>, kind: Kind, program: ProgramId, person: PersonId) -> Result<Vec<Uuid>> {
    let sql = format!(
        "SELECT f.thing_id AS id FROM feed f \
         JOIN wire_forms w ON w.kind = f.kind AND w.thing_id = f.thing_id AND w.program_id = $1 \
         WHERE f.person_id = $2 AND f.kind = '{}' AND NOT f.gone ORDER BY f.thing_id",
        kind.word()
    );
    find(tx, sql, vec![program.into(), person.into()]).await
}

async fn find(tx: &Tx<'_>, sql: String, values: Vec<Value>) -> Result<Vec<Uuid>> {
    let rows = tx.connection().query_all_raw(Statement::from_sql_and_values(tx.backend(), sql, values)).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?)
}
