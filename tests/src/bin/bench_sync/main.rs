//! The figures of sync: the real release binary over loopback HTTP, beside the ceiling of the same run.
//!
//! `bench_sync` prints the figures as JSON, and on standard error what it is doing. `bench_sync sqlite`, `national` or
//! `postgres` measures a part, `bench_sync sqlite push1_c64 …` the loads named; PostgreSQL is measured where
//! `WAYMARK_BENCH_POSTGRES` names a server.

mod ceiling;
mod entries;
mod parts;

use std::process::ExitCode;

use tokio::task::LocalSet;
use waymark_tests::bench::{Outcome, figures, load, site};

use figures::Figures;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [word, file] if word == "ceiling" => actix_web::rt::System::new().block_on(ceiling::serve(file.into())),
        parts => measure(parts),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(parts: &[String]) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let mut figures = Figures::default();
        let wanted = |part: &str| parts.is_empty() || parts.iter().any(|word| word == part);
        if wanted("sqlite") {
            let named = parts.iter().position(|word| word == "sqlite").map_or(&[][..], |place| &parts[place + 1..]);
            parts::sqlite(&mut figures, named).await?;
        }
        if wanted("national") {
            parts::national(&mut figures, None).await?;
        }
        if let (true, Ok(server)) = (wanted("postgres"), std::env::var("WAYMARK_BENCH_POSTGRES")) {
            parts::postgres(&mut figures, &server).await?;
        }
        figures.print()
    })
}
