//! Tokens of content streams and CMaps. Copes with any bytes; never looks at what an operator means.

use memchr::memmem;

/// Operands that one operator may have; more are ignored.
const OPERANDS: usize = 100_000;

/// A token before an operator. Strings and names stand in [`Lexer::bytes_of`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f32),
    Text {
        start: usize,
        end: usize,
    },
    Name {
        start: usize,
        end: usize,
    },
    ArrayStart,
    ArrayEnd,
    /// `<<` or `>>`.
    Dictionary,
}

/// Splits a stream into operators with their operands.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    operands: Vec<Operand>,
    /// Strings and names of the operands, unescaped.
    store: Vec<u8>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, operands: Vec::new(), store: Vec::new() }
    }

    /// The next operator; its operands stand in [`Lexer::operands`] until the next call.
    pub(super) fn next_operator(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        self.store.clear();
        loop {
            self.skip_space();
            let byte = *self.bytes.get(self.at)?;
            match byte {
                b'(' => self.literal_string(),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => self.mark(Operand::Dictionary, 2),
                b'<' => self.hexadecimal_string(),
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => self.mark(Operand::Dictionary, 2),
                b'/' => self.name(),
                b'[' => self.mark(Operand::ArrayStart, 1),
                b']' => self.mark(Operand::ArrayEnd, 1),
                b'{' | b'}' | b')' | b'>' => self.at += 1,
                b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
                _ => return Some(self.word()),
            }
        }
    }

    /// The operands of the last operator.
    pub(super) fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// The bytes of a string or name.
    pub(super) fn bytes_of(&self, operand: Operand) -> Option<&[u8]> {
        match operand {
            Operand::Text { start, end } | Operand::Name { start, end } => self.store.get(start..end),
            _ => None,
        }
    }

    /// The last `N` operands as numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f32; N]> {
        let tail = self.operands.len().checked_sub(N)?;
        let mut numbers = [0.0; N];
        for (number, operand) in numbers.iter_mut().zip(&self.operands[tail..]) {
            let Operand::Number(found) = *operand else { return None };
            *number = found;
        }
        Some(numbers)
    }

    /// Passes over an inline image's data, after `ID`: up to an `EI` that stands alone.
    pub(super) fn skip_inline_image(&mut self) {
        for found in memmem::find_iter(&self.bytes[self.at..], b"EI") {
            let start = self.at + found;
            let before = start.checked_sub(1).and_then(|index| self.bytes.get(index));
            let after = self.bytes.get(start + 2);
            if before.is_some_and(|byte| is_space(*byte)) && after.is_none_or(|byte| is_space(*byte)) {
                self.at = start + 2;
                return;
            }
        }
        self.at = self.bytes.len();
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'%' {
                let rest = &self.bytes[self.at..];
                self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn push(&mut self, operand: Operand) {
        if self.operands.len() < OPERANDS {
            self.operands.push(operand);
        }
    }

    fn mark(&mut self, operand: Operand, length: usize) {
        self.at += length;
        self.push(operand);
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn number(&mut self) {
        let mut negative = false;
        let mut value = 0.0_f64;
        let mut fraction = 0.0_f64;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'-' => negative = true,
                b'+' => {}
                // A second point ends what is meant, as other readers take it.
                b'.' => fraction = if fraction == 0.0 { 1.0 } else { 0.0 },
                b'0'..=b'9' if fraction == 0.0 => value = value * 10.0 + f64::from(byte - b'0'),
                b'0'..=b'9' => {
                    fraction /= 10.0;
                    value += f64::from(byte - b'0') * fraction;
                }
                _ => break,
            }
            self.at += 1;
        }
        let value = if negative { -value } else { value };
        // Nothing on a page lies farther out; sums and products of such numbers stay finite.
        self.push(Operand::Number(value.clamp(-1e9, 1e9) as f32));
    }

    fn name(&mut self) {
        self.at += 1;
        let start = self.store.len();
        while let Some(&byte) = self.bytes.get(self.at) {
            if is_space(byte) || is_delimiter(byte) {
                break;
            }
            let escaped = (byte == b'#').then(|| {
                let high = hexadecimal(*self.bytes.get(self.at + 1)?)?;
                Some(high << 4 | hexadecimal(*self.bytes.get(self.at + 2)?)?)
            });
            if let Some(Some(escaped)) = escaped {
                self.store.push(escaped);
                self.at += 3;
            } else {
                self.store.push(byte);
                self.at += 1;
            }
        }
        let end = self.store.len();
        self.push(Operand::Name { start, end });
    }

    fn hexadecimal_string(&mut self) {
        self.at += 1;
        let start = self.store.len();
        let mut half = None;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hexadecimal(byte) else { continue };
            match half.take() {
                Some(high) => self.store.push(high << 4 | digit),
                None => half = Some(digit),
            }
        }
        if let Some(high) = half {
            self.store.push(high << 4);
        }
        let end = self.store.len();
        self.push(Operand::Text { start, end });
    }

    fn literal_string(&mut self) {
        self.at += 1;
        let start = self.store.len();
        let mut depth = 0_usize;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => {
                    self.escape();
                    continue;
                }
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            self.store.push(byte);
        }
        let end = self.store.len();
        self.push(Operand::Text { start, end });
    }

    fn escape(&mut self) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => self.store.push(b'\n'),
            b'r' => self.store.push(b'\r'),
            b't' => self.store.push(b'\t'),
            b'b' => self.store.push(8),
            b'f' => self.store.push(12),
            b'\r' if self.bytes.get(self.at) == Some(&b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                self.store.push((value & 0xFF) as u8);
            }
            other => self.store.push(other),
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0 | 12)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hexadecimal(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &[u8], operator: &str, operands: &str) {
        let mut lexer = Lexer::new(content);
        assert_eq!(lexer.next_operator(), Some(operator.as_bytes()));
        let found: Vec<String> = lexer
            .operands()
            .iter()
            .map(|operand| match *operand {
                Operand::Number(number) => number.to_string(),
                Operand::Text { .. } => format!("({})", String::from_utf8_lossy(lexer.bytes_of(*operand).unwrap())),
                Operand::Name { .. } => format!("/{}", String::from_utf8_lossy(lexer.bytes_of(*operand).unwrap())),
                Operand::ArrayStart => "[".to_owned(),
                Operand::ArrayEnd => "]".to_owned(),
                Operand::Dictionary => "<<>>".to_owned(),
            })
            .collect();
        assert_eq!(found.join(" "), operands);
    }

    #[test]
    fn operands_of_all_kinds() {
        check(b"1 -.5 +3.25 Td", "Td", "1 -0.5 3.25");
        check(b"[(a\\)b) -120 <4142 4>]TJ", "TJ", "[ (a)b) -120 (AB@) ]");
        check(b"/F#311 12 Tf", "Tf", "/F11 12");
        check(b"(\\101\\n(nested)\\\r\n)Tj", "Tj", "(A\n(nested))");
        check(
            b"% comment )\n/Span << /ActualText <FEFF> >> BDC",
            "BDC",
            "/Span <<>> /ActualText (\u{fffd}\u{fffd}) <<>>",
        );
    }

    #[test]
    fn unfinished_tokens_end_with_the_stream() {
        for content in [&b"(abc"[..], b"<41", b"/", b"[", b"1.2.", b"(\\", b"%"] {
            assert_eq!(Lexer::new(content).next_operator(), None);
        }
    }

    #[test]
    fn inline_images_are_passed_over() {
        let mut lexer = Lexer::new(b"BI /W 1 ID \x00EIx\xff EI Q");
        assert_eq!(lexer.next_operator(), Some(&b"BI"[..]));
        assert_eq!(lexer.next_operator(), Some(&b"ID"[..]));
        lexer.skip_inline_image();
        assert_eq!(lexer.next_operator(), Some(&b"Q"[..]));
    }
}
