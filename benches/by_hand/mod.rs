//! The CNIL's procedure of 2011 as one would write it by hand for these two courses: an enumeration, a `match`, and
//! the calendar of the library. The yardstick for the engine, which reads the same rules from a file.

use greffe::calendar::{Counting, Day, Duration, Holidays, Length, Period, Roll, Rule, Stamp};
use greffe::procedure::Procedure;
use greffe::value::Value;

use crate::courses::Planned;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    NoCase,
    Decided,
    Announced,
    OnSite,
    Findings,
    OnNotice,
    NoticeExpired,
    RapporteurNamed,
    Reported,
    ObservationsOver,
    Summoned,
    Heard,
    Sanctioned,
    Appealed,
    ToPublish,
    SanctionFinal,
    Closed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Commission,
    President,
    Bureau,
    Committee,
    Rapporteur,
    Agents,
    Judge,
    Council,
    Controller,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Domicile {
    Mainland,
    Overseas,
    Abroad,
}

/// A sanction other than a warning.
#[derive(Clone, Copy, Debug)]
pub struct Fine {
    pub euros: i64,
    pub against_state: bool,
    pub complied: bool,
    pub repeat: bool,
    pub firm: bool,
    pub turnover: Option<i64>,
    pub reasoned: bool,
    pub remedies_stated: bool,
    pub publish: bool,
    pub domicile: Domicile,
}

#[derive(Clone, Copy, Debug)]
pub enum Act {
    DecideInspection { committee_member: bool },
    InformProsecutor { in_writing: bool },
    AskJudge,
    AuthoriseBeforehand { ground: u16 },
    Enter { right_told: bool, private_home: bool, committee_member: bool },
    DrawMinutes { both_sides: bool },
    SummonPerson { hearing_on: Day },
    HearPerson,
    ServeNotice { period: Period, urgent: bool, to_controller: bool },
    AskPublication,
    PublishNotice,
    Answer,
    Close { compliant: bool, published: bool },
    NameRapporteur { from_committee: bool },
    NotifyReport { domicile: Domicile },
    Observe,
    CallSession,
    HoldSession { bureau_member: bool },
    Fine(Fine),
    Appeal,
    RejectAppeal,
    PublishDecision,
}

/// An act that happens.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    pub act: Act,
    pub by: Role,
    pub on: Stamp,
}

/// What became of an act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Legal,
    Irregular,
    Illegal,
}

/// A case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Case {
    pub state: State,
    prosecutor_informed: Option<Stamp>,
    judge_asked: bool,
    judge_authorised: bool,
    hearing_on: Option<Day>,
    served: bool,
    notice_ran_out: bool,
    publication_asked: bool,
    notice_published: bool,
    session_called: Option<Stamp>,
    session_held: bool,
    remedies_given: bool,
    publication_ordered: bool,
    compliance: Option<Day>,
    observations: Option<Day>,
    appeal_period: Option<Day>,
    comply_owed: bool,
    closure_owed: bool,
    publication_due: Option<Day>,
}

const CIVIL: Counting =
    Counting { rule: Rule::Civil, roll: Roll::None, holidays: Holidays::France, zone: chrono_tz::Europe::Paris };
const FRANC: Counting = Counting {
    rule: Rule::Franc,
    roll: Roll::NextWorkingDay,
    holidays: Holidays::France,
    zone: chrono_tz::Europe::Paris,
};

/// The last day of a period of months.
fn months(counting: &Counting, from: Stamp, months: u16) -> Day {
    last(counting, from, Period { months, ..Period::default() })
}

fn last(counting: &Counting, from: Stamp, period: Period) -> Day {
    match counting.count(from, Length::Civil(period)).map(|due| due.last) {
        Ok(greffe::calendar::End::Day(day)) => day,
        _ => Day::MAX,
    }
}

impl Case {
    pub fn new() -> Self {
        Self {
            state: State::NoCase,
            prosecutor_informed: None,
            judge_asked: false,
            judge_authorised: false,
            hearing_on: None,
            served: false,
            notice_ran_out: false,
            publication_asked: false,
            notice_published: false,
            session_called: None,
            session_held: false,
            remedies_given: false,
            publication_ordered: false,
            compliance: None,
            observations: None,
            appeal_period: None,
            comply_owed: false,
            closure_owed: false,
            publication_due: None,
        }
    }

    /// Lets deadlines run out, judges the act by its rules, and moves the case.
    pub fn step(&mut self, occurrence: &Occurrence) -> Outcome {
        let on = occurrence.on;
        self.advance(on.day);
        let (role, lawful) = self.judge(occurrence.act, on);
        if occurrence.by != role {
            return Outcome::Illegal;
        }
        if lawful == Outcome::Legal {
            self.apply(occurrence.act, on);
        }
        lawful
    }

    fn advance(&mut self, day: Day) {
        match self.state {
            State::OnNotice if self.compliance.is_some_and(|last| last < day) => {
                self.state = State::NoticeExpired;
                self.notice_ran_out = true;
            }
            State::Reported if self.observations.is_some_and(|last| last < day) => {
                self.state = State::ObservationsOver;
            }
            State::Sanctioned if self.appeal_period.is_some_and(|last| last < day) && self.remedies_given => {
                self.state = if self.publication_ordered { State::ToPublish } else { State::SanctionFinal };
            }
            _ => {}
        }
    }

    fn judge(&self, act: Act, on: Stamp) -> (Role, Outcome) {
        let required = |holds: bool| if holds { Outcome::Legal } else { Outcome::Illegal };
        let notified = matches!(self.state, State::OnNotice | State::NoticeExpired);
        let investigated = matches!(self.state, State::Decided | State::Announced | State::OnSite | State::Findings);
        match act {
            Act::DecideInspection { committee_member } => {
                (Role::Commission, required(self.state == State::NoCase && !committee_member))
            }
            Act::InformProsecutor { in_writing } => {
                (Role::Commission, required(self.state == State::Decided && in_writing))
            }
            Act::AskJudge => (Role::President, required(matches!(self.state, State::Decided | State::Announced))),
            Act::AuthoriseBeforehand { ground } => {
                let possible = matches!(self.state, State::Decided | State::Announced);
                (Role::Judge, required(possible && self.judge_asked && ground != 3))
            }
            Act::Enter { right_told, private_home, committee_member } => {
                let informed = self.prosecutor_informed.is_some_and(|informed| {
                    let day = Length::Elapsed(Duration { minutes: 24 * 60 });
                    let waited = CIVIL.count(informed, day).map(|due| due.last.last_minute());
                    let now = i64::from(on.day.number()) * 1440 + i64::from(on.earliest().number());
                    waited.is_ok_and(|waited| now >= waited.latest)
                });
                let hours = on.earliest().number() >= 6 * 60 && on.latest().number() <= 21 * 60;
                let told = right_told || self.judge_authorised;
                let lawful = self.state == State::Announced && informed && hours && told;
                (Role::Agents, required(lawful && !private_home && !committee_member))
            }
            Act::DrawMinutes { both_sides } => (Role::Agents, required(self.state == State::OnSite && both_sides)),
            Act::SummonPerson { hearing_on } => {
                let notice = hearing_on.plus(-8).is_some_and(|latest| on.day <= latest);
                (Role::Agents, required(investigated && notice))
            }
            Act::HearPerson => (Role::Agents, required(investigated && self.hearing_on.is_some())),
            Act::ServeNotice { period, urgent, to_controller } => {
                let end = last(&CIVIL, on, period);
                let at_least = |days| on.day.plus(days).is_some_and(|day| end >= day);
                let bounded = (urgent || at_least(10)) && at_least(5) && end <= months(&CIVIL, on, 3);
                (Role::President, required(self.state == State::Findings && to_controller && bounded))
            }
            Act::AskPublication => (Role::President, required(notified)),
            Act::PublishNotice => (Role::Bureau, required(notified && self.publication_asked)),
            Act::Answer if self.compliance.is_some_and(|last| on.day > last) => (Role::Controller, Outcome::Irregular),
            Act::Answer => (Role::Controller, required(notified)),
            Act::Close { compliant, published } => {
                (Role::President, required(notified && compliant && published == self.notice_published))
            }
            Act::NameRapporteur { from_committee } => {
                let possible = matches!(self.state, State::Findings | State::NoticeExpired);
                (Role::President, required(possible && !from_committee))
            }
            Act::NotifyReport { .. } => (Role::Rapporteur, required(self.state == State::RapporteurNamed)),
            Act::Observe => {
                let possible = matches!(self.state, State::Reported | State::Summoned);
                (Role::Controller, required(possible && self.observations.is_some_and(|last| on.day <= last)))
            }
            Act::CallSession => {
                (Role::Committee, required(matches!(self.state, State::Reported | State::ObservationsOver)))
            }
            Act::HoldSession { bureau_member } => {
                let called = self.session_called.is_some_and(|called| on.day >= months(&CIVIL, called, 1));
                let observed = self.observations.is_some_and(|last| on.day > last);
                (Role::Committee, required(self.state == State::Summoned && called && observed && !bureau_member))
            }
            Act::Fine(fine) => {
                let possible = matches!(
                    self.state,
                    State::Findings
                        | State::OnNotice
                        | State::NoticeExpired
                        | State::RapporteurNamed
                        | State::Reported
                        | State::ObservationsOver
                        | State::Summoned
                        | State::Heard
                );
                let procedure = self.session_held && self.served && self.notice_ran_out && !fine.complied;
                let ceiling = fine.euros <= 300_000 && (fine.euros <= 150_000 || fine.repeat);
                let turnover = !fine.repeat || !fine.firm || fine.turnover.is_some_and(|t| fine.euros * 20 <= t);
                let lawful = procedure && ceiling && turnover && !fine.against_state && fine.reasoned;
                (Role::Committee, required(possible && lawful))
            }
            Act::Appeal => (Role::Controller, required(self.state == State::Sanctioned)),
            Act::RejectAppeal => (Role::Council, required(self.state == State::Appealed)),
            Act::PublishDecision => (Role::Committee, required(self.state == State::ToPublish)),
        }
    }

    fn apply(&mut self, act: Act, on: Stamp) {
        match act {
            Act::DecideInspection { .. } => self.state = State::Decided,
            Act::InformProsecutor { .. } => {
                self.state = State::Announced;
                self.prosecutor_informed = Some(on);
            }
            Act::AskJudge => self.judge_asked = true,
            Act::AuthoriseBeforehand { .. } => self.judge_authorised = true,
            Act::Enter { .. } => self.state = State::OnSite,
            Act::DrawMinutes { .. } => self.state = State::Findings,
            Act::SummonPerson { hearing_on } => self.hearing_on = Some(hearing_on),
            Act::HearPerson => {}
            Act::ServeNotice { period, .. } => {
                self.state = State::OnNotice;
                self.compliance = Some(last(&CIVIL, on, period));
                self.served = true;
                self.comply_owed = true;
            }
            Act::AskPublication => self.publication_asked = true,
            Act::PublishNotice => self.notice_published = true,
            Act::Answer => {
                self.comply_owed = false;
                self.closure_owed = true;
            }
            Act::Close { .. } => {
                self.state = State::Closed;
                self.comply_owed = false;
                self.closure_owed = false;
            }
            Act::NameRapporteur { .. } => {
                self.state = State::RapporteurNamed;
                self.closure_owed = false;
            }
            Act::NotifyReport { domicile } => {
                self.state = State::Reported;
                self.observations = Some(months(&CIVIL, on, if domicile == Domicile::Abroad { 2 } else { 1 }));
            }
            Act::Observe => {}
            Act::CallSession => {
                self.state = State::Summoned;
                self.session_called = Some(on);
            }
            Act::HoldSession { .. } => {
                self.state = State::Heard;
                self.session_held = true;
            }
            Act::Fine(fine) => {
                self.state = State::Sanctioned;
                self.appeal_period = Some(match fine.domicile {
                    Domicile::Mainland => months(&FRANC, on, 2),
                    Domicile::Overseas => months(&FRANC, on, 3),
                    Domicile::Abroad => months(&FRANC, on, 4),
                });
                self.remedies_given = fine.remedies_stated;
                self.publication_ordered = fine.publish;
            }
            Act::Appeal => self.state = State::Appealed,
            Act::RejectAppeal if self.publication_ordered => {
                self.state = State::ToPublish;
                self.publication_due = Some(months(&CIVIL, on, 1));
            }
            Act::RejectAppeal => self.state = State::SanctionFinal,
            Act::PublishDecision => {
                self.state = State::SanctionFinal;
                self.publication_due = None;
            }
        }
    }
}

/// A course, in the terms of this machine. It must come out as lawful here as in the engine.
pub fn translated(procedure: &Procedure, course: &[Planned]) -> Vec<Occurrence> {
    let all: Vec<Occurrence> = course.iter().map(|planned| one(procedure, planned)).collect();
    let mut case = Case::new();
    for occurrence in &all {
        assert_eq!(case.step(occurrence), Outcome::Legal, "{occurrence:?} in {:?}", case.state);
    }
    assert!(matches!(case.state, State::Closed | State::SanctionFinal));
    all
}

fn one(procedure: &Procedure, planned: &Planned) -> Occurrence {
    let occurrence = planned.occurrence();
    let act = procedure.act(occurrence.act);
    let detail = |name: &str| {
        let at = act.details.iter().position(|field| field.name == name);
        at.and_then(|at| occurrence.details.get(at)).copied().unwrap_or(Value::Unknown)
    };
    let is = |name: &str| detail(name) == Value::Boolean(true);
    let word = |name: &str| if let Value::Word(word) = detail(name) { word } else { 0 };
    let domicile = || match word("domicile") {
        0 => Domicile::Mainland,
        1 => Domicile::Overseas,
        _ => Domicile::Abroad,
    };
    let (act, by) = match act.name.as_str() {
        "decide_inspection" => (Act::DecideInspection { committee_member: is("committee_member") }, Role::Commission),
        "inform_prosecutor" => (Act::InformProsecutor { in_writing: is("in_writing") }, Role::Commission),
        "ask_judge" => (Act::AskJudge, Role::President),
        "authorise_beforehand" => (Act::AuthoriseBeforehand { ground: word("ground") }, Role::Judge),
        "enter" => {
            let (right_told, private_home) = (is("right_told"), is("private_home"));
            (Act::Enter { right_told, private_home, committee_member: is("committee_member") }, Role::Agents)
        }
        "draw_minutes" => (Act::DrawMinutes { both_sides: is("both_sides") }, Role::Agents),
        "summon_person" => {
            let hearing_on = if let Value::Date(on) = detail("hearing_on") { on.day } else { Day::MIN };
            (Act::SummonPerson { hearing_on }, Role::Agents)
        }
        "hear_person" => (Act::HearPerson, Role::Agents),
        "serve_notice" => {
            let period = if let Value::Period(period) = detail("period") { period } else { Period::default() };
            let to_controller = word("addressee") == 0;
            (Act::ServeNotice { period, urgent: is("urgent"), to_controller }, Role::President)
        }
        "ask_publication" => (Act::AskPublication, Role::President),
        "publish_notice" => (Act::PublishNotice, Role::Bureau),
        "answer" => (Act::Answer, Role::Controller),
        "close" => (Act::Close { compliant: is("compliant"), published: is("published") }, Role::President),
        "name_rapporteur" => (Act::NameRapporteur { from_committee: is("from_committee") }, Role::President),
        "notify_report" => (Act::NotifyReport { domicile: domicile() }, Role::Rapporteur),
        "observe" => (Act::Observe, Role::Controller),
        "call_session" => (Act::CallSession, Role::Committee),
        "hold_session" => (Act::HoldSession { bureau_member: is("bureau_member") }, Role::Committee),
        "fine" => {
            let integer = |name: &str| if let Value::Integer(n) = detail(name) { Some(n) } else { None };
            let fine = Fine {
                euros: integer("euros").unwrap_or(i64::MAX),
                against_state: is("against_state"),
                complied: is("complied"),
                repeat: is("repeat_within_five_years"),
                firm: is("firm"),
                turnover: integer("turnover"),
                reasoned: is("reasoned"),
                remedies_stated: is("remedies_stated"),
                publish: is("publish"),
                domicile: domicile(),
            };
            (Act::Fine(fine), Role::Committee)
        }
        "appeal" => (Act::Appeal, Role::Controller),
        "reject_appeal" => (Act::RejectAppeal, Role::Council),
        _ => (Act::PublishDecision, Role::Committee),
    };
    Occurrence { act, by, on: occurrence.on }
}
