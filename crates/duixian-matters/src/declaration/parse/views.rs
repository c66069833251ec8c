//! Reads how lists, board and map show the kinds.

use std::collections::BTreeMap;

use super::reader::Reader;
use crate::declaration::{NamedList, View};

/// The views by the id of their kind.
pub(super) fn views(reader: Reader<'_>, system: &str) -> BTreeMap<String, View> {
    let views = reader.keys().filter_map(|name| {
        let mut table = reader.table(name)?;
        let kind = if name == "main" { system.to_owned() } else { format!("{system}.{name}") };
        table.move_to(format!("views/{kind}"));
        Some((kind, view(table)))
    });
    let views = views.collect();
    reader.finish();
    views
}

fn view(reader: Reader<'_>) -> View {
    let lists = reader.named("lists").into_iter().map(|(id, table)| {
        let list = NamedList { id, name: table.words("name"), states: table.needed_list("states") };
        table.finish();
        list
    });
    let lists = lists.collect();
    let view = View {
        columns: reader.list("columns"),
        filters: reader.list("filters"),
        board: reader.list("board"),
        map: reader.text_or("map"),
        class: reader.text_or("class"),
        area: reader.text_or("area"),
        lists,
        import_key: reader.list("import_key"),
    };
    reader.finish();
    view
}
