//! Nodes: what stands where in the text.
//!
//! In: where a value or a name stands, and what is known of it. Out: the same in four words. Does not know: text.
//!
//! Why it exists: a tape is made for every body that is not read fast, so that a node is as small as can be; what its bits mean
//! is told here.

use crate::source::Range;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum NodeType {
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
    /// A place where no value could be read.
    Error,
}

/// A node of the tape. A member is two nodes: its key, and behind it the first node of its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The first node that is not inside this one.
    pub(crate) next: u32,
    pub(super) info: u32,
}

impl Node {
    /// The bits that hold the [`NodeType`].
    pub(super) const TYPE: u32 = 0x7;
    /// The name of a member.
    pub(crate) const KEY: u32 = 1 << 3;
    /// A string with escapes.
    pub(crate) const ESCAPED: u32 = 1 << 4;
    /// The text of the node is not JSON.
    pub(crate) const FAULTY: u32 = 1 << 5;
    /// Parts of the node may have been swallowed by an error.
    pub(crate) const LOSSY: u32 = 1 << 6;
    /// A string whose closing quote is missing.
    pub(crate) const UNCLOSED: u32 = 1 << 7;
    /// A name without quotes.
    pub(crate) const BARE: u32 = 1 << 8;
    /// A string with something in it that no JSON string has: what it was meant to say is a guess.
    pub(crate) const MARRED: u32 = 1 << 9;

    pub(crate) const fn is(self, flag: u32) -> bool {
        self.info & flag != 0
    }
    /// Whether it is a string or a name in double quotes, without escapes.
    #[inline]
    pub(crate) const fn is_plain_string(self) -> bool {
        self.info & (Self::TYPE | Self::ESCAPED | Self::FAULTY) == NodeType::String as u32
    }
    pub(crate) const fn kind(self) -> NodeType {
        const OBJECT: u32 = NodeType::Object as u32;
        const ARRAY: u32 = NodeType::Array as u32;
        const STRING: u32 = NodeType::String as u32;
        const NUMBER: u32 = NodeType::Number as u32;
        const TRUE: u32 = NodeType::True as u32;
        const FALSE: u32 = NodeType::False as u32;
        const NULL: u32 = NodeType::Null as u32;
        match self.info & Self::TYPE {
            OBJECT => NodeType::Object,
            ARRAY => NodeType::Array,
            STRING => NodeType::String,
            NUMBER => NodeType::Number,
            TRUE => NodeType::True,
            FALSE => NodeType::False,
            NULL => NodeType::Null,
            _ => NodeType::Error,
        }
    }
    /// Whether it stands for a name where there is none.
    pub(crate) const fn is_nameless(self) -> bool {
        self.is(Self::BARE) && self.start == self.end
    }
    /// Whether what was meant is not known: there is no value, or a word of another language stands in its place. It is
    /// there, but nothing follows from what it is read as.
    pub(crate) const fn is_unread(self) -> bool {
        match self.kind() {
            NodeType::Error => true,
            NodeType::True | NodeType::False | NodeType::Null => self.is(Self::FAULTY),
            _ => false,
        }
    }
    /// Whether it is a null that was sent as one: the member counts as absent.
    pub(crate) const fn is_null(self) -> bool {
        matches!(self.kind(), NodeType::Null) && !self.is(Self::FAULTY)
    }
    pub(crate) const fn range(self) -> Range {
        Range {
            start: self.start,
            end: self.end,
        }
    }
    /// What is inside the quotes of a string that is JSON.
    pub(crate) const fn inner(self) -> Range {
        Range {
            start: self.start + 1,
            end: self.end - 1,
        }
    }
    /// A node outside every tape.
    pub(super) const NOWHERE: Self = Self {
        start: 0,
        end: 0,
        next: u32::MAX,
        info: NodeType::Error as u32,
    };
}
