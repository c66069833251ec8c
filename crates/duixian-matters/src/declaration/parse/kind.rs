//! Reads a kind of matters: fields, states and acts.

use super::reader::Reader;
use super::{needed, rules};
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{Act, Choice, Doing, Field, FieldType, Kind, Says, State, StateKind, Who};

const TYPES: [(&str, &str); 15] = [
    ("text", "text"),
    ("number", "number"),
    ("money", "money"),
    ("date", "date"),
    ("choice", "choice"),
    ("row", "row"),
    ("unit", "unit"),
    ("post", "post"),
    ("place", "place"),
    ("file", "file"),
    ("phone", "phone"),
    ("person", "person"),
    ("address", "address"),
    ("identity_number", "identity_number"),
    ("matter", "matter"),
];

const STATE_KINDS: [(&str, StateKind); 4] =
    [("open", StateKind::Open), ("paused", StateKind::Paused), ("done", StateKind::Done), ("void", StateKind::Void)];

const DOINGS: [(&str, Doing); 20] = [
    ("open", Doing::Open),
    ("move", Doing::Move),
    ("assign", Doing::Assign),
    ("return", Doing::Return),
    ("ask_extension", Doing::AskExtension),
    ("grant_extension", Doing::GrantExtension),
    ("refuse_extension", Doing::RefuseExtension),
    ("park", Doing::Park),
    ("resume", Doing::Resume),
    ("rework", Doing::Rework),
    ("urge", Doing::Urge),
    ("supervise", Doing::Supervise),
    ("transfer", Doing::Transfer),
    ("part", Doing::Part),
    ("record", Doing::Record),
    ("reopen", Doing::Reopen),
    ("void", Doing::Void),
    ("ballot", Doing::Ballot),
    ("count", Doing::Count),
    ("exclude", Doing::Exclude),
];

/// A kind from its file.
pub(super) fn kind(reader: Reader<'_>, id: String) -> Kind {
    let name = reader.words("name");
    let number = reader.text("number");
    let title = reader.text("title");
    let fields = reader.named("fields").into_iter().map(|(id, field)| read_field(field, id)).collect();
    let states = reader.named("states").into_iter().map(|(id, state)| read_state(state, id)).collect::<Vec<_>>();
    let acts = reader.named("acts").into_iter().map(|(id, act)| read_act(act, id)).collect();
    let deadlines = reader.named("deadlines").into_iter().map(|(id, deadline)| rules::deadline(deadline, id, &states));
    let deadlines = deadlines.collect();
    let kind = Kind {
        id,
        name,
        number,
        title,
        fields,
        deadlines,
        acts,
        joint: reader.table("joint").map(rules::joint),
        roll_up: reader.table("roll_up").map(rules::roll_up),
        stages: reader.named("stages").into_iter().map(|(id, stage)| rules::stage(stage, id)).collect(),
        quantities: reader.named("quantities").into_iter().map(|(id, table)| rules::quantity(table, id)).collect(),
        transfers: reader.tables("transfers").into_iter().map(rules::transfer).collect(),
        poll: reader.table("poll").map(rules::poll),
        duplicates: reader.table("duplicates").map(rules::duplicates),
        states,
    };
    reader.finish();
    kind
}

fn read_field(reader: Reader<'_>, id: String) -> Field {
    let name = reader.words("name");
    let help = reader.words_or("help");
    let word = reader.word("type", &TYPES).unwrap_or("text");
    let holds = field_type(&reader, word);
    let always = matches!(holds, FieldType::Phone | FieldType::Person | FieldType::Address | FieldType::IdentityNumber);
    let sensitive = reader.flag_or("sensitive");
    if always && sensitive == Some(false) {
        let message = words!("`{word}` 总是敏感信息", "a `{word}` is always sensitive");
        reader.fault_at("sensitive", Code::BadValue, message, words!("删去这一行", "take this line out"));
    }
    let required = reader.flag("required");
    reader.finish();
    Field { id, name, help, holds, required, sensitive: always || sensitive.unwrap_or(false) }
}

fn field_type(reader: &Reader<'_>, word: &str) -> FieldType {
    let scale = |usual| reader.whole_or("scale", 0..=9).unwrap_or(usual);
    let unit = |usual: &str| reader.text_or("unit").unwrap_or_else(|| usual.to_owned());
    match word {
        "number" => FieldType::Number { scale: scale(0), unit: unit("") },
        "money" => FieldType::Money { scale: scale(2), unit: money_unit(reader) },
        "date" => FieldType::Date,
        "choice" => FieldType::Choice { choices: choices(reader) },
        "row" => FieldType::Row { register: reader.text("register") },
        "unit" => FieldType::Unit,
        "post" => FieldType::Post,
        "place" => FieldType::Place,
        "file" => FieldType::File,
        "phone" => FieldType::Phone,
        "person" => FieldType::Person,
        "address" => FieldType::Address,
        "identity_number" => FieldType::IdentityNumber,
        "matter" => FieldType::Matter { kind: reader.text("kind") },
        _ => FieldType::Text { longest: reader.whole_or("longest", 1..=100_000).unwrap_or(200) },
    }
}

fn money_unit(reader: &Reader<'_>) -> String {
    const UNITS: [(&str, &str); 3] = [("元", "元"), ("万元", "万元"), ("亿元", "亿元")];
    reader.word("unit", &UNITS).unwrap_or("元").to_owned()
}

fn choices(reader: &Reader<'_>) -> Vec<Choice> {
    let choices = reader.named("choices").into_iter().map(|(id, table)| {
        let name = table.words("name");
        table.finish();
        Choice { id, name }
    });
    let choices = choices.collect::<Vec<_>>();
    if choices.is_empty() {
        let message = words!("没有可选的值", "there is nothing to choose from");
        let try_this = words!(
            "请写 choices = [{{ id = \"…\", name = {{ zh = \"…\", en = \"…\" }} }}]",
            "add choices = [{{ id = \"…\", name = {{ zh = \"…\", en = \"…\" }} }}]"
        );
        reader.fault(Code::MissingKey, message, try_this);
    }
    choices
}

fn read_state(reader: Reader<'_>, id: String) -> State {
    let name = reader.words("name");
    let kind = reader.word("kind", &STATE_KINDS).unwrap_or(StateKind::Open);
    let owner = reader.text_or("owner").map(|word| who(&word));
    reader.finish();
    State { id, name, kind, owner }
}

/// Who a word means.
fn who(word: &str) -> Who {
    match word {
        "lead" => Who::Lead,
        "joint" => Who::Joint,
        "author" => Who::Author,
        "anyone" => Who::Anyone,
        role => Who::Role(role.to_owned()),
    }
}

fn read_act(reader: Reader<'_>, id: String) -> Act {
    if ["timer", "child"].contains(&id.as_str()) {
        let message = words!("`{id}` 是引擎自己的动作", "`{id}` is an act of the engine itself");
        reader.fault_at("id", Code::BadId, message, words!("换一个标识", "choose another id"));
    }
    let does = if reader.has("does") { reader.word("does", &DOINGS) } else { Some(Doing::Move) };
    let says = reader.word_or("says", &[("done", Says::Done), ("verified", Says::Verified)]);
    let act = Act {
        id,
        name: reader.words("name"),
        does: does.unwrap_or(Doing::Move),
        from: reader.list("from"),
        to: reader.text_or("to"),
        who: reader.list("who").iter().map(|word| who(word)).collect(),
        needs: reader.list("needs"),
        may: reader.list("may"),
        reason: reader.flag("reason"),
        files: reader.whole_or("files", 0..=100).unwrap_or(0),
        sets: reader.map("sets"),
        says,
        at_most: reader.whole_or("at_most", 1..=10_000),
        children_closed: reader.flag("children_closed"),
        joint_met: reader.flag("joint_met"),
        renews: reader.list("renews"),
    };
    reader.finish();
    act
}

/// A whole number that must be there.
pub(super) fn needed_whole(reader: &Reader<'_>, key: &str, most: u32) -> u32 {
    needed(reader, key, reader.whole_or(key, 1..=most)).unwrap_or(1)
}
