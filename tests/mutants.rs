//! The tests that tell most of the parser, in one program: mutants are built by the thousand, and each program more is linked as
//! often. They run by themselves as well; this runs where it is named only (`.cargo/mutants.toml`).

#[path = "edges.rs"]
mod edges;
#[path = "fixtures.rs"]
mod fixtures;
#[path = "golden.rs"]
mod golden;
#[path = "oracle.rs"]
mod oracle;
#[path = "positions.rs"]
mod positions;
#[path = "receipts.rs"]
mod receipts;
#[path = "recovery.rs"]
mod recovery;
#[path = "roundtrip.rs"]
mod roundtrip;
