//! What does not compile, with the compiler's message; and what does, without a warning.
//!
//! `TRYBUILD=overwrite cargo test --test typed_compile` writes the messages anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io;
use std::path::{Path, PathBuf};

use greffe::library::{Finder, Library};
use greffe::report::codegen;

/// Shipped procedures whose modules have what the two that are kept do not: several roles for one act, one machine
/// watched, deadlines in hours; and one whose names mean something to Rust.
const COMPILED: [&str; 4] =
    ["cnil-simplified@2022-04-11", "cnil-urgency@2011-03-31", "gdpr-breach-notification", "tests/typed/awkward.yaml"];

/// The one warning of the program that holds those modules.
const ONLY: &str = "\
error: unused variable: `only_this`
  --> PATH:16:9
   |
16 |     let only_this = 1;
   |         ^^^^^^^^^ help: if this is intentional, prefix it with an underscore: `_only_this`
   |
note: the lint level is defined here
  --> PATH:2:9
   |
 2 | #![deny(warnings, missing_docs)]
   |         ^^^^^^^^
   = note: `#[deny(unused_variables)]` implied by `#[deny(warnings)]`
";

/// Files of the repository.
struct Repository;

impl Finder for Repository {
    fn read(&self, path: &Path, _: usize) -> io::Result<Vec<u8>> {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
    }

    fn yaml_files(&self, _: &Path) -> Vec<PathBuf> {
        Vec::new()
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
}

fn module(name: &str) -> String {
    let mut library = Library::new(Repository);
    let found = library.edition(name);
    let (id, edition) = found.unwrap_or_else(|fault| panic!("{}: {:#?}", fault.headline, library.diagnostics()));
    codegen::rust(library.editions(id).unwrap().get(edition)).unwrap()
}

#[test]
fn orders_that_the_law_does_not_know_do_not_compile() {
    let cases = trybuild::TestCases::new();
    for order in
        ["closure_before_notice", "closed_twice", "appeal_before_sanction", "wrong_role", "notice_without_period"]
    {
        cases.compile_fail(format!("tests/typed/{order}.rs"));
    }
    // A program that should compile would have all dependencies built anew and not only checked. So this one has a
    // warning of its own, and its modules must have none.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("typed-compile");
    std::fs::create_dir_all(&folder).unwrap();
    let mut program = "//! Generated modules.\n#![deny(warnings, missing_docs)]\n".to_owned();
    for (index, name) in COMPILED.iter().enumerate() {
        let path = folder.join(format!("module_{index}.rs"));
        std::fs::write(&path, module(name)).unwrap();
        program += &format!("#[path = {path:?}]\n#[rustfmt::skip]\npub mod module_{index};\n");
    }
    let path = folder.join("generated.rs");
    std::fs::write(&path, program + "fn main() {\n    let only_this = 1;\n}\n").unwrap();
    std::fs::write(path.with_extension("stderr"), ONLY.replace("PATH", &path.to_string_lossy())).unwrap();
    cases.compile_fail(&path);
}

#[test]
fn every_shipped_procedure_has_a_module() {
    let mut library = Library::new(Repository);
    let names: Vec<String> = library.list(&[]).procedures.iter().map(|procedure| procedure.name.clone()).collect();
    assert!(names.len() > 10);
    for name in names {
        let opened = library.open_procedure(&name).unwrap_or_else(|fault| panic!("{}", fault.headline));
        let greffe::library::What::Procedure(id) = opened.what else { panic!("{name} is no procedure") };
        for procedure in library.editions(id).unwrap().all() {
            let module = codegen::rust(procedure).unwrap_or_else(|error| panic!("{name}: {error}"));
            let longest = module.lines().map(|line| line.chars().count()).max().unwrap();
            assert!(longest <= 200, "{name} has a line of {longest} columns");
            assert!(!module.lines().any(|line| line.ends_with(' ')), "{name}");
        }
    }
}
