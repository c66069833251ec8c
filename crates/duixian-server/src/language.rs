//! The language of messages: Chinese unless the client prefers English.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};

/// A language that messages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) chinese: String,
    pub(crate) english: String,
}

impl Text {
    /// A text from its two wordings.
    pub(crate) fn new(chinese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { chinese: chinese.into(), english: english.into() }
    }

    /// The wording in a language.
    pub(crate) fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }
}

impl Language {
    /// The language of `Accept-Language` with the highest weight; Chinese when neither is named.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (Self::Chinese, 0);
        for item in accepted.split(',') {
            let (tag, weight) = weighted(item);
            let language = match tag.split('-').next() {
                Some(primary) if primary.eq_ignore_ascii_case("zh") => Self::Chinese,
                Some(primary) if primary.eq_ignore_ascii_case("en") => Self::English,
                _ => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }

    /// The tag for `Content-Language`.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// A language tag and its weight in thousandths: `en;q=0.8` is (`en`, 800).
fn weighted(item: &str) -> (&str, u32) {
    let mut parts = item.split(';').map(str::trim);
    let tag = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
    (tag, weight)
}

/// `0.8` is 800; anything odd counts as the least weight.
fn thousandths(quality: &str) -> u32 {
    if quality.starts_with('1') {
        return 1000;
    }
    let digits = quality.strip_prefix("0.").unwrap_or_default();
    format!("{digits:0<3.3}").parse().unwrap_or(0)
}

impl<State: Send + Sync> FromRequestParts<State> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &State) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(accepted: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
        Language::of(&headers)
    }

    #[test]
    fn the_heavier_language_wins_and_chinese_is_the_default() {
        assert_eq!(language("en-US,en;q=0.9,zh-CN;q=0.8"), Language::English);
        assert_eq!(language("zh-CN,zh;q=0.9,en;q=0.8"), Language::Chinese);
        assert_eq!(language("en;q=0.5, zh;q=0.75"), Language::Chinese);
        assert_eq!(language("fr, en;q=0.1"), Language::English);
        assert_eq!(language("fr"), Language::Chinese);
        assert_eq!(language("en;q=nonsense"), Language::Chinese);
        assert_eq!(language(""), Language::Chinese);
        assert_eq!(Language::of(&HeaderMap::new()), Language::Chinese);
    }
}
