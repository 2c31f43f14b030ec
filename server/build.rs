//! Lets the program be built before the web app was: an empty folder stands for it, and the program says so.

use std::{fs, path::Path};

fn main() {
    let dist = Path::new("../pwa/dist");
    if !dist.exists()
        && let Err(error) = fs::create_dir_all(dist)
    {
        println!("cargo::warning=the web app is left out: {}: {error}", dist.display());
    }
    println!("cargo::rerun-if-changed=../pwa/dist");
}
