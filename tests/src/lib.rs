//! Whole-system tests of Waymark: a real server on a real port over a database of its own, and people with real
//! sessions. `TestApp::start()` begins every test.

pub mod postgres;
