//! The end of a notice sanctions nobody: what time has made of the case is no sanction to appeal from.

use greffe::calendar::Stamp;
use greffe::typed::cnil_enforcement_2011_03_31::{OnNotice, by};

fn appeal(notice: OnNotice<'_>, on: Stamp) {
    let _ = notice.at(on).state.appeal(on, by::Controller);
}

fn main() {}
