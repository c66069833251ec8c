//! A thousand clocks that end in the same second.

use std::time::Instant;

use anyhow::{Result, ensure};
use duixian_ledger::Ledger;

use super::{fill, milliseconds, print, site};

const CLOCKS: u32 = 1_000;
/// A week before all other matters were opened.
const EARLIER: i64 = -7 * 24 * 3600;
/// Two working days later all are to be accepted, and nothing else is due.
const DUE: i64 = EARLIER + 3 * 24 * 3600;

pub(super) async fn measure(name: &str, ledger: &Ledger) -> Result<()> {
    let at = site::at(EARLIER)?;
    // Those whose number is no multiple of four are handed out at once.
    let orders = (0..CLOCKS).map(|number| site::open(number * 4 + 1, at));
    let orders: Vec<_> = orders.collect();
    for orders in orders.chunks(500) {
        fill::all(ledger, orders.to_vec()).await?;
    }
    let before = ledger.status().await?.last_event;
    let start = Instant::now();
    let fired = ledger.fire(site::at(DUE)?).await?;
    let taken = start.elapsed();
    let events = ledger.status().await?.last_event - before;
    ensure!(ledger.fire(site::at(DUE)?).await? == 0, "a clock fired twice");
    ensure!(fired == CLOCKS as usize && events == u64::from(CLOCKS), "{fired} fired, {events} events");
    let what = format!("{name}: {CLOCKS} deadlines of the same second, once each");
    print(&what, &milliseconds(taken), Some(("under 5 s", taken.as_secs() < 5)));
    Ok(())
}
