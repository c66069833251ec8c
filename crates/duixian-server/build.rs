//! Makes a release build notice a new web interface.
//!
//! A debug build reads `web/dist` when it is asked for it, so it need not be built again.

fn main() {
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    println!("cargo::rerun-if-changed=build.rs");
    if release {
        println!("cargo::rerun-if-changed=../../web/dist");
    }
}
