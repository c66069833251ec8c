//! Queries of measures: one select that only reads what the engine puts before it. The engine runs them in earnest.

use std::collections::BTreeSet;

use crate::declaration::diagnostic::{Code, near_miss, words};
use crate::declaration::source::Notes;
use crate::declaration::{Measure, Words};

/// The tables that the engine puts before a query.
const TABLES: [&str; 4] = ["matter", "step", "clock", "quantity"];
/// What the engine gives.
const PARAMETERS: [&str; 3] = ["from", "until", "as_of"];
/// Words that do something else than read.
const FORBIDDEN: [&str; 14] = [
    "insert", "update", "delete", "drop", "alter", "create", "attach", "detach", "pragma", "grant", "copy", "call",
    "truncate", "vacuum",
];

/// Reports what the engine could not run, or must not.
pub(super) fn query(measure: &Measure, notes: &Notes) {
    let path = format!("measures/{}/sql", measure.id);
    let report = |message: Words, try_this: Words| notes.report(&path, Code::BadQuery, message, try_this);
    let tokens = tokens(&measure.sql);
    let words = tokens.iter().filter_map(Token::word).collect::<Vec<_>>();
    if !matches!(words.first().map(String::as_str), Some("select" | "with")) {
        let message = words!("题头之后应是一个 select", "one select stands behind the head");
        return report(message, words!("以 select 或 with 开头", "begin with `select` or `with`"));
    }
    if tokens.contains(&Token::Sign(';')) {
        report(
            words!("只能有一条语句", "there is more than one statement"),
            words!("删去 `;` 之后的内容", "take out what stands behind `;`"),
        );
    }
    if let Some(word) = words.iter().find(|word| FORBIDDEN.contains(&word.as_str())) {
        let message = words!("指标只能读，不能 `{word}`", "a measure only reads: it cannot `{word}`");
        report(message, words!("只写 select", "write a `select` only"));
    }
    let own = common_tables(&tokens);
    for table in tables_read(&tokens).iter().filter(|table| !own.contains(*table) && !TABLES.contains(&table.as_str()))
    {
        let message = words!("不能读取表 `{table}`", "the table `{table}` cannot be read");
        let try_this = match near_miss(table, TABLES) {
            Some(near) => words!("是否想写 `{near}`", "did you mean `{near}`?"),
            None => words!("可读 matter、step、clock、quantity", "read matter, step, clock, quantity"),
        };
        report(message, try_this);
    }
    let wanted = [("id", true), ("numerator", true), ("denominator", !measure.denominator.zh.is_empty())];
    for (column, _) in wanted.iter().filter(|(column, needed)| *needed && !words.iter().any(|word| word == column)) {
        let message = words!("查询没有给出 `{column}`", "the query gives no `{column}`");
        report(message, words!("在 select 里写 … as {column}", "add … as {column} to the select"));
    }
    for parameter in tokens.iter().filter_map(Token::parameter).filter(|name| !PARAMETERS.contains(name)) {
        let message = words!("没有参数 `:{parameter}`", "there is no parameter `:{parameter}`");
        report(message, words!("可用 :from、:until、:as_of", "use :from, :until, :as_of"));
    }
}

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Parameter(String),
    Sign(char),
}

impl Token {
    fn word(&self) -> Option<String> {
        match self {
            Self::Word(word) => Some(word.to_lowercase()),
            _ => None,
        }
    }

    fn parameter(&self) -> Option<&str> {
        match self {
            Self::Parameter(name) => Some(name),
            _ => None,
        }
    }
}

/// The pieces of a query without its comments and quoted words.
fn tokens(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = sql;
    while let Some(sign) = rest.chars().next() {
        let skipped = if let Some(comment) = rest.strip_prefix("--") {
            comment.find('\n').map_or("", |end| comment.get(end..).unwrap_or_default())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or("", |end| comment.get(end + 2..).unwrap_or_default())
        } else if let Some(quoted) = rest.strip_prefix('\'') {
            quoted.find('\'').map_or("", |end| quoted.get(end + 1..).unwrap_or_default())
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').unwrap_or(quoted.len());
            tokens.push(Token::Word(quoted.get(..end).unwrap_or_default().to_owned()));
            quoted.get(end + 1..).unwrap_or_default()
        } else if let Some(cast) = rest.strip_prefix("::") {
            cast
        } else if sign == ':' || is_word(sign) {
            let from = usize::from(sign == ':');
            let behind = rest.get(from..).unwrap_or_default();
            let end = behind.find(|sign| !is_word(sign)).unwrap_or(behind.len());
            let word = behind.get(..end).unwrap_or_default().to_owned();
            tokens.push(if from == 1 { Token::Parameter(word) } else { Token::Word(word) });
            behind.get(end..).unwrap_or_default()
        } else {
            if !sign.is_whitespace() {
                tokens.push(Token::Sign(sign));
            }
            rest.get(sign.len_utf8()..).unwrap_or_default()
        };
        rest = skipped;
    }
    tokens
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The names that the query gives to tables of its own: `with x as (`, `, y as (`.
fn common_tables(tokens: &[Token]) -> BTreeSet<String> {
    let named = tokens.windows(3).filter_map(|three| match three {
        [name, as_word, Token::Sign('(')] if as_word.word().as_deref() == Some("as") => name.word(),
        _ => None,
    });
    named.collect()
}

/// The tables behind `from` and `join`, and behind commas between them.
fn tables_read(tokens: &[Token]) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    for (index, token) in tokens.iter().enumerate() {
        if !matches!(token.word().as_deref(), Some("from" | "join")) {
            continue;
        }
        // `extract(year from x)` and `trim(… from x)` read no table, but no measure needs them either.
        if let Some(table) = tokens.get(index + 1).and_then(Token::word) {
            read.insert(table);
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_behind_words_that_read() {
        let tokens = tokens(
            "with late as (select id from clock) select m.id, 'from x' from matter m join late l on true -- from y",
        );
        assert_eq!(tables_read(&tokens), ["clock", "late", "matter"].map(str::to_owned).into());
        assert_eq!(common_tables(&tokens), ["late"].map(str::to_owned).into());
    }
}
