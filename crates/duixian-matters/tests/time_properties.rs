//! What holds of every deadline, whatever its start, its amount and its pauses.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use duixian_matters::time::{Amount, Calendar, Calendars, Due, Hours, Unit};
use jiff::Timestamp;
use proptest::prelude::*;

/// Two sites: the shipped hours, and one with odd ones.
static SITES: LazyLock<[Calendar; 2]> = LazyLock::new(|| {
    let odd = "offset = \"-03:30\"\nwindows = [\"00:00-00:01\", \"07:00-24:00\"]\n\
               [weekdays]\nmonday = []\nfriday = [\"10:00-10:01\"]\nsunday = [\"00:00-24:00\"]\n";
    let years = Calendars::standard().expect("shipped");
    [Calendar::standard().expect("shipped"), Calendar::new(years, Hours::parse("odd", odd).expect("right"))]
});

fn site() -> impl Strategy<Value = &'static Calendar> {
    (0..2_usize).prop_map(|site| &SITES[site])
}

fn unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(Unit::ALL.to_vec())
}

/// Moments from 2023 to 2028, so that known and unknown years meet.
fn near() -> impl Strategy<Value = Timestamp> {
    (1_672_531_200_i64..1_861_920_000).prop_map(|second| Timestamp::from_second(second).expect("in range"))
}

/// Every moment that can be written.
fn any_moment() -> impl Strategy<Value = Timestamp> {
    let whole = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    let written = |(second, rest)| Timestamp::new(second, rest).unwrap_or(Timestamp::MIN);
    let ends = prop::sample::select(vec![Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH]);
    prop_oneof![
        4 => (whole, 0..1_000_000_000_i32).prop_map(written),
        1 => ends,
    ]
}

fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_second(moment.as_second() + seconds).expect("in range")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_later_start_and_a_larger_amount_are_never_due_earlier(
        site in site(), start in near(), unit in unit(), number in 0..500_u32,
        wait in 0..4_000_000_i64, more in 0..50_u32,
    ) {
        let due = site.due(start, Amount::new(number, unit)).expect("in range").at;
        prop_assert!(due >= start);
        prop_assert!(site.due(later(start, wait), Amount::new(number, unit)).expect("in range").at >= due);
        prop_assert!(site.due(start, Amount::new(number + more, unit)).expect("in range").at >= due);
    }

    #[test]
    fn two_amounts_in_turn_are_their_sum(
        site in site(), start in near(), unit in unit(), first in 1..200_u32, second in 1..200_u32,
    ) {
        // A last day that moved begins the second amount later.
        prop_assume!(unit != Unit::CalendarDays);
        let middle = site.due(start, Amount::new(first, unit)).expect("in range");
        let end = site.due(middle.at, Amount::new(second, unit)).expect("in range");
        prop_assert_eq!(end.at, site.due(start, Amount::new(first + second, unit)).expect("in range").at);
    }

    #[test]
    fn what_is_spent_and_what_is_left_make_up_the_whole(
        site in site(), start in near(), unit in unit(), number in 1..300_u32, share in 0..=100_i64,
    ) {
        let due = site.due(start, Amount::new(number, unit)).expect("in range");
        let now = later(start, (due.at.as_second() - start.as_second()) * share / 100);
        let sum = site.spent(start, now, unit).amount + site.left(now, &due, unit).amount;
        match unit {
            Unit::CalendarDays => prop_assert!(sum >= u64::from(number)),
            unit if unit.is_days() => prop_assert_eq!(sum, u64::from(number)),
            _ => prop_assert_eq!(sum, u64::from(number) * 3600),
        }
    }

    #[test]
    fn a_pause_of_no_length_changes_nothing(site in site(), now in near(), at in near(), unit in unit()) {
        let due = Due::fixed(at);
        prop_assert_eq!(site.resume(now, &site.left(now, &due, unit)), Ok(due));
    }

    #[test]
    fn a_pause_never_brings_a_deadline_forward_nor_behind_its_end(
        site in site(), start in near(), unit in unit(), number in 1..100_u32, share in 0..100_i64,
        pause in 0..9_000_000_i64,
    ) {
        let due = site.due(start, Amount::new(number, unit)).expect("in range");
        let from = later(start, (due.at.as_second() - start.as_second()) * share / 100);
        let to = later(from, pause);
        let resumed = site.resume(to, &site.left(from, &due, unit)).expect("in range");
        prop_assert!(resumed.at >= due.at);
        prop_assert!(resumed.at >= to);
        prop_assert!(resumed.provisional >= due.provisional);
    }

    #[test]
    fn a_pause_in_two_parts_is_one_pause(
        site in site(), start in near(), unit in unit(), number in 1..100_u32, share in 0..100_i64,
        first in 0..3_000_000_i64, second in 0..3_000_000_i64,
    ) {
        let due = site.due(start, Amount::new(number, unit)).expect("in range");
        let from = later(start, (due.at.as_second() - start.as_second()) * share / 100);
        let (middle, to) = (later(from, first), later(from, first + second));
        let once = site.resume(to, &site.left(from, &due, unit)).expect("in range");
        let half = site.resume(middle, &site.left(from, &due, unit)).expect("in range");
        // Where the pause ends in the deadline's own second, nothing is left of it to be paused again.
        prop_assume!(middle < half.at);
        let twice = site.resume(to, &site.left(middle, &half, unit)).expect("in range");
        prop_assert_eq!(twice.at, once.at);
    }

    #[test]
    fn a_pause_over_so_many_ends_of_work_moves_a_deadline_by_so_many_days(
        start in near(), number in 1..60_u32, days in 1..40_u32,
    ) {
        let site = &SITES[0];
        let amount = |number| Amount::new(number, Unit::WorkingDays);
        let due = site.due(start, amount(number)).expect("in range");
        // Paused from the end of the start's day on: nothing was counted yet.
        let from = site.due(start, amount(0)).expect("in range").at;
        prop_assume!(from < due.at);
        let to = site.due(from, amount(days)).expect("in range").at;
        let resumed = site.resume(to, &site.left(from, &due, Unit::WorkingDays)).expect("in range");
        prop_assert_eq!(resumed.at, site.due(due.at, amount(days)).expect("in range").at);
    }

    #[test]
    fn the_time_before_a_deadline_passes_until_it(
        site in site(), start in near(), unit in unit(), number in 1..300_u32,
    ) {
        let due = site.due(start, Amount::new(number, unit)).expect("in range");
        let warning = site.before(due.at, Amount::new(number, unit)).expect("in range");
        prop_assert!(warning < due.at);
        let spent = site.spent(warning, due.at, unit).amount;
        prop_assert_eq!(spent, u64::from(number) * if unit.is_days() { 1 } else { 3600 });
    }

    #[test]
    fn nothing_panics_and_errors_say_what_to_try(
        site in site(), one in any_moment(), two in any_moment(), three in any_moment(), unit in unit(), number: u32,
    ) {
        for number in [number, number % (Amount::MOST + 1), 0, Amount::MOST] {
            let amount = Amount::new(number, unit);
            let due = site.due(one, amount);
            prop_assert!(number <= Amount::MOST || due.is_err());
            if let Err(error) = due {
                prop_assert!(error.to_string().contains("; use "));
                prop_assert!(error.chinese().contains('；'));
            }
            let due = due.unwrap_or(Due::fixed(one));
            let _ = site.resume(three, &site.left(two, &due, unit));
            let _ = site.before(two, amount);
            let _ = site.spent(two, three, unit);
            let _ = site.is_work_day(site.day_of(three));
        }
    }
}

#[test]
fn a_deadline_and_what_is_left_of_it_survive_being_written_down() {
    let due = SITES[0].due("2026-03-02T10:00:00+08:00".parse().expect("a moment"), Amount::new(5, Unit::CalendarDays));
    let due = due.expect("in range");
    let left = SITES[0].left("2026-03-03T10:00:00+08:00".parse().expect("a moment"), &due, Unit::CalendarDays);
    let text = serde_json::to_string(&left).expect("it can be written");
    assert_eq!(
        text,
        "{\"amount\":6,\"unit\":\"calendar_days\",\"overdue\":false,\"at\":\"2026-03-03T02:00:00Z\",\"due\":\
         {\"at\":\"2026-03-09T15:59:59Z\",\"moved_from\":\"2026-03-07T15:59:59Z\",\"provisional\":false},\
         \"provisional\":false}"
    );
    assert_eq!(serde_json::from_str::<duixian_matters::time::Left>(&text).expect("it can be read"), left);
    let fixed = serde_json::to_string(&Due::fixed(Timestamp::UNIX_EPOCH)).expect("it can be written");
    assert_eq!(fixed, "{\"at\":\"1970-01-01T00:00:00Z\",\"provisional\":false}");
}
