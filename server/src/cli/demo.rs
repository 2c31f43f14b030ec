//! `waymark demo`: the invented program, made where there is nothing yet, then served.

use std::{fs::DirBuilder, os::unix::fs::DirBuilderExt, sync::Arc};

use waymark::{
    config::Config,
    demo::{self, PASSWORD, Prepared, Story},
    features::sessions,
    platform::system::{SystemClock, SystemIds},
};

use super::{Failure, block_on, serve};

/// Makes the demo where it is not made yet, says who is in it, and serves it.
pub fn run(config: &Config) -> Result<(), Failure> {
    DirBuilder::new().recursive(true).mode(0o700).create(&config.data)?;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(SystemIds));
    let prepared = block_on(demo::prepare(&config.database, clock, ids, Story::default()))?;
    if prepared == Prepared::Made {
        println!("An invented program with nine months behind it was made.");
    }
    println!("Sign in with one tap on the page, or with the password {PASSWORD} as:");
    for person in sessions::queries::DEMO_PAGE {
        println!("  {:<24} {}", person.email, person.note);
    }
    serve::run(config, true)
}
