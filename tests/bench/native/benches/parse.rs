//! Native `parse`, beside serde_json into derived structs.
//!
//! * In: some bodies of `tests/fixtures/accept/` that have no diagnostics and that the structs know.
//! * Out: what criterion writes.
//! * Does not know: wasm.
//! * Why so: the structs are told which shape they get, and read the text once; ours has to find out. Both also read the JSON in a
//!   Flow's answers. The structs own their strings, as structs that outlive a request do; ours borrows.

#[path = "../../serde-peer/src/event.rs"]
#[allow(dead_code)]
mod event;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use chatapps_webhook::parse;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const BODIES: &[&str] = &[
    "inbound-v2-text-whatsapp",
    "inbound-v2-text-whatsapp-compact",
    "inbound-v2-text-emoji",
    "inbound-v2-image-whatsapp",
    "inbound-v2-location-numbers",
    "inbound-v2-interactive-button-reply",
    "inbound-v2-interactive-flow",
    "inbound-v2-text-8kb-ascii",
    "inbound-v3-bsuid-username",
];

fn bodies(criterion: &mut Criterion) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/accept");
    for name in BODIES {
        let body = fs::read_to_string(dir.join(format!("{name}.json"))).expect("a fixture can be read");
        let report = parse(&body);
        assert!(
            report.event.is_some() && report.diagnostics.is_empty(),
            "{name} is not clean"
        );
        assert!(event::read_inbound(&body).is_some(), "{name} does not fit the structs");
        let mut group = criterion.benchmark_group(format!("parse {name}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function("chatapps-webhook", |bencher| {
            bencher.iter(|| black_box(parse(black_box(&body))))
        });
        group.bench_function("serde_json", |bencher| {
            bencher.iter(|| black_box(event::read_inbound(black_box(&body))))
        });
        group.finish();
    }
}

fn config() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .without_plots()
}

criterion_group! {
    name = all;
    config = config();
    targets = bodies
}
criterion_main!(all);
