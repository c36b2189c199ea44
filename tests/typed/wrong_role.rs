//! The bureau may make a notice public; only the president closes.

use greffe::calendar::Stamp;
use greffe::typed::cnil_enforcement_2011_03_31::{NoticeExpired, acts::Close, by};

fn close(expired: NoticeExpired<'_>, on: Stamp) {
    let _ = expired.close(on, by::Bureau, Close { compliant: true, published: false });
}

fn main() {}
