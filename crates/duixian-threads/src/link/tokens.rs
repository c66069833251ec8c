//! What a stretch of text is about, as weighted tokens: pairs of characters, Latin words, known wordings.
//!
//! It knows no verb and no verdict; it only tells how much of one text another one holds.

use std::collections::HashMap;

use crate::words::{Piece, Words};

/// A token: two characters, one word in Latin letters or digits, or a declared wording.
pub(crate) type Token = u64;

const WORDING: u64 = 1 << 62;
const WEAK: u64 = 1 << 61;
const LATIN: u64 = 1 << 60;
const SINGLE: u64 = 1 << 59;
const PAIR: u64 = 1 << 58;

/// How much a weak word counts beside a telling one.
const WEAK_FACTOR: f64 = 0.12;
/// Two weak words in a row, which together may name a thing (社会保障).
const PAIR_FACTOR: f64 = 0.7;
/// A character that stands alone between weak words.
const SINGLE_FACTOR: f64 = 0.5;

/// Bytes of a word of two Chinese characters.
const LONG_WORD: usize = 6;

/// The tokens of a text, each once, sorted.
pub(crate) fn tokens(words: &Words, text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut last_weak: Option<u16> = None;
    for (start, end, piece) in words.pieces_in(text) {
        between(&text[at..start], &mut tokens);
        let touching = last_weak.filter(|_| at == start);
        last_weak = None;
        match piece {
            Piece::Same(number) => tokens.push(WORDING | u64::from(number)),
            Piece::Weak(number) => {
                tokens.push(WEAK | u64::from(number));
                if end - start >= LONG_WORD {
                    tokens.extend(touching.map(|before| PAIR | u64::from(before) << 16 | u64::from(number)));
                    last_weak = Some(number);
                }
            }
        }
        at = end;
    }
    between(&text[at..], &mut tokens);
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// Text without declared words: runs of Chinese characters and of Latin letters with digits.
fn between(text: &str, tokens: &mut Vec<Token>) {
    let mut run: Option<char> = None;
    let mut length = 0;
    let mut latin: u64 = 0;
    let close = |run: &mut Option<char>, length: &mut usize, tokens: &mut Vec<Token>| {
        if let (Some(last), 1) = (*run, *length) {
            tokens.push(SINGLE | u64::from(u32::from(last)));
        }
        *run = None;
        *length = 0;
    };
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == '.' && latin != 0 {
            close(&mut run, &mut length, tokens);
            latin = (latin.wrapping_mul(131).wrapping_add(u64::from(character.to_ascii_lowercase()))) & (LATIN - 1);
            continue;
        }
        if latin != 0 {
            tokens.push(LATIN | latin);
            latin = 0;
        }
        if character.is_alphabetic() {
            if let Some(last) = run {
                tokens.push(u64::from(u32::from(last)) << 21 | u64::from(u32::from(character)));
            }
            run = Some(character);
            length += 1;
        } else {
            close(&mut run, &mut length, tokens);
        }
    }
    close(&mut run, &mut length, tokens);
    if latin != 0 {
        tokens.push(LATIN | latin);
    }
}

/// How telling a token is: the rarer in the texts compared, the more.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    seen: HashMap<Token, u32>,
    texts: u32,
}

impl Weights {
    /// Counts the tokens of one more text.
    pub(crate) fn count(&mut self, tokens: &[Token]) {
        self.texts += 1;
        for &token in tokens {
            *self.seen.entry(token).or_default() += 1;
        }
    }

    /// The weight of a token: about 1 for one that few texts hold, less for a common one.
    pub(crate) fn of(&self, token: Token) -> f64 {
        let seen = self.seen.get(&token).copied().unwrap_or(0);
        let rarity = (f64::from(self.texts + 2) / f64::from(seen + 2)).ln() / f64::from(self.texts + 2).ln().max(1.0);
        let factor = match token {
            _ if token & WEAK != 0 => WEAK_FACTOR,
            _ if token & SINGLE != 0 => SINGLE_FACTOR,
            _ if token & PAIR != 0 => PAIR_FACTOR,
            _ => 1.0,
        };
        rarity * factor
    }

    /// How many texts hold a token.
    pub(crate) fn seen(&self, token: Token) -> u32 {
        self.seen.get(&token).copied().unwrap_or(0)
    }
}

/// Whether a token is a weak word.
pub(crate) fn is_weak(token: Token) -> bool {
    token & (WEAK | SINGLE) != 0
}
