//! `register.timeline`: successful and failed sign-ins over time, by the hours, days or weeks of the viewer's zone.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::filter::RegisterFilter;
use crate::clock::Time;
use crate::domain::dates;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::domain::zones;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::events::EventFilter;
use crate::store::events_walk;

/// More bars than a screen can show.
const MOST_BARS: usize = 1_000;
/// Numbers that are looked at in one step.
const WINDOW: i64 = 20_000;

/// How wide a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineStep {
    Hour,
    Day,
    Week,
}

/// The input. Kinds, outcome and times of the filter do not count here.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterTimeline {
    #[serde(default)]
    pub filter: RegisterFilter,
    /// Inclusive; the first bar begins at or before it.
    pub from: Time,
    /// Exclusive.
    pub until: Time,
    /// An IANA name, as `Australia/Sydney`.
    pub zone: String,
    pub step: TimelineStep,
}

/// Sign-ins from `start` until the next bar's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TimelineBar {
    pub start: Time,
    #[ts(type = "number")]
    pub succeeded: i64,
    #[ts(type = "number")]
    pub failed: i64,
}

/// The reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SignInTimeline {
    pub bars: Vec<TimelineBar>,
}

pub(crate) struct Timeline;

impl Operation for Timeline {
    type Input = RegisterTimeline;
    type Reply = SignInTimeline;
    type Prepared = ();

    const NAME: &'static str = "register.timeline";
    const SUMMARY: &'static str = "Counts successful and failed sign-ins by hour, day or week";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Register;

    async fn run(context: &mut Context<'_>, input: RegisterTimeline, (): ()) -> Result<SignInTimeline, Error> {
        let zone = zones::parse("zone", &input.zone)?;
        let zone = TimeZone::get(&zone).map_err(Error::internal)?;
        let week_start = weekday(context.practice()?.week_start);
        let starts = starts(input.from, input.until, &zone, input.step, week_start)?;
        let asked = RegisterFilter { kinds: Vec::new(), outcome: None, from: None, until: None, ..input.filter };
        let filter = asked.read(context.actor()?).map_err(|error| error.under("filter"))?;
        let mut bars: Vec<TimelineBar> =
            starts.iter().map(|start| TimelineBar { start: *start, succeeded: 0, failed: 0 }).collect();
        if asked == RegisterFilter::default() {
            by_index(context, &mut bars, input.until).await?;
        } else {
            by_event(context, &mut bars, filter, input.until).await?;
        }
        Ok(SignInTimeline { bars })
    }
}

fn weekday(day: dates::Weekday) -> Weekday {
    match day {
        dates::Weekday::Monday => Weekday::Monday,
        dates::Weekday::Tuesday => Weekday::Tuesday,
        dates::Weekday::Wednesday => Weekday::Wednesday,
        dates::Weekday::Thursday => Weekday::Thursday,
        dates::Weekday::Friday => Weekday::Friday,
        dates::Weekday::Saturday => Weekday::Saturday,
        dates::Weekday::Sunday => Weekday::Sunday,
    }
}

/// Where the bars begin. Days are as long as the zone's rules make them: 23 or 25 hours where the clocks change.
fn starts(
    from: Time,
    until: Time,
    zone: &TimeZone,
    step: TimelineStep,
    week_start: Weekday,
) -> Result<Vec<Time>, Error> {
    let at = |field: &str, time: Time| {
        let wrong = || Error::input(field, "This time is out of range.");
        let moment = jiff::Timestamp::from_microsecond(time.0).map_err(|_| wrong())?;
        let moment = moment.to_zoned(zone.clone());
        // The steps from here must not leave the calendar.
        if (-9_000..=9_000).contains(&moment.year()) { Ok(moment) } else { Err(wrong()) }
    };
    let (first, end) = (at("from", from)?, at("until", until)?);
    if first >= end {
        return Err(Error::input("until", "The end must be after the start."));
    }
    let mut starts = Vec::new();
    let mut start = floor(&first, step, week_start).map_err(Error::internal)?;
    while start < end {
        if starts.len() == MOST_BARS {
            return Err(Error::input("step", "This is too long a time for such short steps. Choose longer ones."));
        }
        starts.push(Time(start.timestamp().as_microsecond()));
        start = next(&start, step, week_start).map_err(Error::internal)?;
    }
    Ok(starts)
}

fn floor(time: &Zoned, step: TimelineStep, week_start: Weekday) -> Result<Zoned, jiff::Error> {
    match step {
        TimelineStep::Hour => {
            let into = i64::from(time.minute()) * 60 + i64::from(time.second());
            let nanoseconds = into * 1_000_000_000 + i64::from(time.subsec_nanosecond());
            time.checked_sub(jiff::SignedDuration::from_nanos(nanoseconds))
        }
        TimelineStep::Day => time.start_of_day(),
        TimelineStep::Week => {
            let back = time.weekday().since(week_start);
            time.checked_sub(i64::from(back).days())?.start_of_day()
        }
    }
}

fn next(start: &Zoned, step: TimelineStep, week_start: Weekday) -> Result<Zoned, jiff::Error> {
    match step {
        TimelineStep::Hour => {
            let after = start.checked_add(1.hour())?;
            let whole = floor(&after, step, week_start)?;
            // Where the clocks change by half an hour, an hour is cut short.
            Ok(if whole > *start { whole } else { after })
        }
        TimelineStep::Day => start.checked_add(1.day())?.start_of_day(),
        TimelineStep::Week => start.checked_add(1.week())?.start_of_day(),
    }
}

/// The bar that `time` falls into.
fn place(bars: &[TimelineBar], time: Time, until: Time) -> Option<usize> {
    if time >= until {
        return None;
    }
    bars.partition_point(|bar| bar.start <= time).checked_sub(1)
}

/// Without a filter an index of sign-ins tells how many there are in each bar.
async fn by_index(context: &mut Context<'_>, bars: &mut [TimelineBar], until: Time) -> Result<(), Error> {
    let ends = bars.iter().skip(1).map(|bar| bar.start).chain([until]);
    let spans: Vec<(Time, Time)> = bars.iter().map(|bar| bar.start).zip(ends).collect();
    let counts = events_walk::count_sign_ins(context.tx()?, &spans).await?;
    for (bar, (succeeded, failed)) in bars.iter_mut().zip(counts) {
        (bar.succeeded, bar.failed) = (succeeded, failed);
    }
    Ok(())
}

fn add(bars: &mut [TimelineBar], time: Time, until: Time, kind: &str) {
    if let Some(bar) = place(bars, time, until).and_then(|place| bars.get_mut(place)) {
        let failed = EventKind::FAILED_SIGN_INS.iter().any(|failed| failed.as_str() == kind);
        *(if failed { &mut bar.failed } else { &mut bar.succeeded }) += 1;
    }
}

/// With a filter each sign-in that may match is looked at.
async fn by_event(
    context: &mut Context<'_>,
    bars: &mut [TimelineBar],
    filter: EventFilter,
    until: Time,
) -> Result<(), Error> {
    let Some(first) = bars.first().map(|bar| bar.start) else { return Ok(()) };
    let kinds = [EventKind::SIGN_INS, EventKind::FAILED_SIGN_INS].concat();
    let filter = EventFilter { kinds, from: Some(first), until: Some(until), ..filter };
    if let Some(found) = events_walk::times_by_index(context.tx()?, &filter).await? {
        for (time, kind) in found {
            add(bars, time, until, &kind);
        }
        return Ok(());
    }
    for (mut low, end) in events_walk::spans(context.tx()?, &filter, 0).await? {
        while low + 1 < end {
            context.step(0, 1)?;
            let high = end.min(low + 1 + WINDOW);
            for stored in events_walk::between(context.tx()?, &filter, low, high).await? {
                add(bars, stored.event.time, until, &stored.event.kind);
            }
            low = high - 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        Time(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    fn shown(from: &str, until: &str, zone: &str, step: TimelineStep) -> Vec<String> {
        let zone = TimeZone::get(zone).unwrap();
        let starts = starts(time(from), time(until), &zone, step, Weekday::Monday).unwrap();
        let local = |start: &Time| jiff::Timestamp::from_microsecond(start.0).unwrap().to_zoned(zone.clone());
        starts.iter().map(|start| local(start).strftime("%d %H:%M%:z").to_string()).collect()
    }

    #[test]
    fn days_are_as_long_as_the_zone_makes_them() {
        // Sydney's clocks go forward on 4 October 2026.
        let days = shown("2026-10-02T14:00:00Z", "2026-10-05T13:00:00Z", "Australia/Sydney", TimelineStep::Day);
        assert_eq!(days, ["03 00:00+10:00", "04 00:00+10:00", "05 00:00+11:00"]);
        let hours = shown("2026-10-03T15:30:00Z", "2026-10-03T17:30:00Z", "Australia/Sydney", TimelineStep::Hour);
        assert_eq!(hours, ["04 01:00+10:00", "04 03:00+11:00", "04 04:00+11:00"]);
    }

    #[test]
    fn half_hours_and_their_changes_end() {
        let hours = shown("2026-04-04T13:10:00Z", "2026-04-04T17:00:00Z", "Australia/Lord_Howe", TimelineStep::Hour);
        assert!(hours.len() <= 6 && hours[0] == "05 00:00+11:00", "{hours:?}");
        let adelaide = shown("2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z", "Australia/Adelaide", TimelineStep::Hour);
        assert_eq!(adelaide, ["01 09:00+09:30", "01 10:00+09:30"]);
    }

    #[test]
    fn weeks_begin_with_the_practices_day() {
        let weeks = shown("2026-11-18T00:00:00Z", "2026-11-24T00:00:00Z", "Australia/Sydney", TimelineStep::Week);
        assert_eq!(weeks, ["16 00:00+11:00", "23 00:00+11:00"]);
    }

    #[test]
    fn what_cannot_be_drawn_is_told_at_its_field() {
        let zone = TimeZone::UTC;
        let field = |from, until, step| starts(from, until, &zone, step, Weekday::Monday).unwrap_err().field.unwrap();
        assert_eq!(field(Time(5), Time(5), TimelineStep::Day), "until");
        assert_eq!(field(Time(0), Time(1_000_000_000_000_000), TimelineStep::Hour), "step");
        assert_eq!(field(Time(i64::MIN), Time(0), TimelineStep::Day), "from");
        assert_eq!(field(Time(0), Time(i64::MAX), TimelineStep::Week), "until");
    }
}
