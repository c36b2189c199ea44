//! An act consumes the state: a case is not closed twice.

use greffe::calendar::Stamp;
use greffe::typed::cnil_enforcement_2011_03_31::{NoticeExpired, acts::Close, by};

fn close(expired: NoticeExpired<'_>, on: Stamp) {
    let details = Close { compliant: true, published: false };
    let _ = expired.close(on, by::President, details);
    let _ = expired.close(on, by::President, details);
}

fn main() {}
