//! What several crates' tests share: databases of their own, servers that are killed. It never ships.
