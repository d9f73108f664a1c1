//! Reading the operations' own schemas: an example that fits, and which kinds of value a place takes.

use serde_json::{Map, Value as Json, json};

/// An operation's input schema.
pub struct Schema(Json);

impl Schema {
    pub fn of(input: &Json) -> Self {
        Self(input.clone())
    }

    fn resolve<'a>(&'a self, schema: &'a Json) -> &'a Json {
        match schema["$ref"].as_str() {
            Some(reference) => self.resolve(self.0.pointer(reference.trim_start_matches('#')).unwrap()),
            None => schema,
        }
    }

    /// The fields with their schemas.
    pub fn fields(&self) -> Vec<(String, &Json)> {
        let fields = self.0["properties"].as_object();
        fields.into_iter().flatten().map(|(name, schema)| (name.clone(), schema)).collect()
    }

    pub fn requires(&self, name: &str) -> bool {
        self.0["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name))
    }

    /// The kinds that a place takes, as `string`; none where it takes anything.
    pub fn kinds(&self, schema: &Json) -> Vec<String> {
        let schema = self.resolve(schema);
        for several in ["anyOf", "oneOf"] {
            if let Some(choices) = schema[several].as_array() {
                return choices.iter().flat_map(|choice| self.kinds(choice)).collect();
            }
        }
        match &schema["type"] {
            Json::String(kind) => vec![kind.clone()],
            Json::Array(kinds) => kinds.iter().map(|kind| kind.as_str().unwrap().to_owned()).collect(),
            _ if schema["enum"].is_array() || schema["const"].is_string() => vec!["string".to_owned()],
            _ => Vec::new(),
        }
    }

    /// Input that fits, with values that a practice would take where the name says which.
    pub fn example(&self) -> Json {
        self.example_of("", &self.0)
    }

    fn example_of(&self, name: &str, schema: &Json) -> Json {
        let schema = self.resolve(schema);
        if let Some(value) = sensible(name) {
            return value;
        }
        if let Some(choices) = schema["enum"].as_array() {
            return choices[0].clone();
        }
        if schema["const"].is_string() {
            return schema["const"].clone();
        }
        for several in ["anyOf", "oneOf"] {
            if let Some(choices) = schema[several].as_array() {
                return self.example_of(name, &choices[0]);
            }
        }
        if schema["format"] == "uuid" {
            return json!("00000000-0000-7000-8000-000000000000");
        }
        match self.kinds(schema).first().map(String::as_str) {
            Some("object") => {
                let fields = schema["properties"].as_object().cloned().unwrap_or_default();
                Json::Object(
                    fields
                        .iter()
                        .map(|(name, schema)| (name.clone(), self.example_of(name, schema)))
                        .collect::<Map<_, _>>(),
                )
            }
            Some("array") => json!([self.example_of("", &schema["items"])]),
            Some("integer" | "number") => json!(1),
            Some("boolean") => json!(false),
            _ => json!("x"),
        }
    }
}

fn sensible(name: &str) -> Option<Json> {
    Some(match name {
        "email" => json!("new@hart.example"),
        "time_zone" => json!("Australia/Sydney"),
        "country" => json!("AU"),
        "abn" | "mobile" | "phone" | "website" | "gender" | "search" | "preferred_name" => json!(""),
        "password" | "passphrase" => json!("seven quiet lanterns drift upstream"),
        "reason" => json!("As agreed"),
        "birthday" | "reports_to" | "not_under" | "after" | "before" | "from" | "until" | "person" | "outcome"
        | "mfa" => Json::Null,
        "kinds" | "words" => json!([]),
        _ => return None,
    })
}

/// The places of all texts in `value`, as JSON pointers.
pub fn texts(value: &Json) -> Vec<String> {
    fn walk(value: &Json, place: &str, found: &mut Vec<String>) {
        match value {
            Json::String(_) => found.push(place.to_owned()),
            Json::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{place}/{index}"), found));
            }
            Json::Object(fields) => {
                fields.iter().for_each(|(name, item)| walk(item, &format!("{place}/{name}"), found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}
