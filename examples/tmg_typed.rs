//! The TMG affair through typed machines: `cargo run --example tmg_typed`.
//!
//! What `scenarios/tmg-2011.yaml` says of the sources holds here too. What no source tells is assumed, and says so.
//! Try to close the case before the notice is served, or to let the bureau close it: it does not compile.

use std::error::Error;

use greffe::calendar::{Period, Stamp};
use greffe::typed::cnil_enforcement_2011_03_31 as cnil;
use greffe::typed::hadopi_interconnection_2010_03_07 as hadopi;

use cnil::acts::{Close, DecideInspection, DrawMinutes, Enter, InformProsecutor, ServeNotice};
use cnil::{Findings, OnNotice, OnNoticeOrNoticeExpired as Noticed};

fn main() -> Result<(), Box<dyn Error>> {
    let law = cnil::Law::shipped()?;
    for bears in ["2011-06-16", "2011-06-27"] {
        println!("If the notice of TMG is of {bears}, and was received that day:");
        tmg(law, bears)?;
    }
    link(law)
}

/// The formal notice of Trident Media Guard, its two answers, and the closure.
fn tmg(law: cnil::Law<'static>, bears: &str) -> Result<(), Box<dyn Error>> {
    let notice = notice(inspected(law)?, bears)?;
    if let Some(compliance) = notice.compliance() {
        println!("  the last day to comply is {}", compliance.last);
    }
    // Time passes with every act: what an act of a running notice returns may be a notice that has run out.
    let Noticed::OnNotice(notice) = notice.answer(on("2011-07-29")?, cnil::by::Controller)?.state else {
        return Err("a notice lasts longer than that".into());
    };
    let answered = notice.answer(on("2011-09-13")?, cnil::by::Controller)?;
    println!("  the answer of 13 September is {}", answered.judged.verdict().word());
    let waiting = match answered.state {
        Noticed::OnNotice(notice) => notice.at(on("2011-10-24")?).state,
        expired => expired,
    };
    let compliant = Close { compliant: true, published: false };
    let closed = match waiting {
        Noticed::OnNotice(notice) => notice.close(on("2011-10-24")?, cnil::by::President, compliant)?,
        Noticed::NoticeExpired(over) => {
            println!("  by 24 October: {}", over.state_label().en);
            // A closure must say that the controller has complied; one that does not stands, and is unlawful.
            let hasty =
                over.fork().close(on("2011-10-24")?, cnil::by::President, Close { compliant: false, ..compliant });
            if let Err(refused) = hasty {
                println!("  a closure without compliance: {refused}");
            }
            over.close(on("2011-10-24")?, cnil::by::President, compliant)?
        }
    };
    println!("  closed: {}, {}", closed.state.state_label().en, closed.judged.verdict().word());
    Ok(())
}

/// The link from TMG to Hadopi. No source dates its restoration: what if it had come with TMG's closure?
fn link(law: cnil::Law<'static>) -> Result<(), Box<dyn Error>> {
    let opened = hadopi::NotConnected::open(hadopi::Law::shipped()?);
    let link = opened.connect(on("2010-08-16")?, hadopi::by::Hadopi)?.state; // in service that day, opened by then
    let link = link.suspend(on("2011-05-16")?, hadopi::by::Hadopi)?.state;
    let link = link.deliver_media(on("2011-10-24")?, hadopi::by::RightsHolder)?.state;

    let scpp = notice(inspected(law)?, "2011-06-16")?.at(on("2011-10-24")?).state;
    let scpp = cnil::AnyState::from(scpp);
    println!("The link, restored on 24 October 2011, when the case of SCPP is at “{}”:", scpp.state_label().en);
    let seen = hadopi::seen(link.law(), &[scpp.sight()])?;
    let restored = link.restore(on("2011-10-24")?, hadopi::by::Hadopi, &seen)?;
    println!("  {}", restored.judged.verdict().word());
    for check in restored.judged.failed() {
        println!("  {}", check.otherwise_say.as_ref().map_or("", |text| &text.en));
    }
    Ok(())
}

/// Breaches found. No source tells of the decision, of the prosecutor or of the minutes: all days but that of the visit
/// are assumed, and so is its hour.
fn inspected(law: cnil::Law<'static>) -> Result<Findings<'static>, Box<dyn Error>> {
    let case = cnil::NoCase::open(law);
    let case = case.decide_inspection(on("2011-05-13")?, cnil::by::Commission, DecideInspection::default())?.state;
    let informed = on("2011-05-16T10:00")?;
    let case = case.inform_prosecutor(informed, cnil::by::Commission, InformProsecutor::default())?.state;
    let case = case.enter(on("2011-05-17T11:00")?, cnil::by::Agents, Enter::new(true))?.state;
    Ok(case.draw_minutes(on("2011-05-18")?, cnil::by::Agents, DrawMinutes::default())?.state)
}

/// Three months to comply.
fn notice(case: Findings<'static>, bears: &str) -> Result<OnNotice<'static>, Box<dyn Error>> {
    let three_months = Period { months: 3, ..Period::default() };
    let details = ServeNotice::new(on(bears)?, three_months);
    Ok(case.serve_notice(on(bears)?, cnil::by::President, details)?.state)
}

/// A day, or a day and a time.
fn on(text: &str) -> Result<Stamp, Box<dyn Error>> {
    Ok(text.parse()?)
}
