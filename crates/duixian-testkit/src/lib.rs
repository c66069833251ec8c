//! What several crates' tests share: databases of their own, servers that are killed. It never ships.

mod postgres;

pub use postgres::{Durability, Failed, Server};
