//! Prints the user interface's types. `cargo xtask bindings` writes them to their place.

fn main() {
    print!("{}", firmkeep_core::bindings());
}
