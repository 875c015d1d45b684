//! libFuzzer's door to the target `redact`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chatapps_webhook_fuzz::redact(data));
