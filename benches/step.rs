//! Acts a second through `engine::step`, on one core: two lawful courses through the shipped procedure of the CNIL,
//! begun on 64 different days. Beside it the same courses through the typed machine that is generated from it, and through
//! the same machine, written by hand.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use greffe::engine::{Case, step};
use greffe::procedure::Procedure;

mod by_hand;
mod courses;
mod shipped;
mod typed;

fn main() {
    divan::main();
}

/// The courses, and the states that they end in.
const COURSES: [&str; 2] = ["closure", "sanction"];

fn course(procedure: &Procedure, name: &str) -> Vec<Vec<courses::Planned>> {
    let (course, last): (&[_], _) = match name {
        "closure" => (&courses::CLOSURE, "closed"),
        _ => (&courses::SANCTION, "sanction_final"),
    };
    let all = courses::begun_on_many_days(procedure, course);
    for course in &all {
        courses::assert_lawful(procedure, course, last);
    }
    all
}

/// Through the procedure as it is read from its file.
#[divan::bench(args = COURSES)]
fn engine(bencher: Bencher, name: &str) {
    let procedures = shipped::procedures();
    let Some(procedure) = procedures.get("cnil-enforcement").map(|editions| editions.get(0)) else { return };
    let all = course(procedure, name);
    let new = Case::new(procedure);
    let mut case = new.clone();
    bencher.counter(ItemsCount::new(all.iter().map(Vec::len).sum::<usize>())).bench_local(|| {
        for course in &all {
            case.clone_from(&new);
            for planned in course {
                black_box(&step(procedure, &mut case, black_box(&planned.occurrence()), &[]));
            }
        }
    });
}

/// Through the typed machine that is generated from it.
#[divan::bench(args = COURSES)]
fn typed(bencher: Bencher, name: &str) {
    let Ok(law) = greffe::typed::cnil_enforcement_2011_03_31::Law::shipped() else { return };
    let all = course(law.procedure(), name);
    let days: Vec<Vec<greffe::calendar::Stamp>> =
        all.iter().map(|course| course.iter().map(|planned| planned.occurrence().on).collect()).collect();
    let closes = name == "closure";
    bencher.counter(ItemsCount::new(all.iter().map(Vec::len).sum::<usize>())).bench_local(|| {
        for (days, course) in days.iter().zip(&all) {
            let ended = match closes {
                true => typed::closure(law, black_box(days), course).is_some(),
                false => typed::sanction(law, black_box(days), course).is_some(),
            };
            assert!(black_box(ended));
        }
    });
}

/// Through the same machine, written by hand.
#[divan::bench(args = COURSES)]
fn by_hand(bencher: Bencher, name: &str) {
    let procedures = shipped::procedures();
    let Some(procedure) = procedures.get("cnil-enforcement").map(|editions| editions.get(0)) else { return };
    let all: Vec<Vec<by_hand::Occurrence>> =
        course(procedure, name).iter().map(|course| by_hand::translated(procedure, course)).collect();
    bencher.counter(ItemsCount::new(all.iter().map(Vec::len).sum::<usize>())).bench_local(|| {
        for course in &all {
            let mut case = by_hand::Case::new();
            for occurrence in course {
                black_box(&case.step(black_box(occurrence)));
            }
        }
    });
}
