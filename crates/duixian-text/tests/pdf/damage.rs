//! Files that are locked, cut off, altered, empty or made to exhaust the machine.

use duixian_text::{Format, ReadError, extract};
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use proptest::prelude::*;

use crate::builder::{Coding, Pdf, deflate, text};
use crate::{codes_of, text_of};

const LINE: &str = "清河区2024年生产总值增长3.8%";

fn sound(coding: Coding) -> Vec<u8> {
    let mut pdf = Pdf::new(coding).compressed();
    for page in 0_u8..3 {
        let y = 700.0 - f32::from(page);
        pdf.page(&[
            text(50.0, y, 12.0, LINE),
            text(50.0, y - 20.0, 12.0, "新建道路3条。"),
            text(290.0, 30.0, 9.0, "- 2 -"),
        ]);
    }
    pdf.finish()
}

fn locked(user_password: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&sound(Coding::Gb("GBK-EUC-H"))).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

#[test]
fn a_password_is_needed_or_is_not() {
    assert_eq!(extract(&locked("secret")).unwrap_err(), ReadError::Encrypted { format: Format::Pdf });
    assert!(text_of(&locked("")).starts_with(LINE));
}

#[test]
fn a_lost_cross_reference_table_is_rebuilt() {
    let file = sound(Coding::Gb("GBK-EUC-H"));
    let table = memchr::memmem::rfind(&file, b"xref\n0").unwrap();
    let mut wrong = file.clone();
    for byte in &mut wrong[table + 6..table + 60] {
        *byte = b'7';
    }
    assert!(text_of(&wrong).starts_with(LINE));
    // Rubbish before the header moves every place by as much.
    assert!(text_of(&[b"rubbish\r\n".to_vec(), file].concat()).starts_with(LINE));
}

#[test]
fn a_cut_off_file_is_damaged_or_read_as_far_as_it_goes() {
    let file = sound(Coding::Gb("GBK-EUC-H"));
    assert!(matches!(extract(&file[..60]).unwrap_err(), ReadError::Damaged { format: Format::Pdf, .. }));
    for length in (0..file.len()).step_by(37) {
        let _ = extract(&file[..length]);
    }
}

#[test]
fn pages_without_text_have_no_text_layer() {
    let mut pdf = Pdf::new(Coding::WinAnsi);
    pdf.raw_page(b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xFF EI Q 0 0 m 10 10 l S", "");
    assert_eq!(extract(&pdf.finish()).unwrap_err(), ReadError::NoTextLayer { format: Format::Pdf });
}

#[test]
fn a_broken_stream_is_reported_and_the_rest_is_read() {
    let mut pdf = Pdf::new(Coding::Gb("GBK-EUC-H"));
    pdf.page(&[text(50.0, 700.0, 12.0, LINE)]);
    let broken = pdf.object(b"<< /Length 4 /Filter /ASCII85Decode >>\nstream\n!z!z\nendstream".to_vec());
    let page = pdf.object(format!("<< /Type /Page /Parent 2 0 R /Contents {broken} 0 R >>").into_bytes());
    pdf.show(page);
    let file = pdf.finish();
    assert_eq!(text_of(&file), LINE);
    assert_eq!(codes_of(&file), ["pdf-damaged-streams"]);
}

#[test]
fn streams_that_unpack_without_end_are_refused() {
    let mut bomb = vec![b' '; 300 * 1024 * 1024];
    bomb = deflate(&bomb);
    let mut pdf = Pdf::new(Coding::WinAnsi);
    let mut object = format!("<< /Length {} /Filter /FlateDecode >>\nstream\n", bomb.len()).into_bytes();
    object.extend(&bomb);
    object.extend(b"\nendstream");
    let content = pdf.object(object);
    let page = pdf.object(format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R >>").into_bytes());
    pdf.show(page);
    assert!(matches!(extract(&pdf.finish()).unwrap_err(), ReadError::Limit { format: Format::Pdf, .. }));
}

#[test]
fn forms_that_call_each_other_come_to_an_end() {
    let mut pdf = Pdf::new(Coding::WinAnsi);
    let calls = "/X Do ".repeat(50);
    // Object 6 calls itself fifty times, to any depth.
    let form = pdf.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >>",
        calls.as_bytes(),
    );
    let content = pdf.stream("", b"/X Do");
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R /Resources << /XObject << /X {form} 0 R >> >> >>"
    );
    let page = pdf.object(page.into_bytes());
    pdf.show(page);
    assert!(matches!(extract(&pdf.finish()).unwrap_err(), ReadError::Limit { format: Format::Pdf, .. }));
}

#[test]
fn nesting_and_circles_do_no_harm() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    for object in [deep.as_str(), "<< /Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R >>", "6 0 R"] {
        let mut pdf = Pdf::new(Coding::Gb("GBK-EUC-H"));
        let strange = pdf.object(object.as_bytes().to_vec());
        pdf.show(strange);
        pdf.page(&[text(50.0, 700.0, 12.0, LINE)]);
        let _ = extract(&pdf.finish());
    }
}

#[test]
fn content_with_absurd_numbers_does_no_harm() {
    for content in [
        "BT /F1 1e9 Tf 99999999999999999999 0 0 9999999999999999999 0 0 Tm <41> Tj ET",
        "1000000000 0 0 1000000000 0 0 cm 1000000000 0 0 1000000000 0 0 cm 1000000000 0 0 1000000000 0 0 cm \
         1000000000 0 0 1000000000 0 0 cm 1000000000 0 0 1000000000 0 0 cm BT /F1 12 Tf (A) Tj ET",
        "BT /F1 0 Tf (A) Tj /F1 -12 Tf (B) Tj -.-.- Tz (C) Tj [(D) 1e30 (E)] TJ ET Q Q Q EMC EMC",
    ] {
        let mut pdf = Pdf::new(Coding::WinAnsi);
        pdf.raw_page(content.as_bytes(), "");
        let _ = extract(&pdf.finish());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn altered_files_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        coding in prop::sample::select(vec![Coding::Gb("GBK2K-H"), Coding::ToUnicode, Coding::EmbeddedCmap, Coding::Differences]),
    ) {
        let mut pdf = Pdf::new(coding);
        pdf.page(&[text(50.0, 700.0, 12.0, "GDP 3.8%"), text(50.0, 680.0, 12.0, "12")]);
        let mut file = pdf.finish();
        for (place, byte) in changes {
            let place = place.index(file.len());
            file[place] = byte;
        }
        let _ = extract(&file);
    }

    #[test]
    fn any_content_stream_is_read_without_panic(content in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut pdf = Pdf::new(Coding::WinAnsi);
        pdf.raw_page(&content, "");
        let _ = extract(&pdf.finish());
    }

    #[test]
    fn any_order_of_operators_is_read_without_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "BT", "ET", "q", "Q", "/F1 12 Tf", "/F1 -3 Tf", "50 700 Td", "0 -14 TD", "T*", "(text 12%) Tj", "[(a) -300 (b)] TJ",
            "0 1 -1 0 100 100 Tm", "1 0 0 1 50 50 Tm", ".7 .7 -.7 .7 9 9 cm", "2 0 0 .5 0 0 cm", "3 Tr", "0 Tr", "-50 Tz",
            "/Span << /ActualText (x) >> BDC", "/Artifact << /Type /Pagination >> BDC", "EMC", "(n) '", "1 2 (m) \"", "<<", ">>",
        ]), 0..120),
    ) {
        let mut pdf = Pdf::new(Coding::WinAnsi);
        pdf.raw_page(words.join(" ").as_bytes(), "");
        let file = pdf.finish();
        let found = extract(&file).map(|extracted| extracted.text);
        prop_assert_eq!(found, extract(&file).map(|extracted| extracted.text));
    }
}
