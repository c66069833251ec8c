//! The two languages the terminal speaks.

use clap::ValueEnum;

use crate::environment;

/// The language of messages and table headings. Data and field names are the same in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

impl Language {
    /// The language that the environment asks for: Chinese where the locale is Chinese, else English.
    pub(crate) fn of_environment() -> Self {
        if environment::locale().is_some_and(|locale| locale.starts_with("zh")) { Self::Zh } else { Self::En }
    }

    /// Of two wordings the one in this language.
    pub(crate) fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::En => english,
            Self::Zh => chinese,
        }
    }

    /// The same language for the crate of links and checks.
    pub(crate) fn of_threads(self) -> duixian_threads::Language {
        self.pick(duixian_threads::Language::English, duixian_threads::Language::Chinese)
    }
}
