//! Judges the ways from one system to another: transfers, children of other systems, fields that hold their matters.

use std::mem::discriminant;

use super::Look;
use crate::declaration::diagnostic::{Code, suggestion, words};
use crate::declaration::source::Notes;
use crate::declaration::{Doing, FieldType, Kind, StateKind, System, Transfer};

/// Reports what of a system does not fit the others; `folder` is the name of its folder.
pub(in crate::declaration) fn together(folder: &str, system: &System, systems: &[&System], notes: &Notes) {
    if system.id != folder {
        let id = &system.id;
        let message =
            words!("文件夹名为 `{folder}`，系统标识为 `{id}`", "the folder is `{folder}` and the system `{id}`");
        notes.report("system/id", Code::FolderName, message, words!("两处写成一样", "write both the same"));
    }
    for kind in &system.kinds {
        let look = Look { system, kind, notes };
        for field in &kind.fields {
            if let FieldType::Matter { kind } = &field.holds {
                look.kind_of_all(&look.path(&format!("fields/{}/kind", field.id)), kind, systems);
            }
        }
        for child in kind.roll_up.iter().flat_map(|roll_up| &roll_up.of) {
            look.kind_of_all(&look.path(&format!("roll_up/of/{child}")), child, systems);
        }
        for (index, transfer) in kind.transfers.iter().enumerate() {
            let path = look.path(&format!("transfers/{index}"));
            if let Some(there) = look.kind_of_all(&format!("{path}/to"), &transfer.to, systems) {
                look.transfer(&path, transfer, there);
            }
        }
    }
}

impl Look<'_> {
    fn kind_of_all<'s>(&self, path: &str, id: &str, systems: &[&'s System]) -> Option<&'s Kind> {
        let mut kinds = systems.iter().flat_map(|system| &system.kinds);
        let found = kinds.clone().find(|kind| kind.id == id);
        if found.is_none() {
            let message = words!("没有一个系统有事项类型 `{id}`", "no system has a kind `{id}`");
            let known = kinds.by_ref().map(|kind| kind.id.as_str());
            self.notes.report(path, Code::UnknownKind, message, suggestion(id, known));
        }
        found
    }

    fn transfer(&self, path: &str, transfer: &Transfer, there: &Kind) {
        let to = &transfer.to;
        let opening = there.acts.iter().filter(|act| act.does == Doing::Open);
        let Some(opens) = opening.clone().find(|act| act.id == transfer.opens) else {
            let name = &transfer.opens;
            let message = words!("`{to}` 没有立项动作 `{name}`", "`{to}` has no opening act `{name}`");
            let try_this = suggestion(name, opening.map(|act| act.id.as_str()));
            return self.notes.report(&format!("{path}/opens"), Code::UnknownAct, message, try_this);
        };
        for (field, from) in &transfer.fields {
            let place = format!("{path}/fields/{field}");
            let Some(target) = there.field(field) else {
                let message = words!("`{to}` 没有字段 `{field}`", "`{to}` has no field `{field}`");
                let try_this = suggestion(field, there.fields.iter().map(|field| field.id.as_str()));
                self.notes.report(&place, Code::UnknownField, message, try_this);
                continue;
            };
            let source = self.kind.field(from).map(|field| discriminant(&field.holds));
            if source.is_some_and(|source| source != discriminant(&target.holds)) {
                let message = words!(
                    "`{from}` 与 `{to}` 的 `{field}` 类型不同",
                    "`{from}` and `{field}` of `{to}` are of different types"
                );
                let try_this = words!("两边用同一种类型", "use one type on both sides");
                self.notes.report(&place, Code::FieldType, message, try_this);
            }
            if !super::takes(there, opens, field) {
                let act = &opens.id;
                let message =
                    words!("`{to}` 的 `{act}` 不收字段 `{field}`", "`{act}` of `{to}` does not take `{field}`");
                let try_this = words!("在那边的 may 里写上 `{field}`", "name `{field}` in `may` over there");
                self.notes.report(&place, Code::FieldNotTaken, message, try_this);
            }
        }
        let required = there.fields.iter().filter(|field| field.required || opens.needs.contains(&field.id));
        for field in
            required.filter(|field| !transfer.fields.contains_key(&field.id) && !opens.sets.contains_key(&field.id))
        {
            let id = &field.id;
            let message =
                words!("转到 `{to}` 时缺少必填的 `{id}`", "`{to}` needs `{id}`, which the transfer does not give");
            let try_this =
                words!("在 fields 里写上 {id} = \"本类型的字段\"", "add {id} = \"a field of this kind\" to `fields`");
            self.notes.report(&format!("{path}/fields"), Code::BadTransfer, message, try_this);
        }
        for (far, near) in &transfer.back {
            let place = format!("{path}/back/{far}");
            let Some(state) = there.state(far) else {
                let message = words!("`{to}` 没有状态 `{far}`", "`{to}` has no state `{far}`");
                let try_this = suggestion(far, there.states.iter().map(|state| state.id.as_str()));
                self.notes.report(&place, Code::UnknownState, message, try_this);
                continue;
            };
            let closes = self.kind.state(near).is_some_and(|state| state.kind == StateKind::Done);
            if closes && state.kind != StateKind::Done {
                let message = words!(
                    "对方的 `{far}` 不是核查办结，不能使本事项进入 `{near}`",
                    "`{far}` over there is not verified and done, so it cannot bring this matter into `{near}`"
                );
                let try_this =
                    words!("只有对方的 done 状态能使本事项办结", "let a state of kind done over there lead to it");
                self.notes.report(&place, Code::OnePairOfEyes, message, try_this);
            }
        }
    }
}
