//! Reads a register: rows with validity dates.

use jiff::civil::Date;

use super::reader::Reader;
use super::rules::amount;
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{Register, RegisterRow};

/// A register from its file.
pub(super) fn register(reader: Reader<'_>, id: String) -> Register {
    let name = reader.words("name");
    let rows = reader.tables("rows").into_iter().map(row).collect();
    reader.finish();
    Register { id, name, rows }
}

fn row(reader: Reader<'_>) -> RegisterRow {
    let (from, until) = (reader.date("from"), reader.date_or("until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let message = words!("失效日 {until} 早于生效日 {from}", "the row ends on {until}, before it begins on {from}");
        let try_this = words!("`until` 是有效的最后一天", "`until` is the last day on which the row holds");
        reader.fault_at("until", Code::BadValue, message, try_this);
    }
    let amounts = reader.table("amounts").map(|table| {
        let columns = table.keys().filter_map(|column| {
            let inner = table.table(column)?;
            let amount = amount(&inner);
            inner.finish();
            Some((column.to_owned(), amount?))
        });
        let columns = columns.collect();
        table.finish();
        columns
    });
    let row = RegisterRow {
        key: reader.text("key"),
        name: reader.words("name"),
        from: from.unwrap_or(Date::MIN),
        until,
        texts: reader.map("texts"),
        amounts: amounts.unwrap_or_default(),
    };
    reader.finish();
    row
}
