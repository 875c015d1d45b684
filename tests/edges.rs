//! The edges of the check: places where a small change of a condition would say another thing, found by changing each of
//! them. One body for each, with what must be said – and no more.

use chatapps_webhook::{Code, EventKind, Options, Report, parse, parse_with, redact};
use std::borrow::Cow;

/// What is said of a body, as `code pointer`.
fn said(report: &Report<'_>) -> Vec<String> {
    let found = report.diagnostics.iter();
    found.map(|found| format!("{} {}", found.code, found.pointer)).collect()
}

#[track_caller]
fn says(body: &str, expected: &[&str]) {
    assert_eq!(said(&parse(body)), expected, "{body}");
}

const SENT: &str = "2026-07-01T10:15:00Z";

/// A message of some kind, with these members in its payload beside the usual ones.
fn message(event_type: &str, channel: &str, members: &str) -> String {
    format!(
        r#"{{"namespace":"ChatApps","eventType":"{event_type}","payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"{SENT}",{channel},{members}}}}}"#
    )
}

fn inbound(members: &str) -> String {
    message(
        "inbound_message_received",
        r#""recipient":{"channel":"whatsapp"}"#,
        members,
    )
}

/// An accepted call, with these members beside the answer.
fn call(members: &str) -> String {
    format!(
        r#""user":{{"msisdn":"+12025550123"}},"type":"Interactive","content":{{"interactive":{{"type":"callPermissionReply","callPermissionReply":{{"response":"accept"{members}}}}}}}"#
    )
}

#[test]
fn a_call_permission_is_judged_in_both_directions() {
    let missing = "missing-expiration /payload/content/interactive/callPermissionReply";
    let temporary = call(r#","isPermanent":false"#);
    says(&inbound(&temporary), &[missing]);
    says(
        &message("external_app_message", r#""channel":"whatsapp""#, &temporary),
        &[missing],
    );
    let null = call(r#","isPermanent":false,"expirationTimestamp":null"#);
    says(
        &inbound(&null),
        &["missing-expiration /payload/content/interactive/callPermissionReply/expirationTimestamp"],
    );
    let permanent = inbound(&call(r#","isPermanent":null"#));
    says(
        &permanent,
        &["missing-field /payload/content/interactive/callPermissionReply/isPermanent"],
    );
    assert_eq!(
        parse(&permanent).diagnostics[0].message,
        "the member `isPermanent` is null"
    );
    let at_once = call(&format!(r#","isPermanent":false,"expirationTimestamp":"{SENT}""#));
    says(&inbound(&at_once), &[]);
    let beside = inbound(&at_once).replacen('{', r#"{"zzqx":1,"#, 1);
    says(&beside, &["unknown-field /zzqx"]);
}

#[test]
fn ids_are_compared_in_the_shape_that_says_they_agree() {
    let body = inbound(r#""user":{"msisdn":"+12025550123","channelUserId":"99"},"type":"None""#);
    says(&body, &["channel-user-id-mismatch /payload/user/channelUserId"]);
    let third = body.replacen('{', r#"{"version":3,"#, 1);
    says(&third, &[]);
    says(&third.replacen('{', r#"{"zzqx":1,"#, 1), &["unknown-field /zzqx"]);
}

#[test]
fn who_wrote_may_have_been_cut_off() {
    let body = inbound(r#""user":{},"type":"None""#);
    says(&body, &["user-not-identified /payload/user"]);
    let (cut, _) = body.split_once(r#","type":"#).unwrap();
    says(cut, &["unexpected-end /payload"]);
}

#[test]
fn what_is_cut_off_is_not_judged() {
    let start = r#"{"namespace":"ChatApps","eventType":"inbound_message_received","#;
    for (end, pointer) in [
        (r#""version":"4"#, "/version"),
        (r#""payload":{"umid":"0e09"#, "/payload/umid"),
        (r#""payload":{"timestamp":"2026-"#, "/payload/timestamp"),
    ] {
        says(&format!("{start}{end}"), &[&format!("unexpected-end {pointer}")]);
    }
    let body = inbound(&call(r#","isPermanent":"true"#));
    let (start, _) = body.split_once(r#""true"#).unwrap();
    let at = "/payload/content/interactive/callPermissionReply/isPermanent";
    says(&format!("{start}\"true"), &[&format!("unexpected-end {at}")]);
    says(&format!("{start}\"tru"), &[&format!("unexpected-end {at}")]);
    // Nor is what lost its quote, perhaps with something else.
    says(
        "{\"namespace\":\"ChatApps\",\"eventType\":\"inbound_message_received\",\"payload\":{\"umid\":\"0e09\n}}",
        &["unterminated-string /payload/umid"],
    );
}

#[test]
fn an_object_that_lost_its_brace_lacks_nothing() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"Text","content":"payload":"x"}"#);
    says(&body, &["unexpected-character /payload"]);
}

#[test]
fn of_a_text_that_is_cut_off_the_start_is_given() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"Text","content":{"text":"Hel"#);
    let partial = parse(body.trim_end_matches('}')).partial.unwrap();
    assert_eq!(partial["payload"]["content"]["text"], "Hel", "{partial}");
    let body = inbound(r#""user":{"msisdn":"+1202"#);
    let partial = parse(body.trim_end_matches('}')).partial.unwrap();
    assert_eq!(partial["payload"]["user"].get("msisdn"), None, "{partial}");
}

#[test]
fn escapes_are_read_before_a_value_is_judged() {
    let body = inbound(
        r#""user":{"msisdn":"\u002b12025550123"},"replyToUmid":"\u0030e09ac86-bd74-4465-851d-1eb5a5fdbb9a","type":"None""#,
    );
    says(&body, &[]);
    let place = r#""user":{"msisdn":"+12025550123"},"type":"Location","content":{"location":{"latitude":"\u0031","longitude":2}}"#;
    says(&inbound(place), &["type-mismatch /payload/content/location/latitude"]);
    let wrong =
        r#""user":{"msisdn":"\u002b120"},"replyToUmid":"\u0030e09ac86-bd74-4465-851d-1eb5a5fdbb9z","type":"None""#;
    says(
        &inbound(wrong),
        &[
            "invalid-phone-number /payload/user/msisdn",
            "invalid-uuid /payload/replyToUmid",
        ],
    );
}

#[test]
fn a_version_is_a_number() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"None""#);
    let body = body.replacen('{', r#"{"version":true,"#, 1);
    let report = parse(&body);
    assert_eq!(said(&report), ["type-mismatch /version"]);
    assert_eq!(report.diagnostics[0].message, "expected a number, found a boolean");
}

#[test]
fn a_version_may_stand_in_quotes_that_are_closed() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"None""#);
    let body = body.replacen('{', r#"{"version":"3","#, 1);
    let report = parse(&body);
    assert_eq!(said(&report), ["unknown-version /version"]);
    assert_eq!(serde_json::to_value(&report.event).unwrap()["version"], "3");
    let cut = body.trim_end_matches('}').replacen(r#""version":"3","#, "", 1) + r#"},"version":"3"#;
    let partial = parse(&cut).partial.unwrap();
    assert_eq!(partial.get("version"), None, "{partial}");
}

#[test]
fn a_number_in_single_quotes_is_a_text() {
    let place =
        r#""user":{"msisdn":"+12025550123"},"type":"Location","content":{"location":{"latitude":'1.5',"longitude":2}}"#;
    let at = "/payload/content/location/latitude";
    says(
        &inbound(place),
        &[&format!("single-quoted-string {at}"), &format!("type-mismatch {at}")],
    );
}

#[test]
fn a_text_has_no_place() {
    let place = r#""location":{"latitude":1,"longitude":2}"#;
    let body = inbound(&format!(
        r#""user":{{"msisdn":"+12025550123"}},"type":"Text","content":{{"text":"Hi",{place}}}"#
    ));
    says(&body, &["unexpected-content /payload/content/location"]);
}

#[test]
fn a_button_that_is_null_was_not_pressed() {
    let row = r#""list_reply":{"id":"1","title":"One"}"#;
    let at = "/payload/content/interactive";
    for (button, code) in [("null", "null-value"), ("NaN", "unknown-literal")] {
        let place = format!(
            r#""user":{{"msisdn":"+12025550123"}},"type":"Interactive","content":{{"interactive":{{"type":"button_reply","button_reply":{button},{row}}}}}"#
        );
        let report = said(&parse(&inbound(&place)));
        assert!(
            report.contains(&format!("interactive-mismatch {at}/type")),
            "{report:?}"
        );
        assert!(
            report
                .iter()
                .all(|said| said.starts_with("interactive-mismatch") || said == &format!("{code} {at}/button_reply"))
        );
    }
}

#[test]
fn the_type_of_what_was_sent_is_judged_once() {
    let body = format!(
        r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"whatsapp","status":{{"state":"delivered","timestamp":"{SENT}"}},"outboundContent":{{"contentType":"TEXT"}}}}}}"#
    );
    says(&body, &["nonstandard-spelling /payload/outboundContent/contentType"]);
}

#[test]
fn what_cannot_be_read_as_its_member_is_beside_the_others() {
    let management = r#"{"eventId":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","timestamp":"2026-07-01T10:15:00Z","provider":"WhatsApp","eventType":"account_update","eventDetails":tru}"#;
    let partial = parse(management).partial.unwrap();
    assert_eq!(partial.get("eventDetails"), None, "{partial}");
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"None""#);
    let partial = parse(&body.replacen(r#""subAccountId":"S""#, r#""subAccountId":{}"#, 1))
        .partial
        .unwrap();
    assert_eq!(partial["payload"].get("subAccountId"), None, "{partial}");
    assert_eq!(
        partial["payload"]["extra"],
        serde_json::json!({"subAccountId": {}}),
        "{partial}"
    );
    let partial = parse(&body.replacen(r#""type":"None""#, r#""type":"Text","content":["hi"]"#, 1))
        .partial
        .unwrap();
    assert_eq!(
        partial["payload"]["extra"],
        serde_json::json!({"content": ["hi"]}),
        "{partial}"
    );
}

#[test]
fn content_that_is_null_is_missing() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"Text","content":null"#);
    says(&body, &["missing-field /payload/content"]);
    assert_eq!(parse(&body).event, None);
}

#[test]
fn a_text_in_other_quotes_is_a_text() {
    let body = r#"{"eventId":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","timestamp":"2026-07-01T10:15:00Z","provider":"WhatsApp","eventType":"account_update","eventDetails":'none'}"#;
    let report = parse(body);
    let mut said = said(&report);
    said.sort();
    assert_eq!(
        said,
        ["single-quoted-string /eventDetails", "type-mismatch /eventDetails"]
    );
}

#[test]
fn a_boolean_in_quotes_is_read() {
    for (quoted, read) in [("true", true), ("false", false)] {
        let body = inbound(&call(&format!(
            r#","isPermanent":"{quoted}","expirationTimestamp":"2026-08-01T00:00:00Z""#
        )));
        let report = parse(&body);
        assert_eq!(
            said(&report)[0],
            "type-mismatch /payload/content/interactive/callPermissionReply/isPermanent"
        );
        let event = serde_json::to_value(&report.event).unwrap();
        let reply = &event["payload"]["content"]["interactive"]["callPermissionReply"];
        assert_eq!(reply["isPermanent"], read, "{reply}");
    }
}

#[test]
fn the_edits_of_a_number_in_quotes_take_the_quotes_away() {
    let place =
        r#""user":{"msisdn":"+12025550123"},"type":"Location","content":{"location":{"latitude":"1.5","longitude":2}}"#;
    let body = inbound(place);
    let report = parse(&body);
    assert_eq!(said(&report), ["stringified-number /payload/content/location/latitude"]);
    let mut mended = body.clone();
    for edit in report.diagnostics[0].edits.iter().rev() {
        mended.replace_range(edit.span.bytes(), &edit.text);
    }
    assert_eq!(mended, body.replace("\"1.5\"", "1.5"));
}

#[test]
fn a_root_that_is_no_object_is_named_once() {
    for (body, expected) in [
        ("", &["empty-body "][..]),
        ("NaN", &["unknown-literal "]),
        ("-", &["invalid-number "]),
        ("'a'", &["single-quoted-string "]),
        ("\"a", &["unexpected-end "]),
        ("nb\",{", &["unknown-literal ", "trailing-text "]),
        ("\"\\a\"", &["invalid-escape "]),
        ("\"a\n]", &["unterminated-string ", "trailing-text "]),
        ("[1,]", &["type-mismatch ", "trailing-comma "]),
        ("[1", &["type-mismatch ", "unexpected-end "]),
        ("3", &["type-mismatch "]),
        ("{", &["unexpected-end "]),
    ] {
        says(body, expected);
    }
}

#[test]
fn a_kind_that_is_expected_is_not_remarked_on() {
    let body = format!(
        r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","zzqx":1,"payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"whatsapp","status":{{"state":"delivered","timestamp":"{SENT}"}}}}}}"#
    );
    for kind in EventKind::ALL.iter().copied() {
        let report = parse_with(&body, &Options::new().expect([kind]));
        let is_remarked_on = said(&report).contains(&"unexpected-event /eventType".to_owned());
        assert_eq!(is_remarked_on, kind != EventKind::DeliveryReceipt, "{kind:?}");
    }
}

#[test]
fn an_event_type_that_cannot_be_read_tells_nothing() {
    for (value, code) in [
        ("<TYPE>", "placeholder"),
        ("tru", "unknown-literal"),
        ("01", "invalid-number"),
    ] {
        let body = format!(r#"{{"namespace":"ChatApps","eventType":{value},"payload":{{}}}}"#);
        assert_eq!(parse(&body).kind, None, "{body}");
        says(&body, &[&format!("{code} /eventType")]);
        let masked = redact(&body);
        assert!(
            masked.starts_with(r#"{"namespace":"XxxxXxxx","eventType":"#),
            "{masked}"
        );
    }
    assert_eq!(
        parse(r#"{"namespace":tru,"eventType":"inbound_message_received"}"#).kind,
        None
    );
    assert_eq!(
        parse(r#"{"namespace":"VOICE","eventType":tru}"#).kind,
        Some(EventKind::Voice)
    );
    let list = r#"{"namespace":"ChatApps","eventType":[inbound_message_received],"payload":{}}"#;
    assert_eq!(parse(list).kind, Some(EventKind::Unknown));
}

#[test]
fn an_event_type_may_have_escapes_and_other_quotes() {
    for value in [
        r#""inbound\u005fmessage_received""#,
        "'inbound_message_received'",
        "“inbound_message_received”",
    ] {
        let body = format!(r#"{{"namespace":"ChatApps","eventType":{value},"payload":{{}}}}"#);
        assert_eq!(parse(&body).kind, Some(EventKind::InboundMessage), "{body}");
    }
}

#[test]
fn one_of_two_signs_tells_the_event() {
    let kind = |members: &str| parse(&format!("{{{members}}}")).kind.map(EventKind::as_str);
    assert_eq!(kind(r#""namespace":"ChatApps""#), Some("inbound-message"));
    assert_eq!(kind(r#""namespace":"SMS""#), Some("inbound-sms"));
    assert_eq!(kind(r#""namespace":"VOICE""#), Some("voice"));
    assert_eq!(
        kind(r#""eventType":"external_app_message""#),
        Some("external-app-message")
    );
    for unknown in [
        "",
        r#""namespace":"zzqx""#,
        r#""eventType":"zzqx""#,
        r#""namespace":"zzqx","eventType":"inbound_message_received""#,
        r#""namespace":"ChatApps","eventType":"zzqx""#,
    ] {
        assert_eq!(kind(unknown), Some("unknown"), "{unknown}");
    }
}

#[test]
fn what_an_unknown_event_says_of_itself_is_given() {
    let report = parse(r#"{"namespace":"zzqx","eventType":"call","version":3,"payload":{}}"#);
    let event = serde_json::to_value(&report.event).unwrap();
    let given = ["namespace", "eventType", "version"].map(|name| event[name].to_string());
    assert_eq!(given, [r#""zzqx""#, r#""call""#, "3"]);
    let report = parse(r#"{"namespace":true,"eventType":4,"version":[]}"#);
    let event = serde_json::to_value(&report.event).unwrap();
    let given = ["namespace", "eventType", "version"].map(|name| event[name].to_string());
    assert_eq!(given, ["null", "null", "null"]);
}

#[test]
fn of_an_unknown_event_the_sign_that_nobody_knows_is_shown() {
    for (namespace, pointer) in [
        ("ChatApps", "/eventType"),
        ("Chat Apps", "/eventType"),
        ("SMS", "/eventType"),
        ("zzqx", "/namespace"),
    ] {
        let body = format!(r#"{{"namespace":"{namespace}","eventType":"zzqx","version":3}}"#);
        says(&body, &[&format!("unknown-event {pointer}")]);
        assert_eq!(redact(&body), body);
    }
}

/// A flat body of the first version, with these members.
fn flat(members: &str) -> String {
    format!(
        r#"{{"eventType":"inboundMessage","version":1,"channel":"whatsapp","umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"{SENT}","user":{{"msisdn":"+12025550123"}},"type":"None",{members}}}"#
    )
}

#[test]
fn the_object_in_a_flat_body_is_laid_out_or_kept() {
    let event = |members: &str| serde_json::to_value(&parse(&flat(members)).event).unwrap();
    let legacy = "legacy-format /eventType";
    let lifted = r#""recipient":{"recipientId":"5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4"}"#;
    says(&flat(lifted), &[legacy]);
    let payload = &event(lifted)["payload"];
    assert_eq!(
        payload["recipient"]["channelId"],
        "5a1e77c0-93d4-4b0e-9c55-0d1f7a20b6e4"
    );
    assert_eq!(payload.get("extra"), None, "{payload}");
    let null = r#""recipient":null"#;
    says(&flat(null), &[legacy, "null-value /recipient"]);
    assert_eq!(event(null)["payload"].get("extra"), None);
    let wrong = r#""recipient":7"#;
    says(&flat(wrong), &[legacy, "type-mismatch /recipient"]);
    assert_eq!(
        parse(&flat(wrong)).diagnostics[1].message,
        "expected an object, found a number"
    );
    assert_eq!(event(wrong)["payload"]["extra"]["recipient"], 7);
    let stranger = r#""zzqx":"Shop""#;
    says(&flat(stranger), &[legacy, "unknown-field /zzqx"]);
    assert_eq!(event(stranger)["payload"]["extra"]["zzqx"], "Shop");
}

#[test]
fn members_that_nobody_knows_stand_once_too() {
    // Of two the last counts, of three as well; what another member is called does not matter.
    for (members, codes) in [
        (r#""zzqx":1,"zzqx":2"#, &["unknown-field", "duplicate-key"][..]),
        (
            r#""zzqx":1,"zzqx":2,"zzqx":3"#,
            &["duplicate-key", "unknown-field", "duplicate-key"],
        ),
        (
            r#""zzqx":1,"other":0,"zzqx":2"#,
            &["unknown-field", "unknown-field", "duplicate-key"],
        ),
    ] {
        let body = inbound(&format!(
            r#""user":{{"msisdn":"+12025550123"}},"type":"None",{members}"#
        ));
        let report = parse(&body);
        let found: Vec<_> = report.diagnostics.iter().map(|found| found.code.as_str()).collect();
        assert_eq!(found, codes, "{members}");
        let last = report
            .diagnostics
            .iter()
            .rfind(|found| found.code.as_str() == "unknown-field");
        let start = last.and_then(|found| found.span).unwrap().start as usize;
        assert_eq!(Some(start), body.rfind(r#""zzqx""#), "{members}");
    }
}

/// To be silent about what stands twice makes nothing else be said.
#[test]
fn what_is_overruled_is_not_called_unknown_either() {
    let options = Options::default().severity(Code::DuplicateKey, None);
    for members in [r#""zzqx":1,"zzqx":2"#, r#""zzqx":1,"zzqx":2,"zzqx":3"#] {
        let body = inbound(&format!(
            r#""user":{{"msisdn":"+12025550123"}},"type":"None",{members}"#
        ));
        let report = parse_with(&body, &options);
        let [found] = &report.diagnostics[..] else {
            panic!("{members}: {:?}", report.diagnostics)
        };
        assert_eq!(found.code, Code::UnknownField, "{members}");
        let start = found.span.map(|span| span.start as usize);
        assert_eq!(start, body.rfind(r#""zzqx""#), "{members}");
    }
}

/// What is found wanting is kept as it was sent; nothing says that it is read or given in another way.
#[test]
fn of_what_is_kept_as_it_was_sent_nothing_says_how_it_is_given() {
    let body = |members: &str| inbound(&format!(r#""user":{{"msisdn":"+12025550123"}},{members}"#));
    let kept = "Look under `extra`, or in the `Unknown` content: it is kept as it was sent.";
    let at = "/payload/content";
    let location = body(r#""type":"Location","content":{"location":{"latitude":"abc","longitude":"2","name":null}}"#);
    says(
        &location,
        &[
            &format!("type-mismatch {at}/location/latitude"),
            &format!("stringified-number {at}/location/longitude"),
        ],
    );
    assert_eq!(parse(&location).diagnostics[1].help.as_deref(), Some(kept));
    let image = body(r#""type":"Image","content":{"url":{},"text":5}"#);
    assert_eq!(parse(&image).diagnostics[1].help.as_deref(), Some(kept));
    let interactive = |members: &str| {
        body(&format!(
            r#""type":"Interactive","content":{{"interactive":{{{members}}}}}"#
        ))
    };
    let button = interactive(r#""type":"button_reply","button_reply":{"id":5,"title":{}}"#);
    assert_eq!(parse(&button).diagnostics[0].help.as_deref(), Some(kept));
    let document = body(r#""type":"Document","content":{"text":"x"}"#);
    says(&document, &[&format!("incomplete-content {at}")]);
    let spelled = interactive(r#""type":"buttonReply","buttonReply":{"id":"1"}"#);
    says(&spelled, &[&format!("incomplete-content {at}/interactive/buttonReply")]);
    let unknown = interactive(r#""type":7,"buttonReply":{"id":"1","title":"One"}"#);
    let report = parse(&unknown);
    assert_eq!(report.diagnostics.len(), 1, "{:?}", said(&report));
    assert_eq!(
        report.diagnostics[0].help.as_deref(),
        Some("Use it as a string: that is how it is read.")
    );
    let beside = interactive(
        r#""type":"button_reply","button_reply":{"id":"1","title":"One"},"nfm_reply":{"responseJson":"{}"}"#,
    );
    says(&beside, &[&format!("unexpected-content {at}/interactive/nfm_reply")]);
    let mismatch = interactive(r#""type":"list_reply","button_reply":{"id":"1"}"#);
    assert_eq!(
        parse(&mismatch).diagnostics[0].help.as_deref(),
        Some("Handle the type `Unknown`: the content is there as it was sent.")
    );
}

#[test]
fn of_buttons_that_are_kept_as_they_were_sent_nothing_says_how_they_are_given() {
    let body = |buttons: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","version":9,"payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"whatsapp","status":{{"state":"delivered","timestamp":"{SENT}"}},"outboundContent":{{"contentType":"text","actions":{{"buttons":[{{"type":"URL","label":5}}{buttons}]}}}}}}}}"#
        )
    };
    let at = "/payload/outboundContent/actions/buttons";
    let (spelled, label) = (
        format!("nonstandard-spelling {at}/0/type"),
        format!("type-mismatch {at}/0/label"),
    );
    says(&body(""), &[&spelled, &label]);
    let kept = body(r#",7,{"type":"zzz"}"#);
    says(&kept, &[&label, &format!("type-mismatch {at}/1")]);
    let helps = parse(&kept).diagnostics.into_iter().map(|found| found.help);
    assert!(
        helps
            .into_iter()
            .all(|help| help.unwrap().starts_with("Look under `extra`"))
    );
}

/// What a flat format calls by another name is called by that in what is said of it.
#[test]
fn members_of_a_flat_body_are_called_as_it_calls_them() {
    let receipt = |members: &str| {
        format!(
            r#"{{"eventType":"outboundMessageDelivery","version":4,"channel":"whatsapp","umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","timestamp":"{SENT}"{members}}}"#
        )
    };
    let says = |body: &str, message: &str| {
        let report = parse(body);
        let messages: Vec<_> = report.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert!(messages.contains(&message), "{messages:?}");
    };
    says(&receipt(""), "the member `status` is missing");
    says(&receipt(r#","status":null"#), "the member `status` is null");
    says(
        &receipt(r#","status":"WHATEVER""#),
        "`WHATEVER` is none of the documented values of `status`",
    );
    says(
        &flat(r#""recipient":{"recipientId":null}"#),
        "`recipientId` is null and read as absent",
    );
    says(&flat(r#""recipient":null"#), "`recipient` is null and read as absent");
}

#[test]
fn what_is_nested_too_deep_in_a_string_is_json_all_the_same() {
    let answers = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        inbound(&format!(
            r#""user":{{"msisdn":"+12025550123"}},"type":"Interactive","content":{{"interactive":{{"type":"nfmReply","nfmReply":{{"responseJson":"{open}{close}"}}}}}}"#
        ))
    };
    says(&answers(128), &[]);
    assert_eq!(
        parse(&answers(129)).diagnostics[0].message,
        "the nesting is deeper than 128"
    );
}

#[test]
fn of_a_choice_that_is_cut_off_nothing_is_given() {
    let body = inbound(r#""type":"None""#);
    let (start, _) = body.split_once(r#"whatsapp"#).unwrap();
    for cut in ["whatsapp", "whatsapp!"] {
        let partial = parse(&format!("{start}{cut}")).partial.unwrap();
        let recipient = &partial["payload"]["recipient"];
        assert!(recipient.is_object() && recipient.get("channel").is_none(), "{partial}");
    }
}

#[test]
fn a_member_is_kept_by_its_name() {
    let extra = |member: &str| {
        let body = inbound(&format!(r#""user":{{"msisdn":"+12025550123"}},"type":"None",{member}"#));
        let partial = parse(&body).partial.unwrap();
        partial["payload"].get("extra").map(ToString::to_string)
    };
    assert_eq!(extra("zzqx:1").as_deref(), Some(r#"{"zzqx":1}"#));
    assert_eq!(extra("'':1").as_deref(), Some(r#"{"":1}"#));
    assert_eq!(extra(":1"), None);
    assert_eq!(extra(r#""zzqx":tru"#), None);
}

#[test]
fn what_is_kept_is_looked_through() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"None","zzqx":{"a":1,"a":2}"#);
    says(&body, &["unknown-field /payload/zzqx", "duplicate-key /payload/zzqx/a"]);
}

#[test]
fn every_member_that_stands_twice_is_named_once() {
    let button = r#""buttonReply":{"id":"1","title":"One"}"#;
    let members = format!(
        r#""type":"button_reply",{button},"zzqx":1,"type":"button_reply",{button},"zzqx":2,"type":"button_reply""#
    );
    let body = inbound(&format!(
        r#""user":{{"msisdn":"+12025550123"}},"type":"Interactive","content":{{"interactive":{{{members}}}}}"#
    ));
    let report = parse(&body);
    let at = "/payload/content/interactive";
    for (name, repeats) in [("type", 2), ("buttonReply", 1), ("zzqx", 1)] {
        let said = said(&report);
        let times = said
            .iter()
            .filter(|said| **said == format!("duplicate-key {at}/{name}"));
        assert_eq!(times.count(), repeats, "{name}: {said:?}");
    }
}

#[test]
fn null_is_said_to_be_missing_where_it_costs_something() {
    let user = r#""user":{"msisdn":"+12025550123"}"#;
    let image = inbound(&format!(r#"{user},"type":"Image","content":{{"url":null}}"#));
    says(&image, &["incomplete-content /payload/content/url"]);
    let body = inbound(&format!(r#"{user},"type":"None""#)).replacen(r#"{"channel":"whatsapp"}"#, "null", 1);
    says(&body, &["missing-field /payload/recipient"]);
    assert!(parse(&body).is_ok());
}

#[test]
fn what_an_unknown_object_looks_like_takes_two_members() {
    let help = |members: &[&str]| {
        let members: Vec<String> = members.iter().map(|name| format!("\"{name}\":1")).collect();
        parse(&format!("{{{}}}", members.join(","))).diagnostics[0].help.clone()
    };
    let unknown = help(&["zzqx"]);
    for pair in [["object", "entry"], ["user", "content"], ["umid", "status"]] {
        assert_ne!(help(&pair), unknown);
        for one in pair {
            assert_eq!(help(&[one]), unknown, "{one}");
        }
    }
    assert_ne!(help(&["$schema"]), unknown);
}

#[test]
fn a_placeholder_has_a_name() {
    let is_one = |value: &str| {
        let body = inbound(&format!(r#""user":{value},"type":"None""#));
        said(&parse(&body)).contains(&"placeholder /payload/user".to_owned())
    };
    assert!(is_one("<USER>") && is_one("<THE_USER-1>") && is_one("...") && is_one("…"));
    assert!(!is_one("<1A>") && !is_one("<>") && !is_one("<user>") && !is_one("<USER"));
}

/// White space before the object in a string is JSON's: a form feed is none, and neither is the string a body twice encoded.
#[test]
fn a_string_holds_a_body_if_json_has_it_so() {
    assert!(said(&parse(r#"" \n\t{}""#)).contains(&"double-encoded ".to_owned()));
    says(r#""\f{}""#, &["type-mismatch "]);
    says(r#""\u00a0{}""#, &["type-mismatch "]);
}

/// Members stand behind white space that is mostly the same; other text that is as long is no white space.
#[test]
fn what_stands_in_place_of_an_indent_is_looked_at() {
    let body = inbound(r#""user":{"msisdn":"+12025550123"},"type":"None""#).replacen('{', "{\n  ", 1);
    says(&body, &[]);
    says(
        &body.replacen("\"eventType", "\t@@\"eventType", 1),
        &["unexpected-character "],
    );
    says(
        &body.replacen("\"payload", "\t@@\"payload", 1),
        &["unexpected-character "],
    );
}

/// Bodies that are as documented but for one thing, which whoever reads fast could take for what is documented.
#[test]
fn what_is_nearly_documented_is_looked_at() {
    let user = r#""user":{"msisdn":"+12025550123"}"#;
    let none = inbound(&format!(r#"{user},"type":"None""#));
    says(&none, &[]);
    // Another member says what the type of the event should say.
    let said_elsewhere = none.replacen(
        r#""eventType":"inbound_message_received""#,
        r#""description":"inbound_message_received","eventType":"zzqx""#,
        1,
    );
    says(&said_elsewhere, &["unknown-event /eventType"]);
    // A name that begins as another one does, and goes on with what stands behind a name.
    let long_name = none.replacen(r#""subAccountId":"S""#, r#""subAccountIdx:":""#, 1);
    assert!(!parse(&long_name).is_ok(), "{long_name}");
    // A text that has swallowed the quote behind it, and ends with the one of a name.
    let swallowed = none.replacen(r#""payload""#, r#""description":"d\","payload""#, 1);
    assert!(!parse(&swallowed).is_ok(), "{swallowed}");

    let flow = |answers: &str| {
        let reply = format!(r#""type":"nfmReply","nfmReply":{{"responseJson":{answers}}}"#);
        inbound(&format!(
            r#"{user},"type":"Interactive","content":{{"interactive":{{{reply}}}}}"#
        ))
    };
    says(&flow(r#""{} ""#), &[]);
    let answers = "/payload/content/interactive/nfmReply/responseJson";
    says(&flow(r#""{} x""#), &[&format!("invalid-embedded-json {answers}")]);
    for answers in [r#"12 ""#, r#""{}\"#] {
        assert!(!parse(&flow(answers)).is_ok(), "{answers}");
    }

    let receipt = |channel: &str, members: &str| {
        format!(
            r#"{{"namespace":"ChatApps","eventType":"outbound_message_status_changed","payload":{{"umid":"0e09ac86-bd74-4465-851d-1eb5a5fdbb9a","subAccountId":"S","channel":"{channel}","status":{{"state":"delivered","timestamp":"{SENT}"}},{members}}}}}"#
        )
    };
    let cards = |cards: &str| {
        receipt(
            "whatsapp",
            &format!(r#""outboundContent":{{"contentType":"carousel","cards":{cards}}}"#),
        )
    };
    for list in ["[]", r#"[{"index":0}]"#, r#"[{"index":0},{"index":1}]"#] {
        says(&cards(list), &[]);
    }
    says(
        &cards(r#"[{"index":0},]"#),
        &["trailing-comma /payload/outboundContent/cards"],
    );
    for list in ["[1", "[,", r#"[{"index":0}"#, r#"0{"index":0}]"#, r#"{{"index":0}]"#] {
        assert!(!parse(&cards(list)).is_ok(), "{list}");
    }
    let of_whatsapp = r#""whatsapp":{"pricingCategory":"a"},"outboundContent":{"contentType":"text"}"#;
    says(&receipt("whatsapp", of_whatsapp), &[]);
    says(
        &receipt("viber", of_whatsapp),
        &[
            "unexpected-channel-data /payload/whatsapp",
            "unexpected-channel-data /payload/outboundContent",
        ],
    );
}

/// Two spellings are two names: what JSON.parse keeps of them is kept, and a null takes nobody's place.
#[test]
fn a_member_in_two_spellings_is_two_members() {
    const NORTH: &str = r#"{"responseJson":"{\"pier\":\"north\"}"}"#;
    const SOUTH: &str = r#"{"responseJson":"{\"pier\":\"south\"}"}"#;
    let member = |name: &str, value: &str| format!(r#""{name}":{value}"#);
    let both = [
        (member("nfmReply", NORTH), member("nfm_reply", SOUTH), "nfm_reply"),
        (member("nfm_reply", SOUTH), member("nfmReply", NORTH), "nfmReply"),
    ];
    let none = [
        (
            member("nfmReply", NORTH),
            member("nfm_reply", "null"),
            &["null-value nfm_reply"][..],
        ),
        (
            member("nfm_reply", "null"),
            member("nfmReply", NORTH),
            &["null-value nfm_reply"],
        ),
        (
            member("nfmReply", "null"),
            member("nfm_reply", NORTH),
            &["null-value nfmReply", "nonstandard-spelling nfm_reply"],
        ),
        (
            member("nfm_reply", NORTH),
            member("nfmReply", "null"),
            &["nonstandard-spelling nfm_reply", "null-value nfmReply"],
        ),
    ];
    let body = |first: &str, second: &str| {
        inbound(&format!(
            r#""user":{{"msisdn":"+12025550123"}},"type":"Interactive","content":{{"interactive":{{"type":"nfmReply",{first},{second}}}}}"#
        ))
    };
    let check = |body: &str, expected: &[String], extra: serde_json::Value| {
        let report = parse(body);
        assert_eq!(said(&report), expected, "{body}");
        let event = serde_json::to_value(&report.event).unwrap();
        let interactive = &event["payload"]["content"]["interactive"];
        assert_eq!(interactive["nfmReply"]["response"]["pier"], "north", "{body}");
        assert_eq!(interactive["extra"], extra, "{body}");
    };
    let at = "/payload/content/interactive/";
    for (first, second, told) in both {
        let south = serde_json::from_str::<serde_json::Value>(SOUTH).unwrap();
        check(
            &body(&first, &second),
            &[format!("duplicate-key {at}{told}")],
            serde_json::json!({ "nfm_reply": south }),
        );
    }
    for (first, second, told) in none {
        let told: Vec<String> = told.iter().map(|said| said.replace(' ', &format!(" {at}"))).collect();
        check(&body(&first, &second), &told, serde_json::Value::Null);
    }
}

/// Which of two sorts of quotes is meant is a guess, and a key is none.
#[test]
fn an_id_in_two_sorts_of_quotes_makes_no_key() {
    let id = "3f0c1a52-7d1e-4b62-9a4c-5b0e8d2f6a11";
    let body = |umid: String| {
        format!(r#"{{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{{"umid":{umid}}}}}"#)
    };
    let key = |umid: String| chatapps_webhook::parse(&body(umid)).key.map(Cow::into_owned);
    assert_eq!(key(format!("\u{201C}{id}\u{201D}")).as_deref(), Some(id));
    assert_eq!(key(format!("\u{201C}\"{id}\"\u{201D}")), None);
    assert_eq!(key(format!("'\"{id}\"'")), None);
}
