//! Prints random histories of deadlines with what this crate answers, one JSON object a line, for `scripts/oracles/`.
//!
//! `histories COUNT SEED GRAIN UNITS`: so many histories; a seed; moments on whole multiples of so many seconds (1 or
//! 60); units by their names in declarations, joined by commas. Only histories that end in a known year are printed.

mod generate;

use std::io::{BufWriter, Write};

use duixian_matters::time::{Calendar, Unit};
use generate::Generator;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [count, seed, grain, units] = arguments.as_slice() else {
        return Err("give COUNT SEED GRAIN UNITS, such as 1000 1 60 working_hours,working_days".into());
    };
    let units = units.split(',').map(|unit| serde_json::from_value(unit.into())).collect::<Result<Vec<Unit>, _>>()?;
    let calendar = Calendar::standard()?;
    let mut generator = Generator::new(seed.parse()?, grain.parse()?, units);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut left: u64 = count.parse()?;
    while left > 0 {
        let history = generator.history();
        let due = history.run(&calendar)?;
        // From 2027-01-01 00:00 on the site's clock no notice tells the days.
        if due.at.as_second() < 1_798_732_800 {
            writeln!(out, "{}", history.line(due.at.as_second()))?;
            left -= 1;
        }
    }
    out.flush()?;
    Ok(())
}
