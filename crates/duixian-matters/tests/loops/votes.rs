//! Votes: quorum by all deputies, more than half of all, places, ties.

use duixian_matters::command::ActCommand;
use duixian_matters::refusal::RefusalCode as Code;

use crate::declared::{World, actor, centre, code, command, id, with};

/// A vote with so many places and deputies, and candidates a, b, c … as its children.
fn vote(world: &mut World, places: &str, electors: &str, candidates: usize) -> (String, Vec<String>) {
    let fields = [("title", "票决"), ("places", places), ("electors", electors)];
    let vote = world.open("repairs.vote", with("call", &fields), &centre()).unwrap();
    let names = (0..candidates).map(|index| {
        let stand = ActCommand { parent: Some(id(&vote)), ..with("stand", &[("title", &format!("第{index}项"))]) };
        world.open("repairs.part", stand, &centre()).unwrap()
    });
    let names = names.collect();
    (vote, names)
}

fn ballot(choices: &[&String]) -> ActCommand {
    ActCommand { choices: choices.iter().map(|name| id(name)).collect(), ..command("ballot") }
}

fn deputy(number: usize) -> duixian_matters::matter::Actor {
    actor(&format!("代表{number}"), "代表团", &["deputy"])
}

/// Whoever votes for whom, then the count; the states of the candidates behind it.
fn outcome(places: &str, electors: &str, candidates: usize, ballots: &[&[usize]]) -> Result<Vec<String>, Code> {
    let mut world = World::new();
    let (vote, names) = vote(&mut world, places, electors, candidates);
    for (number, choices) in ballots.iter().enumerate() {
        let choices: Vec<&String> = choices.iter().map(|choice| &names[*choice]).collect();
        world.act(&vote, ballot(&choices), &deputy(number)).map_err(|refusal| refusal.code)?;
    }
    world.act(&vote, command("count"), &centre()).map_err(|refusal| refusal.code)?;
    assert!(world.replays());
    Ok(names.iter().map(|name| world.matter(name).state.clone()).collect())
}

/// Places, deputies, candidates, ballots by candidates' numbers, and what becomes of the candidates.
type Count<'a> = (&'a str, &'a str, usize, &'a [&'a [usize]], Result<Vec<&'a str>, Code>);

#[test]
fn the_count_follows_quorum_majority_places_and_ties() {
    let (all, none): (&[usize], &[usize]) = (&[0, 1], &[2]);
    let cases: &[Count<'_>] = &[
        // Two of three deputies are the quorum of two thirds.
        ("2", "3", 3, &[all, all], Ok(vec!["doing", "doing", "left"])),
        ("2", "4", 3, &[all, all], Err(Code::NoQuorum)),
        // Half of all deputies is not more than half.
        ("2", "4", 3, &[all, all, none], Ok(vec!["left", "left", "left"])),
        ("2", "4", 3, &[all, all, all], Ok(vec!["doing", "doing", "left"])),
        // Three have the majority for two places, and two share the last one.
        ("2", "3", 3, &[&[0, 1], &[0, 2], &[1, 2]], Ok(vec!["candidate", "candidate", "candidate"])),
        ("2", "5", 3, &[&[0, 1], &[0, 2], &[0, 1], &[0, 2], &[1, 2]], Ok(vec!["doing", "candidate", "candidate"])),
        // A tie that fits the places is none.
        ("3", "3", 3, &[&[0, 1, 2], &[0, 1, 2]], Ok(vec!["doing", "doing", "doing"])),
    ];
    for (places, electors, candidates, ballots, expected) in cases {
        let expected = expected.clone().map(|states| states.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(outcome(places, electors, *candidates, ballots), expected, "{places} {electors} {ballots:?}");
    }
}

#[test]
fn a_ballot_is_one_of_a_deputy_and_for_candidates() {
    let mut world = World::new();
    let (vote, names) = vote(&mut world, "1", "3", 2);
    let refused = |world: &mut World, choices: &[&String]| code(world.act(&vote, ballot(choices), &deputy(1)));
    assert_eq!(refused(&mut world, &[&names[0], &names[1]]), Some(Code::BadBallot), "more than places");
    assert_eq!(refused(&mut world, &[&"m99".to_owned()]), Some(Code::BadBallot), "no candidate");
    assert_eq!(refused(&mut world, &[]), Some(Code::BadBallot), "nobody");
    assert_eq!(code(world.act(&vote, ballot(&[&names[0]]), &centre())), Some(Code::NotYours));
    world.act(&vote, ballot(&[&names[0]]), &deputy(1)).unwrap();
    assert_eq!(refused(&mut world, &[&names[1]]), Some(Code::BadBallot), "once in a round");
}

#[test]
fn the_tied_are_voted_on_again_for_the_places_left() {
    let mut world = World::new();
    let (vote, names) = vote(&mut world, "2", "5", 3);
    for (number, choices) in [[0, 1], [0, 2], [0, 1], [0, 2], [1, 2]].iter().enumerate() {
        world.act(&vote, ballot(&[&names[choices[0]], &names[choices[1]]]), &deputy(number)).unwrap();
    }
    world.act(&vote, command("count"), &centre()).unwrap();
    assert_eq!(world.matter(&vote).state, "voting", "it goes on");
    assert!(world.matter(&vote).ballots.is_empty());
    let round = &world.matter(&vote).rounds[0];
    assert_eq!((round.elected.len(), round.tied.len(), round.votes[&id(&names[0])]), (1, 2, 4));
    assert_eq!(code(world.act(&vote, ballot(&[&names[0]]), &deputy(1))), Some(Code::BadBallot), "elected already");
    assert_eq!(code(world.act(&vote, ballot(&[&names[1], &names[2]]), &deputy(1))), Some(Code::BadBallot));
    for number in 0..4 {
        world.act(&vote, ballot(&[&names[if number == 0 { 1 } else { 2 }]]), &deputy(number)).unwrap();
    }
    world.act(&vote, command("count"), &centre()).unwrap();
    let states: Vec<&str> = names.iter().map(|name| world.matter(name).state.as_str()).collect();
    assert_eq!((world.matter(&vote).state.as_str(), states), ("counted", vec!["doing", "left", "doing"]));
}
