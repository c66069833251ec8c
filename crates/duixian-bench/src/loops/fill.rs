//! Many matters in all states, through the ledger's own way of acting.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use duixian_ledger::{Acted, Ledger, LedgerError, Order};

use super::site;

/// Orders given together.
const AT_ONCE: u32 = 500;

/// Opens so many matters and acts on half of them: of twelve that were handed out, six are in hand, of these one is to
/// be checked and one closed.
pub(super) async fn fill(ledger: &Ledger, matters: u32) -> Result<Duration> {
    let start = Instant::now();
    let mut first = 0;
    while first < matters {
        let last = matters.min(first + AT_ONCE);
        let at = site::at(i64::from(first / AT_ONCE))?;
        let opened = all(ledger, (first..last).map(|number| site::open(number, at)).collect()).await?;
        let numbered = || (first..last).zip(&opened).filter(|(number, _)| !number.is_multiple_of(4));
        let turns = [
            ("accept", 6, None),
            ("report_done", 2, Some(("result", "已完成并通过验收".to_owned()))),
            ("pass", 1, None),
        ];
        for (act, of_twelve, field) in turns {
            let chosen = numbered().filter(|(number, _)| number / 4 % 12 < of_twelve);
            let order = |(number, acted): (u32, &Acted)| {
                let post = if act == "pass" { "checker".to_owned() } else { site::post(number) };
                site::act(&acted.matter, &post, act, field.clone(), at)
            };
            all(ledger, chosen.map(order).collect()).await?;
        }
        first = last;
    }
    Ok(start.elapsed())
}

/// Does orders together; all must succeed.
pub(super) async fn all(ledger: &Ledger, orders: Vec<Order>) -> Result<Vec<Acted>> {
    let outcomes: Result<Vec<Acted>, LedgerError> = ledger.act_many(orders).await.into_iter().collect();
    outcomes.context("an act was refused")
}

/// Does one order, which must succeed.
pub(super) async fn one(ledger: &Ledger, order: Order) -> Result<Acted> {
    match all(ledger, vec![order]).await?.pop() {
        Some(acted) => Ok(acted),
        None => bail!("an act had no answer"),
    }
}
