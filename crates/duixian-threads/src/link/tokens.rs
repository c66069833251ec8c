//! What a stretch of text is about, as weighted tokens: common words, names as pairs of characters, declared wordings.
//!
//! It knows no verb and no verdict; it only tells how much of one text another one holds. A token carries its rarity
//! with it: a word of `codebook/lexicon.toml` has the one declared there, what no list knows is taken for a name.

use std::collections::HashMap;

use crate::words::{Piece, Words};

/// A token: a common word, two characters of a name, one word in Latin letters or digits, or a declared wording.
pub(crate) type Token = u64;

/// Where the rarity stands in a token, in twentieths.
const RARITY: u32 = 56;
const RARITY_MASK: u64 = 0xff;
const KIND: u32 = 52;

const WORD: u64 = 1 << KIND;
const WORDING: u64 = 2 << KIND;
const FUNCTION: u64 = 3 << KIND;
const LATIN: u64 = 4 << KIND;
const SINGLE: u64 = 5 << KIND;
const NAME: u64 = 6 << KIND;
const CONTENT: u64 = (1 << KIND) - 1;

/// The rarities of what no list declares, in twentieths.
const RARITY_OF_NAME: u64 = 18;
const RARITY_OF_LATIN: u64 = 17;
const RARITY_OF_SINGLE: u64 = 10;
const RARITY_OF_FUNCTION: u64 = 2;

/// A word at most so rare tells nothing alone.
const WEAK_RARITY: u64 = 8;

/// The tokens of a text, each once, sorted.
pub(crate) fn tokens(words: &Words, text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for (start, end, piece) in words.pieces_in(text) {
        between(&text[at..start], &mut tokens);
        tokens.push(match piece {
            Piece::Same { group, rarity } => token(WORDING, u64::from(group), u64::from(rarity)),
            Piece::Word { number, rarity } => token(WORD, u64::from(number), u64::from(rarity)),
            Piece::Function(number) => token(FUNCTION, u64::from(number), RARITY_OF_FUNCTION),
        });
        at = end;
    }
    between(&text[at..], &mut tokens);
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

fn token(kind: u64, content: u64, rarity: u64) -> Token {
    rarity << RARITY | kind | content & CONTENT
}

fn rarity(token: Token) -> u8 {
    (token >> RARITY & RARITY_MASK) as u8
}

/// The rarity as a share of the greatest.
fn share_of_rarity(token: Token) -> f64 {
    f64::from(rarity(token)) / 20.0
}

/// Text without declared words: runs of Chinese characters and of Latin letters with digits.
fn between(text: &str, tokens: &mut Vec<Token>) {
    let mut run: Option<char> = None;
    let mut length = 0;
    let mut latin: u64 = 0;
    let close = |run: &mut Option<char>, length: &mut usize, tokens: &mut Vec<Token>| {
        if let (Some(last), 1) = (*run, *length) {
            tokens.push(token(SINGLE, u64::from(u32::from(last)), RARITY_OF_SINGLE));
        }
        *run = None;
        *length = 0;
    };
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == '.' && latin != 0 {
            close(&mut run, &mut length, tokens);
            latin = (latin.wrapping_mul(131).wrapping_add(u64::from(character.to_ascii_lowercase()))) & CONTENT;
            continue;
        }
        if latin != 0 {
            tokens.push(token(LATIN, latin, RARITY_OF_LATIN));
            latin = 0;
        }
        if character.is_alphabetic() {
            if let Some(last) = run {
                tokens.push(token(
                    NAME,
                    u64::from(u32::from(last)) << 21 | u64::from(u32::from(character)),
                    RARITY_OF_NAME,
                ));
            }
            run = Some(character);
            length += 1;
        } else {
            close(&mut run, &mut length, tokens);
        }
    }
    close(&mut run, &mut length, tokens);
    if latin != 0 {
        tokens.push(token(LATIN, latin, RARITY_OF_LATIN));
    }
}

/// How telling a token is: the rarer in reports at large and in the texts compared, the more.
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

    /// Makes tokens tell nothing: the names of the places whose reports these are.
    pub(crate) fn mute(&mut self, tokens: &[Token]) {
        for &token in tokens.iter().filter(|&&token| !is_weak(token)) {
            self.seen.insert(token, self.texts);
        }
    }

    /// The weight of a token among all clauses: about 1 for one that few texts hold, next to nothing for a common one.
    pub(crate) fn of(&self, token: Token) -> f64 {
        let at_large = share_of_rarity(token);
        at_large * at_large * self.here(token)
    }

    /// The weight of a token among amounts, which are few: common words (农村, 科技) tell them apart, too.
    pub(crate) fn of_amount(&self, token: Token) -> f64 {
        let factor = if u64::from(rarity(token)) <= RARITY_OF_FUNCTION { 0.05 } else { share_of_rarity(token) };
        factor * self.here(token)
    }

    fn here(&self, token: Token) -> f64 {
        let seen = self.seen.get(&token).copied().unwrap_or(0);
        let rarity = (f64::from(self.texts + 2) / f64::from(seen + 2)).ln() / f64::from(self.texts + 2).ln().max(1.0);
        rarity.max(0.0).sqrt()
    }
}

/// Whether a token is a word of grammar or manner.
pub(crate) fn is_function(token: Token) -> bool {
    token >> KIND & 0xf == FUNCTION >> KIND
}

/// Whether a token tells nothing alone: a word of grammar, one that stands everywhere, a single character.
pub(crate) fn is_weak(token: Token) -> bool {
    u64::from(rarity(token)) <= WEAK_RARITY || is_single(token)
}

/// Whether a token is a character that stands alone between words.
pub(crate) fn is_single(token: Token) -> bool {
    token >> KIND & 0xf == SINGLE >> KIND
}

/// Whether a token is a declared wording that tells which thing is meant.
pub(crate) fn is_wording(token: Token) -> bool {
    token >> KIND & 0xf == WORDING >> KIND && !is_weak(token)
}

/// Whether a token is part of what no list knows: mostly a name.
pub(crate) fn is_name(token: Token) -> bool {
    token >> KIND & 0xf == NAME >> KIND
}
