//! Acts with full durability on PostgreSQL, beside a script of bare SQL that writes the same rows.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use duixian_ledger::Ledger;
use duixian_matters::matter::MatterId;
use duixian_testkit::Server;

use super::{PART, fill, runtime, site, yardstick};
use crate::report::{Report, Row};

/// Clients at a time, here and there.
pub(super) const CLIENTS: u32 = 64;
/// How long either is measured; before it both work as long unmeasured.
pub(super) const SECONDS: u64 = 10;
const WARM_UP: Duration = Duration::from_secs(2);

pub(super) fn measure(server: &Server, report: &mut Report) -> Result<()> {
    let address = server.database()?;
    let folder = tempfile::tempdir().context("cannot make a folder for the ledger")?;
    let settings = server.sql(&address, "select current_setting('fsync') || current_setting('synchronous_commit')")?;
    let ours = runtime()?.block_on(acts(&address, folder.path()))?;
    let bare = yardstick::transactions(server, &address)?;
    let percent = ours * 100 / bare.max(1);
    let what = format!("PostgreSQL: acts a second of {CLIENTS} clients, full durability");
    let aim = format!("at least 60 % of bare SQL; it is {percent} %");
    report.push(Row::new(PART, what, ours).aim(aim, percent >= 60));
    let what = "yardstick: pgbench, the same rows, a transaction an act, the same clients";
    report.push(Row::new(PART, what, bare));
    report.note(format!(
        "Loops: fsync and synchronous_commit are {settings:?} for both; pgbench uses prepared statements and does not \
         number its events (their order comes from a sequence), so that its clients never wait for each other."
    ));
    Ok(())
}

/// Acts a second of clients that each return progress on a matter of their own, one answer after the other.
async fn acts(address: &str, folder: &std::path::Path) -> Result<u64> {
    let ledger = Ledger::open_database_setup(address, folder, site::setup()?).await?;
    let at = site::at(0)?;
    let mut clients = tokio::task::JoinSet::new();
    let done = Arc::new(AtomicU64::new(0));
    let mut matters: Vec<MatterId> = Vec::new();
    for number in 0..CLIENTS {
        let matter = fill::one(&ledger, site::open(number * 4 + 1, at)).await?.matter;
        fill::one(&ledger, site::act(&matter, &site::post(number * 4 + 1), "accept", None, at)).await?;
        matters.push(matter);
    }
    for (number, matter) in (0..CLIENTS).zip(matters) {
        let (ledger, done) = (ledger.clone(), Arc::clone(&done));
        clients.spawn(async move {
            for turn in 0_u64.. {
                let situation = Some(("situation", format!("本月完成工程量的{}%，质量和安全情况良好。", turn % 100)));
                let mut order = site::act(&matter, &site::post(number * 4 + 1), "report", situation, at);
                order.key = Some(format!("client-{number}-{turn}"));
                fill::one(&ledger, order).await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    tokio::time::sleep(WARM_UP).await;
    let (start, before) = (Instant::now(), done.load(Ordering::Relaxed));
    tokio::select! {
        () = tokio::time::sleep(Duration::from_secs(SECONDS)) => {}
        // A client ends only when it fails.
        Some(ended) = clients.join_next() => ended??,
    }
    let count = done.load(Ordering::Relaxed) - before;
    let per_second = u128::from(count) * 1000 / start.elapsed().as_millis().max(1);
    clients.shutdown().await;
    Ok(u64::try_from(per_second)?)
}
