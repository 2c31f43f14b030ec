//! Later work: what was stored is looked at block by block of the audit log, so that storing it costs nothing more.

use std::collections::HashMap;

use tokio::task::spawn_blocking;

use super::{commands, find::Roster, model::Written, queries, texts};
use crate::{
    base::{
        error::{Error, Result},
        ids::ProgramId,
    },
    features::members,
    platform::db::{Db, Tx},
};

/// Looks at the texts of the next block. Whether there was one, and so perhaps another. Run by several processes at once
/// a block is looked at more than once, and counts once.
///
/// # Errors
/// A fault of the database.
pub async fn look(db: &Db) -> Result<bool> {
    let (last, more) = queries::progress(db.reader()).await?;
    if !more {
        return Ok(false);
    }
    let block = last + 1;
    let done = queries::done_in(db.reader(), block).await?;
    let written = texts::written(db.reader(), &done).await?;
    let mut rosters: HashMap<ProgramId, Roster> = HashMap::new();
    for Written { program, .. } in &written {
        if !rosters.contains_key(program) {
            let names = members::queries::names(db.reader(), *program).await?;
            rosters.insert(*program, names.into_iter().collect());
        }
    }
    // Reading some hundred texts takes longer than those who wait for an answer should.
    let read = spawn_blocking(move || {
        let nobody = Roster::default();
        let found = |one: Written| {
            let found = one.found(rosters.get(&one.program).unwrap_or(&nobody));
            (one, found)
        };
        written.into_iter().map(found).collect::<Vec<_>>()
    });
    let found = read.await.map_err(Error::internal)?;

    let store = async move |tx: &mut Tx<'_>| {
        let go_on = "INSERT INTO guard_progress (id, block) VALUES (1, $1) \
                     ON CONFLICT (id) DO UPDATE SET block = excluded.block WHERE guard_progress.block = $2";
        if tx.execute(go_on, vec![block.into(), last.into()]).await? == 0 {
            return Ok(());
        }
        for (written, found) in &found {
            commands::mark(tx, written, found).await?;
        }
        Ok(())
    };
    db.write(None, store).await?;
    Ok(true)
}
