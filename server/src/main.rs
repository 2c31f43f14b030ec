//! The one binary. What it can do is in `cli`.

mod cli;

use std::process::ExitCode;

use clap::Parser;

/// Pages and pushes are a few large texts each, which the system's allocator takes from the kernel and gives back for
/// every one of them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(cli::Cli::parse())
}
