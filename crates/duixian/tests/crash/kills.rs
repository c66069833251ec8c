//! The program is killed under load, again and again, on either database.

use std::time::Duration;

use duixian_testkit::{Durability, Failed, Server};

use crate::load::Load;
use crate::place::Place;

/// Milliseconds of load before a kill, at least and at most.
const LOAD: std::ops::Range<u64> = 20..400;
/// The ledger is compared as a whole after so many kills, and at the end.
const COMPARED: usize = 10;

fn kills() -> usize {
    number("DUIXIAN_KILLS").and_then(|kills| usize::try_from(kills).ok()).unwrap_or(20)
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

fn kill_again_and_again(database: Option<String>) {
    let seed = number("DUIXIAN_SEED").unwrap_or_else(|| fastrand::u64(..));
    eprintln!("DUIXIAN_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let place = Place::new(database);
    let load = Load::new();
    let kills = kills();
    for kill in 1..=kills {
        let program = place.serve();
        let address = program.address().to_owned();
        let confirmed = load.confirmations();
        load.during(&address, || {
            // The first acts after a start are the slowest: a kill before them would prove nothing.
            while load.confirmations() == confirmed {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(random.u64(LOAD)));
            program.kill();
        });
        if kill % COMPARED == 0 || kill == kills {
            place.verify();
            let program = place.serve();
            load.settle(program.address());
            load.compare(program.address());
        }
    }
    eprintln!("{kills} kills, {} acts confirmed, none lost, none done twice", load.confirmations());
    place.verify();
}

#[test]
fn what_was_confirmed_survives_kills_on_sqlite() {
    kill_again_and_again(None);
}

#[test]
fn what_was_confirmed_survives_kills_on_postgresql() {
    let server = match Server::start(Durability::Full) {
        Ok(server) => server,
        Err(Failed::NotInstalled) => return eprintln!("skipped: {}", Failed::NotInstalled),
        Err(failed) => panic!("{failed}"),
    };
    kill_again_and_again(Some(server.database().expect("a database can be made")));
}
