//! Views: what a list, board, map or import names must be able to be there.

use super::{Look, takes};
use crate::declaration::diagnostic::{Code, words};
use crate::declaration::{Doing, FieldType, View, Words};

impl Look<'_> {
    /// Reports what a view cannot show.
    pub(super) fn view(&self, view: &View) {
        let holds = |id: &Option<String>| id.as_deref().and_then(|id| self.kind.field(id)).map(|field| &field.holds);
        if holds(&view.map).is_some_and(|holds| *holds != FieldType::Place) {
            self.wrong_type("map", "place");
        }
        let counts =
            |holds: &FieldType| matches!(holds, FieldType::Choice { .. } | FieldType::Row { .. } | FieldType::Unit);
        if holds(&view.class).is_some_and(|holds| !counts(holds)) {
            self.wrong_type("class", "choice / row / unit");
        }
        let is_area = |holds: &FieldType| counts(holds) || matches!(holds, FieldType::Text { .. });
        if holds(&view.area).is_some_and(|holds| !is_area(holds)) {
            self.wrong_type("area", "choice / row / unit / text");
        }
        let facts = [("class", view.class.is_some()), ("area", view.area.is_some())];
        for (key, names) in [("columns", &view.columns), ("filters", &view.filters)] {
            for (fact, _) in facts.iter().filter(|(fact, declared)| !declared && names.iter().any(|name| name == fact))
            {
                if self.kind.field(fact).is_none() {
                    let message = words!(
                        "列表要显示 `{fact}`，而视图没有声明它",
                        "the list shows `{fact}`, which the view does not declare"
                    );
                    let try_this = words!(
                        "写 {fact} = \"字段\"，或删去这一列",
                        "add {fact} = \"a field\", or take the column out"
                    );
                    self.bad_view(&format!("{key}/{fact}"), message, try_this);
                }
            }
        }
        for field in &view.import_key {
            let opening = self.kind.acts.iter().filter(|act| act.does == Doing::Open);
            if !opening.clone().any(|act| takes(self.kind, act, field)) {
                let message = words!(
                    "立项时不收 `{field}`，不能凭它认出导入的行",
                    "no opening act takes `{field}`, so no imported row can be known by it"
                );
                let try_this = words!("在立项动作的 may 里写上 `{field}`", "name `{field}` in `may` of an opening act");
                let path = format!("views/{}/import_key/{field}", self.kind.id);
                self.notes.report(&path, Code::FieldNotTaken, message, try_this);
            }
        }
        for list in view.lists.iter().filter(|list| list.states.is_empty()) {
            let id = &list.id;
            let message = words!("清单 `{id}` 里没有状态", "the list `{id}` holds no state");
            self.bad_view(&format!("lists/{id}"), message, words!("写 states = [\"…\"]", "add states = [\"…\"]"));
        }
    }

    fn bad_view(&self, part: &str, message: Words, try_this: Words) {
        self.notes.report(&format!("views/{}/{part}", self.kind.id), Code::BadView, message, try_this);
    }

    fn wrong_type(&self, key: &str, wanted: &str) {
        let message = words!("`{key}` 的字段类型不对", "the field of `{key}` is of another type");
        let try_this = words!("写 type 为 {wanted} 的字段", "name a field of type {wanted}");
        self.notes.report(&format!("views/{}/{key}", self.kind.id), Code::FieldType, message, try_this);
    }
}
