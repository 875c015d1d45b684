//! The glue of wasm-bindgen, so that loading it does nothing.
//!
//! * In: `NAME.js`, as wasm-bindgen wrote it.
//! * Out: the same file; its TextDecoder and TextEncoder are made at their first use, and a module of any realm is taken.
//! * Does not know: what the glue is for.
//! * Why: some test environments (jsdom) have neither, and a bundler leaves out an unused module only where loading it has
//!   no effect.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

const DECODER: &str =
    "let cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });\ncachedTextDecoder.decode();\n";
const DECODER_USE: &str = "    return cachedTextDecoder.decode(bytes);\n";
const ENCODER: &str = "const cachedTextEncoder = new TextEncoder();\n";
/// A fallback for engines without `encodeInto`; all that have WebAssembly SIMD have it.
const ENCODER_FALLBACK: &str = "if (!('encodeInto' in cachedTextEncoder)) {";
const ENCODER_USE: &str = "function passStringToWasm0(arg, malloc, realloc) {\n";

/// What `initSync` does with bytes. It is only ever given a module, which may be of another realm and then fails this test.
const COMPILE: &str =
    "    if (!(module instanceof WebAssembly.Module)) {\n        module = new WebAssembly.Module(module);\n    }\n";

pub(super) fn make_lazy(dir: &Path, name: &str) -> Result<()> {
    let file = dir.join(format!("{name}.js"));
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = lazy(&text);
    ensure!(
        !text.contains("new WebAssembly.Module(")
            && !text
                .lines()
                .any(|line| line.contains("new Text") && !line.starts_with(' ')),
        "{}: wasm-bindgen writes its glue differently now; see xtask/src/build/glue.rs",
        file.display()
    );
    fs::write(&file, text)?;
    Ok(())
}

fn lazy(glue: &str) -> String {
    let decoder_use =
        format!("    cachedTextDecoder ??= new TextDecoder('utf-8', {{ ignoreBOM: true }});\n{DECODER_USE}");
    let encoder_use = format!("{ENCODER_USE}    cachedTextEncoder ??= new TextEncoder();\n");
    let glue = glue
        .replace(DECODER, "let cachedTextDecoder;\n")
        .replace(DECODER_USE, &decoder_use)
        .replace(ENCODER, "let cachedTextEncoder;\n")
        .replace(ENCODER_USE, &encoder_use)
        .replace(COMPILE, "");
    without_fallback(&glue)
}

fn without_fallback(glue: &str) -> String {
    let Some((before, rest)) = glue.split_once(ENCODER_FALLBACK) else {
        return glue.to_owned();
    };
    let (_, after) = rest.split_once("\n}\n").expect("a statement ends");
    format!("{}{after}", before.trim_end_matches('\n').to_owned() + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_made_before_it_is_used() {
        let glue = format!(
            "{DECODER}function decode(bytes) {{\n{DECODER_USE}}}\n\n{ENCODER}\n{ENCODER_FALLBACK}\n    x = function () {{\n    }};\n}}\n\n{ENCODER_USE}}}\n"
        );
        let lazy = lazy(&glue);
        assert!(!lazy.contains("encodeInto"));
        assert!(
            lazy.lines()
                .all(|line| !line.contains("new ") || line.starts_with("    "))
        );
        assert_eq!(lazy.matches("??= new Text").count(), 2);
    }
}
