//! Reads what a kind declares beside its acts: deadlines, joint handling, roll-up, stages, transfers, votes, duplicates.

use rust_decimal::Decimal;

use super::kind::needed_whole;
use super::needed;
use super::reader::Reader;
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{
    Deadline, Duplicates, JointMode, JointRule, Length, OnChange, OnReopen, Poll, Quantity, RollUp, RollUpMode, Stage,
    State, StateKind, Tie, Transfer,
};
use crate::time::{Amount, Unit};

const UNITS: [(&str, Unit); 5] = [
    ("working_days", Unit::WorkingDays),
    ("working_hours", Unit::WorkingHours),
    ("calendar_days", Unit::CalendarDays),
    ("fixed_days", Unit::FixedDays),
    ("hours", Unit::Hours),
];

/// The longest amount that working time computes.
const LONGEST: u32 = Amount::MOST;

/// `{ working_days = 5 }` and the like.
pub(super) fn amount(reader: &Reader<'_>) -> Option<Amount> {
    let given = UNITS.iter().filter(|(word, _)| reader.has(word)).collect::<Vec<_>>();
    if let [(word, unit)] = given.as_slice() {
        return Some(Amount { number: reader.whole_or(word, 1..=LONGEST)?, unit: *unit });
    }
    let message = words!("这里要写且只写一个时长", "exactly one length of time stands here");
    let try_this = words!(
        "例如 {{ working_days = 5 }}；单位有 working_days、working_hours、calendar_days、fixed_days、hours",
        "such as {{ working_days = 5 }}; units are working_days, working_hours, calendar_days, fixed_days, hours"
    );
    reader.fault(Code::BadLength, message, try_this);
    None
}

/// A deadline.
pub(super) fn deadline(reader: Reader<'_>, id: String, states: &[State]) -> Deadline {
    let stops = reader.list("stops");
    let runs_in = reader.list_or("runs_in").unwrap_or_else(|| {
        let open = states.iter().filter(|state| state.kind == StateKind::Open && !stops.contains(&state.id));
        open.map(|state| state.id.clone()).collect()
    });
    let warn = reader.tables("warn").into_iter().filter_map(|table| {
        let amount = amount(&table);
        table.finish();
        amount
    });
    let warn = warn.collect();
    let on_reopen = [("restart", OnReopen::Restart), ("continue", OnReopen::Continue), ("stay", OnReopen::Stay)];
    let on_change = [("recompute", OnChange::Recompute), ("keep", OnChange::Keep)];
    let deadline = Deadline {
        id,
        name: reader.words("name"),
        starts: reader.list("starts"),
        stops,
        length: length(&reader),
        runs_in,
        warn,
        on_breach: reader.text_or("on_breach"),
        on_reopen: reader.word_or("on_reopen", &on_reopen).unwrap_or(OnReopen::Restart),
        on_change: reader.word_or("on_change", &on_change).unwrap_or(OnChange::Recompute),
        extends: reader.flag("extends"),
    };
    reader.finish();
    deadline
}

fn length(reader: &Reader<'_>) -> Length {
    let nothing = Length::Fixed(Amount { number: 1, unit: Unit::WorkingDays });
    let Some(table) = needed(reader, "length", reader.table("length")) else { return nothing };
    let length = if table.has("until") {
        Length::Until { field: table.text("until") }
    } else if table.has("register") {
        Length::Register { register: table.text("register"), column: table.text("column"), by: table.text("by") }
    } else if table.has("monthly") {
        // Every month has these days.
        Length::Monthly { day: table.whole_or("monthly", 1..=28).unwrap_or(1) }
    } else {
        amount(&table).map_or(nothing, Length::Fixed)
    };
    table.finish();
    length
}

/// Joint handling.
pub(super) fn joint(reader: Reader<'_>) -> JointRule {
    let mode = match reader.word("mode", &[("all", "all"), ("any", "any"), ("share", "share")]) {
        Some("any") => JointMode::Any,
        Some("share") => JointMode::Share { percent: percent(&reader) },
        _ => JointMode::All,
    };
    reader.finish();
    JointRule { mode }
}

fn percent(reader: &Reader<'_>) -> Decimal {
    let text = reader.text("percent");
    let number =
        text.parse::<Decimal>().ok().filter(|number| *number > Decimal::ZERO && *number <= Decimal::ONE_HUNDRED);
    if number.is_none() && !text.is_empty() {
        let message = words!("`{text}` 不是百分数", "`{text}` is no percentage");
        let try_this = words!("写大于 0、不超过 100 的数，加引号", "write a number above 0 and up to 100, in quotes");
        reader.fault_at("percent", Code::BadValue, message, try_this);
    }
    number.unwrap_or(Decimal::ONE_HUNDRED)
}

/// Roll-up.
pub(super) fn roll_up(reader: Reader<'_>) -> RollUp {
    let modes = [
        ("weighted", RollUpMode::Weighted),
        ("count", RollUpMode::Count),
        ("least", RollUpMode::Least),
        ("none", RollUpMode::None),
    ];
    let roll_up = RollUp {
        of: reader.needed_list("of"),
        mode: reader.word("mode", &modes).unwrap_or(RollUpMode::Weighted),
        weight: reader.text_or("weight"),
    };
    reader.finish();
    roll_up
}

/// A stage.
pub(super) fn stage(reader: Reader<'_>, id: String) -> Stage {
    let stage = Stage { id, name: reader.words("name"), states: reader.needed_list("states") };
    reader.finish();
    stage
}

/// A quantity.
pub(super) fn quantity(reader: Reader<'_>, id: String) -> Quantity {
    let scale = reader.whole_or("scale", 0..=9).unwrap_or(0);
    let quantity = Quantity { id, name: reader.words("name"), unit: reader.text("unit"), scale };
    reader.finish();
    quantity
}

/// A transfer.
pub(super) fn transfer(reader: Reader<'_>) -> Transfer {
    let act = reader.text("act");
    let transfer = Transfer {
        to: reader.text("to"),
        opens: reader.text("opens"),
        fields: reader.map("fields"),
        back: reader.map("back"),
        act,
    };
    reader.finish();
    transfer
}

/// A vote.
pub(super) fn poll(reader: Reader<'_>) -> Poll {
    let tie = [("runoff", Tie::Runoff), ("none_elected", Tie::NoneElected)];
    let poll = Poll {
        candidates: reader.text("candidates"),
        standing: reader.text("standing"),
        elected: reader.text("elected"),
        rejected: reader.text("rejected"),
        places: reader.text("places"),
        electors: reader.text("electors"),
        quorum: fraction(&reader, "quorum"),
        majority: fraction(&reader, "majority"),
        tie: reader.word("tie", &tie).unwrap_or(Tie::Runoff),
    };
    reader.finish();
    poll
}

fn fraction(reader: &Reader<'_>, key: &str) -> (u32, u32) {
    let text = reader.text(key);
    let parts = text.split_once('/').and_then(|(over, under)| {
        let (over, under) = (over.trim().parse::<u32>().ok()?, under.trim().parse::<u32>().ok()?);
        (over <= under && under > 0 && under <= 10_000).then_some((over, under))
    });
    if parts.is_none() && !text.is_empty() {
        let message = words!("`{text}` 不是分数", "`{text}` is no fraction");
        let try_this = words!("写不大于 1 的分数，例如 \"2/3\"", "write a fraction of at most 1, such as \"2/3\"");
        reader.fault_at(key, Code::BadValue, message, try_this);
    }
    parts.unwrap_or((1, 1))
}

/// Duplicates.
pub(super) fn duplicates(reader: Reader<'_>) -> Duplicates {
    let duplicates = Duplicates {
        place: reader.text("place"),
        metres: needed_whole(&reader, "metres", 100_000),
        same: reader.list("same"),
        days: needed_whole(&reader, "days", 36_500),
    };
    reader.finish();
    duplicates
}
