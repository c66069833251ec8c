//! The disk is full, connections break, the database's server crashes: a problem says so, nothing that was confirmed
//! is lost, and the program goes on working when the fault is over.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::time::Duration;

use duixian_testkit::{Durability, Failed, Server};

use crate::load::Load;
use crate::place::{Place, Program};

/// Acts that show that the program works again.
const AGAIN: usize = 50;
/// What clients may be told while the database is away or full. None of them confirms anything.
const PROBLEMS: [(u16, &str); 2] = [(503, "unavailable"), (503, "unconfirmed")];

fn postgresql(start: impl FnOnce() -> Result<Server, Failed>) -> Option<Server> {
    match start() {
        Ok(server) => Some(server),
        Err(failed @ (Failed::NotInstalled | Failed::NoSmallDisk { .. })) => {
            eprintln!("skipped: {failed}");
            None
        }
        Err(failed) => panic!("{failed}"),
    }
}

/// Waits until so many more acts were confirmed.
fn works(load: &Load, program: &mut Program) {
    let wanted = load.confirmations() + AGAIN;
    while load.confirmations() < wanted {
        assert!(program.lives(), "the program ended");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits for a problem, which must be one of those that tell of a fault.
fn tells(load: &Load, program: &mut Program) {
    loop {
        assert!(program.lives(), "the program ended");
        let problems = load.take_problems();
        hold(&problems);
        if !problems.is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Holds that clients were told of faults and of nothing else.
fn hold(problems: &BTreeSet<(u16, String)>) {
    for (status, code) in problems {
        assert!(PROBLEMS.contains(&(*status, code.as_str())), "{status} {code}");
    }
}

/// Everything is asked for until it is confirmed, and then the ledger holds it.
fn compare(load: &Load, program: &Program) {
    load.settle(program.address());
    load.compare(program.address());
}

#[test]
fn a_full_disk_under_sqlite_is_told_and_over_when_there_is_space() {
    const MEGABYTES: u32 = 32;
    let place = Place::new(None);
    let mut program = match place.serve_on_small_disk(MEGABYTES) {
        Ok(program) => program,
        Err(reason) => return eprintln!("skipped: no small disk can be made: {reason}"),
    };
    let folder = program.seen(place.data());
    let filler = folder.join("filler");
    let load = Load::new();
    let address = program.address().to_owned();
    load.during(&address, || {
        for _ in 0..3 {
            works(&load, &mut program);
            fill(&filler);
            tells(&load, &mut program);
            fs::remove_file(&filler).expect("a file can be deleted");
            works(&load, &mut program);
            load.take_problems();
        }
    });
    compare(&load, &program);
    // The disk goes with the program; what is on it is looked at elsewhere.
    let copy = Place::copy_of(&folder);
    program.kill();
    copy.verify();
    compare(&load, &copy.serve());
}

/// Takes all the space that there is.
fn fill(path: &std::path::Path) {
    let mut file = fs::File::create(path).expect("a file can be made");
    let block = [0; 1 << 12];
    while file.write_all(&block).is_ok() {}
}

#[test]
fn a_full_disk_under_postgresql_is_told_and_over_when_there_is_space() {
    const MEGABYTES: u32 = 48;
    let Some(server) = postgresql(|| Server::start_with_small_disk(Durability::Full, MEGABYTES)) else { return };
    let database = server.database_on_small_disk().expect("a database can be made");
    let place = Place::new(Some(database));
    let mut program = place.serve();
    let load = Load::new();
    let address = program.address().to_owned();
    load.during(&address, || {
        works(&load, &mut program);
        server.fill_small_disk().expect("a disk can be filled");
        tells(&load, &mut program);
        server.empty_small_disk().expect("a disk can be emptied");
        works(&load, &mut program);
    });
    compare(&load, &program);
    program.kill();
    place.verify();
}

#[test]
fn connections_that_break_lose_nothing() {
    let Some(server) = postgresql(|| Server::start(Durability::Full)) else { return };
    let database = server.database().expect("a database can be made");
    let place = Place::new(Some(database.clone()));
    let mut program = place.serve();
    let load = Load::new();
    let address = program.address().to_owned();
    load.during(&address, || {
        for _ in 0..10 {
            works(&load, &mut program);
            server.drop_connections(&database).expect("connections can be ended");
        }
        works(&load, &mut program);
        for _ in 0..2 {
            load.take_problems();
            server.crash().expect("the server can be ended");
            tells(&load, &mut program);
            server.start_again().expect("the server can be started");
            works(&load, &mut program);
        }
    });
    hold(&load.take_problems());
    compare(&load, &program);
    program.kill();
    place.verify();
}
