//! `duixian compare`: two sources about one place, figure by figure.

use std::io::Write;

use duixian_figures::Codebook;
use duixian_tables::{Cell, Column, ColumnKind, Table};
use duixian_threads::{Comparison, Pair};

use crate::arguments::{Compare, ListFormat};
use crate::failure::{Failure, Outcome};
use crate::language::Language;
use crate::output::{Output, RowFormat};
use crate::present::heading;
use crate::present::pairs_of_sources::{PairLine, difference, explanation};
use crate::sources::Loaded;

pub(crate) fn run(arguments: &Compare, language: Language) -> Result<Outcome, Failure> {
    let codebook = Codebook::standard();
    let (a, b) = (Loaded::of(&arguments.a, &codebook)?, Loaded::of(&arguments.b, &codebook)?);
    let comparison = duixian_threads::compare(a.source(), b.source(), &codebook);
    if comparison.is_other_place {
        return Err(other_place(&a, &b));
    }
    let mut output = Output::open(None)?;
    let pairs = || comparison.differing.iter().chain(&comparison.alike);
    match arguments.format {
        ListFormat::Jsonl => pairs().try_for_each(|pair| output.write_json(&PairLine::new(pair, &a, &b)))?,
        ListFormat::Table if pairs().next().is_none() => {
            eprintln!("{}", language.pick("the sources say nothing of the same things", "两份文字没有说到同样的数据"));
        }
        ListFormat::Table => {
            writeln!(output, "A  {}\nB  {}\n", a.name(), b.name())?;
            output.write_table(&table(pairs(), &a, &b, language), RowFormat::Table)?;
            writeln!(output, "\n{}", summary(&comparison, language))?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

fn other_place(a: &Loaded, b: &Loaded) -> Failure {
    let place = |loaded: &Loaded| loaded.document.header.place.name().unwrap_or_default().to_owned();
    Failure::OtherPlace { first: a.path.clone(), first_place: place(a), second: b.path.clone(), second_place: place(b) }
}

fn table<'pair>(pairs: impl Iterator<Item = &'pair Pair>, a: &Loaded, b: &Loaded, language: Language) -> Table {
    let columns = ["subject", "period", "A", "B", "difference", "what may explain it"];
    let mut table = Table::new(columns.map(|name| Column::new(heading(name, language), ColumnKind::Text)).to_vec());
    for pair in pairs {
        let line = PairLine::new(pair, a, b);
        let why = pair.explanations.iter().map(|why| explanation(why, language));
        table.push(vec![
            Cell::text(line.subject),
            Cell::text(line.period),
            Cell::text(line.a.text),
            Cell::text(line.b.text),
            Cell::text(if pair.same { "=".to_owned() } else { difference(pair, &line.a.unit, language) }),
            Cell::text(why.collect::<Vec<_>>().join(language.pick(", ", "；"))),
        ]);
    }
    table
}

fn summary(comparison: &Comparison, language: Language) -> String {
    let (differing, alike) = (comparison.differing.len(), comparison.alike.len());
    language.pick(format!("{differing} differ, {alike} are said alike"), format!("{differing} 处不同，{alike} 处相同"))
}
