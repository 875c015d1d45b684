//! Rules: members against each other.
//!
//! In: what the check has kept of the records it found, and their slots. Out: diagnostics of the phase `rule`, and of
//! others where a member is judged by another one; slots of what is made canonical. Does not know: how values are judged.
//!
//! A rule is silent where one of its members is missing, mistyped or swallowed: that has been said already.
//!
//! Why it exists: that an accept of a call has an end, or that an error code belongs to a failure, no member tells by itself.

use crate::catalog::{Code, Phrase, Severity};
#[cfg(feature = "wasm")]
use crate::check::Asked;
use crate::check::{Check, Found, Question};
use crate::diagnostic::{Arg, Finding};
use crate::kind::instant;
use crate::schema::events::{
    self, call_permission_reply, external_payload, payload, receipt_payload, recipient, status, user,
};
use crate::schema::{Choice, EventKind, Progress, Record, Shape};
use crate::slots::{Slot, Tag, value_name};
use crate::source::Range;
use crate::tape::{Node, NodeType};
use std::borrow::Cow;

impl<'t> Check<'t, '_, '_> {
    #[inline(never)]
    fn seen(&self, record: &Record) -> Option<Found> {
        self.scratch
            .seen
            .iter()
            .rfind(|found| found.record.id == record.id)
            .copied()
    }

    fn slot(&self, seen: Found, field: usize) -> Slot {
        self.words.get(seen.block, field)
    }

    /// Whether a slot holds the value of a choice with this name.
    fn has_value(&self, seen: Found, field: usize, choice: &'static Choice, name: &str) -> bool {
        is_value(self.slot(seen, field), choice, name)
    }

    fn has(&self, seen: Found, field: usize) -> bool {
        !self.slot(seen, field).is_absent()
    }

    /// What a string value of the body says; nothing where that is a guess.
    #[inline(never)]
    fn said(&self, node: u32) -> Cow<'t, [u8]> {
        let value = self.node(node);
        match () {
            () if value.kind() != NodeType::String || self.is_guess(value) => Cow::Borrowed(b""),
            () if value.is(Node::ESCAPED | Node::FAULTY) => self.tape.decode(self.text, value).text.into(),
            () => value.inner().of(self.text).into(),
        }
    }

    /// Asks a question of two strings: what may be answered in another way where all else is the same.
    fn asks(&mut self, question: Question, nodes: [u32; 2]) -> bool {
        let [one, other] = nodes.map(|node| self.said(node));
        let answer = question(&one, &other);
        #[cfg(feature = "wasm")]
        self.scratch.asked.push(Asked {
            question,
            nodes,
            answer,
        });
        answer
    }

    /// Where it is said that a member is lacking: at the brace of its owner – or at its null, of which nothing else is said then.
    fn lack(&mut self, owner: u32, value: u32) -> (u32, Range) {
        if value == 0 {
            return (owner, self.brace(owner));
        }
        self.take_back(value);
        (value, self.range_of(value))
    }

    fn range_of(&self, node: u32) -> Range {
        self.node(node).range()
    }
}

/// Whether a slot holds the value of a choice with this name.
pub(crate) fn is_value(slot: Slot, choice: &'static Choice, name: &str) -> bool {
    slot.is(Tag::Choice) && value_name(choice, slot.a as usize) == name
}

/// Whether a phone number and an id in the channel are both numbers, and not the same.
pub(crate) fn ids_disagree(phone: &[u8], id: &[u8]) -> bool {
    let is_digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let digits = phone.strip_prefix(b"+").unwrap_or(phone);
    digits != id && is_digits(digits) && is_digits(id)
}

/// Whether an id is a number with its plus sign.
fn has_plus(id: &[u8], _: &[u8]) -> bool {
    matches!(id, [b'+', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

/// Whether a time is before another one.
fn is_before(one: &[u8], other: &[u8]) -> bool {
    matches!((instant(one), instant(other)), (Some(one), Some(other)) if one < other)
}

/// Whether the state of a message is one that an error code belongs to.
pub(crate) fn is_failure(state: Slot) -> bool {
    state.is(Tag::Choice) && events::PROGRESS.get(state.a as usize) == Some(&Progress::Failed)
}

/// Judges what the check has found.
pub(crate) fn judge(check: &mut Check<'_, '_, '_>, kind: EventKind, shape: Shape) {
    match kind {
        EventKind::InboundMessage => {
            user_is_identified(check);
            if shape == Shape::V2 {
                user_ids_agree(check);
            }
            call_permission(check);
        }
        EventKind::ExternalAppMessage => call_permission(check),
        EventKind::DeliveryReceipt => {
            if shape == Shape::V2 {
                user_id_is_digits(check);
            }
            error_code_fits(check);
            channel_data_fits(check);
        }
        EventKind::SmsDeliveryReceipt => error_code_fits(check),
        _ => {}
    }
}

/// 8x8's page calls neither id required, and a LINE user without consent has none.
fn user_is_identified(check: &mut Check<'_, '_, '_>) {
    let Some(payload) = check.seen(&events::PAYLOAD) else {
        return;
    };
    let user_node = check.value_of(&payload, payload::user as usize);
    let user = check.seen(&events::USER).filter(|user| user.owner == user_node);
    let owner = match user {
        Some(user) => {
            let fields = [user::msisdn as usize, user::channelUserId as usize];
            // Whatever is there identifies the user, or has been remarked on.
            if fields
                .iter()
                .any(|field| !check.is_absent(check.value_of(&user, *field)))
            {
                return;
            }
            if fields.iter().any(|field| check.may_be_swallowed(&user, *field)) {
                return;
            }
            user.owner
        }
        None if check.is_absent(user_node) => payload.owner,
        None => return,
    };
    if check.may_be_swallowed(&payload, payload::user as usize) {
        return;
    }
    let line = check
        .seen(&events::RECIPIENT)
        .is_some_and(|recipient| check.has_value(recipient, recipient::channel as usize, &events::CHANNEL, "line"));
    let (severity, help) = match line {
        true => (Severity::Info, Phrase::HelpUnidentifiedLine),
        false => (Severity::Warning, Phrase::HelpUnidentified),
    };
    let finding = Finding::new(
        Code::UserNotIdentified,
        owner,
        check.brace(owner),
        Phrase::UserUnidentified,
    );
    check.sink.push(finding.severity(severity).help(help));
}

/// In v2 `channelUserId` is documented as the digits of `msisdn`. Where it is no number it is another sort of id.
fn user_ids_agree(check: &mut Check<'_, '_, '_>) {
    let Some(user) = check.seen(&events::USER) else { return };
    let (phone, id) = (
        check.value_of(&user, user::msisdn as usize),
        check.value_of(&user, user::channelUserId as usize),
    );
    if !check.asks(ids_disagree, [phone, id]) {
        return;
    }
    let finding = Finding::new(
        Code::ChannelUserIdMismatch,
        id,
        check.range_of(id),
        Phrase::ChannelUserIdDiffers,
    )
    .help(Phrase::HelpChannelUserId)
    .label(check.range_of(phone), Phrase::PhoneHere);
    check.sink.push(finding);
}

/// In receipts of v8 `channelUserId` is the number's digits, in one sample with its plus sign: given without.
fn user_id_is_digits(check: &mut Check<'_, '_, '_>) {
    const ID: usize = user::channelUserId as usize;
    let Some(user) = check.seen(&events::USER) else { return };
    let id = check.value_of(&user, ID);
    if !check.asks(has_plus, [id, id]) {
        return;
    }
    let text = check.tape.inside(check.text, check.node(id));
    // Some write the plus sign as an escape. Digits nobody does: then it is left as it is.
    let is_escape = text.of(check.text).first() == Some(&b'\\');
    let plus = Range {
        start: text.start,
        end: text.start + if is_escape { 6 } else { 1 },
    };
    let bare = Range {
        start: plus.end,
        end: text.end,
    };
    if bare.of(check.text).contains(&b'\\') {
        return;
    }
    check.words.set(user.block, ID, Slot::range(Tag::Text, bare));
    let finding = Finding::new(Code::NonstandardSpelling, id, plus, Phrase::UserIdPlus)
        .help(Phrase::HelpUserIdPlus)
        .edit(plus, Phrase::EditNothing);
    check.sink.push(finding);
}

/// An accept says until when, unless it is for good; nothing else has an end.
fn call_permission(check: &mut Check<'_, '_, '_>) {
    let Some(reply) = check.seen(&events::CALL_PERMISSION_REPLY) else {
        return;
    };
    const RESPONSE: usize = call_permission_reply::response as usize;
    const PERMANENT: usize = call_permission_reply::isPermanent as usize;
    const EXPIRES: usize = call_permission_reply::expirationTimestamp as usize;
    let accepted = check.has_value(reply, RESPONSE, &events::CALL_RESPONSE, "accept");
    let rejected = check.has_value(reply, RESPONSE, &events::CALL_RESPONSE, "reject");
    let owner = reply.owner;
    let expires = check.value_of(&reply, EXPIRES);
    let permanent = check.value_of(&reply, PERMANENT);
    let permanent_unread = permanent != 0 && check.node(permanent).is_unread();
    if accepted && check.is_absent(permanent) && !check.may_be_swallowed(&reply, PERMANENT) {
        let (node, range) = check.lack(owner, permanent);
        let phrase = if permanent == 0 {
            Phrase::MemberMissing
        } else {
            Phrase::MemberNull
        };
        let finding = Finding::new(Code::MissingField, node, range, phrase)
            .severity(Severity::Warning)
            .args([Arg::Field(reply.record.id, PERMANENT as u8)])
            .help(Phrase::HelpPermanentMissing);
        check.sink.push(finding);
    }
    if !check.has(reply, EXPIRES) {
        // A text that was read as a boolean has been remarked on, and is judged no further.
        let is_temporary = check.node(permanent).kind() == NodeType::False && !permanent_unread;
        if accepted && is_temporary && check.is_absent(expires) && !check.may_be_swallowed(&reply, EXPIRES) {
            let (node, range) = check.lack(owner, expires);
            let finding = Finding::new(Code::MissingExpiration, node, range, Phrase::ExpirationMissing);
            check.sink.push(finding.help(Phrase::HelpExpirationMissing));
        }
        return;
    }
    if rejected || check.slot(reply, PERMANENT).is(Tag::True) && !permanent_unread {
        let (phrase, help) = match rejected {
            true => (Phrase::ExpirationUnexpectedReject, Phrase::HelpExpirationReject),
            false => (Phrase::ExpirationUnexpectedPermanent, Phrase::HelpExpirationUnexpected),
        };
        let range = check.range_of(expires - 1);
        check
            .sink
            .push(Finding::new(Code::UnexpectedExpiration, expires, range, phrase).help(help));
        return;
    }
    expires_after_sent(check, expires);
}

fn expires_after_sent(check: &mut Check<'_, '_, '_>, expires: u32) {
    let places = [
        (&events::PAYLOAD, payload::timestamp as usize),
        (&events::EXTERNAL_PAYLOAD, external_payload::timestamp as usize),
    ];
    let sent = places
        .iter()
        .find_map(|(record, field)| Some(check.value_of(&check.seen(record)?, *field)));
    let Some(sent) = sent else { return };
    if check.asks(is_before, [expires, sent]) {
        let finding = Finding::new(
            Code::ExpiresBeforeSent,
            expires,
            check.range_of(expires),
            Phrase::ExpirationEarly,
        )
        .help(Phrase::HelpExpirationEarly)
        .label(check.range_of(sent), Phrase::SentHere);
        check.sink.push(finding);
    }
}

/// An error code belongs to a failure.
fn error_code_fits(check: &mut Check<'_, '_, '_>) {
    let Some(status) = check.seen(&events::STATUS) else {
        return;
    };
    let state = check.slot(status, status::state as usize);
    if !check.has(status, status::errorCode as usize) || !state.is(Tag::Choice) {
        return;
    }
    if is_failure(state) {
        return;
    }
    let node = check.value_of(&status, status::errorCode as usize);
    let range = check.range_of(node - 1);
    let finding = Finding::new(Code::UnexpectedErrorCode, node, range, Phrase::ErrorCodeUnexpected)
        .args([Arg::Value(events::STATE.id, state.a as u8)])
        .help(Phrase::HelpErrorCode);
    check.sink.push(finding);
}

/// What only WhatsApp has belongs to WhatsApp.
fn channel_data_fits(check: &mut Check<'_, '_, '_>) {
    let Some(receipt) = check.seen(&events::RECEIPT_PAYLOAD) else {
        return;
    };
    const CHANNEL: usize = receipt_payload::channel as usize;
    if !check.slot(receipt, CHANNEL).is(Tag::Choice) || check.has_value(receipt, CHANNEL, &events::CHANNEL, "whatsapp")
    {
        return;
    }
    for field in [
        receipt_payload::whatsapp as usize,
        receipt_payload::outboundContent as usize,
    ] {
        if !check.has(receipt, field) {
            continue;
        }
        let node = check.value_of(&receipt, field);
        let range = check.range_of(node - 1);
        let finding = Finding::new(Code::UnexpectedChannelData, node, range, Phrase::ChannelDataUnexpected)
            .args([Arg::Field(receipt.record.id, field as u8)])
            .help(Phrase::HelpChannelData)
            .label(check.range_of(check.value_of(&receipt, CHANNEL)), Phrase::ChannelHere);
        check.sink.push(finding);
    }
}
