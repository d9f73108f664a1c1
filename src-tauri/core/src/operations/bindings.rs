//! The types of the user interface, from the operations' own types.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use ts_rs::{Config, TS, TypeVisitor};

use super::TABLE;
use crate::error::Error;
use crate::operation::Operation;

/// Gathers declarations while the table is walked.
pub(crate) struct Collector {
    config: Config,
    seen: HashSet<TypeId>,
    declared: BTreeMap<String, String>,
    operations: String,
}

impl Collector {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only types that have a file of their own are declared; text, numbers and lists are TypeScript's.
        if T::output_path().is_some() || T::decl_concrete_is_ours(&self.config) {
            let name = T::ident(&self.config);
            let mut text = T::docs().unwrap_or_default();
            let _ = writeln!(text, "export {}", T::decl(&self.config));
            self.declared.insert(name, text);
        }
        T::visit_dependencies(self);
        // A list declares nothing itself; what it is a list of does.
        T::visit_generics(self);
    }
}

/// Whether a type without a file of its own is declared by us all the same.
trait Ours {
    fn decl_concrete_is_ours(config: &Config) -> bool;
}

impl<T: TS + ?Sized> Ours for T {
    fn decl_concrete_is_ours(config: &Config) -> bool {
        matches!(T::name(config).as_str(), "Time" | "Nothing")
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

pub(crate) fn collect<O: Operation>(collector: &mut Collector) {
    collector.add::<O::Input>();
    collector.add::<O::Reply>();
    let config = &collector.config;
    let (input, reply) = (O::Input::name(config), O::Reply::name(config));
    let _ = writeln!(collector.operations, "  /** {} */", O::SUMMARY);
    let _ = writeln!(collector.operations, "  \"{}\": {{ input: {input}; reply: {reply} }};", O::NAME);
}

/// The whole of `ui/src/api/bindings.ts`.
#[must_use]
pub fn bindings() -> String {
    let mut collector = Collector {
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        declared: BTreeMap::new(),
        operations: String::new(),
    };
    collector.add::<Error>();
    collector.add::<super::users::UserConflict>();
    for entry in TABLE {
        (entry.types)(&mut collector);
    }
    let mut text = String::from("// Generated from the Rust core by `cargo xtask bindings`. Do not edit.\n\n");
    text.push_str("/** A user’s identifier. */\nexport type UserId = string;\n\n");
    for declaration in collector.declared.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text.push_str("/** Every operation with its input and reply. */\nexport type Operations = {\n");
    text.push_str(&collector.operations);
    text.push_str("};\n");
    text
}
