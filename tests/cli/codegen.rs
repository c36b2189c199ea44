//! `greffe codegen`: where a module goes, and what cannot become one.

use super::{Folder, greffe, prints, root, stderr, stdout};

#[test]
fn a_module_goes_to_standard_output_or_to_a_file() {
    let kept = std::fs::read_to_string(root().join("src/typed/hadopi_interconnection_2010_03_07.rs")).unwrap();
    let printed = greffe(&["codegen", "rust", "hadopi-interconnection"]);
    assert_eq!((printed.status.code(), stderr(&printed).as_str()), (Some(0), ""));
    assert_eq!(stdout(&printed), kept);

    let folder = Folder::new();
    folder.write("link.rs", "what was there before");
    let written = folder.run(&["codegen", "rust", "hadopi-interconnection@2010-03-07", "-o", "link.rs"]);
    assert_eq!((written.status.code(), stdout(&written).as_str(), stderr(&written).as_str()), (Some(0), "", ""));
    assert_eq!(std::fs::read_to_string(folder.0.join("link.rs")).unwrap(), kept);
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "nothing is left beside it");

    let nowhere = folder.run(&["codegen", "rust", "hadopi-interconnection", "-o", "."]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(stderr(&nowhere).starts_with("error: cannot write `.`"), "{}", stderr(&nowhere));
}

#[test]
fn a_procedure_of_one_s_own() {
    let folder = Folder::new();
    folder.copy("procedures/hadopi-interconnection.yaml", "mine.yaml");
    let text = std::fs::read_to_string(folder.0.join("mine.yaml")).unwrap().replace("suspended", "cut_off");
    folder.write("mine.yaml", text);
    let module = folder.run(&["codegen", "rust", "mine.yaml"]);
    assert_eq!((module.status.code(), stderr(&module).as_str()), (Some(0), ""));
    assert!(stdout(&module).contains("\npub struct CutOff<'p>(Held<'p>);\n"), "{}", stdout(&module));
}

#[test]
fn what_cannot_become_a_module() {
    prints("codegen/no-such-procedure.txt", &["codegen", "rust", "cnil-enforcment@2011-03-31"], 2);
    prints("codegen/which-edition.txt", &["codegen", "rust", "cnil-enforcement"], 2);
    prints("codegen/scenario.txt", &["codegen", "rust", "tmg-2011"], 2);
    prints("codegen/language.txt", &["codegen", "cobol", "company-accounts"], 2);
}
