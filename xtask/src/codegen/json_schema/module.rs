//! `pkg/generated/schemas.js`: both JSON Schemas as texts in a JavaScript module.
//!
//! * In: the schemas of the body and of the event.
//! * Out: one line of JSON for each.
//! * Does not know: who asks for them.
//! * Why: not every runtime imports JSON, and a text costs nothing before it is asked for.

use super::super::json::Json;
use super::super::layout::banner;
use super::{event, schema};

pub(in super::super) fn text() -> String {
    format!(
        "// {}\n\n/** JSON Schema of the body. */\nexport const bodySchema =\n  {};\n\n/** JSON Schema of the event. */\nexport const eventSchema =\n  {};\n",
        banner("the schema law (src/schema/events.rs)"),
        literal(schema()),
        literal(event::schema()),
    )
}

/// The JSON in single quotes: it holds many double ones.
fn literal(schema: super::Object) -> String {
    let line = Json::from(schema).on_one_line();
    format!("'{}'", line.replace('\\', "\\\\").replace('\'', "\\'"))
}
