//! Reads many bodies and prints what the library says of each, serialized by serde_json: what the tests compare the
//! JavaScript door with.
//!
//! In: lines of standard input, `{"hex": "7b7d", "options": {"strict": true}}` – the bytes of a body, and its options if
//! it has any. Out: for each line one with the report as JSON. For bodies in files:
//!
//! ```text
//! printf '{"hex":"%s"}\n' "$(xxd -p -c0 body.json)" | cargo run --example reports
//! ```

#[path = "../tests/common/mod.rs"]
mod common;

use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let request: serde_json::Value = serde_json::from_str(&line?)?;
        let body = bytes(request["hex"].as_str().unwrap_or_default())?;
        let options = match &request["options"] {
            serde_json::Value::Null => chatapps_webhook::Options::new(),
            options => common::options_of(&options.to_string()),
        };
        serde_json::to_writer(&mut out, &chatapps_webhook::parse_with(&body, &options))?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

fn bytes(hex: &str) -> Result<Vec<u8>, std::num::ParseIntError> {
    let pair = |at: usize| u8::from_str_radix(hex.get(at..at + 2).unwrap_or("?"), 16);
    (0..hex.len()).step_by(2).map(pair).collect()
}
