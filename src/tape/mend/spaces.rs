//! White space that JSON does not know, and characters that nobody sees.
//!
//! In: a reader that stands before anything. Out: a finding for the first of them, what to take away for each, and the state as it
//! was. Does not know: what stands around them.
//!
//! Why it exists: a page or an editor that makes one space another makes them all. One diagnostic holds them, and not twenty.

use super::super::Node;
use super::super::reader::{Reader, State};
use super::{Loss, character_length, describe};
use crate::catalog::{Phrase, Word};
use crate::diagnostic::Arg;
use crate::scan;
use crate::source::Range;

/// Whether a character that belongs to no script and no grammar stands here.
fn is_odd(text: &[u8], at: usize) -> bool {
    matches!(describe(text, at), Arg::Hex(_) | Arg::Word(Word::AnUnusualSpace))
}

impl Reader<'_, '_, '_> {
    /// Passes over odd spaces, if they stand here, and the usual ones between them. Behind the document they are text like any other.
    pub(in crate::tape) fn odd_space(&mut self, due: State) -> Option<State> {
        let start = self.at;
        if !is_odd(self.text, start) || self.depth == 0 && due == State::After {
            return None;
        }
        let (mut end, mut next) = (start, start);
        while is_odd(self.text, next) {
            end = next + character_length(self.text, next);
            next = scan::space_end(self.text, end);
        }
        let all = Range::new(start, end);
        if self.sink.remove_too(Phrase::HelpRemoveSpaces, all) {
            self.at = end;
            self.mark_open(Node::FAULTY);
            return Some(due);
        }
        let first = Range::new(start, start + character_length(self.text, start));
        let (node, expected) = match due {
            State::Key | State::FirstKey => (self.container_or_root(), Word::AKey),
            State::Colon => (self.upcoming().saturating_sub(1), Word::AColon),
            State::After if self.container_is_object() => (self.container_or_root(), Word::ACommaOrBrace),
            State::After => (self.container_or_root(), Word::ACommaOrBracket),
            _ => (self.upcoming(), Word::AValue),
        };
        let finding = self
            .not_expected(node, first, expected)
            .help(Phrase::HelpRemoveSpaces)
            .edit(all, Phrase::EditNothing);
        self.at = end;
        let patience = self.fault(finding, Loss::None);
        Some(self.or_stop(patience, due))
    }
}
