//! Walks: random courses through the machines of a system, act by act.

use super::course::{Course, no_earlier};
use super::drive::{Drive, Observer};
use super::palette::{DetailPalette, Palette};
use super::reach::Reach;
use super::steer::{Choice, Steering};
use crate::calendar::{Day, Duration, Minute, Period, Stamp};
use crate::engine::{ClockState, NoTrace, Occurrence, Scope, Stepped, Verdict, evaluate, instant_after};
use crate::ids::{ActId, DeadlineId, RoleId, TransitionId};
use crate::procedure::{AppliesBy, Procedure};
use crate::system::{MachineIx, System};
use crate::value::{Type, Value};

/// Days from one act to the next, when nothing else decides.
const GAPS: [i32; 16] = [0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 89];
/// How far back a date lies that an act mentions.
const PAST: [i32; 8] = [0, 0, 0, 1, 2, 5, 10, 30];
/// Courses under an edition without end begin within so many days.
const OPEN_ENDED: i32 = 3 * 365;
/// Days on which courses end that nothing else ends.
const HORIZON: i32 = 15 * 365;
/// The hours of most acts, in minutes after midnight.
const OFFICE_HOURS: std::ops::Range<u16> = 8 * 60..20 * 60;
/// Acts that nobody could do from where the machines are: so many are tried before a course ends.
const IN_VAIN: usize = 2;

/// Which courses are drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// Whether an act that is not lawful is left out; it moves nothing then.
    pub lawful: bool,
    /// Whether acts fall on dates that the rules tell apart wherever there are some.
    pub near: bool,
    /// How many acts are tried at most.
    pub acts: usize,
}

/// What courses through a system are drawn from.
#[derive(Clone, Debug)]
pub struct Atlas {
    palettes: Vec<Vec<Palette>>,
    steering: Vec<Vec<Steering>>,
}

impl Atlas {
    /// That of a system of which nothing has been reached.
    #[must_use]
    pub fn of(system: &System) -> Self {
        let palettes = system.procedures.iter().map(|editions| editions.all().iter().map(Palette::of).collect());
        let mut palettes: Vec<Vec<Palette>> = palettes.collect();
        // Where some acts have a time of day all have one, so that their order is plain.
        let minutes = palettes.iter().flatten().any(|palette| palette.minutes);
        palettes.iter_mut().flatten().for_each(|palette| palette.minutes = minutes);
        let mut atlas = Self { palettes, steering: Vec::new() };
        atlas.steer(system, &Reach::new(system));
        atlas
    }

    /// Steers towards what has not been reached.
    pub fn steer(&mut self, system: &System, reach: &Reach) {
        let procedures = system.procedures.iter().zip(&reach.procedures);
        let steering = procedures.map(|(editions, seen)| {
            editions.all().iter().zip(seen).map(|(procedure, seen)| Steering::of(procedure, seen)).collect()
        });
        self.steering = steering.collect();
    }
}

/// Draws courses through the machines of a system.
#[derive(Debug)]
pub struct Walker<'s> {
    drive: Drive<'s>,
    values: Vec<Value>,
}

impl<'s> Walker<'s> {
    /// One that has not walked yet.
    #[must_use]
    pub fn new(system: &'s System<'s>) -> Self {
        Self { drive: Drive::new(system), values: Vec::new() }
    }

    /// Takes a reading of which date decides the edition, for the machines that have none of their own.
    pub fn read_as(&mut self, reading: &[(usize, AppliesBy)]) {
        self.drive.read_as(reading);
    }

    /// Draws a course into `course`. The same generator draws the same course.
    pub fn walk<O: Observer>(
        &mut self,
        atlas: &Atlas,
        rng: &mut fastrand::Rng,
        style: Style,
        course: &mut Course,
        observer: &mut O,
    ) {
        self.drive.reset();
        course.clear();
        let machines = self.drive.system().machines.len();
        let Some(mut now) = start(self.drive.system(), rng) else { return };
        let last = now.day.plus(HORIZON).unwrap_or(Day::MAX);
        let mut in_vain = 0;
        // Half of them go as far as they get.
        let tries = if rng.bool() { style.acts } else { rng.usize(1..=style.acts.max(1)) };
        for _ in 0..tries {
            let machine = if machines == 1 { 0 } else { rng.usize(..machines) };
            let Some((on, choice)) = self.next(atlas, rng, style, machine, now, observer) else { return };
            if on.day > last {
                return;
            }
            now = on;
            course.wait_until(now);
            let Some((act, transition)) = choice else { continue };
            if transition.is_none() && !self.goes_on(atlas, machine) {
                in_vain += 1;
                if in_vain > IN_VAIN * machines {
                    return;
                }
            }
            let unseen = transition.is_some_and(|id| self.steering(atlas, machine).is_some_and(|s| s.has_unseen(id)));
            let unusual = unseen && rng.bool();
            let by = self.draw_act(atlas, rng, machine, (act, unusual), on);
            let Some(by) = by else { continue };
            let occurrence = Occurrence { act, on, by: Some(by), details: &self.values };
            observer.trying(&self.drive, machine, &occurrence);
            let Stepped::Done(outcome) = self.drive.act(machine, &occurrence, style.lawful) else { return };
            observer.tried(&self.drive, machine, &occurrence, &outcome);
            let lawful = matches!(outcome.verdict, Verdict::Legal | Verdict::Irregular);
            if !style.lawful || (lawful && outcome.took_effect) {
                course.push(machine, self.drive.held(machine).edition, &occurrence, by);
            }
        }
    }

    /// When something is tried next, and what: an act with the transition that it is drawn for, or nothing.
    #[allow(clippy::type_complexity, reason = "two optional parts of one answer")]
    fn next<O: Observer>(
        &mut self,
        atlas: &Atlas,
        rng: &mut fastrand::Rng,
        style: Style,
        machine: MachineIx,
        now: Stamp,
        observer: &mut O,
    ) -> Option<(Stamp, Option<(ActId, Option<TransitionId>)>)> {
        self.pass_all(machine, now, observer)?;
        let (state, edition) = (self.drive.case(machine).state(), self.drive.held(machine).edition);
        let mut choice = self.steering(atlas, machine)?.choose(state, rng);
        let on = self.date(atlas, rng, style, machine, now, choice);
        if on != now {
            self.pass_all(machine, on, observer)?;
        }
        observer.until(&self.drive, on);
        let moved = (self.drive.case(machine).state(), self.drive.held(machine).edition) != (state, edition);
        if moved || matches!(choice, Choice::Wait(_)) {
            choice = self.steering(atlas, machine)?.choose(self.drive.case(machine).state(), rng);
        }
        Some(match choice {
            Choice::Act(transition, act) => (on, Some((act, Some(transition)))),
            Choice::Any => {
                let acts = self.drive.procedure(machine).acts().count();
                (on, (acts > 0).then(|| (ActId::new(rng.usize(..acts)), None)))
            }
            Choice::Wait(_) => (on, None),
        })
    }

    /// Lets time pass for a machine and all others; nothing if one of them cannot be followed so far.
    fn pass_all<O: Observer>(&mut self, machine: MachineIx, to: Stamp, observer: &mut O) -> Option<()> {
        let machines = self.drive.system().machines.len();
        if machines == 1 {
            return self.drive.pass(machine, to, observer).ok();
        }
        self.drive.pass_all(to, observer).ok()
    }

    fn goes_on(&self, atlas: &Atlas, machine: MachineIx) -> bool {
        self.steering(atlas, machine).is_some_and(|steering| steering.goes_on(self.drive.case(machine).state()))
    }

    fn steering<'a>(&self, atlas: &'a Atlas, machine: MachineIx) -> Option<&'a Steering> {
        let procedure = self.drive.system().machines.get(machine)?.procedure;
        atlas.steering.get(procedure)?.get(self.drive.held(machine).edition)
    }

    fn palette<'a>(&self, atlas: &'a Atlas, machine: MachineIx) -> Option<&'a Palette> {
        let procedure = self.drive.system().machines.get(machine)?.procedure;
        atlas.palettes.get(procedure)?.get(self.drive.held(machine).edition)
    }

    /// When something is tried: some days later, or about a date that the rules look at.
    fn date(
        &self,
        atlas: &Atlas,
        rng: &mut fastrand::Rng,
        style: Style,
        machine: MachineIx,
        now: Stamp,
        choice: Choice,
    ) -> Stamp {
        let minutes = self.palette(atlas, machine).is_some_and(|palette| palette.minutes);
        let drawn = rng.u8(..);
        let bound = match choice {
            Choice::Wait(deadline) => self.end_of(deadline, machine).map(|end| Bound::After(end, rng.i32(0..4) / 3)),
            Choice::Act(transition, _) if style.near || drawn < 96 => {
                self.bound(atlas, rng, machine, transition).or_else(|| self.some_end(rng, machine))
            }
            _ if style.near || drawn < 116 => self.some_end(rng, machine),
            _ => None,
        };
        let beside = rng.i32(-1..=1);
        let gap = GAPS.get(rng.usize(..GAPS.len())).copied().unwrap_or(0);
        let on = match bound {
            Some(Bound::After(end, days)) => {
                let after = instant_after(end);
                if days == 0 && minutes { after } else { on_day(rng, after.day.plus(days), minutes, now) }
            }
            Some(Bound::Near(Value::Moment(moment))) if minutes => at_minute(moment.latest + i64::from(beside)),
            Some(Bound::Near(Value::Moment(moment))) => on_day(rng, moment.day(), minutes, now),
            Some(Bound::Near(Value::Date(stamp))) => on_day(rng, stamp.day.plus(beside), minutes, now),
            _ => on_day(rng, now.day.plus(gap), minutes, now),
        };
        no_earlier(on, now)
    }

    /// A date that the conditions of a transition look at.
    fn bound(&self, atlas: &Atlas, rng: &mut fastrand::Rng, machine: MachineIx, id: TransitionId) -> Option<Bound> {
        let dates = self.palette(atlas, machine)?.dates.get(id.index())?;
        let expr = *dates.get(rng.usize(..dates.len().max(1)))?;
        let (procedure, case) = (self.drive.procedure(machine), self.drive.case(machine));
        let scope = Scope { procedure, case, on: None, act: None, views: &[], starting: &[] };
        match evaluate(&scope, expr, &mut NoTrace) {
            Value::Unknown => None,
            value => Some(Bound::Near(value)),
        }
    }

    /// The end of a deadline that runs.
    fn some_end(&self, rng: &mut fastrand::Rng, machine: MachineIx) -> Option<Bound> {
        let count = self.drive.procedure(machine).deadlines().count();
        let end = self.end_of(DeadlineId::new(rng.usize(..count.max(1))), machine)?;
        Some(Bound::Near(end.into()))
    }

    fn end_of(&self, deadline: DeadlineId, machine: MachineIx) -> Option<crate::calendar::End> {
        let clock = self.drive.case(machine).clock(deadline);
        (clock.state == ClockState::Running).then_some(clock.last)
    }

    /// Draws the details of an act, unusual ones if so wished, and who does it; nothing if no act of that day can state
    /// them.
    fn draw_act(
        &mut self,
        atlas: &Atlas,
        rng: &mut fastrand::Rng,
        machine: MachineIx,
        (act, unusual): (ActId, bool),
        on: Stamp,
    ) -> Option<RoleId> {
        self.values.clear();
        let details = self.palette(atlas, machine)?.details.get(act.index())?;
        // Many acts are usual in all, so that lawful ones with many details stay frequent.
        let odd = match (unusual, rng.u8(..)) {
            (true, _) => 128,
            (false, ..110) => 0,
            (false, _) => 80,
        };
        for detail in details {
            self.values.push(draw(rng, detail, odd, on)?);
        }
        let procedure: &Procedure = self.drive.procedure(machine);
        let rightful = &procedure.act(act).by;
        if rng.u8(..) < 10 {
            return Some(RoleId::new(rng.usize(..procedure.roles().count().max(1))));
        }
        rightful.get(if rightful.len() > 1 { rng.usize(..rightful.len()) } else { 0 }).copied()
    }
}

/// What a date is drawn about.
#[derive(Clone, Copy, Debug)]
enum Bound {
    /// A day, or a minute, before it, on it or after it.
    Near(Value),
    /// So many days after the first instant after an end.
    After(crate::calendar::End, i32),
}

/// The first instant of a course.
fn start(system: &System, rng: &mut fastrand::Rng) -> Option<Stamp> {
    let editions = system.procedures.get(rng.usize(..system.procedures.len().max(1)))?.all();
    let edition = editions.get(rng.usize(..editions.len().max(1)))?;
    let first = edition.edition().number();
    let days = edition.until().map_or(OPEN_ENDED, |until| until.number() - first).max(0);
    // Half of them begin early enough to go far before the edition ends.
    let within = if rng.bool() { days / 4 } else { days };
    Day::from_number(first + rng.i32(0..=within)).map(Stamp::of_day)
}

/// Some time of a day, not before `now`.
fn on_day(rng: &mut fastrand::Rng, day: Option<Day>, minutes: bool, now: Stamp) -> Stamp {
    let day = day.unwrap_or(Day::MAX);
    if !minutes {
        return Stamp::of_day(day);
    }
    let hours = if rng.u8(..) < 16 { 0..1440 } else { OFFICE_HOURS };
    let minute = rng.u16(hours) / 15 * 15;
    let first = if day == now.day { now.earliest().number() } else { 0 };
    let minute = if minute < first { first + rng.u16(..1440 - first) / 8 } else { minute };
    Stamp::at(day, Minute::new(minute).unwrap_or(Minute::LAST))
}

fn at_minute(number: i64) -> Stamp {
    let day = i32::try_from(number.div_euclid(1440)).ok().and_then(Day::from_number).unwrap_or(Day::MAX);
    let minute = u16::try_from(number.rem_euclid(1440)).ok().and_then(Minute::new);
    Stamp::at(day, minute.unwrap_or(Minute::FIRST))
}

/// A value of a detail that an act of a day can state; nothing if there is none.
#[inline]
fn draw(rng: &mut fastrand::Rng, detail: &DetailPalette, odd: u8, on: Stamp) -> Option<Value> {
    match any(rng, detail, odd, on) {
        Value::Date(stamp) => stated(detail, stamp, on.day),
        value => Some(value),
    }
}

/// A date, or the nearest one that an act of a day can state. If there is none: unknown where the detail is optional,
/// else nothing.
fn stated(detail: &DetailPalette, stamp: Stamp, on: Day) -> Option<Value> {
    let (low, high) = detail.range;
    let high = if detail.planned { high } else { high.min(on.number().into()) };
    let number = i64::from(stamp.day.number());
    if (low..=high).contains(&number) {
        return Some(Value::Date(stamp));
    }
    let nearest = if low > high { None } else { Day::from_number(i32::try_from(number.clamp(low, high)).ok()?) };
    match nearest {
        Some(day) => Some(Value::Date(Stamp::of_day(day))),
        None => detail.optional.then_some(Value::Unknown),
    }
}

/// A value of a detail: what is usual, but `odd` times in 256; else often one that the rules tell apart.
fn any(rng: &mut fastrand::Rng, detail: &DetailPalette, odd: u8, on: Stamp) -> Value {
    let drawn = rng.u8(..);
    if detail.optional && drawn < 40 {
        return Value::Unknown;
    }
    if let Some(usual) = detail.usual {
        match usual {
            _ if drawn >= odd => return usual,
            Value::Boolean(truth) => return Value::Boolean(!truth),
            _ => {}
        }
    }
    if !detail.telling.is_empty() && rng.u8(..) < 160 {
        return detail.telling.get(rng.usize(..detail.telling.len())).copied().unwrap_or(Value::Unknown);
    }
    let (low, high) = detail.range;
    match &detail.ty {
        Type::Boolean => Value::Boolean(rng.bool()),
        Type::Integer => Value::Integer(spread(rng, low, high)),
        Type::Period => Value::Period(period(rng, low, high)),
        Type::Duration => {
            let minutes = u32::try_from(spread(rng, low.max(1), high)).unwrap_or(1);
            Value::Duration(Duration { minutes })
        }
        Type::Time => {
            let minute = rng.u16(..96) * 15;
            Value::Time(minute, minute)
        }
        Type::Date => {
            let offset = match detail.offsets.get(rng.usize(..detail.offsets.len().max(1))) {
                Some(offset) if drawn & 1 == 0 => {
                    if detail.planned {
                        *offset
                    } else {
                        -*offset
                    }
                }
                _ if detail.planned => rng.i32(-2..60),
                _ => -PAST.get(rng.usize(..PAST.len())).copied().unwrap_or(0),
            };
            on.day.plus(offset).map_or(Value::Unknown, |day| Value::Date(Stamp::of_day(day)))
        }
        Type::Word(_) | Type::Text | Type::State | Type::Role => {
            detail.telling.first().copied().unwrap_or(Value::Unknown)
        }
    }
}

/// A value of a detail of an act on a date, one as often as another that the rules tell apart.
#[must_use]
pub fn draw_detail(rng: &mut fastrand::Rng, detail: &DetailPalette, on: Stamp) -> Value {
    draw(rng, detail, 200, on).unwrap_or(Value::Unknown)
}

/// An integer of any size within a range: small ones as often as large ones.
fn spread(rng: &mut fastrand::Rng, low: i64, high: i64) -> i64 {
    let width = high.saturating_sub(low).max(0);
    let bits = 64 - width.leading_zeros();
    let narrowed = if bits > 0 { width >> rng.u32(..bits) } else { 0 };
    low.saturating_add(if narrowed > 0 { rng.i64(0..=narrowed) } else { 0 })
}

/// A period of whole days or whole months, about as long as the bounds say.
fn period(rng: &mut fastrand::Rng, low: i64, high: i64) -> Period {
    let months = u16::try_from(high / 30).unwrap_or(1);
    if months > 1 && rng.bool() {
        return Period { months: rng.u16(1..=months), ..Period::default() };
    }
    let days = spread(rng, low.max(1), high.max(1));
    Period { days: u16::try_from(days).unwrap_or(1), ..Period::default() }
}
