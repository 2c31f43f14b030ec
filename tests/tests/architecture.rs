//! Who may use whom: reads the `use` lines of the server and holds what docs/architecture.md says.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src").canonicalize().expect("the source")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let below = path.strip_prefix(source()).expect("below the source");
        let is_for_tests = below.components().any(|part| {
            ["tests.rs", "tests", "testing.rs", "testing", "matrix.rs"].iter().any(|name| part.as_os_str() == *name)
        });
        match path.is_dir() {
            _ if is_for_tests => {}
            true => files(&path, found),
            false if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
            false => {}
        }
    }
}

/// The paths below `crate::` that a file uses, outside its tests: `features::members::model`.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut paths = Vec::new();
    for statement in code.split("use crate::").skip(1) {
        let tree: String = statement.split(';').next().unwrap_or_default().split_whitespace().collect();
        expand("", &tree, &mut paths);
    }
    paths
}

/// Writes `a::{b, c::{d}}` out as `a::b` and `a::c::d`.
fn expand(before: &str, tree: &str, paths: &mut Vec<String>) {
    let Some(open) = tree.find('{') else {
        paths.push(format!("{before}{tree}"));
        return;
    };
    let (stem, inner) = (&tree[..open], tree[open + 1..].trim_end_matches('}'));
    let inner = &tree[open + 1..open + 1 + inner.len().max(tree.len() - open - 2)];
    let (mut depth, mut start) = (0, 0);
    for (place, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&format!("{before}{stem}"), &inner[start..place], paths);
                start = place + 1;
            }
            _ => {}
        }
    }
    if start < inner.len() {
        expand(&format!("{before}{stem}"), &inner[start..], paths);
    }
}

fn feature_order() -> Vec<String> {
    let text = fs::read_to_string(source().join("features/mod.rs")).expect("features/mod.rs");
    text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// Which first words below `crate::` a layer may use.
fn may_use(layer: &str) -> Option<&'static [&'static str]> {
    Some(match layer {
        "base" => &["base"],
        "entities" => &["entities", "base"],
        "platform" => &["platform", "entities", "base"],
        "features" => &["features", "platform", "entities", "base"],
        "sync" => &["sync", "features", "platform", "entities", "base"],
        "exchange" => &["exchange", "features", "platform", "entities", "base"],
        _ => return None, // main, app, routes, worker, demo, config, cli: all
    })
}

#[test]
fn nobody_uses_what_stands_above_them() {
    let order = feature_order();
    let place = |feature: &str| order.iter().position(|name| name == feature);
    let mut all = Vec::new();
    files(&source(), &mut all);
    assert!(all.len() > 100, "the source was not found");
    let mut wrong = Vec::new();

    for file in &all {
        let relative = file.strip_prefix(source()).expect("below the source").to_string_lossy().into_owned();
        let parts: Vec<&str> = relative.trim_end_matches(".rs").split('/').collect();
        let Some(allowed) = may_use(parts[0]) else { continue };
        for path in used(&fs::read_to_string(file).expect("a file")) {
            let words: Vec<&str> = path.split("::").collect();
            let upward = parts[0] == "features"
                && words[0] == "features"
                && words.len() > 1
                && parts.len() > 1
                && place(words[1]) > place(parts[1]);
            if upward || !allowed.contains(&words[0]) {
                wrong.push(format!("{relative} uses {path}"));
            }
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_feature_folder_is_in_the_order() {
    let mut folders: Vec<String> = fs::read_dir(source().join("features"))
        .expect("the features")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut order = feature_order();
    order.sort();

    assert_eq!(folders, order);
}

#[test]
fn a_use_tree_is_written_out() {
    let text = "use crate::{\n    base::{clock::Clock, error::Result},\n    features::members,\n};\nuse crate::sync;";

    assert_eq!(used(text), ["base::clock::Clock", "base::error::Result", "features::members", "sync"]);
}
