//! The JSON Schemas of the formats, for editors and other tools.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::map::MapFile;
use super::survivors::SurvivorsFile;
use super::{ProcedureSyntax, ScenarioFile, StudyFile, SystemFile};

/// The schema of a procedure.
#[must_use]
pub fn procedure() -> Value {
    root::<ProcedureSyntax>("procedure", "A procedure")
}

/// The schema of a scenario.
#[must_use]
pub fn scenario() -> Value {
    root::<ScenarioFile>("scenario", "A scenario")
}

/// The schema of a map.
#[must_use]
pub fn map() -> Value {
    root::<MapFile>("map", "A map")
}

/// The schema of a study.
#[must_use]
pub fn study() -> Value {
    root::<StudyFile>("study", "A study")
}

/// The schema of a list of accepted survivors.
#[must_use]
pub fn survivors() -> Value {
    root::<SurvivorsFile>("survivors", "Accepted survivors")
}

/// The schema of a system.
#[must_use]
pub fn system() -> Value {
    root::<SystemFile>("system", "A system")
}

fn root<T: JsonSchema>(name: &str, title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), json!(format!("urn:greffe:schema:{name}")));
    schema.insert("title".to_owned(), json!(title));
    schema.to_value()
}

/// The schema of a record while its fields are added.
pub(super) struct Object {
    about: String,
    properties: Map<String, Value>,
    required: Vec<Value>,
    short: Option<Value>,
}

impl Object {
    pub(super) fn new(about: &str) -> Self {
        Self { about: prose(about), properties: Map::new(), required: Vec::new(), short: None }
    }

    pub(super) fn field(&mut self, key: &str, schema: Schema, required: bool, about: &str) {
        let mut schema = schema;
        schema.insert("description".to_owned(), json!(prose(about)));
        self.properties.insert(key.to_owned(), schema.to_value());
        if required {
            self.required.push(json!(key));
        }
    }

    pub(super) fn short(&mut self, key: &str) {
        self.short = self.properties.get(key).cloned();
    }

    pub(super) fn finish(self) -> Schema {
        let mut object = json!({
            "type": "object",
            "properties": self.properties,
            "additionalProperties": false,
        });
        if let Some(object) = object.as_object_mut().filter(|_| !self.required.is_empty()) {
            object.insert("required".to_owned(), Value::Array(self.required));
        }
        if let Some(short) = self.short {
            object = json!({ "anyOf": [short, object] });
        }
        let mut schema = Schema::try_from(object).unwrap_or_default();
        schema.insert("description".to_owned(), json!(self.about));
        schema
    }
}

/// The text of a doc comment: lines joined, paragraphs kept, brackets of links dropped.
fn prose(lines: &str) -> String {
    let paragraphs: Vec<String> = lines
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    paragraphs.join("\n\n")
}

/// Narrows the schema of a value, or of the values of a map, to a list of words.
pub(super) fn restrict(schema: &mut Schema, words: &[&str]) {
    let one = json!({ "type": "string", "enum": words });
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if object.contains_key("additionalProperties") {
        object.insert("additionalProperties".to_owned(), one);
    } else if let Value::Object(one) = one {
        object.extend(one);
    }
}
