//! What is one of a kind, and what is wrong with what is not.

use super::*;

#[track_caller]
fn check(kind: Kind, text: &str, expected: Option<&str>) {
    let wrong = kind.judge(text.as_bytes()).err().map(|fault| match fault.at {
        Some((start, end)) => &text[start..end],
        None => text,
    });
    assert_eq!(wrong, expected, "{kind:?} {text}");
}

#[test]
fn uuids() {
    check(Kind::Uuid, "9e09ac86-bd74-5465-851d-1eb5a5fdbb9a", None);
    check(Kind::Uuid, "9E09AC86-BD74-E465-051D-1EB5A5FDBB9A", None);
    check(Kind::Uuid, "777a57f4-bd74-eb11-851d-00155d9fer55", Some("r"));
    check(Kind::Uuid, "777a57f4-bd74-eb11-851d-00155d9feé55", Some("é"));
    // Of two wrong ones the first is shown.
    check(Kind::Uuid, "7g7a57f4-bd74-eb11-851d-00155d9fer55", Some("g"));
    // Another sign for a hyphen is shown where it is all that is wrong.
    check(Kind::Uuid, "777a57f4-bd74-eb11-851d_00155d9fe755", Some("_"));
    check(Kind::Uuid, "777a57f4–bd74-eb11-851d-00155d9fe755", Some("–"));
    for whole in [
        "777a57f4_bd74_eb11_851d_00155d9fe755",
        "777a57f4-bd74-eb11-851d_00155d9fer55",
        "7g7a57f4-bd74-eb11-851d_00155d9fe755",
        "",
        "777a57f4bd74eb11851d00155d9fe755",
        "{777a57f4-bd74-eb11-851d-00155d9fe755}",
        "urn:uuid:777a57f4-bd74-eb11-851d-00155d9fe755",
        "777a57f4-bd74-eb11-851d-00155d9fe75",
        "777a57f4-bd74-eb11-851d-00155d9fe7555",
        "777a57f4-bd74-eb11-851d000155d9fe755",
        // A hyphen where a digit is due is none that could be mended by itself.
        "777a57f4-bd74-eb11-851d-00155-9fe755",
        // Too long, and with a character that is no digit.
        "777a57f4-bd74-eb11-851d-00155d9fer555",
    ] {
        check(Kind::Uuid, whole, Some(whole));
    }
}

#[test]
fn half_a_surrogate_pair_is_no_character_to_point_at() {
    // The bytes U+D800 would have in UTF-8, which RFC 3629 section 3 rules out.
    let text = b"777a57f4-bd74-eb11-851d-00155d9fe\xED\xA0\x8055";
    let fault = Kind::Uuid.judge(text).unwrap_err();
    assert!(fault.at.is_none(), "{fault:?}");
}

#[test]
fn every_uuid_the_uuid_crate_prints_is_one() {
    for seed in 0..200_u128 {
        let id = ::uuid::Uuid::from_u128(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835));
        check(Kind::Uuid, &id.hyphenated().to_string(), None);
    }
}

#[test]
fn timestamps() {
    for good in [
        "2016-01-01T14:34:56Z",
        "2016-01-01T14:34:56.01Z",
        "2016-01-01T14:34:56.017Z",
        "2016-01-01T14:34:56.0171234Z",
        "2016-01-01T14:34:56.0171234567891234567891Z",
        "2024-02-29T23:59:60Z",
        "2016-01-01T14:34:56+08:00",
        "0000-02-29T00:00:00Z",
    ] {
        check(Kind::Timestamp, good, None);
    }
    for (bad, wrong) in [
        ("2026-02-30T00:00:00Z", "30"),
        ("2026-02-00T00:00:00Z", "00"),
        ("1900-02-29T00:00:00Z", "29"),
        ("2026-13-01T00:00:00Z", "13"),
        ("2026-01-01T24:00:00Z", "24"),
        ("2026-01-01T00:60:00Z", "60"),
        ("2026-01-01T00:00:60Z", "60"),
        ("2026-01-01T00:59:61Z", "61"),
        ("2026-01-01 00:00:00Z", " "),
        ("2026-01-01T00:00:00", "2026-01-01T00:00:00"),
        // The form comes before the calendar.
        ("2026-13-01T00:00:00", "2026-13-01T00:00:00"),
        // A byte of it is no digit, whatever its lower bits are.
        ("2é6-01-01T00:00:00Z", "é"),
        ("2026-01-01", "2026-01-01"),
        ("2026-01-01T00:00:00.Z", "."),
        ("2026-01-01T00:00:00z", "z"),
        ("2026-01-01T00:00:00+25:00", "+25:00"),
        ("2026-01-01T00:00:00+0800", "+0800"),
        ("2026-01-01T00:00:00ZZ", "Z"),
        ("", ""),
    ] {
        check(Kind::Timestamp, bad, Some(wrong));
    }
}

#[test]
fn phone_numbers() {
    for good in ["+1234567", "+123456789012345", "+12025550123"] {
        check(Kind::PhoneNumber, good, None);
    }
    for (bad, wrong) in [
        ("+123456", "+123456"),
        ("+1234567890123456", "+1234567890123456"),
        ("+02025550123", "0"),
        ("12025550123", "12025550123"),
        ("+1202555****", "*"),
        ("+1 2025550123", " "),
        ("+é", "é"),
        ("+", "+"),
        ("", ""),
    ] {
        check(Kind::PhoneNumber, bad, Some(wrong));
    }
}

#[test]
fn links() {
    for good in [
        "https://a.example/x?y=z#w",
        "HTTP://a",
        "https://[::1]/",
        "https://bücher.example/ü",
    ] {
        check(Kind::Url, good, None);
    }
    for (bad, wrong) in [
        ("", ""),
        ("ftp://a", "ftp://a"),
        ("//a/b", "//a/b"),
        ("https://", "https://"),
        ("https:///x", "https:///x"),
        ("https://a b", " "),
        ("https://a/<x>", "<"),
    ] {
        check(Kind::Url, bad, Some(wrong));
    }
}

#[test]
fn coordinates() {
    for good in [
        "90",
        "-90",
        "9e1",
        "0.0",
        "-0",
        "89.99999999999999999999999",
        "900E-1",
        "0e999999999999",
    ] {
        check(Kind::Latitude, good, None);
    }
    for bad in ["90.1", "-91", "1e2", "1e400", "123456789012345678901234567890"] {
        check(Kind::Latitude, bad, Some(bad));
    }
    check(Kind::Longitude, "179.9", None);
    check(Kind::Longitude, "180.1", Some("180.1"));
}

#[test]
fn an_offset_is_less_than_a_day() {
    for (offset, is_one) in [("+23:59", true), ("-23:00", true), ("+24:00", false), ("+00:60", false)] {
        let text = format!("2026-07-01T10:15:00{offset}");
        assert_eq!(Kind::Timestamp.judge(text.as_bytes()).is_ok(), is_one, "{text}");
    }
}
