//! Paths: where on a tape a node is, step by step from the root.
//!
//! In: a tape, and nodes in their order. Out: the path of each. Does not know: names, but by the nodes that they are.
//!
//! Why it exists: a node does not know its parent, and to look for each path from the root would take as long as there are findings.

use super::{Node, NodeType, Tape};
use crate::diagnostic::PATH_BYTES_MAX;

/// A walk over the tape that finds the paths of nodes, which must come in their order. Its memory is used again.
#[derive(Default)]
pub(crate) struct PathWalk {
    at: u32,
    /// The open containers: the first node behind each, and whether it is an array.
    open: Vec<(u32, bool)>,
    steps: Vec<PathStep>,
}

impl PathWalk {
    /// Goes back to the beginning.
    pub(crate) fn clear(&mut self) {
        self.at = 0;
        self.open.clear();
        self.steps.clear();
    }

    /// Goes on to a node, skipping what does not hold it; its path.
    pub(crate) fn to(&mut self, target: u32, tape: &Tape) -> &[PathStep] {
        while self.at < tape.len() && target >= self.at {
            let node = tape.node(self.at);
            if node.is(Node::KEY) {
                self.steps.pop();
                self.steps.push(PathStep::Member(self.at));
            }
            if self.at == target {
                break;
            }
            if node.is(Node::KEY) {
                self.at += 1;
            } else if target < node.next {
                self.open.push((node.next, node.kind() == NodeType::Array));
                self.steps.push(PathStep::Index(0));
                self.at += 1;
            } else {
                self.at = node.next;
                self.leave();
            }
        }
        &self.steps
    }

    /// Behind a value: closes what ends here, and counts on in an array.
    fn leave(&mut self) {
        while self.open.last().is_some_and(|(next, _)| *next <= self.at) {
            self.open.pop();
            self.steps.pop();
        }
        if let (Some((_, true)), Some(PathStep::Index(index))) = (self.open.last(), self.steps.last_mut()) {
            *index += 1;
        }
    }
}

/// A step of a path on the tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathStep {
    /// A member, by its key node.
    Member(u32),
    /// An element, from 0.
    Index(u32),
}

/// As much of a path as has names of [`PATH_BYTES_MAX`] bytes.
pub(crate) fn short<'p>(path: &'p [PathStep], tape: &Tape) -> &'p [PathStep] {
    let mut left = PATH_BYTES_MAX;
    let is_beyond = |step: &PathStep| match step {
        PathStep::Index(_) => false,
        PathStep::Member(key) => {
            let name = tape.node(*key);
            let rest = left.checked_sub((name.end - name.start) as usize);
            left = rest.unwrap_or_default();
            rest.is_none()
        }
    };
    let end = path.iter().position(is_beyond).unwrap_or(path.len());
    path.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_can_be_taken_again() {
        let mut walk = PathWalk::default();
        for text in ["[1,2]", r#"[{"a":[1,2]}]"#, "[1,2]"] {
            let tape = Tape::of(text.as_bytes(), 0);
            walk.clear();
            let path = walk.to(tape.len() - 1, &tape);
            let expected: &[PathStep] = if text == "[1,2]" {
                &[PathStep::Index(1)]
            } else {
                &[PathStep::Index(0), PathStep::Member(2), PathStep::Index(1)]
            };
            assert_eq!(path, expected, "{text}");
        }
    }

    #[test]
    fn a_path_ends_before_a_name_that_is_too_long() {
        let steps = |names: [usize; 2]| {
            let [outer, inner] = names.map(|bytes| "n".repeat(bytes));
            let text = format!(r#"{{"{outer}":[{{"{inner}":1}}]}}"#);
            let tape = Tape::of(text.as_bytes(), 0);
            short(PathWalk::default().to(tape.len() - 1, &tape), &tape).len()
        };
        let quotes = 2;
        assert_eq!(steps([PATH_BYTES_MAX - 2 * quotes - 1, 1]), 3);
        assert_eq!(steps([PATH_BYTES_MAX - 2 * quotes, 1]), 2);
        assert_eq!(steps([PATH_BYTES_MAX, 1]), 0);
    }
}
