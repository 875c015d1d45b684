//! Levels: how severe each code is to the reader.
//!
//! In: what the reader wants of some codes, and a finding. Out: the severity that it has, if it is told at all. Does not know: what
//! was found.
//!
//! Why it exists: what one reader lives with is an error to another. The rules say how severe a thing is by itself.

use super::Finding;
use crate::catalog::{Code, Severity};

/// What becomes of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// As the rules have it.
    Usual,
    /// As the reader wants it.
    Set(Severity),
    /// Not at all.
    Off,
}

/// The severities a reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Levels {
    pub(crate) strict: bool,
    /// One for each code, where any is not as the rules have it.
    by_code: Option<Box<[Level; Code::COUNT]>>,
}

impl Levels {
    pub(crate) const USUAL: Self = Self {
        strict: false,
        by_code: None,
    };

    /// What becomes of each code, to be changed.
    pub(crate) fn by_code(&mut self) -> &mut [Level; Code::COUNT] {
        self.by_code
            .get_or_insert_with(|| Box::new([Level::Usual; Code::COUNT]))
    }

    /// Whether whatever is found is told.
    #[cfg(feature = "wasm")]
    pub(crate) const fn tell_all(&self) -> bool {
        self.by_code.is_none()
    }

    /// What withholds the event stays an error, whatever the reader wants.
    pub(super) fn of(&self, finding: &Finding) -> Option<Severity> {
        if finding.severity == Severity::Error {
            return Some(Severity::Error);
        }
        let level = self
            .by_code
            .as_ref()
            .and_then(|by_code| by_code.get(finding.code as usize));
        match level {
            Some(Level::Off) => None,
            Some(Level::Set(severity)) => Some(*severity),
            _ if self.strict && finding.severity == Severity::Warning => Some(Severity::Error),
            _ => Some(finding.severity),
        }
    }
}
