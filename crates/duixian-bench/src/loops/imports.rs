//! A table of a hundred thousand rows becomes matters.

use std::time::Instant;

use anyhow::{Result, ensure};
use duixian_ledger::{Ledger, Order, OrderAct};
use duixian_matters::matter::Origin;

use super::{fill, print, site};

const ROWS: u32 = 100_000;
/// Rows looked up and opened together.
const AT_ONCE: u32 = 500;
/// Behind the numbers of all other matters.
const FIRST: u32 = 4_000_000;

pub(super) async fn measure(name: &str, ledger: &Ledger) -> Result<()> {
    let start = Instant::now();
    let at = site::at(7200)?;
    for first in (FIRST..FIRST + ROWS).step_by(AT_ONCE as usize) {
        let numbers = first..first + AT_ONCE;
        let keys: Vec<String> = numbers.clone().map(|number| format!("2026-{number}")).collect();
        let known = ledger.matters_by_import_key(site::KIND, &keys).await?;
        ensure!(known.is_empty(), "a row was there already");
        fill::all(ledger, numbers.zip(keys).map(|(number, key)| row(number, key, at)).collect()).await?;
    }
    let taken = start.elapsed();
    let what = format!("{name}: import of {ROWS} rows beside them, each looked up by its key");
    print(&what, &format!("{} s", taken.as_secs()), Some(("under 60 s", taken.as_secs() < 60)));
    Ok(())
}

fn row(number: u32, key: String, at: jiff::Timestamp) -> Order {
    let mut order = site::open(number, at);
    order.key = Some(format!("import:{key}"));
    if let OrderAct::Open(command) = &mut order.act {
        command.origin = Some(Origin::Import { table: "表.xlsx".to_owned(), key });
    }
    order
}
