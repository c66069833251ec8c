//! No bytes make a reader panic or hang; whatever is read keeps the contract.

use duixian_text::{Format, extract, read};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::builders::{REPORT, compound_file, doc::Doc, docx, html, ofd, zip};

/// Reads bytes twice and checks what holds for every file.
fn check(bytes: &[u8]) {
    let (first, second) = (extract(bytes), extract(bytes));
    match (first, second) {
        (Ok(first), Ok(second)) => {
            assert_eq!(first.text, second.text);
            assert!(!first.text.trim().is_empty());
            if first.format != Format::Txt {
                assert!(first.text.lines().all(|line| !line.trim().is_empty()), "{:?}", first.text);
            }
            assert!(read(bytes).is_ok());
        }
        (Err(first), Err(second)) => {
            assert_eq!(first, second);
            assert!(!first.to_string().is_empty() && !first.hint().is_empty());
        }
        (first, second) => panic!("{first:?} and then {second:?}"),
    }
}

/// Replaces, cuts and doubles bytes.
fn mutate(mut bytes: Vec<u8>, changes: &[(Index, u8)], cut: Option<Index>) -> Vec<u8> {
    for (place, byte) in changes {
        let at = place.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()).max(1));
    }
    bytes
}

fn changes() -> impl Strategy<Value = (Vec<(Index, u8)>, Option<Index>)> {
    (vec((any::<Index>(), any::<u8>()), 0..12), proptest::option::weighted(0.2, any::<Index>()))
}

fn docx_body() -> String {
    REPORT.iter().map(|text| docx::item(1, 1, text)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..2000)) {
        check(&bytes);
    }

    #[test]
    fn any_bytes_behind_a_magic(magic in 0..6_usize, bytes in vec(any::<u8>(), 0..2000)) {
        let magic = [b"PK\x03\x04".as_slice(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xff\xfe", b"\xfe\xff", b"<p>"][magic];
        check(&[magic, &bytes].concat());
    }

    #[test]
    fn any_markup(parts in vec(prop_oneof!["<[a-z]{1,5}( [a-z]+=\"[a-z]*\")?>", "</[a-z]{1,5}>", "[一-十0-9。<&;\"'= ]{0,8}",
        Just("<table><tr><td>".to_owned()), Just("<!--".to_owned()), Just("<p>".to_owned()), Just("</td>".to_owned())], 0..60)) {
        check(format!("<html>{}", parts.concat()).as_bytes());
    }

    #[test]
    fn any_markup_of_word(parts in vec(prop_oneof![
        Just("<w:p>"), Just("</w:p>"), Just("<w:r>"), Just("</w:r>"), Just("<w:t>12</w:t>"), Just("<w:tr>"), Just("</w:tr>"),
        Just("<w:tc>"), Just("</w:tc>"), Just("<w:txbxContent>"), Just("</w:txbxContent>"), Just("<w:del>"), Just("</w:del>"),
        Just("<w:fldChar w:fldCharType=\"begin\"/>"), Just("<w:fldChar w:fldCharType=\"separate\"/>"), Just("<w:br/>"),
        Just("<w:fldChar w:fldCharType=\"end\"/>"), Just("<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>"),
    ], 0..60)) {
        check(&docx::docx(&parts.concat()));
    }

    #[test]
    fn changed_word_parts((changes, cut) in changes()) {
        let numbering = docx::list(1, &docx::level(1, "chineseCounting", "（%2）"));
        let mut parts = docx::parts(&docx_body(), "", &numbering).into_iter().map(|(name, part)| (name, part.into_bytes())).collect::<Vec<_>>();
        for (place, byte) in changes {
            let part = place.index(parts.len() - 1) + 1;
            parts[part].1 = mutate(std::mem::take(&mut parts[part].1), &[(place, byte)], cut);
        }
        check(&zip(&parts.iter().map(|(name, part)| (*name, part.as_slice())).collect::<Vec<_>>()));
    }

    #[test]
    fn changed_archives((changes, cut) in changes(), is_ofd in any::<bool>()) {
        let whole = if is_ofd { ofd::ofd(&[ofd::set(&REPORT, 30.0, 40.0, 20)]) } else { docx::docx(&docx_body()) };
        check(&mutate(whole, &changes, cut));
    }

    #[test]
    fn changed_compound_files((changes, cut) in changes()) {
        check(&mutate(Doc::of(&REPORT), &changes, cut));
    }

    #[test]
    fn changed_streams_of_word_97((changes, cut) in changes(), (table_changes, table_cut) in changes()) {
        let doc = Doc::default().list(37, "（\0）").text("一").marked("二", &[0, 8, 1]).end(&Doc::in_list(1)).text("三").cell(&[0x16, 0x24, 1]);
        let (main, table) = doc.streams();
        // The header decides what is read: most changes go there.
        let changes: Vec<_> = changes.into_iter().collect();
        let header = mutate(main[..900].to_vec(), &changes, None);
        let main = mutate([&header, &main[900..]].concat(), &[], cut);
        let table = mutate(table, &table_changes, table_cut);
        check(&compound_file(&[("WordDocument", &main), ("1Table", &table)]));
    }

    #[test]
    fn changed_pages_of_ofd((changes, cut) in changes()) {
        let mut parts = ofd::parts(&[ofd::set(&REPORT, 30.0, 40.0, 20).iter().map(ofd::object).collect()]);
        let page = mutate(std::mem::take(&mut parts[2].1).into_bytes(), &changes, cut);
        let parts = [("OFD.xml", parts[0].1.as_bytes()), ("Doc_0/Document.xml", parts[1].1.as_bytes()), ("Doc_0/Pages/Page_0/Content.xml", &page)];
        check(&zip(&parts));
    }

    #[test]
    fn any_places_on_a_page_of_ofd(places in vec((-1e6_f32..1e6, -1e6_f32..1e6, 0.0_f32..1e4, "[一-十0-9a-z]{1,12}"), 1..40)) {
        let objects: Vec<ofd::Object<'_>> = places.iter().map(|(left, baseline, size, text)| (*left, *baseline, *size, text.as_str())).collect();
        check(&ofd::ofd(&[objects]));
    }

    #[test]
    fn changed_pages((changes, cut) in changes()) {
        check(&mutate(html(&REPORT).into_bytes(), &changes, cut));
    }
}
