//! The sink: where findings go.
//!
//! In: findings, from every room of the corridor, and the reader's levels. Out: what is kept of them, and how many more there were.
//! Does not know: how anything was found.
//!
//! All rooms write to it and none that judges reads from it. Why it exists: what is noted is counted, limited and put in order
//! here, so that no room has to think of it.

use super::{DIAGNOSTICS_MAX, EDITS_MAX, Finding, Levels};
use crate::catalog::{Code, Phrase, Severity};
use crate::order::order;
use crate::source::Range;
use std::cmp::Ordering;

/// Where findings go: written by all rooms, read by none that judges.
pub(crate) struct Sink<'l> {
    findings: Vec<Finding>,
    counts: [u32; 3],
    levels: &'l Levels,
    /// A code that has been said already, of an outer text.
    muted: Option<Code>,
}

impl<'l> Sink<'l> {
    pub(crate) const fn new(levels: &'l Levels) -> Self {
        Self {
            findings: Vec::new(),
            counts: [0; 3],
            levels,
            muted: None,
        }
    }

    /// What it holds so far, in no order.
    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Drops every finding with this code from now on.
    pub(crate) fn mute(&mut self, code: Code) {
        self.muted = Some(code);
    }

    /// Takes over what another sink holds, its ranges led back to this sink's text.
    pub(crate) fn absorb(&mut self, inner: Sink<'_>, lead_back: impl Fn(Range) -> Range) {
        for finding in inner.findings {
            let mut finding = finding.moved(&lead_back);
            finding.is_inner = true;
            self.findings.push(finding);
        }
        for (count, inner) in self.counts.iter_mut().zip(inner.counts) {
            *count += inner;
        }
    }

    #[cold]
    pub(crate) fn push(&mut self, mut finding: Finding) {
        let Some(severity) = self.levels.of(&finding).filter(|_| self.muted != Some(finding.code)) else {
            return;
        };
        finding.severity = severity;
        // Half of what mends would mend nothing.
        if finding.edits.len() > EDITS_MAX {
            finding.edits.clear();
        }
        let Some(count) = self.counts.get_mut(severity as usize) else {
            return;
        };
        let is_repeat = finding.code == Code::DuplicateKey;
        let has_room = (*count as usize) < DIAGNOSTICS_MAX;
        // What is judged first and then kept as it was sent is looked through twice for repeated names.
        let is_same = |other: &Finding| other.code == Code::DuplicateKey && other.node == finding.node;
        if has_room && is_repeat && self.findings.iter().any(is_same) {
            return;
        }
        *count += 1;
        if has_room {
            self.findings.push(finding);
        }
    }

    /// Takes back that members are unknown, by the nodes of their names.
    pub(crate) fn forget_unknown(&mut self, is_forgotten: &mut dyn FnMut(u32) -> bool) {
        self.retain(&mut |finding| finding.code != Code::UnknownField || !is_forgotten(finding.node));
    }

    #[inline(never)]
    fn retain(&mut self, is_kept: &mut dyn FnMut(&mut Finding) -> bool) {
        let mut place = 0;
        while let Some(finding) = self.findings.get_mut(place) {
            if is_kept(finding) {
                place += 1;
                continue;
            }
            if let Some(count) = self.counts.get_mut(finding.severity as usize) {
                *count -= 1;
            }
            // The last one takes its place: they are in no order.
            let last = self.findings.pop();
            if let (Some(place), Some(last)) = (self.findings.get_mut(place), last) {
                *place = last;
            }
        }
    }

    /// Adds something to be taken away to what was said with this help, if it was: one cause is told once, wherever else it stands.
    #[cold]
    pub(crate) fn remove_too(&mut self, help: Phrase, range: Range) -> bool {
        let Some(said) = self.findings.iter_mut().find(|finding| finding.help == Some(help)) else {
            return false;
        };
        match said.edits.len() {
            // There were too many already: a part of them would mend nothing.
            0 => {}
            EDITS_MAX => said.edits.clear(),
            _ => said.edits.push((range, Phrase::EditNothing)),
        }
        true
    }

    /// Has the line breaks taken out of a value, instead of escaped, that has one line only: they are of who printed it.
    #[cold]
    #[inline(never)]
    pub(crate) fn join_lines(&mut self, node: u32) {
        for finding in self.findings.iter_mut().filter(|finding| finding.node == node) {
            for (_, text) in &mut finding.edits {
                if matches!(text, Phrase::EditNewline | Phrase::EditReturn) {
                    *text = Phrase::EditNothing;
                    finding.help = Some(Phrase::HelpRemoveCharacter);
                }
            }
        }
    }

    /// Takes back what was said of some nodes as far as it says how they are given: they are kept as they were sent, after all.
    #[cold]
    #[inline(never)]
    pub(crate) fn take_back(&mut self, nodes: core::ops::Range<u32>) {
        self.retain(&mut |finding| {
            match finding.help {
                _ if !nodes.contains(&finding.node) => {}
                Some(Phrase::HelpSpelling | Phrase::HelpNull) => return false,
                Some(Phrase::HelpReadAs | Phrase::HelpNumberInString) => finding.help = Some(Phrase::HelpKeptInExtra),
                Some(Phrase::HelpInteractiveMismatch) => finding.help = Some(Phrase::HelpIncomplete),
                _ => {}
            }
            true
        });
    }

    /// What is kept – errors first if there are too many, then by position – and how many more there were.
    pub(crate) fn finish(mut self) -> Kept {
        let errors = self.counts[Severity::Error as usize];
        if self.findings.is_empty() {
            return Kept {
                findings: self.findings,
                omitted: 0,
                errors,
            };
        }
        if self.findings.len() > DIAGNOSTICS_MAX {
            self.sort_by(|one, other| one.severity.cmp(&other.severity));
            self.findings.truncate(DIAGNOSTICS_MAX);
        }
        self.sort_by(|one, other| one.range.cmp(&other.range));
        let omitted = self.counts.iter().sum::<u32>() - self.findings.len() as u32;
        Kept {
            findings: self.findings,
            omitted,
            errors,
        }
    }

    fn sort_by(&mut self, compare: fn(&Finding, &Finding) -> Ordering) {
        if self
            .findings
            .is_sorted_by(|one, other| compare(one, other) != Ordering::Greater)
        {
            return;
        }
        let mut findings: Vec<Option<Finding>> = self.findings.drain(..).map(Some).collect();
        let places = order(
            findings.len(),
            &|one, other| match (findings.get(one), findings.get(other)) {
                (Some(Some(one)), Some(Some(other))) => compare(one, other),
                _ => Ordering::Equal,
            },
        );
        let taken = places
            .into_iter()
            .filter_map(|place| findings.get_mut(place as usize)?.take());
        self.findings.extend(taken);
    }
}

/// What a sink held in the end.
pub(crate) struct Kept {
    pub(crate) findings: Vec<Finding>,
    pub(crate) omitted: u32,
    /// How many errors there were, kept or not.
    pub(crate) errors: u32,
}

impl Kept {
    pub(crate) const NOTHING: Self = Self {
        findings: Vec::new(),
        omitted: 0,
        errors: 0,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Level;

    fn finding(code: Code, at: usize) -> Finding {
        Finding::new(code, 0, Range::empty(at), Phrase::NoComma)
    }

    #[test]
    fn errors_are_kept_first_and_the_rest_is_counted() {
        let mut sink = Sink::new(&Levels::USUAL);
        for at in 0..300 {
            sink.push(finding(Code::UnknownField, at));
        }
        sink.push(finding(Code::MissingComma, 500));
        let kept = sink.finish();
        assert_eq!(
            (kept.findings.len(), kept.omitted, kept.errors),
            (DIAGNOSTICS_MAX, 201, 1)
        );
        assert_eq!(kept.findings[99].code, Code::MissingComma);
    }

    #[test]
    fn a_repeated_name_is_reported_once() {
        let mut sink = Sink::new(&Levels::USUAL);
        for node in [1, 1, 2, 1] {
            sink.push(Finding::new(
                Code::DuplicateKey,
                node,
                Range::empty(0),
                Phrase::KeyRepeated,
            ));
        }
        let kept = sink.finish();
        assert_eq!((kept.findings.len(), kept.omitted), (2, 0));
    }

    #[test]
    fn what_withholds_the_event_stays_an_error() {
        let mut levels = Levels::USUAL;
        levels.by_code()[Code::MissingField as usize] = Level::Off;
        let mut sink = Sink::new(&levels);
        sink.push(finding(Code::MissingField, 0));
        sink.push(finding(Code::MissingField, 1).severity(Severity::Warning));
        assert_eq!(sink.finish().findings.len(), 1);
    }

    #[test]
    fn strict_makes_warnings_errors_but_for_what_is_set() {
        let mut levels = Levels::USUAL;
        levels.strict = true;
        levels.by_code()[Code::InvalidUrl as usize] = Level::Set(Severity::Info);
        let mut sink = Sink::new(&levels);
        sink.push(finding(Code::InvalidUuid, 0));
        sink.push(finding(Code::InvalidUrl, 1));
        sink.push(finding(Code::NullValue, 2));
        let severities: Vec<_> = sink.finish().findings.iter().map(|finding| finding.severity).collect();
        assert_eq!(severities, [Severity::Error, Severity::Info, Severity::Info]);
    }
}
