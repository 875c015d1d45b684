//! Encodings: what the bytes are that JavaScript has written.
//!
//! In: what JavaScript says of them, and the bytes. Out: what is known of them. Does not know: what is read of them.
//!
//! Why it exists: what is known to be ASCII has the same offsets here and in JavaScript, so that none has to be turned; what is not
//! known costs a pass over the text.

use super::State;
use crate::border::{sent, utf8};
use crate::scan;
use crate::source::utf16::{narrow, to_utf8, utf8_length};

/// What is known of the input.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Any bytes.
    Bytes,
    /// UTF-8.
    Text,
    /// One byte for each UTF-16 code unit.
    Ascii,
    /// The same, where a unit beyond ASCII is just some byte beyond ASCII. What it is the units say.
    ///
    /// Why it exists: what is not ASCII takes JavaScript three to five times as long to write as UTF-8, and then every offset
    /// has to be turned back into that of a unit. The fast path does not care what a character beyond ASCII is, and here its
    /// offsets are JavaScript's as they stand.
    Narrow,
}

impl State {
    /// The encoding of a body that was [`sent`] so.
    pub(super) fn encoding(&mut self, sent: u32) -> Encoding {
        match sent {
            sent::ASCII => Encoding::Ascii,
            sent::TEXT => Encoding::Text,
            sent::UTF_16 if narrow(&mut self.input, self.length) => Encoding::Ascii,
            sent::UTF_16 => Encoding::Narrow,
            _ => of_bytes(self.input.get(..self.length).unwrap_or_default()),
        }
    }

    /// Whether a text in UTF-16 has no more bytes as UTF-8 than are read.
    pub(super) fn fits(&self, bytes_max: usize) -> bool {
        self.length * utf8::BYTES_OF_UNIT <= bytes_max || utf8_length(&self.input, self.length) <= bytes_max
    }

    /// Puts the characters into the input, where it has one byte for each unit.
    #[cold]
    #[inline(never)]
    pub(super) fn widen(&mut self) {
        self.length = to_utf8(&mut self.input, self.length);
    }
}

/// The encoding of a body of which nothing is known.
fn of_bytes(body: &[u8]) -> Encoding {
    match () {
        () if scan::is_ascii(body) => Encoding::Ascii,
        () if core::str::from_utf8(body).is_ok() => Encoding::Text,
        () => Encoding::Bytes,
    }
}
