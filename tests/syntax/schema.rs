//! The JSON Schemas accept what the reader accepts.

use greffe::syntax::{self, ProcedureFile};

use super::{HYPOTHESIS, PROCEDURE, SCENARIO, check};

fn json(text: &str) -> serde_json::Value {
    serde_yaml::from_str_with_options(text, serde_yaml::options! { strict_booleans: true }).unwrap()
}

#[test]
fn what_is_accepted_is_valid_under_the_schema() {
    for (schema, texts) in
        [(syntax::schema::procedure(), vec![PROCEDURE]), (syntax::schema::scenario(), vec![SCENARIO, HYPOTHESIS])]
    {
        let validator = jsonschema::validator_for(&schema).unwrap();
        for text in texts {
            let value = json(text);
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_refused() {
    let validator = jsonschema::validator_for(&syntax::schema::procedure()).unwrap();
    let changes = [
        ("status: verified", "status: verifed"),
        ("time_zone: Europe/Paris\n", ""),
        ("when_over: compliance", "when_ower: compliance"),
        ("authority: true", "authority: yes"),
        ("between: [1 day, 12 months]", "between: [1 day]"),
        ("while: [on_notice]", "while: { on_notice: true }"),
        ("rule: civil", "rule: roman"),
        ("  findings:  {}", "  find ings: {}"),
        ("  findings:  {}", "  findings:"),
    ];
    for (before, after) in changes {
        let text = PROCEDURE.replace(before, after);
        assert_ne!(text, PROCEDURE, "{before} is not in the example");
        assert!(!validator.is_valid(&json(&text)), "the schema accepts {after}");
        assert!(check::<ProcedureFile>(&text).0.is_none(), "{after} is accepted");
    }
}

#[test]
fn the_schema_describes_every_key() {
    let schema = syntax::schema::procedure();
    assert_eq!(schema["title"], "A procedure");
    assert_eq!(
        schema["$defs"]["ProcedureFile"]["properties"]["edition"]["description"],
        "The first day on which this text is in force."
    );
    let words = &schema["$defs"]["Counting"]["properties"]["rule"]["enum"];
    assert_eq!(words, &serde_json::json!(["civil", "franc", "hours", "eu-1182-71"]));
}

/// Editors complete and check by the schema, so every shipped file must satisfy it.
#[test]
fn the_shipped_files_satisfy_the_schemas() {
    let procedure = jsonschema::validator_for(&syntax::schema::procedure()).unwrap();
    let scenario = jsonschema::validator_for(&syntax::schema::scenario()).unwrap();
    let system = jsonschema::validator_for(&syntax::schema::system()).unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for (folder, validator) in
        [("procedures", &procedure), ("scenarios", &scenario), ("scenarios/hypothetical", &scenario)]
    {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let value: serde_json::Value = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let is_system = value.get("system").is_some() && value.get("scenario").is_none();
            let validator = if is_system { &system } else { validator };
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked} files");
}
