//! What only so many cases can have at a time: queues, and when the next of them is served.

use std::collections::VecDeque;

use super::draw::Length;
use super::model::{Capacity, Order, Service, Setting, Study, When};
use super::opening::{DAY, Hours, NEVER, seconds};
use super::random::Stream;

/// A case that waits: its place, and its token when it began to.
pub(super) type Waiting = (u32, u16);

/// How a capacity serves, under a setting.
#[derive(Clone, Debug)]
pub(super) enum Serving {
    /// One after the other, so many seconds of opening hours apart, from each instant on. Where the next one stands on
    /// that time.
    Apart { seconds: Vec<(u32, f64)>, next: f64 },
    /// So many at a time.
    Servers { free: u32, takes: Length },
    /// All that wait, or so many, so many seconds apart from an instant on.
    Together { every: f64, from: f64, at_most: f64 },
}

/// A capacity while it is used.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub serving: Serving,
    pub hours: Hours,
    /// The first instant at which it is needed.
    pub since: u32,
    order: Order,
    queue: VecDeque<Waiting>,
    stream: Stream,
    /// Whether a turn is coming.
    pub awaited: bool,
    /// How many servers there are.
    pub servers: u32,
    /// How many cases wait that have not left.
    pub length: u64,
}

/// So far apart that none are served.
const NONE_A_DAY: f64 = 1e15;

/// How many seconds of opening hours two turns are apart at an instant.
fn apart(changes: &[(u32, f64)], at: u32) -> f64 {
    let begun = changes.iter().rev().find(|(from, _)| *from <= at).or(changes.first());
    begun.map_or(f64::INFINITY, |(_, apart)| *apart)
}

impl Desk {
    /// A capacity of a study under a setting, with the random numbers of a replication.
    pub fn of(capacity: &Capacity, number: usize, study: &Study, setting: &Setting, stream: Stream) -> Self {
        let opening = capacity.open.and_then(|open| study.opening.get(open));
        let hours = opening.map_or(Hours::ALWAYS, |opening| Hours::of(opening, study.starts, study.ends));
        let since = capacity.since.map_or(0, |when| setting.day(study, when).max(0).unsigned_abs());
        let since = since.saturating_mul(DAY);
        let weight = f64::from(study.weight);
        let serving = match &capacity.service {
            Service::ADay(count, changes) => {
                let apart = |count: usize| hours.a_day() * weight / setting.figure(count).max(f64::MIN_POSITIVE);
                let changed = |(when, count): &(When, usize)| {
                    let from = setting.day(study, *when).max(0).unsigned_abs().saturating_mul(DAY);
                    (from, apart(*count))
                };
                let mut all: Vec<(u32, f64)> =
                    std::iter::once((0, apart(*count))).chain(changes.iter().map(changed)).collect();
                all.sort_by_key(|(from, _)| *from);
                Serving::Apart { seconds: all, next: 0.0 }
            }
            Service::Servers(count, takes) => {
                let count = (setting.figure(*count) / weight).round().max(1.0);
                Serving::Servers { free: seconds(count), takes: Length::of(takes, setting) }
            }
            Service::Every(every, at_most) => Serving::Together {
                every: setting.figure(*every).max(1.0),
                from: f64::from(since),
                at_most: setting.worth(*at_most) / weight,
            },
        };
        let order = setting.orders.get(number).copied().unwrap_or_default();
        let servers = if let Serving::Servers { free, .. } = serving { free } else { 1 };
        Self { servers, serving, hours, since, order, queue: VecDeque::new(), stream, awaited: false, length: 0 }
    }

    /// A case begins to wait.
    pub fn join(&mut self, case: Waiting) {
        self.queue.push_back(case);
        self.length += 1;
    }

    /// The case that is next, whether it still waits or has left: nothing if there is none.
    pub fn next(&mut self) -> Option<Waiting> {
        match self.order {
            Order::First => self.queue.pop_front(),
            Order::Last => self.queue.pop_back(),
            Order::Random if self.queue.is_empty() => None,
            Order::Random => {
                let at = self.stream.below(self.queue.len());
                self.queue.swap_remove_back(at)
            }
        }
    }

    /// Whether nobody waits or has left without being called.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// When the next turn comes for a case that waits now: nothing if somebody has to finish first.
    pub fn turn(&self, now: u32) -> Option<u32> {
        match &self.serving {
            Serving::Apart { seconds: all, next } => {
                let open = self.hours.next_open(f64::from(now));
                let free = self.hours.next_open(self.hours.clock(*next));
                let at = seconds(open.max(free));
                if apart(all, at) < NONE_A_DAY {
                    return Some(at);
                }
                // None are served until the number changes.
                let later = all.iter().find(|(from, apart)| *from > at && *apart < NONE_A_DAY);
                Some(later.map_or(NEVER, |(from, _)| seconds(self.hours.next_open(f64::from(*from)))))
            }
            Serving::Servers { free: 0, .. } => None,
            Serving::Servers { .. } => Some(now),
            Serving::Together { every, from, .. } => {
                let passed = ((f64::from(now) - from) / every).ceil().max(0.0);
                Some(seconds(self.hours.next_open(from + passed * every)))
            }
        }
    }

    /// A turn is taken now: where the next one stands. How many seconds of opening hours it takes.
    pub fn taken(&mut self, now: u32) -> f64 {
        let Serving::Apart { seconds, next } = &mut self.serving else { return 0.0 };
        let apart = apart(seconds, now);
        // The fraction of a second by which a turn came late is made good.
        let worked = self.hours.worked(f64::from(now));
        *next = if worked - *next < 1.0 { *next + apart } else { worked + apart };
        // A change begins anew.
        if let Some((from, _)) = seconds.iter().find(|(from, _)| *from > now) {
            *next = next.min(self.hours.worked(f64::from(*from)));
        }
        apart
    }

    /// A case is begun by one of several servers: when it will be done.
    pub fn begun(&mut self, now: u32, stream: &mut Stream) -> u32 {
        let Serving::Servers { free, takes } = &mut self.serving else { return now };
        *free = free.saturating_sub(1);
        let worked = self.hours.worked(f64::from(now));
        seconds(self.hours.clock(worked + takes.draw(stream)))
    }

    /// A server is free again.
    pub fn freed(&mut self) {
        if let Serving::Servers { free, .. } = &mut self.serving {
            *free += 1;
        }
    }

    /// How many cases go on together.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked against a bound")]
    pub fn together(&self) -> u64 {
        match self.serving {
            Serving::Together { at_most, .. } if at_most < 1e15 => at_most.max(1.0).round() as u64,
            Serving::Together { .. } => u64::MAX,
            _ => 1,
        }
    }
}
