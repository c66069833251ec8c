//! Tells cargo that a new migration is a reason to build anew: the migrations are compiled into the library.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
