//! The real binary as a process of its own, over a database of its own, and devices that push to it and remember
//! what was acknowledged. Clock and ids are real here: what these tests are about is not under anybody's control.

mod cluster;
mod device;
mod installation;
mod ledger;
mod server;

pub use cluster::Cluster;
pub use device::{Device, Load};
pub use installation::{Installation, SECRET};
pub use ledger::{Found, Ledger, find, integrity};
pub use server::{Server, binary, run};
