//! Every environment variable that the program reads, in one place. `docs/cli.md` lists them.

use std::env;
use std::path::PathBuf;

/// The folder of the ledger; `--data` goes before it.
const DATA: &str = "DUIXIAN_DATA";
/// The address of the ledger's database; `--database` and `--data` go before it.
const DATABASE: &str = "DUIXIAN_DATABASE";
/// How much `serve` tells: `error`, `warn`, `info` or `debug`.
const LOG: &str = "DUIXIAN_LOG";
/// Any value but an empty one turns colours off (<https://no-color.org>).
const NO_COLOR: &str = "NO_COLOR";
/// Columns of the terminal, where it does not tell itself.
const COLUMNS: &str = "COLUMNS";
/// What `duixian --help` says of them.
pub(crate) const HELP: &str = "\
Environment:
  DUIXIAN_DATA               the ledger's folder, where --data is not given
  DUIXIAN_DATABASE           the ledger's database, where neither --database nor --data is given
  DUIXIAN_LOG                how much serve tells: error, warn (the default), info or debug
  LC_ALL, LC_MESSAGES, LANG  the language, where --lang is not given
  NO_COLOR                   turns colours off
  COLUMNS                    the width of tables, where the terminal does not tell it";

/// The locale, in the order in which POSIX asks for it.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The locale of messages, e.g. `zh_CN.UTF-8`.
pub(crate) fn locale() -> Option<String> {
    LOCALE.iter().find_map(|name| text(name))
}

/// How much `serve` is to tell.
pub(crate) fn log_level() -> Option<String> {
    text(LOG)
}

/// Whether the user wants no colour anywhere.
pub(crate) fn no_color() -> bool {
    text(NO_COLOR).is_some()
}

/// The width that the user set for the terminal.
pub(crate) fn columns() -> Option<usize> {
    text(COLUMNS)?.parse().ok()
}

/// The address of the ledger's database. It may hold a password: it is never shown.
pub(crate) fn database() -> Option<String> {
    text(DATABASE)
}

/// The ledger's folder when none is given: `$DUIXIAN_DATA`, else `duixian` in the platform's place for a user's data.
pub(crate) fn data_folder() -> Option<PathBuf> {
    if let Some(folder) = text(DATA) {
        return Some(PathBuf::from(folder));
    }
    Some(platform_data_folder()?.join("duixian"))
}

fn platform_data_folder() -> Option<PathBuf> {
    if cfg!(windows) {
        return text("LOCALAPPDATA").map(PathBuf::from);
    }
    let home = text("HOME").map(PathBuf::from);
    if cfg!(target_os = "macos") {
        return Some(home?.join("Library/Application Support"));
    }
    // The specification tells to ignore a relative path.
    let xdg = text("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    xdg.or_else(|| Some(home?.join(".local/share")))
}

fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
