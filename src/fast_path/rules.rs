//! The rules, for an event in which every value is as documented.
//!
//! In: the slots of the event. Out: whether none of the [`crate::rules`] has anything to say. Does not know: what it would say.
//!
//! Why it exists: a rule is about members that bear on each other. Most events have none of those, or have them in the usual
//! way, and to see that takes less than the rule does.

use super::Reader;
use crate::kind::instant;
use crate::lexer;
use crate::rules;
use crate::schema::events::{
    self, call_permission_reply, content, external, external_payload, inbound, interactive, payload, receipt,
    receipt_payload, sms_receipt, sms_receipt_payload, status, user,
};
use crate::schema::{EventKind, Shape};
use crate::slots::Tag;
use crate::source::Range;
use std::borrow::Cow;

impl<'t> Reader<'t, '_> {
    /// Whether no rule has anything to say; where that takes a thought, it does not.
    pub(super) fn keeps_rules(&self, kind: EventKind, shape: Shape, root: u32) -> bool {
        match kind {
            EventKind::InboundMessage => self.record_in(root, inbound::payload as usize).is_some_and(|payload| {
                self.is_identified(payload, shape)
                    && self.permission_is_usual(payload, payload::content as usize, payload::timestamp as usize)
            }),
            EventKind::ExternalAppMessage => self.record_in(root, external::payload as usize).is_some_and(|payload| {
                self.permission_is_usual(
                    payload,
                    external_payload::content as usize,
                    external_payload::timestamp as usize,
                )
            }),
            EventKind::DeliveryReceipt => self
                .record_in(root, receipt::payload as usize)
                .is_some_and(|payload| self.receipt_is_usual(payload, shape)),
            EventKind::SmsDeliveryReceipt => self
                .record_in(root, sms_receipt::payload as usize)
                .is_some_and(|payload| self.status_is_usual(payload, sms_receipt_payload::status as usize)),
            _ => true,
        }
    }

    #[inline]
    fn record_in(&self, block: u32, field: usize) -> Option<u32> {
        let slot = self.words.get(block, field);
        slot.is(Tag::Record).then_some(slot.a)
    }

    /// What a slot says that is a text; nothing where it is anything else.
    #[inline(never)]
    fn said(&self, block: u32, field: usize) -> Cow<'t, [u8]> {
        let slot = self.words.get(block, field);
        match slot.inside() {
            Some(inside) if slot.is(Tag::Text) => inside.of(self.text).into(),
            Some(inside) => {
                let Range { start, end } = inside;
                lexer::decoded_text(self.text, start as usize, end as usize).into()
            }
            None => Cow::Borrowed(b""),
        }
    }

    fn is_identified(&self, payload: u32, shape: Shape) -> bool {
        let Some(user) = self.record_in(payload, payload::user as usize) else {
            return false;
        };
        let has = |field: usize| !self.words.get(user, field).is_absent();
        let (phone, id) = (user::msisdn as usize, user::channelUserId as usize);
        let agree = || !rules::ids_disagree(&self.said(user, phone), &self.said(user, id));
        (has(phone) || has(id)) && (shape != Shape::V2 || agree())
    }

    fn receipt_is_usual(&self, payload: u32, shape: Shape) -> bool {
        let has = |field: usize| !self.words.get(payload, field).is_absent();
        let user = self.record_in(payload, receipt_payload::user as usize);
        let begins_with_plus = |user| self.said(user, user::channelUserId as usize).first() == Some(&b'+');
        let has_plus = shape == Shape::V2 && user.is_some_and(begins_with_plus);
        let is_whatsapp = || {
            let channel = self.words.get(payload, receipt_payload::channel as usize);
            rules::is_value(channel, &events::CHANNEL, "whatsapp")
        };
        let is_of_whatsapp = has(receipt_payload::whatsapp as usize) || has(receipt_payload::outboundContent as usize);
        !has_plus
            && (!is_of_whatsapp || is_whatsapp())
            && self.status_is_usual(payload, receipt_payload::status as usize)
    }

    fn status_is_usual(&self, payload: u32, status: usize) -> bool {
        let Some(status) = self.record_in(payload, status) else {
            return false;
        };
        self.words.get(status, status::errorCode as usize).is_absent()
            || rules::is_failure(self.words.get(status, status::state as usize))
    }

    /// Whether there is no answer to the question whether you may call, or one without anything odd about its end.
    fn permission_is_usual(&self, payload: u32, content: usize, timestamp: usize) -> bool {
        let reply = self
            .record_in(payload, content)
            .and_then(|content| self.record_in(content, content::interactive as usize))
            .and_then(|interactive| self.record_in(interactive, interactive::callPermissionReply as usize));
        let Some(reply) = reply else { return true };
        let response = self.words.get(reply, call_permission_reply::response as usize);
        let is_permanent = self.words.get(reply, call_permission_reply::isPermanent as usize);
        let end = self.said(reply, call_permission_reply::expirationTimestamp as usize);
        let is = |name| rules::is_value(response, &events::CALL_RESPONSE, name);
        if end.is_empty() {
            return is("reject") || is("accept") && is_permanent.is(Tag::True);
        }
        let sent = self.said(payload, timestamp);
        let in_time = matches!((instant(&end), instant(&sent)), (Some(end), Some(sent)) if end >= sent);
        is("accept") && is_permanent.is(Tag::False) && in_time
    }
}
