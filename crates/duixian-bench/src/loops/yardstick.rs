//! The yardstick of acts: pgbench with a script that writes the rows of an act, in a copy of the ledger's tables.

use std::fmt::Write;
use std::process::Command;

use anyhow::{Context, Result, bail};
use duixian_testkit::Server;

use super::acts::{CLIENTS, SECONDS};

/// The tables that a return of progress writes to, with what tells a row of the last act. Of a matter and its clock
/// the whole row is written anew, as the ledger does.
const INSERTED: [&str; 4] = ["event", "audit", "answer", "step"];
const REPLACED: [(&str, &str); 2] = [("matter", "site, id"), ("clock", "site, matter, deadline")];

/// Transactions a second.
pub(super) fn transactions(server: &Server, address: &str) -> Result<u64> {
    let folder = tempfile::tempdir().context("cannot make a folder for a script")?;
    let script = folder.path().join("act.sql");
    std::fs::write(&script, write_script(server, address)?).context("cannot write a script")?;
    server.sql(address, "create sequence bench_sequence start 100000000")?;
    server.sql(address, "vacuum analyze")?;
    let clients = CLIENTS.to_string();
    let run = |seconds: u64| -> Result<u64> {
        let output = Command::new(server.programs().join("pgbench"))
            .args(["-n", "-M", "prepared", "-j", "2", "-c", &clients, "-T", &seconds.to_string(), "-f"])
            .arg(&script)
            .arg(address)
            .output()
            .context("pgbench cannot be started")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let line = said.lines().find_map(|line| line.strip_prefix("tps = "));
        let whole = line.and_then(|line| line.split('.').next()).and_then(|number| number.parse().ok());
        match whole.filter(|_| output.status.success()) {
            Some(transactions) => Ok(transactions),
            None => bail!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr)),
        }
    };
    run(2)?;
    run(SECONDS)
}

/// The script: statements with the very values of the ledger's last act, but for keys.
fn write_script(server: &Server, address: &str) -> Result<String> {
    let mut script = String::from("begin;\nselect nextval('bench_sequence') as next \\gset\n");
    for table in INSERTED {
        let (columns, values) = last_row(server, address, table)?;
        writeln!(script, "insert into {table} ({columns}) values ({values});")?;
    }
    for (table, key) in REPLACED {
        let (columns, values) = last_row(server, address, table)?;
        let keys: Vec<&str> = key.split(", ").collect();
        let others = columns.split(", ").filter(|column| !keys.contains(column));
        let others: Vec<String> = others.map(|column| format!("{column} = excluded.{column}")).collect();
        let set = others.join(", ");
        writeln!(script, "insert into {table} ({columns}) values ({values}) on conflict ({key}) do update set {set};")?;
    }
    script.push_str("commit;\n");
    Ok(script)
}

/// The columns of a table and the values of its last row as SQL, with keys that are the client's or the next.
fn last_row(server: &Server, address: &str, table: &str) -> Result<(String, String)> {
    let asked = format!(
        "select attname || ' ' || typname from pg_attribute join pg_type on pg_type.oid = atttypid \
         where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped order by attnum"
    );
    let found = server.sql(address, &asked)?;
    let columns: Vec<(&str, &str)> = found.lines().filter_map(|line| line.split_once(' ')).collect();
    let order = match table {
        "matter" => "revision desc",
        "clock" => "(fires_at is null), generation desc",
        "answer" => "sequence desc",
        _ => "sequence desc",
    };
    let mut values = Vec::new();
    for (column, _) in &columns {
        let next = match (table, *column) {
            ("event" | "audit" | "step", "sequence") | ("answer", "sequence") | ("matter", "revision") => ":next",
            ("event", "id") => "'event-of-the-bench-0000000000-' || :next",
            ("answer", "key") => "'key-' || :next",
            ("matter", "id") | ("clock" | "step", "matter") => "'matter-' || :client_id",
            _ => "",
        };
        if next.is_empty() {
            let asked = format!("select quote_nullable({column}) from {table} order by {order} limit 1");
            values.push(server.sql(address, &asked)?.replace(':', "' || chr(58) || '"));
        } else {
            values.push(next.to_owned());
        }
    }
    let columns: Vec<&str> = columns.iter().map(|(column, _)| *column).collect();
    Ok((columns.join(", "), values.join(", ")))
}
