//! `duixian link`: what became of each promise and target of an earlier report.

use std::io::Write;

use duixian_figures::Codebook;
use duixian_tables::{Cell, Column, ColumnKind, Table};
use duixian_threads::Link as Found;

use crate::arguments::{Link, ListFormat};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::present::links::LinkLine;
use crate::present::{self, heading};
use crate::sources::Loaded;

pub(crate) fn run(arguments: &Link, language: Language) -> Result<Outcome, Failure> {
    let codebook = Codebook::standard();
    let (old, new) = (Loaded::of(&arguments.old, &codebook)?, Loaded::of(&arguments.new, &codebook)?);
    let links = duixian_threads::link(old.source(), new.source(), &codebook);
    let mut output = Output::open(None)?;
    if links.is_empty() {
        eprintln!("{}", language.pick("no promise was found in the earlier report", "前一份报告里没有承诺"));
    }
    match arguments.format {
        ListFormat::Jsonl => {
            for link in &links {
                output.write_json(&LinkLine::new(link, &old, &new, arguments.explain))?;
            }
        }
        ListFormat::Table if arguments.explain => {
            for link in &links {
                let line = LinkLine::new(link, &old, &new, true);
                present::write_pairs(&mut output, &line.pairs(link, language), language)?;
                writeln!(output)?;
            }
        }
        ListFormat::Table if links.is_empty() => {}
        ListFormat::Table => output.write_table(&table(&links, &old, &new, language), RowFormat::Table)?,
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn table(links: &[Found], old: &Loaded, new: &Loaded, language: Language) -> Table {
    let columns = ["promise", "answer", "verdict", "why"];
    let mut table = Table::new(columns.map(|name| Column::new(heading(name, language), ColumnKind::Text)).to_vec());
    for link in links {
        let line = LinkLine::new(link, old, new, false);
        table.push(vec![
            Cell::text(line.promise.text),
            line.outcome.map_or(Cell::Empty, |outcome| Cell::text(outcome.text)),
            Cell::text(link.verdict.name(language.of_threads())),
            Cell::text(link.rule.text(language.of_threads())),
        ]);
    }
    table
}
