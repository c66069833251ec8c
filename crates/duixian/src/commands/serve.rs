//! `duixian serve`: the ledger as a web page and an API.

mod life;
mod sample;

use std::io;

use duixian_server::{Options, Server};
use tracing_subscriber::filter::LevelFilter;

use crate::arguments::Serve;
use crate::commands::ledger::{self, ACTOR, OpenLedger};
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::language::Language;

pub(crate) fn run(arguments: &Serve, language: Language) -> Result<Outcome, Failure> {
    log_to_standard_error();
    let open = if arguments.sample {
        open_with_sample(arguments, language)?
    } else {
        ledger::open_for(&arguments.ledger, &arguments.declared, language)?
    };
    let OpenLedger { runtime, ledger } = open;
    runtime.block_on(async {
        let server = Server::bind(ledger, Options::loopback(arguments.port)).await?;
        let address = server.address();
        // Polled once before anyone knows the address, so that whoever knows it can also stop it in good order.
        let mut stop = Box::pin(duixian_server::asked_to_stop());
        tokio::select! {
            biased;
            () = &mut stop => return Ok(()),
            () = std::future::ready(()) => {}
        }
        eprintln!(
            "{}",
            language.pick(
                format!("Duixian is at http://{address} (Ctrl-C stops it)"),
                format!("兑现已启动：http://{address}（按 Ctrl-C 停止）"),
            )
        );
        server.run(stop).await
    })?;
    Ok(Outcome::Done)
}

/// Lets an empty ledger begin with the sample; a ledger where anything ever happened stays as it is.
///
/// Without a site of its own the ledger's folder gets the sample's, so that the posts are there at the next start too.
fn open_with_sample(arguments: &Serve, language: Language) -> Result<OpenLedger, Failure> {
    let mut open = ledger::open_for(&arguments.ledger, &arguments.declared, language)?;
    let OpenLedger { runtime, ledger } = &open;
    if !runtime.block_on(sample::is_empty(ledger))? {
        return Ok(open);
    }
    let site = arguments.declared.site(&arguments.ledger).ok_or(Failure::NoDataFolder)?;
    if !site.exists() {
        sample::write_site(&site)?;
        drop(open);
        open = ledger::open_for(&arguments.ledger, &arguments.declared, language)?;
    }
    let OpenLedger { runtime, ledger } = &open;
    let told = runtime.block_on(sample::load(ledger, ACTOR, ledger::now(), language))?;
    for refused in &told.refused {
        eprintln!("{}", language.pick(format!("not done: {refused}"), format!("未能办理：{refused}")));
    }
    Ok(open)
}

fn log_to_standard_error() {
    let level = environment::log_level().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::WARN);
    let colour = !environment::no_color() && io::IsTerminal::is_terminal(&io::stderr());
    // Set once, at the start of the only verb that logs; there is none before it.
    let _ = tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr).with_ansi(colour).try_init();
}
