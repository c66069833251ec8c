//! What a kind and its system declare beside the loop: title, numbers, registers, joint handling, roll-up, votes.

use super::Look;
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::source::Notes;
use crate::declaration::{
    Act, Doing, FieldType, Poll, Register, RegisterRow, RollUpMode, StateKind, System, Who, Words,
};

/// Reports what is wrong with the system as a whole.
pub(super) fn whole(system: &System, notes: &Notes) {
    for register in system.registers.values() {
        overlaps(register, notes);
    }
    let named = |role: &str| {
        let is = |who: &Who| matches!(who, Who::Role(id) if id == role);
        system.kinds.iter().any(|kind| {
            kind.states.iter().any(|state| state.owner.as_ref().is_some_and(is))
                || kind.acts.iter().any(|act| act.who.iter().any(is))
        })
    };
    for role in system.roles.iter().filter(|role| !named(&role.id)) {
        let id = &role.id;
        let message = words!("没有状态和动作用到职责 `{id}`", "no state and no act names the role `{id}`");
        let try_this = words!("在 who 或 owner 里用它，或删去", "name it in `who` or `owner`, or take it out");
        notes.report(&format!("system/roles/{id}"), Code::UnusedRole, message, try_this);
    }
}

/// Two rows of one key must not hold on one day.
fn overlaps(register: &Register, notes: &Notes) {
    let ends = |row: &RegisterRow| row.until.unwrap_or(jiff::civil::Date::MAX);
    for (index, row) in register.rows.iter().enumerate() {
        let earlier = register
            .rows
            .iter()
            .take(index)
            .find(|other| other.key == row.key && row.from <= ends(other) && other.from <= ends(row));
        let Some(earlier) = earlier else { continue };
        let (key, day) = (&row.key, row.from.max(earlier.from));
        let message = words!("`{key}` 在 {day} 有两行同时有效", "two rows of `{key}` hold on {day}");
        let try_this = words!(
            "给先前的一行写 until（后一行 from 的前一天）",
            "give the earlier row an `until`: the day before the later one's `from`"
        );
        let path = format!("registers/{}/rows/{index}", register.id);
        notes.report(&path, Code::OverlappingRows, message, try_this);
    }
}

impl Look<'_> {
    /// Reports a title, number, vote, roll-up or joint handling that cannot work.
    pub(super) fn rules(&self) {
        self.title();
        self.number();
        self.joint();
        self.extensions();
        self.roll_up();
        self.transfers();
        self.poll();
        self.quantities();
        if let Some(duplicates) = &self.kind.duplicates {
            self.holds("duplicates/place", &duplicates.place, "place", |holds| *holds == FieldType::Place);
        }
    }

    /// A field that must be of a type.
    fn holds(&self, path: &str, field: &str, wanted: &str, fits: impl Fn(&FieldType) -> bool) {
        if self.kind.field(field).is_some_and(|field| !fits(&field.holds)) {
            let message = words!("`{field}` 的类型不对", "`{field}` is of another type");
            let try_this = words!("写 type = \"{wanted}\" 的字段", "name a field with type = \"{wanted}\"");
            self.notes.report(&self.path(path), Code::FieldType, message, try_this);
        }
    }

    fn title(&self) {
        let Some(field) = self.kind.field(&self.kind.title) else { return };
        if !field.required || field.sensitive || !matches!(field.holds, FieldType::Text { .. }) {
            let id = &field.id;
            let message = words!(
                "标题字段 `{id}` 应是必填、不敏感的文字",
                "the title `{id}` must be a required text that is not sensitive"
            );
            let try_this = words!("写 type = \"text\"、required = true", "give it type = \"text\" and required = true");
            self.notes.report(&self.path("title"), Code::BadTitle, message, try_this);
        }
    }

    /// The pattern of numbers: one serial, the year, nothing unknown.
    fn number(&self) {
        let pattern = &self.kind.number;
        let (mut serials, mut years, mut unknown) =
            (0, 0, pattern.matches('{').count() != pattern.matches('}').count());
        for part in pattern.split('{').skip(1) {
            let name = part.split('}').next().unwrap_or_default();
            match name.split_once(':') {
                None if name == "year" => years += 1,
                None if name == "serial" => serials += 1,
                Some(("serial", width)) if width.parse::<u8>().is_ok_and(|width| (1..=12).contains(&width)) => {
                    serials += 1;
                }
                _ => unknown = true,
            }
        }
        if serials != 1 || years != 1 || unknown {
            let message =
                words!("编号 `{pattern}` 会重复或写不出", "the numbers `{pattern}` would repeat or cannot be written");
            let try_this = words!(
                "写一个 {{year}} 和一个 {{serial}}（或 {{serial:4}}）：序号每年从 1 开始",
                "write one {{year}} and one {{serial}} (or {{serial:4}}): serials begin with 1 each year"
            );
            self.notes.report(&self.path("number"), Code::BadNumber, message, try_this);
        }
    }

    fn doing(&self, does: Doing) -> impl Iterator<Item = &Act> {
        self.kind.acts.iter().filter(move |act| act.does == does)
    }

    fn joint(&self) {
        let fault = |path: String, message: Words, try_this: Words| {
            self.notes.report(&path, Code::BadJoint, message, try_this);
        };
        let needs = |act: &&Act| act.joint_met || act.does == Doing::Part;
        match (&self.kind.joint, self.kind.acts.iter().find(needs)) {
            (None, Some(act)) => {
                let id = &act.id;
                let message = words!(
                    "`{id}` 要用会办，而没有 [joint]",
                    "`{id}` is about joint handling, and there is no [joint]"
                );
                let try_this = words!(
                    "写 [joint]，mode = \"all\"（或 any、share）",
                    "add [joint] with mode = \"all\" (or any, share)"
                );
                fault(self.path(&format!("acts/{id}")), message, try_this);
            }
            (Some(_), _) if self.doing(Doing::Part).next().is_none() => {
                let message =
                    words!("会办单位没有办法说明自己已办", "joint units have no act to say that their part is done");
                let try_this = words!(
                    "加一个 does = \"part\"、who = [\"joint\"] 的动作",
                    "add an act with does = \"part\" and who = [\"joint\"]"
                );
                fault(self.path("joint"), message, try_this);
            }
            _ => {}
        }
    }

    fn extensions(&self) {
        let asks = self.doing(Doing::AskExtension).next();
        let grants = self.doing(Doing::GrantExtension).next();
        let refuses = self.doing(Doing::RefuseExtension).next();
        let moved = self.kind.deadlines.iter().find(|deadline| deadline.extends);
        let (path, message, try_this) = match (asks, grants, refuses, moved) {
            (Some(ask), grants, refuses, _) if grants.is_none() || refuses.is_none() => (
                format!("acts/{}", ask.id),
                words!(
                    "能申请延期，却没有人能批准和不批准",
                    "an extension can be asked for, and not both granted and refused"
                ),
                words!(
                    "各加一个 does = \"grant_extension\" 和 \"refuse_extension\" 的动作",
                    "add acts with does = \"grant_extension\" and \"refuse_extension\""
                ),
            ),
            (Some(ask), _, _, None) => (
                format!("acts/{}", ask.id),
                words!(
                    "能申请延期，却没有一个期限可以延",
                    "an extension can be asked for, and no deadline can be extended"
                ),
                words!("在期限里写 extends = true", "give a deadline extends = true"),
            ),
            (None, _, _, Some(deadline)) => (
                format!("deadlines/{}/extends", deadline.id),
                words!("期限可以延，却没有申请延期的动作", "the deadline can be extended, and no act asks for it"),
                words!(
                    "加一个 does = \"ask_extension\" 的动作，或删去 extends",
                    "add an act with does = \"ask_extension\", or take `extends` out"
                ),
            ),
            _ => return,
        };
        self.notes.report(&self.path(&path), Code::ExtensionUnanswered, message, try_this);
    }

    fn roll_up(&self) {
        let Some(roll_up) = &self.kind.roll_up else { return };
        let Some(weight) = &roll_up.weight else { return };
        if roll_up.mode != RollUpMode::Weighted {
            let message = words!("只有 weighted 用到权重", "only the mode weighted uses a weight");
            let try_this =
                words!("删去 weight，或写 mode = \"weighted\"", "take `weight` out, or write mode = \"weighted\"");
            self.notes.report(&self.path("roll_up/weight"), Code::BadRollUp, message, try_this);
        }
        for child in roll_up.of.iter().filter_map(|id| self.system.kind(id)) {
            let holds = child.field(weight).map(|field| &field.holds);
            if !matches!(holds, Some(FieldType::Number { .. } | FieldType::Money { .. })) {
                let id = &child.id;
                let message = words!("`{id}` 没有数值字段 `{weight}`", "`{id}` has no number `{weight}`");
                let try_this =
                    words!("在子事项里声明它（type = \"number\"）", "declare it there with type = \"number\"");
                self.notes.report(&self.path("roll_up/weight"), Code::BadRollUp, message, try_this);
            }
        }
    }

    fn transfers(&self) {
        for act in self.doing(Doing::Transfer) {
            if !self.kind.transfers.iter().any(|transfer| transfer.act == act.id) {
                let id = &act.id;
                let message = words!("`{id}` 没有写转到哪里", "`{id}` does not say where it leads");
                let try_this = words!("加 [[transfers]]，act = \"{id}\"", "add [[transfers]] with act = \"{id}\"");
                self.notes.report(&self.path(&format!("acts/{id}")), Code::BadTransfer, message, try_this);
            }
        }
        for (index, transfer) in self.kind.transfers.iter().enumerate() {
            let act = &transfer.act;
            let fits = self.kind.act(act).is_none_or(|act| act.does == Doing::Transfer);
            let again = self.kind.transfers.iter().take(index).any(|other| other.act == *act);
            if !fits || again {
                let message =
                    words!("`{act}` 不是转办动作，或已有去处", "`{act}` is no transfer, or has a way already");
                let try_this = words!(
                    "每个 does = \"transfer\" 的动作写一个 [[transfers]]",
                    "write one [[transfers]] for each act with does = \"transfer\""
                );
                self.notes.report(&self.path(&format!("transfers/{index}/act")), Code::BadTransfer, message, try_this);
            }
        }
    }

    fn poll(&self) {
        let fault = |path: &str, message: Words, try_this: Words| {
            self.notes.report(&self.path(path), Code::BadPoll, message, try_this);
        };
        let Some(poll) = &self.kind.poll else {
            for act in self.kind.acts.iter().filter(|act| matches!(act.does, Doing::Ballot | Doing::Count)) {
                let id = &act.id;
                let message =
                    words!("`{id}` 是票决的动作，而没有 [poll]", "`{id}` belongs to a vote, and there is no [poll]");
                fault(&format!("acts/{id}"), message, words!("写 [poll]", "add [poll]"));
            }
            return;
        };
        for (does, name) in [(Doing::Ballot, "ballot"), (Doing::Count, "count")] {
            if self.doing(does).next().is_none() {
                let message = words!("票决没有 `{name}` 动作", "the vote has no act that does `{name}`");
                let try_this = words!("加一个 does = \"{name}\" 的动作", "add an act with does = \"{name}\"");
                fault("poll", message, try_this);
            }
        }
        let number = |holds: &FieldType| matches!(holds, FieldType::Number { scale: 0, .. });
        self.holds("poll/places", &poll.places, "number", number);
        self.holds("poll/electors", &poll.electors, "number", number);
        self.outcomes(poll);
    }

    fn outcomes(&self, poll: &Poll) {
        let Some(candidates) = self.system.kind(&poll.candidates) else { return };
        let kind_of = |id: &str| candidates.state(id).map(|state| state.kind);
        let wrong = [
            (
                "standing",
                kind_of(&poll.standing).is_some_and(|kind| kind == StateKind::Done || kind == StateKind::Void),
            ),
            ("elected", kind_of(&poll.elected).is_some_and(|kind| kind == StateKind::Done || kind == StateKind::Void)),
            ("rejected", kind_of(&poll.rejected).is_some_and(|kind| kind == StateKind::Done)),
        ];
        for (key, _) in wrong.iter().filter(|(_, is_wrong)| *is_wrong) {
            let message = words!(
                "`{key}` 不能是这样的结束状态：当选之后才开始办",
                "`{key}` cannot be such an end: the work begins when somebody is elected"
            );
            let try_this = words!(
                "standing、elected 用 open 状态，rejected 用 void 状态",
                "let standing and elected be open states and rejected a void one"
            );
            self.notes.report(&self.path(&format!("poll/{key}")), Code::BadPoll, message, try_this);
        }
    }

    /// A state belongs to one stage at most.
    fn quantities(&self) {
        for (index, stage) in self.kind.stages.iter().enumerate() {
            for state in &stage.states {
                if self.kind.stages.iter().take(index).any(|other| other.states.contains(state)) {
                    let message = words!("`{state}` 已属于另一阶段", "`{state}` belongs to another stage already");
                    let path = self.path(&format!("stages/{}/states/{state}", stage.id));
                    self.notes.report(
                        &path,
                        Code::BadView,
                        message,
                        words!("只写在一个阶段", "name it in one stage only"),
                    );
                }
            }
        }
    }
}
