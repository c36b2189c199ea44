//! A case cannot be closed for compliance before a formal notice is served.

use greffe::calendar::Stamp;
use greffe::typed::cnil_enforcement_2011_03_31::{Findings, acts::Close, by};

fn close(findings: Findings<'_>, on: Stamp) {
    let _ = findings.close(on, by::President, Close { compliant: true, published: false });
}

fn main() {}
