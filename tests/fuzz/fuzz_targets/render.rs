//! libFuzzer's door to the target `render`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chatapps_webhook_fuzz::render(data));
