//! Target `json`: what is JSON, and what it says, is what serde_json says.
//!
//! In: a body. Out: a panic where the verdicts or the values differ. Does not know: where the two may differ; that list
//! is the oracle's ([`crate::common::oracle`]).

use super::common::oracle::compare;

pub fn json(body: &[u8]) {
    if let Some(difference) = compare(body) {
        panic!("{difference}");
    }
    // The same as a member of an event: other parts of the parser read it there.
    let inside = [&b"{\"namespace\":\"VOICE\",\"payload\":"[..], body, b"}"].concat();
    if let Some(difference) = compare(&inside) {
        panic!("as a member: {difference}");
    }
}
