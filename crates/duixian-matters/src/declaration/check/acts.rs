//! Acts and states each by itself: whether what an act does fits its states, who may do it, whose turn a state is.

use super::{Look, word};
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{Act, Doing, FieldType, StateKind, Who, Words};

impl Look<'_> {
    /// Reports acts that do not hold together.
    pub(super) fn acts(&self) {
        for (index, act) in self.kind.acts.iter().enumerate() {
            self.shape(act);
            self.ends(act);
            self.doers(act);
            self.sets(act);
            let twin = self.kind.acts.iter().take(index).find(|other| is_same(act, other));
            if let Some(twin) = twin {
                let (id, twin) = (&act.id, &twin.id);
                let message = words!(
                    "`{id}` 与 `{twin}` 只有名称不同：同样的人在同样的状态做同样的事",
                    "`{id}` and `{twin}` differ in their names only: the same people do the same in the same states"
                );
                let try_this = words!("删去一个，或写明不同之处", "take one of them out, or declare what differs");
                self.notes.report(&self.path(&format!("acts/{id}")), Code::OverlappingActs, message, try_this);
            }
        }
        self.pauses();
        self.never_given();
    }

    fn misshapen(&self, act: &Act, key: &str, message: Words, try_this: Words) {
        let path = self.path(&format!("acts/{}/{key}", act.id));
        self.notes.report(&path, Code::ActShape, message, try_this);
    }

    /// `from` and `to`, by what the act does.
    fn shape(&self, act: &Act) {
        let id = &act.id;
        let opens = act.does == Doing::Open;
        if opens && !act.from.is_empty() {
            let message =
                words!("`{id}` 是立项，还没有状态可写 from", "`{id}` opens a matter: there is no state before it");
            self.misshapen(act, "from", message, words!("删去 from", "take `from` out"));
        }
        if !opens && act.from.is_empty() {
            let message = words!("`{id}` 没有写在哪些状态可做", "`{id}` does not say in which states it can be done");
            self.misshapen(act, "from", message, words!("写 from = [\"状态\"]", "add from = [\"a state\"]"));
        }
        let needs_to =
            matches!(act.does, Doing::Open | Doing::Move | Doing::Park | Doing::Rework | Doing::Reopen | Doing::Void);
        if needs_to && act.to.is_none() {
            let message = words!("`{id}` 没有写之后的状态", "`{id}` does not say which state comes behind it");
            let try_this = words!(
                "写 to = \"状态\"；状态不变的记录写 does = \"record\"",
                "add to = \"a state\"; for an act that leaves the state as it is, write does = \"record\""
            );
            self.misshapen(act, "to", message, try_this);
        }
        let stays = matches!(
            act.does,
            Doing::Urge | Doing::Supervise | Doing::Record | Doing::Exclude | Doing::Ballot | Doing::Resume
        );
        if stays && act.to.is_some() {
            let message =
                words!("`{id}` 的去向由系统决定，不能写 to", "`{id}` takes no `to`: the engine knows where it leads");
            let try_this = words!("删去 to，或用 does = \"move\"", "take `to` out, or use does = \"move\"");
            self.misshapen(act, "to", message, try_this);
        }
    }

    /// The kinds of states that an act leads from and to.
    fn ends(&self, act: &Act) {
        let id = &act.id;
        let kind_of = |state: &str| self.kind.state(state).map(|state| state.kind);
        let is_open = |kind| matches!(kind, Some(StateKind::Open | StateKind::Paused));
        let to = act.to.as_deref().and_then(kind_of);
        let (fits, zh, en) = match act.does {
            Doing::Park => (to.is_none_or(|kind| kind == StateKind::Paused), "paused", "paused"),
            Doing::Void => (to.is_none_or(|kind| kind == StateKind::Void), "void", "void"),
            Doing::Reopen | Doing::Rework | Doing::Open => {
                (to.is_none_or(|kind| kind == StateKind::Open || kind == StateKind::Paused), "open", "open")
            }
            _ => (true, "", ""),
        };
        // A matter may be opened wrongly into an end; the walk of the loop tells that better.
        let opens_done = act.does == Doing::Open && to == Some(StateKind::Done);
        if !fits && !opens_done {
            let message = words!("`{id}` 应通向 kind = \"{zh}\" 的状态", "`{id}` must lead to a state of kind {en}");
            self.misshapen(act, "to", message, words!("改 to，或改 does", "change `to`, or what the act does"));
        }
        let wrong = act.from.iter().filter(|from| match act.does {
            Doing::Reopen => is_open(kind_of(from)),
            Doing::Resume => kind_of(from) != Some(StateKind::Paused),
            Doing::Record | Doing::Exclude => false,
            _ => !is_open(kind_of(from)),
        });
        for from in wrong {
            let message = words!(
                "`{id}` 不能在 `{from}` 里做：结束的事项只能重启（reopen）、记录、剔除，恢复（resume）只能从暂停状态",
                "`{id}` cannot be done in `{from}`: a closed matter can only be reopened, recorded on or excluded, and \
                 only a paused one resumed"
            );
            let try_this =
                words!("从 from 删去 `{from}`，或改 does", "take `{from}` out of `from`, or change what it does");
            self.misshapen(act, &format!("from/{from}"), message, try_this);
        }
    }

    fn doers(&self, act: &Act) {
        let by_clock = self.kind.deadlines.iter().any(|deadline| deadline.on_breach.as_deref() == Some(&act.id));
        if act.who.is_empty() && !by_clock {
            let id = &act.id;
            let message = words!("没有人能做 `{id}`", "nobody may do `{id}`");
            let try_this = words!(
                "写 who = [\"lead\"]（lead、joint、author、anyone 或职责）",
                "add who = [\"lead\"] (lead, joint, author, anyone or a role)"
            );
            self.notes.report(&self.path(&format!("acts/{id}/who")), Code::NobodyMay, message, try_this);
        }
    }

    /// Choices that an act sets must be choices.
    fn sets(&self, act: &Act) {
        for (field, value) in &act.sets {
            let Some(FieldType::Choice { choices }) = self.kind.field(field).map(|field| &field.holds) else {
                continue;
            };
            if !choices.iter().any(|choice| choice.id == *value) {
                let message = words!("`{field}` 没有可选值 `{value}`", "`{value}` is no choice of `{field}`");
                let try_this =
                    crate::declaration::diagnostic::suggestion(value, choices.iter().map(|choice| choice.id.as_str()));
                let path = self.path(&format!("acts/{}/sets/{field}", act.id));
                self.notes.report(&path, Code::BadValue, message, try_this);
            }
        }
    }

    /// A resumed matter goes back where it was parked: every way into such a pause must be a parking.
    fn pauses(&self) {
        for act in self.kind.acts.iter().filter(|act| act.does == Doing::Resume) {
            for from in &act.from {
                let into = || self.kind.acts.iter().filter(|other| other.to.as_ref() == Some(from));
                let id = &act.id;
                let path = self.path(&format!("acts/{id}/from/{from}"));
                let try_this = words!(
                    "进入 `{from}` 的动作都写 does = \"park\"，或把恢复写成 does = \"move\" 并写明 to",
                    "let every act into `{from}` have does = \"park\", or make the way back a `move` with a `to`"
                );
                if let Some(other) = into().find(|other| other.does != Doing::Park) {
                    let other = &other.id;
                    let message = words!(
                        "经 `{other}` 进入 `{from}` 后，`{id}` 不知道回到哪里",
                        "after `{other}` has led into `{from}`, `{id}` does not know where to go back to"
                    );
                    self.notes.report(&path, Code::BadPause, message, try_this);
                } else if into().next().is_none() {
                    let message = words!("没有挂账动作进入 `{from}`", "no act parks a matter in `{from}`");
                    self.notes.report(&path, Code::BadPause, message, try_this);
                }
            }
        }
    }

    fn never_given(&self) {
        for field in &self.kind.fields {
            let id = &field.id;
            let given = |act: &Act| super::takes(self.kind, act, id) || act.sets.contains_key(id);
            if !self.kind.acts.iter().any(given) {
                let message = words!("没有动作能填写 `{id}`", "no act can give `{id}` a value");
                let try_this = words!(
                    "在某个动作的 may 或 needs 里写上它，或写 required = true",
                    "name it in `may` or `needs` of an act, or make it required"
                );
                self.notes.report(&self.path(&format!("fields/{id}")), Code::FieldNeverGiven, message, try_this);
            }
        }
    }

    /// Reports states without an owner, or with one who can do nothing.
    pub(super) fn owners(&self) {
        for state in &self.kind.states {
            let (id, path) = (&state.id, self.path(&format!("states/{}", state.id)));
            let closed = matches!(state.kind, StateKind::Done | StateKind::Void);
            match &state.owner {
                None if !closed => {
                    let message = words!("状态 `{id}` 没有责任人", "the state `{id}` has no owner");
                    let try_this = words!(
                        "写 owner = \"lead\"（lead、joint、author、anyone 或职责）",
                        "add owner = \"lead\" (lead, joint, author, anyone or a role)"
                    );
                    self.notes.report(&path, Code::OwnerlessState, message, try_this);
                }
                Some(_) if closed => {
                    let message = words!("结束状态 `{id}` 不该有责任人", "the closed state `{id}` has an owner");
                    let try_this = words!("删去 owner", "take `owner` out: nobody has to do anything");
                    self.notes.report(&format!("{path}/owner"), Code::OwnedEnd, message, try_this);
                }
                Some(owner) if !self.can_act(owner, id) && !self.stands_for_election(id) => {
                    let who = word(owner);
                    let message = words!(
                        "轮到 `{who}`，但它在 `{id}` 里什么也做不了",
                        "it is the turn of `{who}` in `{id}`, who can do nothing there"
                    );
                    let try_this = words!(
                        "给它一个 from 含 `{id}` 的动作，或改 owner",
                        "give it an act with `{id}` in `from`, or change the owner"
                    );
                    self.notes.report(&format!("{path}/owner"), Code::IdleOwner, message, try_this);
                }
                _ => {}
            }
        }
    }

    /// Whether a vote decides what becomes of a matter in the state.
    fn stands_for_election(&self, state: &str) -> bool {
        let mut polls = self.system.kinds.iter().filter_map(|kind| kind.poll.as_ref());
        polls.any(|poll| poll.candidates == self.kind.id && poll.standing == state)
    }

    fn can_act(&self, owner: &Who, state: &String) -> bool {
        let here = self.kind.acts.iter().filter(|act| act.from.contains(state));
        let mut who = here.flat_map(|act| &act.who);
        who.any(|who| who == owner || matches!((who, owner), (Who::Anyone, _) | (_, Who::Anyone)))
    }
}

/// Whether two acts do the same for the same people, so that their names alone tell them apart.
fn is_same(one: &Act, other: &Act) -> bool {
    let one_of = |list: &[String], others: &[String]| list.iter().any(|item| others.contains(item));
    let states = one_of(&one.from, &other.from) || (one.does == Doing::Open && other.does == Doing::Open);
    let people = one.who.iter().any(|who| other.who.contains(who));
    let moves = one.to.is_some();
    let named =
        |act: &Act| Act { id: String::new(), name: Words::default(), from: Vec::new(), who: Vec::new(), ..act.clone() };
    moves && states && people && named(one) == named(other)
}
