//! libFuzzer's door to the target `mutate`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chatapps_webhook_fuzz::mutate(data));
