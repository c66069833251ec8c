//! `duixian serve`: the ledger as a web page and an API.

use std::io;

use duixian_ledger::NewFile;
use duixian_server::{Options, Server};
use rust_embed::RustEmbed;
use tracing_subscriber::filter::LevelFilter;

use crate::arguments::Serve;
use crate::commands::ledger::{self, ACTOR, OpenLedger};
use crate::environment;
use crate::failure::{Failure, Outcome};
use crate::language::Language;

/// The invented district that ships with the program.
#[derive(RustEmbed)]
#[folder = "../../samples"]
#[allow_missing = true]
struct Samples;

pub(crate) fn run(arguments: &Serve, language: Language) -> Result<Outcome, Failure> {
    log_to_standard_error();
    let open = ledger::open(&arguments.ledger, language)?;
    if arguments.sample {
        add_samples(&open, language)?;
    }
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

/// Adds the samples where nothing ever happened in the ledger: what a person deleted does not come back.
fn add_samples(open: &OpenLedger, language: Language) -> Result<(), Failure> {
    if open.ask(open.ledger.status())?.last_event > 0 {
        return Ok(());
    }
    let files = Samples::iter().filter(|name| is_document(name)).filter_map(|name| {
        let bytes = Samples::get(&name)?.data.into_owned();
        Some(NewFile { name: name.into_owned(), bytes })
    });
    let mut files = files.collect::<Vec<_>>();
    files.sort_by(|first, second| first.name.cmp(&second.name));
    // One report stands there in two formats, to be tried; in the ledger it would speak twice.
    files.dedup_by(|second, first| stem(&second.name) == stem(&first.name));
    for added in open.runtime.block_on(open.ledger.add_many(files, ACTOR, ledger::now(), |_| {})) {
        if let Err(error) = added {
            Failure::from(error).report(language);
        }
    }
    Ok(())
}

/// A name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A report, not a note about the samples.
fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.contains('/') && matches!(ending, "docx" | "doc" | "ofd" | "html" | "pdf")
}

fn log_to_standard_error() {
    let level = environment::log_level().and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::WARN);
    let colour = !environment::no_color() && io::IsTerminal::is_terminal(&io::stderr());
    // Set once, at the start of the only verb that logs; there is none before it.
    let _ = tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr).with_ansi(colour).try_init();
}
