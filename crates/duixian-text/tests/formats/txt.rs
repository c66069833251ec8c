//! Plain text in its encodings.

use duixian_text::{Format, ReadError};

use crate::builders::utf_16;
use crate::{error_of, notes_of, read, text_of};

const TEXT: &str = "政府工作报告\r\n　　全区地区生产总值增长5.4%，达到312.6亿元。\r\n";

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

#[test]
fn each_encoding_gives_the_same_text() {
    let big_endian: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for (name, bytes) in [
        ("UTF-8", TEXT.as_bytes().to_vec()),
        ("GB18030", gb18030(TEXT)),
        ("UTF-16LE with a mark", marked(&[0xff, 0xfe], &utf_16(TEXT))),
        ("UTF-16BE with a mark", marked(&[0xfe, 0xff], &big_endian)),
        ("UTF-16LE", utf_16(TEXT)),
        ("UTF-16BE", big_endian),
    ] {
        assert_eq!(text_of(Format::Txt, &bytes), TEXT, "{name}");
        assert!(notes_of(&bytes).is_empty(), "{name}");
    }
}

#[test]
fn line_ends_and_a_mark_in_utf_8_stay() {
    let text = "\u{feff}第一行\r\n\r\n　　第二行\n第三行\r";
    assert_eq!(text_of(Format::Txt, text.as_bytes()), text);
}

#[test]
fn rare_characters_of_gb18030_are_read() {
    let text = "㛃城区𠮷村，面积3.5㎡，气温－2℃，①②③，完成“十四五”规划——目标。";
    assert_eq!(text_of(Format::Txt, &gb18030(text)), text);
}

#[test]
fn a_cut_last_character_is_noted() {
    let utf_8 = &TEXT.as_bytes()[..TEXT.len() - 3];
    let gb = gb18030("地区生产总值增长");
    for bytes in [utf_8, &gb[..gb.len() - 1]] {
        assert!(!notes_of(bytes).is_empty());
    }
    assert!(read(utf_8).text.starts_with("政府工作报告\r\n　　全区地区生产总值增长5.4%，达到312.6亿元"));
    assert_eq!(read(&gb[..gb.len() - 1]).text, "地区生产总值增");
}

#[test]
fn a_damaged_byte_does_not_turn_utf_8_into_another_encoding() {
    let mut bytes = TEXT.repeat(20).into_bytes();
    bytes[100] = 0xff;
    let extracted = read(&bytes);
    assert!(extracted.text.contains("达到312.6亿元"));
    assert_eq!(extracted.diagnostics[0].code, "replaced-bytes");
}

#[test]
fn a_damaged_byte_does_not_hide_gb18030() {
    let mut bytes = gb18030(&TEXT.repeat(20));
    bytes[400] = 0xff;
    assert!(read(&bytes).text.contains("达到312.6亿元"));
}

#[test]
fn nothing_to_read_is_empty() {
    for bytes in ["".as_bytes(), b" \r\n\t", "\u{feff}".as_bytes(), "　　\n".as_bytes(), b"\xff\xfe"] {
        assert_eq!(error_of(bytes), ReadError::Empty, "{bytes:?}");
    }
}

#[test]
fn binary_data_is_refused() {
    let bytes: Vec<u8> = (0..4000_u32).map(|index| (index.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(error_of(&bytes).code(), "unsupported");
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let bytes = vec![b'a'; duixian_text::MAX_FILE_BYTES as usize + 1];
    assert_eq!(error_of(&bytes).code(), "too_large");
}
