//! Statements: fixed pieces of text, and values that are bound. No text of a user ever becomes text of a statement.

use std::borrow::Cow;
use std::collections::HashSet;

use super::value::Value;

/// A statement with its values.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(super) text: Cow<'static, str>,
    pub(super) values: Vec<Value>,
}

impl Statement {
    /// A statement, or the beginning of one. Where `$1`, `$2` … stand in the text, their values follow with
    /// [`Statement::with`].
    pub(crate) fn new(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), values: Vec::new() }
    }

    /// The value of the next number that stands in the text.
    #[must_use]
    pub(crate) fn with(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds a fixed piece of text.
    pub(crate) fn push(&mut self, piece: &'static str) -> &mut Self {
        self.text.to_mut().push_str(piece);
        self
    }

    /// Adds text out of a system's declaration, which is the site's own program: names of fields, which are letters,
    /// digits and `_`, and the queries of measures, which run where nothing can be written.
    pub(crate) fn push_declared(&mut self, piece: &str) -> &mut Self {
        self.text.to_mut().push_str(piece);
        self
    }

    /// Adds a value, and its number to the text.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        let number = format!("${}", self.values.len());
        self.text.to_mut().push_str(&number);
        self
    }
}

/// Rows for one table, in as few statements as the database allows.
#[derive(Clone, Debug)]
pub(crate) struct Insert {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) clash: Clash,
    pub(super) rows: Vec<Vec<Value>>,
}

/// What happens to a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// The statement fails.
    Fails,
    /// The row that is there stays.
    Keeps,
    /// All columns outside the key, the first so many columns, become those of the new row.
    Replaces(usize),
}

impl Insert {
    /// Rows that must be new.
    pub(crate) fn into(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, clash: Clash::Fails, rows: Vec::new() }
    }

    /// A row whose key is there already stays as it is.
    #[must_use]
    pub(crate) fn keeping(mut self) -> Self {
        self.clash = Clash::Keeps;
        self
    }

    /// A row takes the place of the one with the same key: the first `key` columns. Of several such rows in one
    /// insert the last one stays.
    #[must_use]
    pub(crate) fn replacing(mut self, key: usize) -> Self {
        self.clash = Clash::Replaces(key);
        self
    }

    /// Adds a row: a value for each column, in their order.
    pub(crate) fn row<const COLUMNS: usize>(&mut self, values: [Value; COLUMNS]) {
        debug_assert_eq!(COLUMNS, self.columns.len(), "a row of {} has a value for each column", self.table);
        self.rows.push(values.into());
    }

    /// Leaves the last of all rows with the same key: no statement may write a row twice.
    pub(super) fn without_doubles(&mut self) {
        let Clash::Replaces(key) = self.clash else { return };
        let mut seen: HashSet<Vec<Value>> = HashSet::new();
        self.rows.reverse();
        self.rows.retain(|row| seen.insert(row.iter().take(key).cloned().collect()));
        self.rows.reverse();
    }

    /// `insert into table (columns)`.
    pub(super) fn beginning(&self) -> String {
        format!("insert into {} ({})", self.table, self.columns.join(", "))
    }

    /// What happens on a clash.
    pub(super) fn end(&self) -> String {
        match self.clash {
            Clash::Fails => String::new(),
            Clash::Keeps => " on conflict do nothing".to_owned(),
            Clash::Replaces(key) => {
                let (key, others) = self.columns.split_at(key.min(self.columns.len()));
                let others: Vec<String> = others.iter().map(|name| format!("{name} = excluded.{name}")).collect();
                format!(" on conflict ({}) do update set {}", key.join(", "), others.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_order() {
        let mut statement = Statement::new("select body from matter where site = $1").with("云岭");
        statement.push(" and year = ").bind(2026_u32).push(" limit ").bind(10_i64);
        assert_eq!(statement.text, "select body from matter where site = $1 and year = $2 limit $3");
        assert_eq!(statement.values, [Value::from("云岭"), Value::from(2026_i64), Value::from(10_i64)]);
    }

    #[test]
    fn of_rows_with_the_same_key_the_last_one_stays() {
        let mut insert = Insert::into("fact", &["name", "value"]).replacing(1);
        for (name, value) in [("a", "1"), ("b", "2"), ("a", "3")] {
            insert.row([name.into(), value.into()]);
        }
        insert.without_doubles();
        assert_eq!(insert.rows, [["b".into(), "2".into()], ["a".into(), Value::from("3")]]);
        assert_eq!(insert.beginning(), "insert into fact (name, value)");
        assert_eq!(insert.end(), " on conflict (name) do update set value = excluded.value");
    }
}
