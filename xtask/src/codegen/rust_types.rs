//! `src/event.rs`: the events as Rust types.
//!
//! * In: the records, unions and choices of the schema.
//! * Out: a struct for each record, an enum for each choice and each union, how each is read from slots, and how each is
//!   serialized: as the object that JavaScript gets.
//! * Does not know: how a slot is read (`src/slots/reader.rs`).
//! * Why: a type written by hand beside the schema would drift from it.
//!
//! A union is a struct of what its values have in common, and an enum for the rest: at the member that depends on the
//! type (`Payload::content`), at a member `kind` where the record itself does (`Interactive::kind`), and at the type
//! alone where nothing depends on it (`OutboundContent::content_type`).

mod choices;
mod events;
mod members;
mod records;
mod unions;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use chatapps_webhook::schema::events::{EVENTS, RECORDS};

use super::law::{event_of, subjects};
use super::layout::banner;
use records::Form;

/// `checkout`: where the settings of rustfmt are.
pub(super) fn text(checkout: &Path) -> Result<String> {
    let mut code = head();
    code += &events::webhook_event();
    for event in &EVENTS {
        code += &events::root(event);
    }
    for record in RECORDS
        .iter()
        .filter(|record| event_of(record).is_none() && !records::is_subject(record))
    {
        code += &match records::form_of(record) {
            Form::Plain => records::plain(record),
            Form::Subject | Form::Type => records::told(record),
            Form::Own(union) => records::told(record) + &unions::own_enum(record, union),
        };
    }
    for subject in subjects() {
        code += &unions::content_enum(&subject);
        code += &subject
            .arms
            .iter()
            .map(|arm| records::arm_struct(&subject, arm))
            .collect::<String>();
    }
    code += &choices::types_of_members()
        .iter()
        .map(|choice| choices::choice_enum(choice))
        .collect::<String>();
    code += TAIL;
    formatted(&code, checkout)
}

fn head() -> String {
    format!(
        "// {}

//! The events, as Rust types.
//!
//! In: the slots of a checked body. Out: the event, borrowed from the body where no escape forces a copy; serialized, it
//! is the object that JavaScript gets. Does not know: JSON text, positions, diagnostics.
//!
//! A record is absent where a member that its type requires is absent: then there is no event.

use std::borrow::Cow;

use serde::ser::{{Serialize, SerializeMap, Serializer}};
use serde_json::{{Number, Value}};

use crate::schema::{{EventKind, Shape}};
use crate::slots::{{Extra, Json, Slots}};

",
        banner("the schema law (src/schema/events.rs)")
    )
}

const TAIL: &str = "
/// A member that may be absent: then its key is absent.
fn optional<M: SerializeMap, T: Serialize>(map: &mut M, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => Ok(()),
    }
}

/// What the law has no name for: absent where there is nothing.
fn extra<M: SerializeMap>(map: &mut M, extra: &Extra<'_>) -> Result<(), M::Error> {
    if extra.is_empty() { Ok(()) } else { map.serialize_entry(\"extra\", extra) }
}
";

/// The same text as rustfmt lays it out with the settings of the project.
fn formatted(code: &str, checkout: &Path) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(checkout)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start rustfmt: `rustup component add rustfmt` installs it")?;
    rustfmt
        .stdin
        .take()
        .context("rustfmt was given an input")?
        .write_all(code.as_bytes())?;
    let output = rustfmt.wait_with_output()?;
    ensure!(
        output.status.success(),
        "rustfmt does not take what was generated for src/event.rs"
    );
    Ok(String::from_utf8(output.stdout)?)
}
