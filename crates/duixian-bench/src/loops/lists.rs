//! Pages of lists and My work, asked for one after the other with all kinds of filters.

use std::time::{Duration, Instant};

use anyhow::Result;
use duixian_ledger::{Ledger, MatterFilter, MatterSort, Page};
use duixian_matters::declaration::StateKind;

use super::{milliseconds, percentile, print, site};

/// Rounds through all filters.
const ROUNDS: u32 = 40;
/// Matters on a page, as the screens ask for.
const SIZE: u32 = 50;
/// Matters of a group of My work, as the server asks for.
const GROUP: u32 = 50;
const AIM: Duration = Duration::from_millis(50);

/// The filters of a round, each with its name.
fn filters(round: u32) -> Vec<(&'static str, MatterFilter)> {
    let all = || MatterFilter { kind: Some(site::KIND.to_owned()), descending: true, ..MatterFilter::default() };
    let lead = Some(site::unit(round));
    let states = ["assigned", "handling", "to_verify", "closed", "established"];
    let state = vec![states.get(round as usize % states.len()).copied().unwrap_or_default().to_owned()];
    let class = site::DOMAINS.get(round as usize % site::DOMAINS.len()).map(|domain| (*domain).to_owned());
    let kinds = vec![StateKind::Open, StateKind::Paused];
    let code = [("code".to_owned(), format!("2026-{round}"))];
    vec![
        ("all", all()),
        ("state", MatterFilter { states: state.clone(), ..all() }),
        ("open ones", MatterFilter { state_kinds: kinds.clone(), ..all() }),
        ("unit", MatterFilter { lead: lead.clone(), ..all() }),
        ("unit and state", MatterFilter { lead: lead.clone(), states: state.clone(), ..all() }),
        ("class", MatterFilter { class: class.clone(), ..all() }),
        (
            "class, unit, open ones",
            MatterFilter { class: class.clone(), lead: lead.clone(), state_kinds: kinds, ..all() },
        ),
        ("area and state", MatterFilter { area: lead.clone(), states: state.clone(), ..all() }),
        ("late", MatterFilter { late: Some(true), ..all() }),
        ("by end", MatterFilter { sort: MatterSort::Due, descending: false, ..all() }),
        ("state, by end", MatterFilter { states: state, sort: MatterSort::Due, descending: false, ..all() }),
        ("unit, by end", MatterFilter { lead: lead.clone(), sort: MatterSort::Due, descending: false, ..all() }),
        ("by number", MatterFilter { sort: MatterSort::Number, descending: false, ..all() }),
        ("words that many have", MatterFilter { text: Some("绿化改造".to_owned()), ..all() }),
        ("words that one has", MatterFilter { text: Some(format!("第{}号", 1000 + round)), ..all() }),
        ("a field's value", MatterFilter { fields: code.into(), ..all() }),
    ]
}

pub(super) async fn measure(name: &str, ledger: &Ledger) -> Result<()> {
    let mut by_filter: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    for round in 0..ROUNDS {
        for (index, (filter_name, filter)) in filters(round).into_iter().enumerate() {
            // The first pages more often than later ones, as people do.
            let number = if round.is_multiple_of(4) { round / 4 * 20 + 1 } else { round % 4 };
            let start = Instant::now();
            ledger.matters(&filter, Page { number: number.max(1), size: SIZE }).await?;
            let taken = start.elapsed();
            match by_filter.get_mut(index) {
                Some((_, times)) => times.push(taken),
                None => by_filter.push((filter_name, vec![taken])),
            }
        }
    }
    let mut times: Vec<Duration> = by_filter.iter().flat_map(|(_, times)| times.clone()).collect();
    let (middle, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
    print(&format!("{name}: a page of a list, p99"), &milliseconds(most), Some(("under 50 ms", most < AIM)));
    print(&format!("{name}: a page of a list, the middle one"), &milliseconds(middle), None);
    let slowest = by_filter.iter_mut().map(|(filter, times)| (percentile(times, 99), *filter)).max();
    if let Some((time, filter)) = slowest {
        print(&format!("{name}: the slowest list ({filter}), p99"), &milliseconds(time), None);
    }
    for (filter, times) in &mut by_filter {
        eprintln!("{name}: {filter}: {}", milliseconds(percentile(times, 99)));
    }

    let mut times = Vec::new();
    for round in 0..ROUNDS * 10 {
        let post = if round.is_multiple_of(10) { "checker".to_owned() } else { site::post(round) };
        let start = Instant::now();
        ledger.work(&post, site::at(3600)?, GROUP).await?;
        times.push(start.elapsed());
    }
    let (middle, most) = (percentile(&mut times, 50), percentile(&mut times, 99));
    print(&format!("{name}: My work, p99"), &milliseconds(most), Some(("under 50 ms", most < AIM)));
    print(&format!("{name}: My work, the middle one"), &milliseconds(middle), None);
    Ok(())
}
