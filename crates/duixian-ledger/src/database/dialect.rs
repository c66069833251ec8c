//! Where the two databases need different words for the same thing. Everything else is one text.

/// Which words a statement is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Those of SQLite.
    Sqlite,
    /// Those of PostgreSQL.
    Postgres,
}

impl Dialect {
    /// The function that tells where in its first text its second one begins, from 1; 0 where it is not in it.
    pub(crate) fn place_in(self) -> &'static str {
        match self {
            Self::Sqlite => "instr",
            Self::Postgres => "strpos",
        }
    }

    /// The number that the text in the column `value` begins with, 0 where it begins with none: for an order only.
    pub(crate) fn number_of_value(self) -> &'static str {
        match self {
            Self::Sqlite => "cast(value as real)",
            Self::Postgres => "coalesce(cast(substring(value from '^-?[0-9]+(?:[.][0-9]+)?') as numeric), 0)",
        }
    }

    /// Makes whoever writes wait until this transaction ends, and waits for those who are writing now.
    /// SQLite has one writer as it is.
    pub(crate) fn stop_writers(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some("lock table head in exclusive mode"),
        }
    }

    /// What stands before and behind one value, a JSON array of texts, so that a column is compared with all of them.
    pub(crate) fn one_of(self) -> (&'static str, &'static str) {
        match self {
            Self::Sqlite => (" in (select value from json_each(", "))"),
            Self::Postgres => (" = any(array(select jsonb_array_elements_text(cast(", " as jsonb))))"),
        }
    }

    /// What stands before a text that is a JSON object, between it and a name, and behind: the value of that name as
    /// text.
    pub(crate) fn text_of_json(self) -> (&'static str, &'static str, &'static str) {
        match self {
            // A name is a declared field's: letters, digits and `_`.
            Self::Sqlite => ("cast(json_extract(", ", '$.' || ", ") as text)"),
            Self::Postgres => ("(cast(", " as jsonb) ->> ", ")"),
        }
    }
}
