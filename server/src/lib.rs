//! Waymark: feedback capture for graduate medical education.
//!
//! How to read it: one folder per feature, the same names as in the web app. Start with `features::feedback`.
//! Who may use whom: `main, app, routes, worker` use all; `sync, exchange` use features; a feature uses the features
//! above it, `platform`, `entities`, `base`; `platform` uses `entities` and `base`; `base` uses nothing of ours.

pub mod app;
pub mod base;
pub mod config;
pub mod demo;
pub mod entities;
pub mod exchange;
pub mod features;
pub mod platform;
pub mod routes;
pub mod serve;
pub mod sync;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod worker;
