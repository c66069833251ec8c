//! Values that go into a statement. Each knows its type even where it is absent: PostgreSQL wants to be told.

/// A value to be bound. Yes and no are the numbers 1 and 0, on both databases.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// Text; a moment is text too, `2026-03-02T01:00:00.000Z`, so that its order is the order of time.
    Text(Option<String>),
    /// A whole number of 64 bits.
    Integer(Option<i64>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

/// A type that can be bound, present or absent.
macro_rules! bound {
    ($($type:ty => $kind:ident, $value:ident -> $made:expr;)+) => {
        $(
            impl From<$type> for Value {
                fn from($value: $type) -> Self {
                    Self::$kind(Some($made))
                }
            }

            impl From<Option<$type>> for Value {
                fn from(value: Option<$type>) -> Self {
                    Self::$kind(value.map(|$value| $made))
                }
            }
        )+
    };
}

bound! {
    &str => Text, value -> value.to_owned();
    String => Text, value -> value;
    &String => Text, value -> value.clone();
    i64 => Integer, value -> value;
    i32 => Integer, value -> i64::from(value);
    u16 => Integer, value -> i64::from(value);
    u32 => Integer, value -> i64::from(value);
    // Counts and sequences, which never come near the end.
    u64 => Integer, value -> value.cast_signed();
    bool => Integer, value -> i64::from(value);
    Vec<u8> => Bytes, value -> value;
    &[u8] => Bytes, value -> value.to_vec();
}

/// PostgreSQL keeps no text with the character NUL; what stands for an unreadable character stands for it.
pub(super) fn without_nul(text: Option<String>) -> Option<String> {
    text.map(|text| if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_keeps_its_type() {
        for (value, wanted) in [
            (Value::from(None::<&str>), Value::Text(None)),
            (Value::from(None::<u32>), Value::Integer(None)),
            (Value::from(None::<Vec<u8>>), Value::Bytes(None)),
            (Value::from(true), Value::Integer(Some(1))),
            (Value::from(u64::MAX >> 1), Value::Integer(Some(i64::MAX))),
        ] {
            assert_eq!(value, wanted);
        }
    }

    #[test]
    fn nul_is_replaced_and_nothing_else() {
        assert_eq!(without_nul(Some("清\0河".to_owned())).as_deref(), Some("清\u{fffd}河"));
        assert_eq!(without_nul(Some("清河".to_owned())).as_deref(), Some("清河"));
        assert_eq!(without_nul(None), None);
    }
}
