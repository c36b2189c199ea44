//! The machine written by hand, as one tests it with proptest-state-machine: acts are drawn by strategies from the
//! state that it is in; it is both the model and the system under test.

use greffe::calendar::{Day, Minute, Period, Stamp};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use crate::by_hand::{Act, Case, Domicile, Fine, Occurrence, Role, State};

/// A case, and the day of its last act.
#[derive(Clone, Debug)]
pub struct Dated {
    case: Case,
    today: Day,
}

/// The machine as a model.
pub struct Model;

impl ReferenceStateMachine for Model {
    type State = Dated;
    type Transition = Occurrence;

    fn init_state() -> BoxedStrategy<Dated> {
        let first = Day::from_ymd(2011, 3, 31).unwrap_or(Day::MIN);
        (0..1000).prop_map(move |days| Dated { case: Case::new(), today: later(first, days) }).boxed()
    }

    fn transitions(dated: &Dated) -> BoxedStrategy<Occurrence> {
        let today = dated.today;
        let mut acts = known_from(dated.case.state, today);
        acts.push((1, select(&ANYWHERE[..]).boxed()));
        (Union::new_weighted(acts), 0..40, 360..1260u16)
            .prop_map(move |((act, by), days, minute)| {
                let on = Stamp::at(later(today, days), Minute::new(minute).unwrap_or(Minute::FIRST));
                Occurrence { act, by, on }
            })
            .boxed()
    }

    fn preconditions(dated: &Dated, occurrence: &Occurrence) -> bool {
        dated.today <= occurrence.on.day
    }

    fn apply(mut dated: Dated, occurrence: &Occurrence) -> Dated {
        dated.case.step(occurrence);
        dated.today = occurrence.on.day;
        dated
    }
}

/// The machine under test.
pub struct Machine;

impl StateMachineTest for Machine {
    type SystemUnderTest = Case;
    type Reference = Model;

    fn init_test(_: &Dated) -> Case {
        Case::new()
    }

    fn apply(mut case: Case, _: &Dated, occurrence: Occurrence) -> Case {
        case.step(&occurrence);
        case
    }

    fn check_invariants(case: &Case, dated: &Dated) {
        assert_eq!(*case, dated.case);
    }
}

fn later(day: Day, days: i32) -> Day {
    day.plus(days).unwrap_or(Day::MAX)
}

type Acts = BoxedStrategy<(Act, Role)>;

/// Acts that are tried in any state, lawful there or not.
const ANYWHERE: [(Act, Role); 6] = [
    (Act::AskJudge, Role::President),
    (Act::AskPublication, Role::President),
    (Act::Answer, Role::Controller),
    (Act::CallSession, Role::Committee),
    (Act::Appeal, Role::Controller),
    (Act::PublishDecision, Role::Committee),
];

/// The acts that are known from a state, each as often as any other, with usual and unusual details.
fn known_from(state: State, today: Day) -> Vec<(u32, Acts)> {
    let yes = || prop::bool::weighted(0.9);
    let no = || prop::bool::weighted(0.1);
    let only = |act, by| Just((act, by)).boxed();
    let domicile = || select(&[Domicile::Mainland, Domicile::Overseas, Domicile::Abroad][..]);
    let summon = || {
        let act = (1..30).prop_map(move |days| Act::SummonPerson { hearing_on: later(today, days) });
        act.prop_map(|act| (act, Role::Agents)).boxed()
    };
    let close = || {
        let act = (yes(), any::<bool>()).prop_map(|(compliant, published)| Act::Close { compliant, published });
        act.prop_map(|act| (act, Role::President)).boxed()
    };
    let name = || no().prop_map(|from_committee| (Act::NameRapporteur { from_committee }, Role::President)).boxed();
    let draw = || yes().prop_map(|both_sides| (Act::DrawMinutes { both_sides }, Role::Agents)).boxed();
    let acts: Vec<Acts> = match state {
        State::NoCase => {
            vec![
                no().prop_map(|committee_member| (Act::DecideInspection { committee_member }, Role::Commission))
                    .boxed(),
            ]
        }
        State::Decided => vec![
            yes().prop_map(|in_writing| (Act::InformProsecutor { in_writing }, Role::Commission)).boxed(),
            only(Act::AskJudge, Role::President),
            (0..4u16).prop_map(|ground| (Act::AuthoriseBeforehand { ground }, Role::Judge)).boxed(),
            summon(),
            only(Act::HearPerson, Role::Agents),
        ],
        State::Announced => vec![
            (yes(), no(), no())
                .prop_map(|(right_told, private_home, committee_member)| {
                    (Act::Enter { right_told, private_home, committee_member }, Role::Agents)
                })
                .boxed(),
            only(Act::AskJudge, Role::President),
            (0..4u16).prop_map(|ground| (Act::AuthoriseBeforehand { ground }, Role::Judge)).boxed(),
            summon(),
        ],
        State::OnSite => vec![draw(), summon(), only(Act::HearPerson, Role::Agents)],
        State::Findings => vec![
            (0..4u16, 0..30u16, no(), yes())
                .prop_map(|(months, days, urgent, to_controller)| {
                    let period = Period { months, days, ..Period::default() };
                    (Act::ServeNotice { period, urgent, to_controller }, Role::President)
                })
                .boxed(),
            name(),
            summon(),
        ],
        State::OnNotice | State::NoticeExpired => vec![
            only(Act::AskPublication, Role::President),
            only(Act::PublishNotice, Role::Bureau),
            only(Act::Answer, Role::Controller),
            close(),
            name(),
        ],
        State::RapporteurNamed => {
            vec![domicile().prop_map(|domicile| (Act::NotifyReport { domicile }, Role::Rapporteur)).boxed()]
        }
        State::Reported | State::ObservationsOver => {
            vec![only(Act::Observe, Role::Controller), only(Act::CallSession, Role::Committee)]
        }
        State::Summoned => vec![
            only(Act::Observe, Role::Controller),
            no().prop_map(|bureau_member| (Act::HoldSession { bureau_member }, Role::Committee)).boxed(),
        ],
        State::Heard => vec![fine(domicile().boxed())],
        State::Sanctioned => vec![only(Act::Appeal, Role::Controller)],
        State::Appealed => vec![only(Act::RejectAppeal, Role::Council)],
        State::ToPublish => vec![only(Act::PublishDecision, Role::Committee)],
        State::SanctionFinal | State::Closed => Vec::new(),
    };
    acts.into_iter().map(|act| (4, act)).collect()
}

fn fine(domicile: BoxedStrategy<Domicile>) -> Acts {
    let yes = || prop::bool::weighted(0.9);
    let no = || prop::bool::weighted(0.1);
    let money = (0..400_000i64, prop::option::of(0..10_000_000i64));
    (money, (no(), no(), no(), no()), (yes(), yes(), no()), domicile)
        .prop_map(
            |((euros, turnover), (against_state, complied, repeat, firm), (reasoned, remedies, publish), domicile)| {
                let fine = Fine {
                    euros,
                    against_state,
                    complied,
                    repeat,
                    firm,
                    turnover,
                    reasoned,
                    remedies_stated: remedies,
                    publish,
                    domicile,
                };
                (Act::Fine(fine), Role::Committee)
            },
        )
        .boxed()
}
