//! The figures of reports: the real release binary over loopback HTTP, on SQLite, in a program of 100 learners after five
//! years. `bench_report` prints them as JSON, and on standard error what it is doing.

mod years;

use std::{
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::task::LocalSet;
use waymark::{
    base::actor::Role,
    entities::outbox_event,
    features::members::{self, NewMembership, NewPerson},
};
use waymark_tests::bench::{
    Outcome,
    figures::Figures,
    load::{self, Request},
    site::{Served, Site},
};

use years::{ENTRIES, Years};

/// How many learners the program has.
const LEARNERS: usize = 100;
/// How many people observe them.
const AUTHORS: usize = 40;
/// How often a report is asked for.
const TIMES: usize = 200;
/// How long the server may take to be done with what the entries brought about.
const SETTLE_MOST: Duration = Duration::from_secs(600);

fn main() -> ExitCode {
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut figures = Figures::default();
        let site = Site::found(None, 1, AUTHORS, LEARNERS).await?;
        let years = Years::plan(&site).await?;
        let served = site.serve().await?;
        for (connections, pushes) in years.pushes(&site)? {
            send(&served, connections, pushes).await?;
        }
        settle(&site).await?;
        let found = site.entries().await?;
        if found < ENTRIES {
            return Err(format!("{found} entries instead of {ENTRIES}").into());
        }
        reports(&mut figures, &site, &served).await?;
        figures.print()
    })
}

async fn reports(figures: &mut Figures, site: &Site, served: &Served) -> Outcome<()> {
    let program = &site.programs[0];
    let token = site.token(director(site).await?)?;
    let closure = Arc::new(Request::get(&token, &format!("/api/v1/programs/{}/closure", program.id)));
    for (name, times) in [("warm", 20), ("report.closure_p95_ms", TIMES)] {
        let asked = closure.clone();
        let next = move |turn: usize| (turn < times).then(|| asked.clone());
        let mut run = load::run(&served.address, 1, Duration::from_secs(120), next).await?;
        if name != "warm" {
            figures.add_of(name, "ms", run.percentile_ms(95), run.answered);
        }
    }
    Ok(())
}

async fn send(served: &Served, connections: usize, pushes: Vec<Request>) -> Outcome<()> {
    let (pushes, began): (Vec<_>, _) = (pushes.into_iter().map(Arc::new).collect(), Instant::now());
    let many = pushes.len();
    let next = move |turn: usize| pushes.get(turn).cloned();
    let run = load::run(&served.address, connections, Duration::from_secs(600), next).await?;
    if run.answered < many {
        return Err("the pushes took too long".into());
    }
    eprintln!("{} operations in {:.0?}", run.applied, began.elapsed());
    Ok(())
}

/// Somebody who may see the program's figures.
async fn director(site: &Site) -> Outcome<waymark::base::ids::PersonId> {
    let program = site.programs[0].id;
    let membership = NewMembership::new(vec![Role::Director], None, None, &[], &[])?;
    let db = site.open().await?;
    let made = db.write(None, async move |tx| {
        let person = members::commands::add_person(tx, &NewPerson::parse("director@0.test", "Dee", "Rao")?).await?;
        members::commands::set_membership(tx, program, person, &membership).await?;
        Ok(person)
    });
    Ok(made.await?)
}

/// Waits until the server has told everybody what there is to tell.
async fn settle(site: &Site) -> Outcome<()> {
    let (db, began) = (site.open().await?, Instant::now());
    while began.elapsed() < SETTLE_MOST {
        let waiting = outbox_event::Entity::find()
            .filter(outbox_event::Column::DoneAt.is_null())
            .filter(outbox_event::Column::DeadAt.is_null())
            .filter(outbox_event::Column::NotBefore.lte(waymark::base::clock::Timestamp(i64::MAX)))
            .count(db.reader())
            .await?;
        if waiting == 0 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    eprintln!("later work is still waiting: the reports are asked for beside it");
    Ok(())
}
