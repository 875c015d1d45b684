//! Phone numbers and links: where somebody, or a file, can be reached.
//!
//! In: a text. Out: nothing where it is such an address, and otherwise what is wrong with it. Does not know: whether anybody
//! answers there.
//!
//! Why it exists: what is wrong with either is most often one character – a blank, a mask of asterisks –, and it is told as such.

use super::Fault;
use crate::catalog::{Code, Phrase};
use crate::scan;

/// ITU-T E.164 with its plus sign: no country code begins with zero, and a number has 15 digits at most, its country code
/// included. Fewer than 7 are nobody's.
pub(super) fn judge_phone_number(text: &[u8]) -> Result<(), Fault> {
    const CODE: Code = Code::InvalidPhoneNumber;
    match text {
        [b'+', b'1'..=b'9', rest @ ..] => {
            if let Some(at) = rest.iter().position(|byte| !byte.is_ascii_digit()) {
                return Err(Fault::character(CODE, Phrase::PhoneCharacter, text, at + 2));
            }
            if (6..=14).contains(&rest.len()) {
                Ok(())
            } else {
                Err(Fault::whole(CODE, Phrase::PhoneLength))
            }
        }
        [b'+', b'0', ..] => Err(Fault::range(CODE, Phrase::PhoneLeadingZero, 1, 2)),
        [b'+', _, ..] => Err(Fault::character(CODE, Phrase::PhoneCharacter, text, 1)),
        [b'+'] => Err(Fault::whole(CODE, Phrase::PhoneLength)),
        _ => Err(Fault::whole(CODE, Phrase::PhonePlus)),
    }
}

/// The scheme and its `//`, or nothing: `http` or `https`, in any case (RFC 3986 section 3.1).
pub(crate) fn url_scheme_length(text: &[u8]) -> Option<usize> {
    [&b"https://"[..], b"http://"]
        .into_iter()
        .find(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
        .map(<[u8]>::len)
}

/// An absolute http(s) link with a host and nothing in it that ends a link wherever links are read (RFC 3986 appendix C).
pub(super) fn judge_url(text: &[u8]) -> Result<(), Fault> {
    const CODE: Code = Code::InvalidUrl;
    let Some(scheme) = url_scheme_length(text) else {
        return Err(Fault::whole(CODE, Phrase::UrlScheme));
    };
    let at = scan::link_stop(text);
    if at < text.len() {
        return Err(Fault::character(CODE, Phrase::UrlCharacter, text, at));
    }
    match text.get(scheme) {
        None | Some(b'/' | b'?' | b'#' | b':') => Err(Fault::whole(CODE, Phrase::UrlHost)),
        Some(_) => Ok(()),
    }
}
