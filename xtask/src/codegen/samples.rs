//! `pkg/generated/samples.js`: bodies by name, for the tests of people who handle webhooks; and their types.
//!
//! * In: the fixtures named here, the examples of the catalog, and what the crate says of them.
//! * Out: one entry for each, with its kind and its codes; declarations for `import` and for `require`.
//! * Does not know: what anybody tests with them.
//! * Why: a fixture that our own tests hold is a sample that stays true.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use chatapps_webhook::catalog::Code;
use chatapps_webhook::parse;
use chatapps_webhook::schema::events::EVENTS;

use super::layout::{banner, js_doc};
use super::words::quoted;

const LAW: &str = "tests/fixtures/accept and the catalog (src/catalog/prose.rs)";
const TEMPLATE: &str = include_str!("samples.template.d.ts");

/// Fixtures, by their names in `tests/fixtures/accept/`: each kind, each version, each type.
const ACCEPTED: [&str; 71] = [
    "inbound-v1-line-text",
    "inbound-v1-line-image",
    "inbound-v1-line-location",
    "inbound-v1-line-sticker-extra",
    "inbound-v1-no-version",
    "inbound-v2-text-whatsapp",
    "inbound-v2-text-reply-to",
    "inbound-v2-text-quick-reply-payload",
    "inbound-v2-text-emoji",
    "inbound-v2-image-caption",
    "inbound-v2-audio-voice-note",
    "inbound-v2-video-caption",
    "inbound-v2-file-pdf",
    "inbound-v2-location-name-address",
    "inbound-v2-none-empty-content",
    "inbound-v2-buttons",
    "inbound-v2-carousel",
    "inbound-v2-list",
    "inbound-v2-template",
    "inbound-v2-interactive-button-reply",
    "inbound-v2-interactive-list-reply",
    "inbound-v2-interactive-flow",
    "inbound-v2-interactive-call-accept-temporary",
    "inbound-v2-interactive-call-reject",
    "inbound-v2-interactive-unknown-kind",
    "inbound-v2-channel-viber",
    "inbound-v2-channel-line-no-user",
    "inbound-v2-channel-google-rcs",
    "inbound-v2-unknown-type-reaction",
    "inbound-v2-unknown-type-sticker",
    "inbound-v2-explicit-nulls",
    "inbound-v3-bsuid-username",
    "inbound-v3-bsuid-msisdn",
    "inbound-v3-line-user-id",
    "inbound-v3-rcs-location",
    "inbound-v3-viber-msisdn",
    "inbound-v3-interactive-flow",
    "receipt-v4-delivered",
    "receipt-v8-delivered",
    "receipt-v8-undelivered",
    "receipt-v9-queued",
    "receipt-v9-accepted-line",
    "receipt-v9-sent",
    "receipt-v9-delivered",
    "receipt-v9-read",
    "receipt-v9-failed",
    "receipt-v9-rejected",
    "receipt-v9-undelivered",
    "receipt-v9-content-text",
    "receipt-v9-content-media",
    "receipt-v9-content-template",
    "receipt-v9-content-interactive-button",
    "external-app-text",
    "external-app-image",
    "external-app-location",
    "sms-inbound-gsm7",
    "sms-inbound-ucs2",
    "sms-receipt-delivered",
    "sms-receipt-undelivered",
    "management-account-update",
    "management-phone-number-quality-update",
    "management-template-status-update",
    "management-whatsapp-preference",
    "management-whatsapp-contact",
    "management-whatsapp-user-id-update",
    "voice-call-action",
    "voice-call-status",
    "voice-session-summary",
    "unknown-event-type",
    "unknown-namespace",
    "unknown-meta-message",
];

struct Sample {
    name: String,
    body: String,
    kind: Option<&'static str>,
    codes: Vec<&'static str>,
}

pub(super) fn text(root: &Path) -> Result<String> {
    let entries: String = samples(root)?.iter().map(entry).collect();
    let doc = js_doc("Bodies of webhooks, by name.", 0);
    Ok(format!(
        "// {}\n\n{doc}export const samples = {{\n{entries}}};\n",
        banner(LAW)
    ))
}

fn entry(sample: &Sample) -> String {
    let kind = sample.kind.map_or_else(|| "null".to_owned(), quoted);
    let codes: Vec<String> = sample.codes.iter().map(|code| quoted(code)).collect();
    format!(
        "  {}: {{\n    kind: {kind},\n    codes: [{}],\n    body: {},\n  }},\n",
        quoted(&sample.name),
        codes.join(", "),
        quoted(&sample.body)
    )
}

/// The ending of `index` is that of the file the declarations stand in.
pub(super) fn declarations(root: &Path, index: &str) -> Result<String> {
    let member = |sample: &Sample| {
        let kind = sample.kind.map_or_else(|| "null".to_owned(), quoted);
        format!("  readonly {}: Sample<{kind}>;\n", quoted(&sample.name))
    };
    let members: String = samples(root)?.iter().map(member).collect();
    let text = TEMPLATE
        .replace("/*{index}*/", index)
        .replace("/*{samples}*/\n", &members);
    Ok(format!("// {}\n\n{text}", banner(LAW)))
}

fn samples(root: &Path) -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for name in ACCEPTED {
        let file = root.join(format!("tests/fixtures/accept/{name}.json"));
        let body = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let sample = sample(name.to_owned(), body);
        ensure!(sample.kind.is_some(), "{name} is not accepted");
        samples.push(sample);
    }
    samples.extend(broken());
    Ok(samples)
}

/// The bad examples of the catalog that withhold the event.
fn broken() -> impl Iterator<Item = Sample> {
    Code::ALL.iter().filter_map(|code| {
        let bad = code.prose().bad;
        let body = std::str::from_utf8(bad.body).ok()?;
        let sample = sample(format!("broken-{}", code.as_str()), body.to_owned());
        (bad.options.is_none() && sample.kind.is_none()).then_some(sample)
    })
}

fn sample(name: String, body: String) -> Sample {
    let report = parse(&body);
    let kind = report
        .event
        .as_ref()
        .map(|event| EVENTS[event.kind() as usize].kind_text);
    let mut codes: Vec<_> = report
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.as_str())
        .collect();
    codes.dedup();
    drop(report);
    Sample {
        name,
        body,
        kind,
        codes,
    }
}
