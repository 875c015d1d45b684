//! JSON with its members in an order, some of them perhaps twice.
//!
//! In: a value. Out: a tree that can be changed member by member, and its text. Does not know: what the members mean. Why: a
//! map of serde_json has neither an order of its own nor two equal keys.

use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Object(Vec<(String, Tree)>),
    Array(Vec<Tree>),
    Leaf(Value),
}

impl From<&Value> for Tree {
    fn from(value: &Value) -> Self {
        match value {
            Value::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), value.into()))
                    .collect(),
            ),
            Value::Array(elements) => Self::Array(elements.iter().map(Self::from).collect()),
            leaf => Self::Leaf(leaf.clone()),
        }
    }
}

impl Tree {
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Object(members) => {
                out.push('{');
                for (place, (name, value)) in members.iter().enumerate() {
                    out.push_str(if place == 0 { "" } else { "," });
                    out.push_str(&Value::from(name.as_str()).to_string());
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
            Self::Array(elements) => {
                out.push('[');
                for (place, element) in elements.iter().enumerate() {
                    out.push_str(if place == 0 { "" } else { "," });
                    element.write(out);
                }
                out.push(']');
            }
            Self::Leaf(value) => out.push_str(&value.to_string()),
        }
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// The value at a path of names and indices.
    pub fn at<'t>(&'t self, path: &[String]) -> Option<&'t Self> {
        let Some((step, rest)) = path.split_first() else {
            return Some(self);
        };
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == step)?.1.at(rest),
            Self::Array(elements) => elements.get(step.parse::<usize>().ok()?)?.at(rest),
            Self::Leaf(_) => None,
        }
    }

    /// The members of the object at a path.
    pub fn members_at<'t>(&'t mut self, path: &[String]) -> Option<&'t mut Vec<(String, Self)>> {
        match (self, path.split_first()) {
            (Self::Object(members), None) => Some(members),
            (Self::Object(members), Some((step, rest))) => {
                members.iter_mut().find(|(name, _)| name == step)?.1.members_at(rest)
            }
            (Self::Array(elements), Some((step, rest))) => {
                elements.get_mut(step.parse::<usize>().ok()?)?.members_at(rest)
            }
            _ => None,
        }
    }

    /// The paths of all members, those of objects inside included.
    pub fn members(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        self.collect(&mut Vec::new(), &mut paths);
        paths
    }

    fn collect(&self, path: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
        let mut inside = |step: &str, value: &Self, is_member: bool| {
            path.push(step.to_owned());
            if is_member {
                paths.push(path.clone());
            }
            value.collect(path, paths);
            path.pop();
        };
        match self {
            Self::Object(members) => members.iter().for_each(|(name, value)| inside(name, value, true)),
            Self::Array(elements) => {
                for (place, element) in elements.iter().enumerate() {
                    inside(&place.to_string(), element, false);
                }
            }
            Self::Leaf(_) => {}
        }
    }
}

/// RFC 6901.
pub fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
        .collect()
}
