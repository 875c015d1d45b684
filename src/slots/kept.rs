//! JSON that an event keeps as its text: values, and members that have no name in the schema.
//!
//! In: the text of each. Out: the text, and the values in it for who asks. Does not know: slots.
//!
//! Why it exists: what is not documented is passed on as it was sent, and costs no more than that until it is read.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A JSON value, kept as its text.
///
/// ```
/// let report = chatapps_webhook::parse(r#"{"hello": [1, 2]}"#);
/// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
/// assert_eq!(event.body.as_str(), r#"{"hello": [1, 2]}"#);
/// assert_eq!(event.body.to_value()["hello"][1], 2);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json<'a> {
    pub(super) text: Cow<'a, str>,
}

impl Json<'_> {
    /// The JSON text: what was sent where that was JSON.
    ///
    /// ```
    /// let report = chatapps_webhook::parse(r#"{"hello": [1, 2]}"#);
    /// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
    /// assert_eq!(event.body.as_str(), r#"{"hello": [1, 2]}"#);
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value. What serde_json cannot hold (a number beyond `f64`) becomes `null`, half a surrogate pair U+FFFD.
    ///
    /// ```
    /// let report = chatapps_webhook::parse(r#"{"hello": [1, 2]}"#);
    /// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
    /// assert_eq!(event.body.to_value()["hello"][1], 2);
    /// ```
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        crate::value::of_text(&self.text)
    }

    /// The value as a type of your own.
    ///
    /// Whatever [`Json::to_value`] gives can be read: also half a surrogate pair, a member that is there twice, and nesting that
    /// serde_json refuses. A type that borrows (`&str`) can do so only from text that has none of these, and no escapes.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// let report = chatapps_webhook::parse(r#"{"hello": "\ud83d", "hello": "world"}"#);
    /// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
    /// let body: BTreeMap<String, String> = event.body.parse()?;
    /// assert_eq!(body["hello"], "world");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    /// Whatever serde_json says when the value does not fit.
    pub fn parse<'de, T: serde::Deserialize<'de>>(&'de self) -> serde_json::Result<T> {
        serde_json::from_str(&self.text).or_else(|refused| {
            // What the text was refused for is told only if it is the value that does not fit: then it has the place as well.
            T::deserialize(self.to_value()).map_err(|misfit| if refused.is_data() { refused } else { misfit })
        })
    }
}

impl Json<'_> {
    /// The same with nothing borrowed from the body.
    ///
    /// ```
    /// let body = r#"{"hello": "world"}"#.to_owned();
    /// let report = chatapps_webhook::parse(&body);
    /// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
    /// let kept = event.body.into_owned();
    /// drop(body);
    /// assert_eq!(kept.as_str(), r#"{"hello": "world"}"#);
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Json<'static> {
        Json {
            text: Cow::Owned(self.text.into_owned()),
        }
    }
}

/// Its length only. An event is logged with `{:?}`, and some keep the whole body beside their members: a line of a log would say
/// everything twice. Who wants the text asks for it, by [`Json::as_str`].
///
/// ```
/// let report = chatapps_webhook::parse(r#"{"hello": [1, 2]}"#);
/// let chatapps_webhook::WebhookEvent::Unknown(event) = report.event.unwrap() else { panic!() };
/// assert_eq!(format!("{:?}", event.body), "Json(17 bytes)");
/// ```
impl fmt::Debug for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Json({} bytes)", self.text.len())
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

/// Members that the schema does not know, or whose type was not the documented one: kept as JSON, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Extra<'a> {
    pub(super) members: Vec<(Cow<'a, str>, Json<'a>)>,
}

impl<'a> Extra<'a> {
    /// Whether there are none.
    ///
    /// ```
    /// let report = chatapps_webhook::parse(r#"{"namespace": "VOICE", "eventType": "CALL", "payload": {}, "mood": "good"}"#);
    /// let chatapps_webhook::WebhookEvent::Voice(event) = report.event.unwrap() else { panic!() };
    /// assert!(!event.extra.is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many there are.
    ///
    /// ```
    /// let report = chatapps_webhook::parse(r#"{"namespace": "VOICE", "eventType": "CALL", "payload": {}, "mood": "good"}"#);
    /// let chatapps_webhook::WebhookEvent::Voice(event) = report.event.unwrap() else { panic!() };
    /// assert_eq!(event.extra.len(), 1);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The value of the member with this name.
    ///
    /// ```
    /// let report = chatapps_webhook::parse(r#"{"namespace": "VOICE", "eventType": "CALL", "payload": {}, "mood": "good"}"#);
    /// let chatapps_webhook::WebhookEvent::Voice(event) = report.event.unwrap() else { panic!() };
    /// assert_eq!(event.extra.get("mood").unwrap().as_str(), r#""good""#);
    /// assert_eq!(event.extra.get("weather"), None);
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.members
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value)
    }

    /// Names and values, in the order in which they were sent.
    ///
    /// ```
    /// let report = chatapps_webhook::parse(r#"{"namespace": "VOICE", "eventType": "CALL", "payload": {}, "mood": "good"}"#);
    /// let chatapps_webhook::WebhookEvent::Voice(event) = report.event.unwrap() else { panic!() };
    /// let names: Vec<&str> = event.extra.iter().map(|(name, _)| name).collect();
    /// assert_eq!(names, ["mood"]);
    /// ```
    #[must_use]
    pub fn iter(&self) -> ExtraIter<'_, 'a> {
        self.into_iter()
    }
}

impl Extra<'_> {
    /// The same with nothing borrowed from the body: see [`Json::into_owned`].
    #[must_use]
    pub fn into_owned(self) -> Extra<'static> {
        let owned = self.members.into_iter();
        Extra {
            members: owned
                .map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned()))
                .collect(),
        }
    }
}

impl<'e, 'a> IntoIterator for &'e Extra<'a> {
    type Item = (&'e str, &'e Json<'a>);
    type IntoIter = ExtraIter<'e, 'a>;

    fn into_iter(self) -> ExtraIter<'e, 'a> {
        ExtraIter {
            members: self.members.iter(),
        }
    }
}

/// The names and values of [`Extra`], in the order in which they were sent.
///
/// ```
/// let report = chatapps_webhook::parse(r#"{"namespace": "VOICE", "eventType": "CALL", "payload": {}, "mood": "good"}"#);
/// let chatapps_webhook::WebhookEvent::Voice(event) = report.event.unwrap() else { panic!() };
/// for (name, value) in &event.extra {
///     assert_eq!((name, value.as_str()), ("mood", r#""good""#));
/// }
/// assert_eq!(event.extra.iter().len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct ExtraIter<'e, 'a> {
    members: std::slice::Iter<'e, (Cow<'a, str>, Json<'a>)>,
}

impl<'e, 'a> Iterator for ExtraIter<'e, 'a> {
    type Item = (&'e str, &'e Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.members.next().map(|(name, value)| (name.as_ref(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.members.size_hint()
    }
}

impl ExactSizeIterator for ExtraIter<'_, '_> {}

impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// Of members with equal names the last. Sorted, so that no choice of names costs more.
pub(super) fn without_repeated<'a>(members: Vec<(Cow<'a, str>, Json<'a>)>) -> Vec<(Cow<'a, str>, Json<'a>)> {
    let name = |place: &usize| members.get(*place).map(|(name, _)| name);
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(name);
    let mut repeated = vec![false; members.len()];
    for pair in order.windows(2) {
        if let [one, other] = pair
            && name(one) == name(other)
        {
            repeated[*one] = true;
        }
    }
    let each = members.into_iter().zip(repeated);
    each.filter_map(|(member, repeated)| (!repeated).then_some(member))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_json_value_has_what_was_sent_and_shows_its_length() {
        let json = Json { text: "[1, 2]".into() };
        assert_eq!(json.as_str(), "[1, 2]");
        assert_eq!(format!("{json:?} {json:#?}"), "Json(6 bytes) Json(6 bytes)");
    }

    #[test]
    fn an_unknown_member_is_found_by_its_name() {
        let members = [("a", "1"), ("b", "2")];
        let extra = Extra {
            members: members
                .map(|(name, text)| (name.into(), Json { text: text.into() }))
                .into(),
        };
        let found = ["a", "b", "c"].map(|name| extra.get(name).map(Json::as_str));
        assert_eq!(found, [Some("1"), Some("2"), None]);
        let listed: Vec<_> = extra.iter().map(|(name, json)| (name, json.as_str())).collect();
        assert_eq!(listed, members);
        assert!(!extra.is_empty() && Extra::default().is_empty());
        assert_eq!(
            (extra.len(), extra.iter().len(), (&extra).into_iter().count()),
            (2, 2, 2)
        );
    }

    #[track_caller]
    fn check_parsed(text: &str) {
        let json = Json { text: text.into() };
        assert_eq!(json.parse::<Value>().unwrap(), json.to_value(), "{text}");
    }

    #[test]
    fn what_is_a_value_can_be_parsed() {
        for text in [
            r#"{"a": [1, 2.5, null], "b": "\u00e9"}"#,
            r#"["\ud83d", "\udc00\ud83d", "\ud83dx"]"#,
            "[1e999]",
        ] {
            check_parsed(text);
        }
        for depth in 126..=crate::DEPTH_MAX {
            check_parsed(&("[".repeat(depth) + &"]".repeat(depth)));
        }
    }

    #[test]
    fn a_member_that_is_there_twice_can_be_parsed() {
        #[derive(serde::Deserialize)]
        struct Answer {
            a: u32,
        }
        let json = Json {
            text: r#"{"a": 1, "a": 2}"#.into(),
        };
        assert_eq!(json.parse::<Answer>().unwrap().a, 2);
    }

    #[test]
    fn what_is_parsed_may_borrow_and_what_does_not_fit_is_told_with_its_place() {
        let json = |text: &'static str| Json { text: text.into() };
        assert_eq!(json(r#"["a"]"#).parse::<Vec<&str>>().unwrap(), ["a"]);
        let misfit = |json: Json<'_>| json.parse::<Vec<u8>>().unwrap_err().to_string();
        assert_eq!(
            misfit(json("[1, true]")),
            "invalid type: boolean `true`, expected u8 at line 1 column 8"
        );
        assert_eq!(
            misfit(json(r#"[1, "\ud83d"]"#)),
            "invalid type: string \"\u{FFFD}\", expected u8"
        );
    }
}
