//! Speed of the readers beside a bare unpack-and-parse.
fn main() {
    divan::main();
}
