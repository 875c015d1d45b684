//! The border: the numbers by which Rust and JavaScript understand each other.
//!
//! In: nothing. Out: constants, for both sides: the generator writes those of `pkg/generated/border.js` from here. Does not know:
//! what is done with them.
//!
//! Why it exists: nothing but numbers crosses the border. One that stood on both sides could be changed on one of them only.

/// A number, for the generator.
#[cfg(feature = "codegen")]
pub struct Number {
    /// What it belongs to.
    pub group: &'static str,
    /// Its name in there.
    pub name: &'static str,
    /// What it says; a sentence.
    pub doc: &'static str,
    /// The number.
    pub value: usize,
}

/// A module of constants for each group, and the list of them all.
macro_rules! numbers {
    ($($(#[$about:meta])* $group:ident: $type:ty { $($(#[doc = $doc:literal])+ $name:ident = $value:expr;)+ })+) => {
        $(
            $(#[$about])*
            pub mod $group {
                $($(#[doc = $doc])+ pub const $name: $type = $value;)+
            }
        )+

        /// All of them, in their order.
        #[cfg(feature = "codegen")]
        pub const NUMBERS: &[Number] = &[$($(Number {
            group: stringify!($group),
            name: stringify!($name),
            doc: concat!($($doc),+),
            value: $group::$name as usize,
        }),+),+];
    };
}

numbers! {
    /// What JavaScript says that it has written; anything else is bytes.
    sent: u32 {
        /// Any bytes.
        BYTES = 0;
        /// UTF-8.
        TEXT = 1;
        /// ASCII.
        ASCII = 2;
        /// UTF-16, behind room for one byte for each of its units, in an even place.
        UTF_16 = 3;
    }

    /// Bits of the header's first word.
    status: u32 {
        /// The event can be given.
        OK = 1;
        /// The kind is known.
        KIND = 2;
        /// The event has a hash for its key.
        HASH = 4;
        /// The text that was read came out of the body's string.
        INNER = 8;
        /// Something of the body could be read.
        READ = 16;
        /// The text is not JSON as it stands.
        FAULTY = 32;
        /// The members of the event are those of the body.
        VERBATIM = 64;
        /// The id that the key begins with is in lower case.
        LOWER = 128;
        /// The body has nulls that the event leaves out.
        NULLS = 256;
        /// The text is ASCII.
        ASCII = 512;
        /// The diagnostics are those of the precedent: only their spans are told.
        FOLLOWS = 1024;
    }

    /// Where something stands in a text.
    offset: usize {
        /// The last place in a text that an offset can name: it has 28 bits.
        MAX = (1 << 28) - 1;
    }

    /// A body.
    body: usize {
        /// How much of a body is read, in bytes of UTF-8, unless the reader says otherwise: 10 MiB.
        BYTES_MAX = 10 * 1024 * 1024;
    }

    /// UTF-8.
    utf8: usize {
        /// How many bytes of UTF-8 a UTF-16 code unit has at most: two units make a character of four.
        BYTES_OF_UNIT = 3;
    }

    /// UTF-16 code units.
    units: usize {
        /// Of a text of more UTF-16 code units JavaScript makes UTF-8 faster than the module does.
        WIDENED_MAX = 64 * 1024;
    }

    /// What is the key of an event that has no id.
    hash: usize {
        /// How long a hash is.
        BYTES = uuid::fmt::Hyphenated::LENGTH;
    }

    /// A span: its start and its end, the line and the column of both.
    span: usize {
        /// How many words a span takes.
        WORDS = 6;
    }

    /// A diagnostic.
    diagnostic: usize {
        /// How many words a diagnostic begins with, before its span.
        HEAD_WORDS = 4;
        /// How many arguments its sentences have.
        ARGUMENTS = 3;
        /// How many words its arguments take, behind its span.
        ARGUMENTS_WORDS = ARGUMENTS * super::argument::WORDS;
    }

    /// An argument of a sentence: what it is, and two numbers.
    argument: usize {
        /// How many words an argument takes.
        WORDS = 3;
    }

    /// The name of a member: how it stands in the text, and from where to where.
    name: usize {
        /// How many words a name takes.
        WORDS = 3;
    }

    /// A body that others follow.
    precedent: usize {
        /// How many places there are for precedents. The last bits of the number of one say in which it is.
        PLACES = 128;
    }

    /// A node of a text.
    node: usize {
        /// Where its parent stands among the words of a node, the first of which is its type, with flags.
        PARENT = 1;
        /// Where its span stands.
        SPAN = 2;
        /// Where its name stands.
        NAME = SPAN + super::span::WORDS;
        /// Where the span of its name stands.
        NAME_SPAN = NAME + super::name::WORDS;
        /// Where its field stands.
        FIELD = NAME_SPAN + super::span::WORDS;
        /// Where its place in its parent stands.
        PLACE = FIELD + 1;
        /// How many words a node takes.
        WORDS = PLACE + 1;
    }

    /// Flags beside the type of a node.
    flag: u32 {
        /// The node is to be masked.
        SENSITIVE = 1 << 8;
        /// The node is a string that holds JSON.
        EMBEDDED = 1 << 9;
        /// The node has a name.
        MEMBER = 1 << 10;
    }
}
