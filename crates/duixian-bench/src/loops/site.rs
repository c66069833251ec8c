//! The system and the roster to measure with, and orders for them. Moments are fixed: nothing here has a clock.

use std::path::Path;

use anyhow::{Context, Result};
use duixian_ledger::{ActorRef, Order, OrderAct, Setup};
use duixian_matters::command::ActCommand;
use duixian_matters::matter::MatterId;
use jiff::{SignedDuration, Timestamp};

/// The kind that is measured with.
pub(super) const KIND: &str = "errand";
/// Units that handle.
pub(super) const UNITS: u32 = 40;
/// Fields of work.
pub(super) const DOMAINS: [&str; 6] = ["industry", "city", "people", "rural", "reform", "green"];

/// The setup of `bench/loops`.
pub(super) fn setup() -> Result<Setup> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/loops");
    Setup::read(Some(&folder.join("systems")), &folder.join("site")).context("bench/loops cannot be read")
}

/// A Monday morning, so many seconds later.
pub(super) fn at(seconds: i64) -> Result<Timestamp> {
    let start: Timestamp = "2026-03-02T01:30:00Z".parse()?;
    Ok(start.checked_add(SignedDuration::from_secs(seconds))?)
}

/// The unit of a number.
pub(super) fn unit(number: u32) -> String {
    format!("第{:02}局", number % UNITS + 1)
}

/// The post of a unit.
pub(super) fn post(number: u32) -> String {
    format!("office_{:02}", number % UNITS + 1)
}

/// An order to open the matter of a number: units, fields, days and states go round in different turns.
pub(super) fn open(number: u32, at: Timestamp) -> Order {
    let day = number / 7 % 28 + 1;
    let month = number / 3 % 9 + 4;
    let domain = DOMAINS.get(number as usize / 5 % DOMAINS.len()).copied().unwrap_or_default();
    let fields = [
        ("title", format!("完成第{number}号道路、管网和绿化改造任务并通过验收")),
        ("code", format!("2026-{number}")),
        ("domain", domain.to_owned()),
        ("street", unit(number / 11)),
        ("weight", format!("{}.5", number % 10)),
        ("due_on", format!("2026-{month:02}-{day:02}")),
    ];
    let command = ActCommand {
        act: if number.is_multiple_of(4) { "draft" } else { "issue" }.to_owned(),
        kind: KIND.to_owned(),
        fields: fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect(),
        lead: Some(unit(number)),
        ..ActCommand::default()
    };
    order("checker", at, OrderAct::Open(Box::new(command)))
}

/// An order to act on a matter.
pub(super) fn act(matter: &MatterId, post: &str, act: &str, field: Option<(&str, String)>, at: Timestamp) -> Order {
    let fields = field.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
    let command = Box::new(ActCommand { act: act.to_owned(), fields, ..ActCommand::default() });
    order(post, at, OrderAct::Act { matter: matter.clone(), expected: None, command })
}

fn order(post: &str, at: Timestamp, act: OrderAct) -> Order {
    let actor = ActorRef { person: format!("{post}的人"), post: post.to_owned() };
    Order { key: None, actor, at, act }
}
