//! The family of machines of `tests/verify/family.rs` in stateright: distinct states, for `greffe verify` to be measured
//! beside. `family-in-stateright untimed|days N`; counts go to stdout, one thread.
use stateright::{Checker, Model, Property};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Place {
    Idle,
    Inspection,
    Analysis,
    Notice,
    Review,
    Closed,
    SanctionPhase,
    Sanctioned,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Link {
    Connected,
    Suspended,
    Restored,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct State<const N: usize> {
    machines: [(Place, u8); N],
    link: Link,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Move {
    To(usize, Place),
    Link(Link),
    Tomorrow,
}

/// At least so many days in inspection, review and sanction phase; at most so many to answer a notice.
const LEAST: u8 = 10;
const NOTICE: u8 = 92;

struct Family<const N: usize> {
    days: bool,
}

impl<const N: usize> Family<N> {
    /// Where a machine may go.
    fn edges(&self, (place, x): (Place, u8), link: Link) -> Vec<Place> {
        use Place::{Analysis, Closed, Idle, Inspection, Notice, Review, SanctionPhase, Sanctioned};
        let late = !self.days || x >= LEAST;
        match place {
            Idle => vec![Inspection],
            Inspection if late => vec![Analysis],
            Analysis => vec![Closed, Notice],
            Notice if !self.days => vec![Review, SanctionPhase],
            Notice if x <= NOTICE => vec![Review],
            Notice => vec![SanctionPhase],
            Review if late => vec![Closed, SanctionPhase],
            Closed if link != Link::Restored => vec![Inspection],
            SanctionPhase if late => vec![Closed, Sanctioned],
            SanctionPhase => vec![Closed],
            Sanctioned => vec![Closed],
            Inspection | Review | Closed => Vec::new(),
        }
    }

    /// How far days are counted.
    fn last(place: Place) -> u8 {
        match place {
            Place::Notice => NOTICE + 1,
            Place::Inspection | Place::Review | Place::SanctionPhase => LEAST,
            _ => 0,
        }
    }
}

impl<const N: usize> Model for Family<N> {
    type State = State<N>;
    type Action = Move;

    fn init_states(&self) -> Vec<State<N>> {
        vec![State { machines: [(Place::Idle, 0); N], link: Link::Connected }]
    }

    fn actions(&self, state: &State<N>, moves: &mut Vec<Move>) {
        for (index, machine) in state.machines.iter().enumerate() {
            moves.extend(self.edges(*machine, state.link).into_iter().map(|to| Move::To(index, to)));
        }
        let cut = |m: &(Place, u8)| matches!(m.0, Place::Notice | Place::SanctionPhase);
        match state.link {
            Link::Connected if state.machines.iter().any(cut) => moves.push(Move::Link(Link::Suspended)),
            Link::Suspended if state.machines.iter().all(|m| m.0 == Place::Closed) => {
                moves.push(Move::Link(Link::Restored));
            }
            Link::Restored => moves.push(Move::Link(Link::Connected)),
            _ => {}
        }
        if self.days {
            moves.push(Move::Tomorrow);
        }
    }

    fn next_state(&self, state: &State<N>, action: Move) -> Option<State<N>> {
        let mut next = state.clone();
        match action {
            Move::To(index, place) => next.machines[index] = (place, 0),
            Move::Link(link) => next.link = link,
            Move::Tomorrow => {
                for machine in &mut next.machines {
                    machine.1 = (machine.1 + 1).min(Self::last(machine.0));
                }
            }
        }
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![Property::always("closed while restored", |_, state: &State<N>| {
            state.link != Link::Restored || state.machines.iter().all(|m| m.0 == Place::Closed)
        })]
    }
}

fn run<const N: usize>(days: bool) {
    let checker = Family::<N> { days }.checker().threads(1).spawn_bfs().join();
    checker.assert_properties();
    println!("{} states", checker.unique_state_count());
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let days = arguments.first().is_some_and(|what| what == "days");
    match arguments.get(1).map(String::as_str) {
        Some("1") => run::<1>(days),
        Some("2") => run::<2>(days),
        Some("4") => run::<4>(days),
        Some("6") => run::<6>(days),
        _ => run::<3>(days),
    }
}
