//! What only so many cases can have at a time: queues, and when the next of them is served.

use std::collections::VecDeque;

use super::draw::Length;
use super::model::{Capacity, Order, Service, Setting, Study};
use super::opening::{DAY, Hours, seconds};
use super::random::Stream;

/// A case that waits: its place, and its token when it began to.
pub(super) type Waiting = (u32, u16);

/// How a capacity serves, under a setting.
#[derive(Clone, Debug)]
pub(super) enum Serving {
    /// One after the other, so many seconds of opening hours apart. Where the next one stands on that time.
    Apart { seconds: f64, next: f64 },
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

impl Desk {
    /// A capacity of a study under a setting, with the random numbers of a replication.
    pub fn of(capacity: &Capacity, number: usize, study: &Study, setting: &Setting, stream: Stream) -> Self {
        let opening = capacity.open.and_then(|open| study.opening.get(open));
        let hours = opening.map_or(Hours::ALWAYS, |opening| Hours::of(opening, study.starts, study.ends));
        let since = capacity.since.map_or(0, |when| setting.day(study, when).max(0).unsigned_abs());
        let since = since.saturating_mul(DAY);
        let weight = f64::from(study.weight);
        let serving = match &capacity.service {
            Service::ADay(count) => {
                let apart = hours.a_day() * weight / setting.figure(*count).max(f64::MIN_POSITIVE);
                Serving::Apart { seconds: apart, next: 0.0 }
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
            Serving::Apart { next, .. } => {
                let open = self.hours.next_open(f64::from(now));
                let free = self.hours.next_open(self.hours.clock(*next));
                Some(seconds(open.max(free)))
            }
            Serving::Servers { free: 0, .. } => None,
            Serving::Servers { .. } => Some(now),
            Serving::Together { every, from, .. } => {
                let passed = ((f64::from(now) - from) / every).ceil().max(0.0);
                Some(seconds(self.hours.next_open(from + passed * every)))
            }
        }
    }

    /// A turn is taken now: where the next one stands.
    pub fn taken(&mut self, now: u32) {
        if let Serving::Apart { seconds, next } = &mut self.serving {
            // The fraction of a second by which a turn came late is made good.
            let worked = self.hours.worked(f64::from(now));
            *next = if worked - *next < 1.0 { *next + *seconds } else { worked + *seconds };
        }
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
