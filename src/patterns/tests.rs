//! Patterns of digits and small letters: which text follows one, which one is tried, learned, and forgotten.

use super::*;

/// Digits, or small letters.
#[derive(Clone, Copy)]
struct Run {
    is_digits: bool,
}

impl Run {
    fn end(self, text: &[u8], start: usize) -> Option<usize> {
        let is_part = |byte: &u8| match self.is_digits {
            true => byte.is_ascii_digit(),
            false => byte.is_ascii_lowercase(),
        };
        let count = text[start..].iter().take_while(|byte| is_part(byte)).count();
        (count > 0).then_some(start + count)
    }
}

impl Value for Run {
    type Read = usize;

    fn sort(&self) -> usize {
        usize::from(self.is_digits)
    }
}

type Runs = Patterns<Run, String>;

/// Cuts a text into its runs.
fn cut(text: &str) -> Option<(Pattern, Vec<Step<Run>>)> {
    let bytes = text.as_bytes();
    let mut cut = Cut::new(bytes, 0);
    let mut at = 0;
    while at < bytes.len() {
        let run = [true, false].map(|is_digits| Run { is_digits });
        match run.iter().find_map(|run| Some((*run, run.end(bytes, at)?))) {
            Some((run, end)) => {
                cut.value(Range::new(at, end), run);
                at = end;
            }
            None => at += 1,
        }
    }
    cut.end(bytes.len() as u32)
}

/// The text whose pattern this one follows, and where its values end; it is learned if it follows none.
fn follow(runs: &mut Runs, text: &str) -> Option<(String, Vec<usize>)> {
    if !runs.tries() {
        return None;
    }
    let bytes = text.as_bytes();
    let sought = Sought {
        text: bytes,
        at: 0,
        is_whole: true,
    };
    let found = runs.find(sought, |run, start, place| {
        *place = run.end(bytes, start)?;
        Some(*place)
    });
    if let Some(end) = found {
        assert_eq!(end, text.len());
        let known = runs.last().unwrap();
        let ends = &runs.read()[..known.steps.len()];
        return Some((known.meaning.clone(), ends.to_vec()));
    }
    runs.has_missed();
    let looks = [text.len() as u32, 0, 0];
    if runs.may_learn(looks)
        && let Some((pattern, steps)) = cut(text)
    {
        let id = runs.learn(
            pattern,
            Known {
                steps,
                meaning: text.to_owned(),
            },
        );
        assert_eq!(runs.last, id);
    }
    None
}

fn follows(runs: &mut Runs, text: &str) -> bool {
    follow(runs, text).is_some()
}

#[test]
fn what_has_other_values_follows() {
    let mut runs = Runs::default();
    assert_eq!(follow(&mut runs, "<a=12, b=c>"), None);
    let learned = |ends: &[usize]| Some(("<a=12, b=c>".to_owned(), ends.to_vec()));
    assert_eq!(follow(&mut runs, "<a=12, b=c>"), learned(&[2, 5, 8, 10]));
    assert_eq!(follow(&mut runs, "<abc=1, d=efg>"), learned(&[4, 6, 9, 13]));
    for other in [
        "<a=12, b=c>>",
        "<a=12, b=c",
        "<a=12, b=1>",
        "<a=12 b=c>",
        "<a=, b=c>",
        "a=12, b=c>",
        "",
    ] {
        runs.keep_first();
        assert_eq!(follow(&mut runs, other), None, "{other}");
    }
    assert_eq!(runs.text(0), b"<=, =>");
}

/// One value is enough, and so is none.
#[test]
fn a_text_may_be_a_value_or_have_none() {
    let mut runs = Runs::default();
    for (text, does) in [
        ("12", false),
        ("3", true),
        ("-", false),
        ("-", true),
        ("", false),
        ("", true),
    ] {
        assert_eq!(follows(&mut runs, text), does, "{text}");
    }
}

/// Where a text leaves a pattern it goes on by another one, and what was read of it stays.
#[test]
fn what_leaves_one_may_follow_another() {
    let mut runs = Runs::default();
    let texts = ["a=1,b=2", "a=1,b=c", "a=1;b=2", "1=1,b=2", "a=1,b=2,c=3", "(a=1)"];
    for text in texts {
        assert!(!follows(&mut runs, text), "{text}");
    }
    for _ in 0..3 {
        for text in texts {
            let (known, ends) = follow(&mut runs, &text.replace('1', "111")).unwrap();
            assert_eq!(known, text);
            let mut expected = Vec::new();
            for (at, _) in text.match_indices(|one: char| one.is_ascii_alphanumeric()) {
                let ones = text[..=at].matches('1').count();
                expected.push(at + 1 + 2 * ones);
            }
            assert_eq!(ends, expected, "{text}");
        }
    }
    let alike = |one: usize| [0, 1, 2, 3, 4, 5].map(|other| runs.alike(one, other));
    assert_eq!(alike(0), [UNLIKE, 3, 2, 0, 4, 0]);
    assert_eq!(alike(1), [3, UNLIKE, 2, 0, 3, 0]);
    assert_eq!(alike(5), [0, 0, 0, 0, 0, UNLIKE]);
}

#[cfg(feature = "wasm")]
#[test]
fn what_is_between_is_ascii_or_not() {
    for (text, is_ascii) in [("a=1", true), ("é=1", false), ("1=é", false), ("", true)] {
        let mut runs = Runs::default();
        follow(&mut runs, text);
        assert_eq!(
            runs.at(0).map(|(pattern, _)| pattern.is_ascii()),
            Some(is_ascii),
            "{text}"
        );
    }
}

/// A value need not be where the text begins and ends.
#[test]
fn a_part_of_a_text_may_follow() {
    let mut runs = Runs::default();
    follow(&mut runs, "(1)");
    let mut ends = |text: &str, at: usize, is_whole: bool| {
        let text = text.as_bytes();
        let sought = Sought { text, at, is_whole };
        runs.find(sought, |run, start, place| {
            *place = run.end(text, start)?;
            Some(*place)
        })
    };
    assert_eq!(ends("(12)", 0, true), Some(4));
    assert_eq!(ends("((12)", 1, true), Some(5));
    assert_eq!(ends("((12))", 1, true), None);
    assert_eq!(ends("((12))", 1, false), Some(5));
    assert_eq!(ends("((12", 1, false), None);
    assert_eq!(ends("(", 1, false), None);
}

/// Texts of many looks.
fn looks(number: usize) -> String {
    format!("a{}", ".".repeat(number))
}

#[test]
fn the_oldest_makes_room() {
    let mut runs = Runs::default();
    for number in 0..KNOWN_MAX {
        assert!(!follows(&mut runs, &looks(number)));
        // Nothing is tried less than it was found.
        assert!(follows(&mut runs, &looks(number)));
    }
    assert!((0..KNOWN_MAX).all(|number| follows(&mut runs, &looks(number))));
    // None was learned for long, so a new one is, in place of the first; the next one if it comes again.
    let new = KNOWN_MAX;
    for (number, does) in [
        (new, false),
        (new, true),
        (new + 1, false),
        (new + 1, false),
        (new + 1, true),
        (2, true),
        (0, false),
        (1, false),
        (3, true),
    ] {
        assert_eq!(follows(&mut runs, &looks(number)), does, "{number}");
    }
    assert_eq!(runs.len(), KNOWN_MAX);
    // All others are compared with a new one.
    assert_eq!(runs.last().unwrap().meaning, looks(3));
    for id in 0..2 {
        assert_eq!(runs.alike(id, id), UNLIKE);
        assert!((2..KNOWN_MAX).all(|other| runs.alike(id, other) == 1 && runs.alike(other, id) == 1));
    }
}

#[test]
fn where_few_follow_few_are_tried() {
    let mut runs = Runs::default();
    let misses = MISSES_MAX as usize;
    for number in 0..misses {
        assert!(!runs.shelf.is_sampling);
        assert!(!follows(&mut runs, &looks(number)));
    }
    assert!(runs.shelf.is_sampling);
    let tried = (0..4 * TRIED_EVERY).filter(|_| follows(&mut runs, &looks(0)));
    assert_eq!(tried.count(), 4);
    let mut tries = 0;
    while runs.shelf.is_sampling {
        follows(&mut runs, &looks(0));
        tries += 1;
    }
    assert!(tries <= MISSES_MAX / 2 * TRIED_EVERY, "{tries}");
    assert_eq!(runs.misses(), MISSES_MAX / 2);
    assert!(follows(&mut runs, &looks(1)));
    // What nothing else speaks for is tried as seldom.
    let tried = (0..4 * TRIED_EVERY).filter(|_| runs.tries_unlikely());
    assert_eq!(tried.count(), 4);
}

/// What was not tried is neither missed nor learned.
#[test]
fn what_is_not_tried_counts_for_nothing() {
    let mut runs = Runs::default();
    assert!(!runs.tries_unlikely());
    runs.has_missed();
    assert_eq!((runs.misses(), runs.may_learn([0; 3])), (0, false));
    assert!(runs.tries());
    runs.has_missed();
    assert_eq!((runs.misses(), runs.may_learn([0; 3])), (1, true));
}

/// Where there is no room, and most are new, only one of many is learned.
#[test]
fn where_few_follow_few_are_learned() {
    let mut runs = Runs::default();
    for number in 0..KNOWN_MAX {
        for _ in 0..2 {
            follows(&mut runs, &looks(number));
        }
    }
    let mut learned = 0;
    let mut last = runs.learned();
    let texts = 8 * LEARNING as usize;
    for number in 0..texts {
        follows(&mut runs, &looks(KNOWN_MAX + number % 2));
        runs.shelf.is_sampling = true;
        learned += usize::from(runs.learned() != last);
        last = runs.learned();
    }
    assert!((1..=8).contains(&learned), "{learned}");
}

#[test]
fn what_is_long_is_not_learned() {
    for (text, is_learned) in [
        (".".repeat(BYTES_MAX), true),
        (".".repeat(BYTES_MAX + 1), false),
        ("a.".repeat(STEPS_MAX), true),
        ("a.".repeat(STEPS_MAX + 1), false),
    ] {
        let mut runs = Runs::default();
        let does = [(); 2].map(|()| follows(&mut runs, &text));
        assert_eq!(
            (does, runs.len()),
            ([false, is_learned], usize::from(is_learned)),
            "{text}"
        );
    }
}

#[test]
fn what_is_forgotten_is_not_followed() {
    let mut runs = Runs::default();
    for number in [1, 2, 3] {
        follows(&mut runs, &looks(number));
    }
    runs.clear();
    assert_eq!(
        (runs.len(), follows(&mut runs, &looks(3)), follows(&mut runs, &looks(3))),
        (0, false, true)
    );
}
