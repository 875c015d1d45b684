//! `pkg/generated/openapi.json` and `asyncapi.json`: the webhook as a contract that machines read.
//!
//! * In: the events of the schema, and the strict definitions of the JSON Schema.
//! * Out: an OpenAPI 3.1 document with `webhooks`, an AsyncAPI 3 document with one channel.
//! * Does not know: how a body is read.
//! * Why: 8x8 publishes prose. Gateways, mock servers and generators of other languages want one of these.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use chatapps_webhook::schema::Event;
use chatapps_webhook::schema::events::EVENTS;

use super::json::{Json, Object};
use super::json_schema;

const TITLE: &str = "8x8 Messaging Apps webhook";
const DESCRIPTION: &str = "What 8x8 posts to the callback URL of a sub-account: one event in each request, all kinds to the same URL. An answer \
     other than 2xx, or none in time, has the event delivered again after 1, 10, 30 and 90 seconds, so repeats have to be \
     told by their ids, and events arrive in any order. This is not a document of 8x8's: it is generated from the schema \
     of chatapps-webhook.";
/// Where definitions stand in both kinds of documents.
const COMPONENTS: &str = "\"#/components/schemas/";

pub(super) fn openapi(root: &Path) -> Result<String> {
    let mut webhooks = Object::new();
    for event in &EVENTS {
        webhooks.put(event.kind_text, Object::new().with("post", operation(event)));
    }
    let document = Object::new()
        .with("openapi", "3.1.0")
        .with("info", info(&version(root)?))
        .with("webhooks", webhooks)
        .with(
            "security",
            vec![Object::new().with("authorization", no_scopes()), Object::new()],
        )
        .with(
            "tags",
            vec![
                Object::new()
                    .with("name", "events")
                    .with("description", "What 8x8 posts."),
            ],
        )
        .with("components", components().with("securitySchemes", security()));
    Ok(placed(document))
}

pub(super) fn asyncapi(root: &Path) -> Result<String> {
    let (mut messages, mut references, mut carried) = (Object::new(), Object::new(), Vec::new());
    for event in &EVENTS {
        let name = event.record.name;
        let message = Object::new()
            .with("name", event.kind_text)
            .with("title", event.label)
            .with("summary", event.record.doc.trim())
            .with("contentType", "application/json")
            .with("payload", body_of(event));
        messages.put(name, message);
        references.put(name, link(&format!("#/components/messages/{name}")));
        carried.push(link(&format!("#/channels/webhook/messages/{name}")));
    }
    let channel = Object::new()
        .with("address", Json::Written("null".to_owned()))
        .with("title", "The callback URL of a sub-account")
        .with("description", "You choose it; 8x8 posts to it.")
        .with("messages", references);
    let receive = Object::new()
        .with("action", "receive")
        .with("title", "Take an event")
        .with("channel", link("#/channels/webhook"))
        .with(
            "bindings",
            Object::new().with(
                "http",
                Object::new().with("method", "POST").with("bindingVersion", "0.3.0"),
            ),
        )
        .with("messages", carried);
    let document = Object::new()
        .with("asyncapi", "3.0.0")
        .with("info", info(&version(root)?))
        .with("defaultContentType", "application/json")
        .with("channels", Object::new().with("webhook", channel))
        .with("operations", Object::new().with("receiveEvent", receive))
        .with("components", components().with("messages", messages));
    Ok(placed(document))
}

/// The version of the library. Not that of this crate, which has none.
fn version(root: &Path) -> Result<String> {
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \""));
    Ok(line
        .context("Cargo.toml names a version")?
        .trim_end_matches('"')
        .to_owned())
}

fn info(version: &str) -> Object {
    let license = Object::new()
        .with("name", "MIT OR Apache-2.0")
        .with("url", "https://spdx.org/licenses/MIT.html");
    Object::new()
        .with("title", TITLE)
        .with("version", version)
        .with("description", DESCRIPTION)
        .with("license", license)
}

/// The definitions that something refers to: the strict ones, without those that only the tolerant root needs.
fn components() -> Object {
    let mut definitions = json_schema::strict_definitions();
    let bodies: Vec<Object> = EVENTS.iter().map(body_of).collect();
    let text = Json::from(definitions.clone()).on_one_line() + &Json::from(bodies).on_one_line();
    definitions.retain(|name| text.contains(&format!("\"#/$defs/{name}\"")));
    Object::new().with("schemas", definitions)
}

fn security() -> Object {
    let header = Object::new()
        .with("type", "apiKey")
        .with("in", "header")
        .with("name", "Authorization")
        .with(
            "description",
            "The static text that the webhook was configured with, if it was.",
        );
    Object::new().with("authorization", header)
}

fn no_scopes() -> Json {
    Json::Array(Vec::new())
}

fn operation(event: &'static Event) -> Object {
    let content = Object::new().with("application/json", Object::new().with("schema", body_of(event)));
    let request = Object::new()
        .with("required", Json::Written("true".to_owned()))
        .with("content", content);
    Object::new()
        .with("operationId", format!("take{}", event.record.name))
        .with("tags", vec!["events"])
        .with("summary", event.label)
        .with("description", event.record.doc.trim())
        .with("requestBody", request)
        .with("responses", responses())
}

fn responses() -> Object {
    let response = |text: &str| Object::new().with("description", text);
    Object::new()
        .with("200", response("Taken: the work is done, or stored."))
        .with("401", response("The Authorization header is not the one agreed on."))
        .with(
            "4XX",
            response("Not taken: 8x8 delivers the event again, so do not answer this to a body that you cannot read."),
        )
        .with("503", response("Not taken: 8x8 delivers the event again."))
}

/// The published shapes of an event.
fn body_of(event: &'static Event) -> Object {
    let names = json_schema::shapes_of(event);
    let mut shapes: Vec<Object> = names.iter().map(|name| link(&format!("#/$defs/{name}"))).collect();
    match shapes.len() {
        1 => shapes.remove(0),
        _ => Object::new().with("anyOf", shapes),
    }
}

fn link(to: &str) -> Object {
    Object::new().with("$ref", to)
}

/// The text, with all references to definitions where the document has them.
fn placed(document: Object) -> String {
    Json::from(document).pretty().replace("\"#/$defs/", COMPONENTS)
}
