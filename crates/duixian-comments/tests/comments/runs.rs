//! Where marks stand: runs are cut at the words' ends, and whatever cannot be cut is marked as a whole.

use duixian_comments::{Comment, Error, commented};
use duixian_text::Span;

use crate::word_file::{assert_sound, comment, marked_words, paragraph, part, read, run, word, word_of_main};

/// Comments the words and gives what stands between the marks.
fn marked(body: &str, words: &str) -> String {
    let file = word(body, &[]);
    let document = read(&file);
    let written =
        commented(&document, Some(&file), &[comment(&document, words, "请核对")]).expect("it can be commented");
    assert_sound(&written);
    assert_eq!(read(&written).original, document.original, "the text stays the same");
    let (words, references) = marked_words(&part(&written, "word/document.xml"), "0");
    assert_eq!(references, 1);
    words
}

#[test]
fn runs_are_cut_at_the_ends_of_the_words() {
    let link = format!("<w:p><w:hyperlink w:anchor=\"a\">{}</w:hyperlink></w:p>", run("清河区新建道路4条"));
    let inserted = format!("<w:p>{}<w:ins w:id=\"9\">{}</w:ins></w:p>", run("新建"), run("道路4条，长6公里"));
    let cells = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>道路</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>共4条</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let tag = format!("<w:p><w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>", run("新建道路4条"));
    for (name, body, words, expected) in [
        ("a whole run", paragraph(&run("4条")), "4条", "4条"),
        ("the start of a run", paragraph(&run("4条道路")), "4条", "4条"),
        ("the middle of a run", paragraph(&run("新建4条道路")), "4条", "4条"),
        ("the end of a run", paragraph(&run("道路4条")), "4条", "4条"),
        ("a number over three runs", paragraph(&[run("增长3"), run(".8"), run("%以上")].concat()), "3.8%", "3.8%"),
        (
            "two paragraphs",
            [paragraph(&run("新建甲路")), paragraph(&run("乙路通车"))].concat(),
            "甲路\n乙路",
            "甲路乙路",
        ),
        ("a link", link, "4条", "4条"),
        ("an insertion", inserted, "建道路4", "建道路4"),
        ("a table", cells.to_owned(), "4条", "4条"),
        ("two cells", cells.to_owned(), "路\t共4", "路共4"),
        ("a structured tag", tag, "道路", "道路"),
        ("a reference", paragraph(&run("A&amp;B&lt;C")), "&B<", "&amp;B&lt;"),
        ("a tab in the run", "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t></w:r></w:p>".to_owned(), "乙", "乙"),
        ("before a tab", "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r></w:p>".to_owned(), "甲", "甲"),
    ] {
        assert_eq!(marked(&body, words), expected, "{name}");
    }
}

#[test]
fn what_cannot_be_cut_is_marked_as_a_whole() {
    let box_in_run = "<w:p><w:r><w:t>图示</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>新建4条道路</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>qīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>清河</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    let formula = "<w:p><w:r><w:t>即</w:t></w:r><m:oMath><m:r><m:t>3+2</m:t></m:r></m:oMath></w:p>";
    let data = "<w:p><w:r><w:t><![CDATA[新建4条]]></w:t></w:r></w:p>";
    for (name, body, words, whole) in [
        ("a text box", box_in_run, "4条", "新建4条道路"),
        ("ruby", ruby, "清", "qīng清河"),
        ("a formula", formula, "3+2", "3+2"),
        // The helper does not look into character data; only the marks around it are wanted.
        ("character data", data, "4条", ""),
    ] {
        assert_eq!(marked(body, words), whole, "{name}");
    }
}

#[test]
fn a_run_that_is_cut_keeps_its_looks_and_its_blanks() {
    let file = word(
        &paragraph("<w:r w:rsidR=\"00A1\"><w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr><w:t>GDP of 4 %</w:t></w:r>"),
        &[],
    );
    let document = read(&file);
    let written = commented(&document, Some(&file), &[comment(&document, "of ", "核对")]).expect("it can be commented");
    let main = part(&written, "word/document.xml");
    assert_eq!(main.matches("<w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr>").count(), 3, "{main}");
    for kept in [
        "<w:t xml:space=\"preserve\">GDP </w:t>",
        "<w:t xml:space=\"preserve\">of </w:t>",
        "<w:t xml:space=\"preserve\">4 %</w:t>",
    ] {
        assert!(main.contains(kept), "{kept} in {main}");
    }
}

#[test]
fn comments_may_touch_overlap_and_hold_each_other() {
    let file = word(&paragraph(&run("地区生产总值完成336.2亿元，增长5.3%。")), &[]);
    let document = read(&file);
    let words = ["336.2亿元", "，增长", "亿元，增", "地区生产总值完成336.2亿元，增长5.3%。", "336.2亿元"];
    let comments = words.map(|words| comment(&document, words, "核对"));
    let written = commented(&document, Some(&file), &comments).expect("it can be commented");
    assert_sound(&written);
    let main = part(&written, "word/document.xml");
    for (identifier, words) in words.iter().enumerate() {
        assert_eq!(marked_words(&main, &identifier.to_string()), ((*words).to_owned(), 1));
    }
    assert_eq!(read(&written).original, document.original);
}

#[test]
fn a_place_that_is_no_text_stands_at_its_paragraph() {
    let numbering = format!(
        "<w:numbering xmlns:w=\"{}\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>",
        crate::word_file::MAIN
    );
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>修路</w:t></w:r></w:p>";
    let file = word(&[item, &paragraph(&run("建校"))].concat(), &[("word/numbering.xml", &numbering)]);
    let document = read(&file);
    assert_eq!(document.original, "1. 修路\n建校");
    let at = |start, end| Comment { span: Span { start, end }, ..comment(&document, "修路", "核对") };
    // A label, an empty span, the break between paragraphs, and places behind the end.
    let comments = [at(0, 2), at(4, 4), at(5, 6), at(90, 95), at(u32::MAX, u32::MAX)];
    let written = commented(&document, Some(&file), &comments).expect("it can be commented");
    assert_sound(&written);
    let main = part(&written, "word/document.xml");
    let marked = (0..comments.len()).map(|identifier| marked_words(&main, &identifier.to_string()));
    let expected = ["修路", "修路", "修路", "建校", "建校"].map(|words| (words.to_owned(), 1));
    assert_eq!(marked.collect::<Vec<_>>(), expected);
}

#[test]
fn names_are_written_as_the_file_writes_them() {
    let default = format!(
        "<document xmlns=\"{0}\" xmlns:k=\"{0}\"><body><p><r><t>新建4条道路</t></r></p></body></document>",
        crate::word_file::MAIN
    );
    let bare = default.replace(&format!(" xmlns:k=\"{}\"", crate::word_file::MAIN), "");
    for (main, mark) in [(default, "<k:commentRangeStart k:id=\"0\"/>"), (bare, "<dx:commentRangeStart xmlns:dx=")] {
        let file = word_of_main(&main, &[]);
        let document = read(&file);
        let written =
            commented(&document, Some(&file), &[comment(&document, "4条", "核对")]).expect("it can be commented");
        let main = part(&written, "word/document.xml");
        assert!(main.contains(mark), "{main}");
        assert_eq!(marked_words(&main, "0"), ("4条".to_owned(), 1));
        assert!(main.contains("</t></r>") && main.contains("4条</t></r>"), "{main}");
    }
}

#[test]
fn a_main_part_of_another_encoding_is_written_in_utf_8() {
    let main = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w=\"{}\"><w:body>{}</w:body></w:document>",
        crate::word_file::MAIN,
        paragraph(&run("新建4条道路"))
    );
    let file = word_of_main(&main, &[]);
    let document = read(&file);
    let written = commented(&document, Some(&file), &[comment(&document, "4条", "核对")]).expect("it can be commented");
    assert!(part(&written, "word/document.xml").starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\""));
}

#[test]
fn another_file_is_refused() {
    let file = word(&paragraph(&run("新建4条道路")), &[]);
    let document = read(&file);
    let other = word(&paragraph(&run("新建5条道路")), &[]);
    assert_eq!(commented(&document, Some(&other), &[]), Err(Error::OtherDocument));
    assert!(matches!(commented(&document, Some(b"PK\x03\x04word/"), &[]), Err(Error::Read(_))));
}
