//! The two courses through the generated types of states: every act is a method, and a refusal ends the course.

use greffe::calendar::{Period, Stamp};
use greffe::typed::cnil_enforcement_2011_03_31::{
    Closed, Law, NoCase, OnNoticeOrNoticeExpired as Noticed, SanctionFinal, ToPublishOrSanctionFinal as Judged, acts,
    by,
};

use crate::courses::Planned;

/// The days of a notice: it bears one that the course plans.
fn dated(course: &[Planned], at: usize) -> Option<Stamp> {
    match course.get(at)?.occurrence().details.first()? {
        greffe::value::Value::Date(stamp) => Some(*stamp),
        _ => None,
    }
}

const THREE_MONTHS: Period = Period { years: 0, months: 3, weeks: 0, days: 0, working_days: 0, days_off: 0 };

/// `courses::CLOSURE`, on these days.
pub fn closure(law: Law<'static>, days: &[Stamp], course: &[Planned]) -> Option<Closed<'static>> {
    let [d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13, d14] = days.try_into().ok()?;
    let case = NoCase::open(law).decide_inspection(d0, by::Commission, acts::DecideInspection::new()).ok()?.state;
    let case = case.inform_prosecutor(d1, by::Commission, acts::InformProsecutor::new()).ok()?.state;
    let case = case.ask_judge(d2, by::President).ok()?.state;
    let urgency = acts::AuthoriseBeforehand { ground: acts::Ground::Urgency };
    let case = case.authorise_beforehand(d3, by::Judge, urgency).ok()?.state;
    let case = case.enter(d4, by::Agents, acts::Enter::new(true)).ok()?.state;
    let case = case.draw_minutes(d5, by::Agents, acts::DrawMinutes::new()).ok()?.state;
    let hearing = acts::SummonPerson { hearing_on: dated(course, 6)? };
    let case = case.summon_person(d6, by::Agents, hearing).ok()?.state;
    let case = case.hear_person(d7, by::Agents).ok()?.state;
    let notice = acts::ServeNotice::new(dated(course, 8)?, THREE_MONTHS);
    let case = case.serve_notice(d8, by::President, notice).ok()?.state;
    let Noticed::OnNotice(case) = case.ask_publication(d9, by::President).ok()?.state else { return None };
    let Noticed::OnNotice(case) = case.publish_notice(d10, by::Bureau).ok()?.state else { return None };
    let Noticed::OnNotice(case) = case.answer(d11, by::Controller).ok()?.state else { return None };
    let Noticed::OnNotice(case) = case.answer(d12, by::Controller).ok()?.state else { return None };
    let Noticed::NoticeExpired(case) = case.ask_publication(d13, by::President).ok()?.state else { return None };
    Some(case.close(d14, by::President, acts::Close { compliant: true, published: true }).ok()?.state)
}

/// `courses::SANCTION`, on these days.
pub fn sanction(law: Law<'static>, days: &[Stamp], course: &[Planned]) -> Option<SanctionFinal<'static>> {
    let [d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13] = days.try_into().ok()?;
    let case = NoCase::open(law).decide_inspection(d0, by::Commission, acts::DecideInspection::new()).ok()?.state;
    let case = case.inform_prosecutor(d1, by::Commission, acts::InformProsecutor::new()).ok()?.state;
    let case = case.enter(d2, by::Agents, acts::Enter::new(true)).ok()?.state;
    let case = case.draw_minutes(d3, by::Agents, acts::DrawMinutes::new()).ok()?.state;
    let notice = acts::ServeNotice::new(dated(course, 4)?, THREE_MONTHS);
    let case = case.serve_notice(d4, by::President, notice).ok()?.state;
    let Noticed::NoticeExpired(case) = case.at(d5).state else { return None };
    let case = case.name_rapporteur(d5, by::President, acts::NameRapporteur::new()).ok()?.state;
    let case = case.notify_report(d6, by::Rapporteur, acts::NotifyReport::new()).ok()?.state;
    let case = case.observe(d7, by::Controller).ok()?.state;
    let case = case.call_session(d8, by::Committee).ok()?.state;
    let case = case.hold_session(d9, by::Committee, acts::HoldSession::new()).ok()?.state;
    let fine = acts::Fine { publish: true, ..acts::Fine::new(100_000) };
    let case = case.fine(d10, by::Committee, fine).ok()?.state;
    let case = case.appeal(d11, by::Controller).ok()?.state;
    let Judged::ToPublish(case) = case.reject_appeal(d12, by::Council).ok()?.state else { return None };
    Some(case.publish_decision(d13, by::Committee).ok()?.state)
}
