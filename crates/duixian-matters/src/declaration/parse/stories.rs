//! Reads stories and holds the names in them to the system.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

use super::reader::Reader;
use super::{file, files_in, needed};
use crate::declaration::diagnostic::{Code, suggestion, words};
use crate::declaration::source::Notes;
use crate::declaration::{Doing, Expect, Folder, Kind, Story, StoryMeasure, StoryPost, StoryStep, System};
use crate::matter::{Amounted, Fields};
use crate::refusal::RefusalCode;

/// How often a step may be done.
const TIMES: RangeInclusive<u32> = 1..=10_000;

/// The stories of a folder.
pub(in crate::declaration) fn stories(folder: &Folder, system: &System, notes: &Notes) -> Vec<Story> {
    let read = |path| {
        let named = Named { system, posts: None, matters: Some(BTreeSet::new()) };
        file(notes, path, &format!("stories/{path}"), |reader| story(reader, path, named))
    };
    files_in(folder, "stories/", ".toml").map(read).collect()
}

/// What brings the rows of the sample to life: steps alone, on matters that an import has opened.
pub(in crate::declaration) fn life(folder: &Folder, system: &System, notes: &Notes) -> Vec<StoryStep> {
    const FILE: &str = "samples/life.toml";
    if !folder.contains_key(FILE) {
        return Vec::new();
    }
    file(notes, FILE, "life", |reader| {
        let mut named = Named { system, posts: None, matters: None };
        let steps = reader.tables("steps").into_iter().map(|table| step(table, &mut named)).collect();
        reader.finish();
        steps
    })
}

/// What a step may name.
struct Named<'s> {
    system: &'s System,
    /// The posts of the story; none: those of a site, which nobody here knows.
    posts: Option<BTreeSet<String>>,
    /// The matters that were opened, by the story's name for them; none: an import opened others.
    matters: Option<BTreeSet<String>>,
}

fn story(reader: Reader<'_>, file: &str, mut named: Named<'_>) -> Story {
    let posts = reader.named("posts").into_iter().map(|(id, table)| {
        let post = StoryPost { id, person: table.text("person"), unit: table.text("unit"), roles: table.list("roles") };
        for role in post.roles.iter().filter(|role| !role.contains(':')) {
            let known = named.system.roles.iter().map(|role| role.id.as_str());
            known_name(&table, "roles", role, known);
        }
        table.finish();
        post
    });
    let posts = posts.collect::<Vec<_>>();
    named.posts = Some(posts.iter().map(|post| post.id.clone()).collect());
    let story = Story {
        file: file.to_owned(),
        name: reader.words("name"),
        now: needed(&reader, "now", moment(&reader, "now")).unwrap_or_default(),
        posts,
        steps: reader.tables("steps").into_iter().map(|table| step(table, &mut named)).collect(),
        measures: reader.tables("measures").into_iter().map(|table| measure(table, named.system)).collect(),
    };
    reader.finish();
    story
}

fn step(reader: Reader<'_>, named: &mut Named<'_>) -> StoryStep {
    let act = reader.text_or("do");
    let post = if act.is_some() { reader.text("as") } else { reader.text_or("as").unwrap_or_default() };
    if let Some(posts) = &named.posts {
        known_name(&reader, "as", &post, posts.iter().map(String::as_str));
    }
    let matter = reader.text("matter");
    let kind = reader.text_or("kind");
    // What a transfer opened elsewhere is named by the matter it comes from, `name/elsewhere`, and its acts are those
    // of the other system.
    let is_elsewhere = matter.contains('/');
    let opens =
        act.as_deref().is_some_and(|act| !is_elsewhere && is_opening(&reader, act, kind.as_deref(), named.system));
    if let Some(matters) = &mut named.matters {
        if opens {
            let times = reader.whole_or("times", TIMES).unwrap_or(0);
            matters.extend((1..=times).map(|number| format!("{matter}{number}")));
            matters.insert(matter.clone());
        } else {
            let own = matter.split('/').next().unwrap_or_default();
            known_name(&reader, "matter", own, matters.iter().map(String::as_str));
        }
    }
    let extension = reader.table("extension").and_then(|table| {
        let deadline = table.text("deadline");
        let until = needed(&table, "until", moment(&table, "until"));
        table.finish();
        Some((deadline, until?))
    });
    let joint = reader.tables("joint").into_iter().map(|table| {
        let part = (table.text("unit"), decimal(&table, "share"));
        table.finish();
        part
    });
    let step = StoryStep {
        line: reader.line(),
        at: moment(&reader, "at"),
        post,
        times: reader.whole_or("times", TIMES),
        parent: reader.text_or("parent"),
        fields: fields(&reader),
        reason: reader.text_or("reason"),
        lead: reader.text_or("lead"),
        joint: joint.collect(),
        files: reader.whole_or("files", 0..=100).unwrap_or(0),
        progress: decimal(&reader, "progress"),
        quantities: reader.tables("quantities").into_iter().map(amounted).collect(),
        choices: reader.list("choices"),
        approver: reader.text_or("approver"),
        measure: reader.text_or("measure"),
        extension,
        expect: reader.table("expect").map(|table| expect(table, named.system)).unwrap_or_default(),
        act,
        kind,
        matter,
    };
    reader.finish();
    step
}

/// Whether the act opens a matter; a name that is not there is reported.
fn is_opening(reader: &Reader<'_>, act: &str, kind: Option<&str>, system: &System) -> bool {
    let of_kind = match kind {
        // The kinds of another system are judged with that system.
        Some(kind) if !kind.starts_with(&system.id) => return true,
        Some(kind) => {
            known_name(reader, "kind", kind, system.kinds.iter().map(|kind| kind.id.as_str()));
            system.kind(kind)
        }
        None => None,
    };
    let kinds = || system.kinds.iter().filter(|kind| of_kind.is_none_or(|only| only.id == kind.id));
    known_name(reader, "do", act, kinds().flat_map(|kind| kind.acts.iter().map(|act| act.id.as_str())));
    let mut opening = kinds().filter_map(|kind| kind.act(act)).map(|act| act.does == Doing::Open);
    // An act of two kinds that opens in one of them only opens where the step names no open matter.
    match kind {
        Some(_) => opening.any(|opens| opens),
        None => system.kinds.first().and_then(|main| main.act(act)).is_some_and(|act| act.does == Doing::Open),
    }
}

fn expect(reader: Reader<'_>, system: &System) -> Expect {
    let due = reader.table("due").map(|table| {
        let ends = table.keys().filter_map(|deadline| Some((deadline.to_owned(), moment(&table, deadline)?)));
        let ends = ends.collect();
        table.finish();
        ends
    });
    let expect = Expect {
        state: reader.text_or("state"),
        refusal: reader.text_or("refusal"),
        due: due.unwrap_or_default(),
        breached: reader.list("breached"),
        provisional: reader.list("provisional"),
        clock_paused: reader.list("clock_paused"),
        progress: decimal(&reader, "progress"),
        fields: fields(&reader),
    };
    if let Some(refusal) = &expect.refusal {
        known_name(&reader, "refusal", refusal, RefusalCode::ALL.iter().map(|code| code.as_str()));
    }
    let states = |kind: &Kind| kind.states.iter().map(|state| state.id.clone()).collect::<Vec<_>>();
    let deadlines = |kind: &Kind| kind.deadlines.iter().map(|deadline| deadline.id.clone()).collect::<Vec<_>>();
    // A story may follow a matter into another system; only names that come near one of this system are judged.
    let of_all = |names: &dyn Fn(&Kind) -> Vec<String>| system.kinds.iter().flat_map(names).collect::<BTreeSet<_>>();
    let (states, deadlines) = (of_all(&states), of_all(&deadlines));
    if system.kinds.iter().all(|kind| kind.transfers.is_empty()) {
        if let Some(state) = &expect.state {
            known_name(&reader, "state", state, states.iter().map(String::as_str));
        }
        let lists = [("breached", &expect.breached), ("provisional", &expect.provisional)];
        for (key, list) in lists.into_iter().chain([("clock_paused", &expect.clock_paused)]) {
            for name in list {
                known_name(&reader, key, name, deadlines.iter().map(String::as_str));
            }
        }
        for name in expect.due.keys() {
            known_name(&reader, "due", name, deadlines.iter().map(String::as_str));
        }
    }
    reader.finish();
    expect
}

fn measure(reader: Reader<'_>, system: &System) -> StoryMeasure {
    let id = reader.text("id");
    known_name(&reader, "id", &id, system.measures.iter().map(|measure| measure.id.as_str()));
    let measure = StoryMeasure {
        line: reader.line(),
        id,
        from: reader.date("from").unwrap_or(Date::MIN),
        until: reader.date("until").unwrap_or(Date::MAX),
        value: reader.text_or("value"),
        numerator: reader.text_or("numerator"),
        denominator: reader.text_or("denominator"),
    };
    reader.finish();
    measure
}

fn amounted(reader: Reader<'_>) -> Amounted {
    let year = reader.whole_or("year", 1900..=9999).and_then(|year| i16::try_from(year).ok());
    let amounted = Amounted {
        stage: reader.text_or("stage"),
        quantity: reader.text("quantity"),
        year,
        planned: decimal(&reader, "planned"),
        actual: decimal(&reader, "actual"),
    };
    reader.finish();
    amounted
}

/// Values of fields; an empty one clears.
fn fields(reader: &Reader<'_>) -> Fields {
    let Some(table) = reader.table("fields") else { return Fields::new() };
    let fields = table.keys().filter_map(|field| Some((field.to_owned(), table.any_text(field)?))).collect();
    table.finish();
    fields
}

fn moment(reader: &Reader<'_>, key: &str) -> Option<DateTime> {
    let text = reader.text_or(key)?;
    let moment = text.parse::<DateTime>().ok();
    if moment.is_none() {
        let message = words!("`{text}` 不是时刻", "`{text}` is no moment");
        let try_this = words!("写当地时间，例如 \"2026-03-02T09:00\"", "write local time such as \"2026-03-02T09:00\"");
        reader.fault_at(key, Code::BadValue, message, try_this);
    }
    moment
}

fn decimal(reader: &Reader<'_>, key: &str) -> Option<Decimal> {
    let text = reader.text_or(key)?;
    let number = text.parse::<Decimal>().ok();
    if number.is_none() {
        let message = words!("`{text}` 不是数", "`{text}` is no number");
        reader.fault_at(key, Code::BadValue, message, words!("例如 \"12.5\"，加引号", "such as \"12.5\", in quotes"));
    }
    number
}

fn known_name<'n>(reader: &Reader<'_>, key: &str, name: &str, known: impl Iterator<Item = &'n str>) {
    let known = known.collect::<Vec<_>>();
    if !name.is_empty() && !known.contains(&name) {
        let message = words!("没有名为 `{name}` 的（`{key}`）", "there is no `{name}` for `{key}`");
        reader.fault_at(key, Code::UnknownName, message, suggestion(name, known));
    }
}
