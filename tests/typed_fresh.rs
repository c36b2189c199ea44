//! The modules in `src/typed` are what `greffe codegen rust` writes. `UPDATE_GOLDEN=1 cargo test` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use greffe::library::{Library, Nothing};
use greffe::report::codegen;

/// The procedures of which there is a module.
const KEPT: [&str; 2] = ["cnil-enforcement@2011-03-31", "hadopi-interconnection@2010-03-07"];

#[test]
fn modules_are_fresh() {
    let mut stale = Vec::new();
    for name in KEPT {
        let mut library = Library::new(Nothing);
        let (id, edition) = library.edition(name).unwrap_or_else(|fault| panic!("{}", fault.headline));
        let procedure = library.editions(id).unwrap().get(edition);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/typed").join(codegen::file_name(procedure));
        let module = codegen::rust(procedure).unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &module).unwrap();
        } else if std::fs::read_to_string(&path).unwrap_or_default() != module {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "UPDATE_GOLDEN=1 cargo test --test typed_fresh writes anew: {}", stale.join(", "));
}
