//! A notice says how long it gives.

use greffe::calendar::Stamp;
use greffe::typed::cnil_enforcement_2011_03_31::{Findings, acts::ServeNotice, by};

fn serve(findings: Findings<'_>, on: Stamp) {
    let _ = findings.serve_notice(on, by::President, ServeNotice::new(on));
}

fn main() {}
