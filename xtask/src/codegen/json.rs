//! JSON to write: members in the order they were put, laid out to be read.
//!
//! * In: a value, piece by piece.
//! * Out: its text; what fits a line stands on one.
//! * Does not know: what the value means.
//! * Why: serde_json would sort the members, unless a feature of it changed how the crate itself reads JSON in tests.

use super::layout::WIDTH_MAX;

/// A value.
#[derive(Clone)]
pub(super) enum Json {
    Text(String),
    Array(Vec<Json>),
    Object(Object),
    /// JSON that is written already, on one line.
    Written(String),
}

/// Members in their order.
#[derive(Clone, Default)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    pub(super) fn new() -> Self {
        Self::default()
    }
    /// The same object with one member more.
    pub(super) fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.put(name, value);
        self
    }
    /// The same object with one member more, unless there is nothing in it.
    pub(super) fn with_some(self, name: &str, value: impl Into<Json>) -> Self {
        match value.into() {
            Json::Array(items) if items.is_empty() => self,
            Json::Object(members) if members.0.is_empty() => self,
            value => self.with(name, value),
        }
    }
    pub(super) fn put(&mut self, name: &str, value: impl Into<Json>) {
        self.0.push((name.to_owned(), value.into()));
    }
    /// Leaves out the members whose names are not wanted.
    pub(super) fn retain(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| is_wanted(name));
    }
    /// The same members behind those of another.
    pub(super) fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}

impl Object {
    /// The members of an object that is written already, on one line.
    pub(super) fn written(text: &str) -> Self {
        let inner = text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
            .expect("an object stands in braces");
        let member = |text: &str| {
            let (name, value) = text.split_once(':').expect("a member has a name and a value");
            (
                name.trim().trim_matches('"').to_owned(),
                Json::Written(value.trim().to_owned()),
            )
        };
        Self(split_at_commas(inner).into_iter().map(member).collect())
    }
}

/// Cut at the commas that stand in no string and no brackets.
fn split_at_commas(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0);
    let (mut in_string, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                pieces.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    pieces
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl Json {
    /// The text, with a line break at its end.
    pub(super) fn pretty(&self) -> String {
        let mut text = String::new();
        self.lay_out(&mut text, 0, 0);
        text.push('\n');
        text
    }

    /// `taken`: what stands on the line before and behind the value.
    fn lay_out(&self, text: &mut String, margin: usize, taken: usize) {
        let line = self.on_one_line();
        if margin + taken + line.chars().count() <= WIDTH_MAX {
            text.push_str(&line);
            return;
        }
        let inner = margin + 2;
        let indent = " ".repeat(inner);
        match self {
            Self::Array(items) => {
                text.push_str("[\n");
                for (at, item) in items.iter().enumerate() {
                    text.push_str(&indent);
                    item.lay_out(text, inner, 1);
                    text.push_str(if at + 1 == items.len() { "\n" } else { ",\n" });
                }
                text.push_str(&format!("{}]", " ".repeat(margin)));
            }
            Self::Object(Object(members)) => {
                text.push_str("{\n");
                for (at, (name, value)) in members.iter().enumerate() {
                    let name = quoted(name);
                    text.push_str(&format!("{indent}{name}: "));
                    value.lay_out(text, inner, name.chars().count() + 3);
                    text.push_str(if at + 1 == members.len() { "\n" } else { ",\n" });
                }
                text.push_str(&format!("{}}}", " ".repeat(margin)));
            }
            _ => text.push_str(&line),
        }
    }

    /// The text without a line break.
    pub(super) fn on_one_line(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Written(text) => text.clone(),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::on_one_line).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(Object(members)) if members.is_empty() => "{}".to_owned(),
            Self::Object(Object(members)) => {
                let member = |(name, value): &(String, Self)| format!("{}: {}", quoted(name), value.on_one_line());
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{ {} }}", members.join(", "))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\u{0}'..='\u{1f}' => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_keeps_its_members() {
        let object = Object::written(r#"{"type":["a","b"],"pattern":"^\\+[\"{,]{6,14}$"}"#);
        assert_eq!(
            Json::from(object).pretty(),
            "{ \"type\": [\"a\",\"b\"], \"pattern\": \"^\\\\+[\\\"{,]{6,14}$\" }\n"
        );
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        let short = Object::new()
            .with("type", "string")
            .with_some("required", Vec::<String>::new());
        assert_eq!(Json::from(short.clone()).pretty(), "{ \"type\": \"string\" }\n");
        let long = Object::new()
            .with("description", "x".repeat(WIDTH_MAX))
            .with("of", short);
        let lines = Json::from(long).pretty();
        assert!(
            lines.starts_with("{\n  \"description\": \"xx")
                && lines.ends_with("  \"of\": { \"type\": \"string\" }\n}\n")
        );
    }
}
