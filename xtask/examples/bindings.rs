//! Prints the page's types: what `cargo xtask bindings` writes to ui/src/api/bindings.ts.

fn main() {
    print!("{}", firmkeep_core::bindings());
}
