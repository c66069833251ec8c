//! Word 2007: automatic numbering as it is printed.

use duixian_text::Format;

use crate::builders::docx::{docx_with, item, level, list, paragraph, run};
use crate::text_of;

fn text(body: &str, styles: &str, numbering: &str) -> String {
    text_of(Format::Docx, &docx_with(body, styles, numbering))
}

fn chinese() -> String {
    list(
        1,
        &[level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")]
            .concat(),
    )
}

#[test]
fn levels_count_and_restart() {
    let body = [
        item(1, 0, "回顾"),
        item(1, 1, "经济"),
        item(1, 1, "项目"),
        item(1, 2, "开工"),
        item(1, 2, "竣工"),
        item(1, 0, "任务"),
        item(1, 1, "产业"),
        item(1, 2, "园区"),
    ]
    .concat();
    let expected = "一、回顾\n（一）经济\n（二）项目\n1. 开工\n2. 竣工\n二、任务\n（一）产业\n1. 园区";
    assert_eq!(text(&body, "", &chinese()), expected);
}

#[test]
fn labels_of_each_kind() {
    let levels = |number: u32, inner: String| list(number, &inner);
    for (name, numbering, expected) in [
        ("counting", levels(1, level(0, "chineseCountingThousand", "第%1章")), "第一章甲"),
        ("digits", levels(1, level(0, "decimal", "%1")), "1 甲"),
        ("full width", levels(1, level(0, "decimalFullWidth", "%1．")), "１．甲"),
        ("a circle", levels(1, level(0, "decimalEnclosedCircle", "%1")), "①甲"),
        ("letters", levels(1, level(0, "upperLetter", "%1.")), "A. 甲"),
        ("roman", levels(1, level(0, "lowerRoman", "(%1)")), "(i) 甲"),
        ("no number", levels(1, level(0, "none", "附")), "附甲"),
        ("a bullet", levels(1, level(0, "bullet", "\u{f0b7}")), "甲"),
        ("a percent sign", levels(1, level(0, "decimal", "%1% ")), "1% 甲"),
        (
            "nothing follows",
            levels(1, level(0, "decimal", "%1.").replace("</w:lvl>", "<w:suff w:val=\"nothing\"/></w:lvl>")),
            "1.甲",
        ),
        (
            "a start",
            levels(1, level(0, "chineseCounting", "%1、").replace("w:start w:val=\"1\"", "w:start w:val=\"3\"")),
            "三、甲",
        ),
        ("an unknown list", String::new(), "甲"),
    ] {
        assert_eq!(text(&item(1, 0, "甲"), "", &numbering), expected, "{name}");
    }
}

#[test]
fn numbers_of_upper_levels_stand_in_a_label() {
    let legal = level(1, "decimal", "%1.%2").replace("</w:lvl>", "<w:isLgl/></w:lvl>");
    let plain = level(1, "decimal", "%1.%2");
    let first = level(0, "chineseCounting", "%1、");
    let body = [item(1, 0, "甲"), item(1, 1, "乙"), item(1, 1, "丙")].concat();
    assert_eq!(text(&body, "", &list(1, &format!("{first}{plain}"))), "一、甲\n一.1 乙\n一.2 丙");
    assert_eq!(text(&body, "", &list(1, &format!("{first}{legal}"))), "一、甲\n1.1 乙\n1.2 丙");
    assert_eq!(
        text(&item(1, 1, "乙"), "", &list(1, &format!("{first}{plain}"))),
        "一.1 乙",
        "an upper level that never came"
    );
}

#[test]
fn lists_share_counters_unless_they_start_anew() {
    let rules = format!("<w:abstractNum w:abstractNumId=\"5\">{}</w:abstractNum>", level(0, "decimal", "%1、"));
    let number = |identifier: u32, change: &str| {
        format!("<w:num w:numId=\"{identifier}\"><w:abstractNumId w:val=\"5\"/>{change}</w:num>")
    };
    let anew = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    let other = format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "chineseCounting", "（%1）"));
    let numbering = [rules, number(1, ""), number(2, ""), number(3, anew), number(4, &other)].concat();
    let body = [1, 2, 3, 3, 1, 4].map(|list| item(list, 0, "甲")).concat();
    assert_eq!(text(&body, "", &numbering), "1、甲\n2、甲\n1、甲\n2、甲\n3、甲\n（四）甲");
}

#[test]
fn a_level_may_restart_late_or_never() {
    let numbering = |restart: &str| {
        let last = level(2, "decimal", "%3)").replace("</w:lvl>", &format!("{restart}</w:lvl>"));
        list(1, &[level(0, "decimal", "%1、"), level(1, "decimal", "（%2）"), last].concat())
    };
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 2, "丙"),
        item(1, 1, "丁"),
        item(1, 2, "戊"),
        item(1, 0, "己"),
        item(1, 2, "庚"),
    ]
    .concat();
    let last = |restart: &str| text(&body, "", &numbering(restart)).lines().map(String::from).collect::<Vec<_>>();
    assert_eq!(last("")[4], "1) 戊");
    assert_eq!(last("<w:lvlRestart w:val=\"1\"/>")[4], "2) 戊");
    assert_eq!(last("<w:lvlRestart w:val=\"1\"/>")[6], "1) 庚");
    assert_eq!(last("<w:lvlRestart w:val=\"0\"/>")[6], "3) 庚");
}

#[test]
fn styles_number_their_paragraphs() {
    let defined = |identifier: &str, parent: &str, numbering: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{identifier}\"><w:name w:val=\"{identifier}\"/>{parent}\
             <w:pPr><w:numPr>{numbering}</w:numPr></w:pPr></w:style>"
        )
    };
    let styles = [
        defined("H1", "", "<w:numId w:val=\"1\"/>"),
        defined("H2", "", "<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>"),
        defined("H3", "", "<w:numId w:val=\"1\"/>"),
        "<w:style w:type=\"paragraph\" w:styleId=\"C\"><w:name w:val=\"c\"/><w:basedOn w:val=\"H2\"/></w:style>"
            .to_owned(),
        defined("Off", "<w:basedOn w:val=\"H1\"/>", "<w:numId w:val=\"0\"/>"),
        "<w:style w:type=\"paragraph\" w:styleId=\"X\"><w:name w:val=\"x\"/><w:basedOn w:val=\"Y\"/></w:style>"
            .to_owned(),
        "<w:style w:type=\"paragraph\" w:styleId=\"Y\"><w:name w:val=\"y\"/><w:basedOn w:val=\"X\"/></w:style>"
            .to_owned(),
    ]
    .concat();
    let tied = level(2, "decimal", "%3.").replace("</w:lvl>", "<w:pStyle w:val=\"H3\"/></w:lvl>");
    let numbering =
        list(1, &[level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), tied].concat());
    let numbered_by = |style: &str, direct: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{direct}</w:pPr>{}</w:p>", run(style))
    };
    let body = [
        numbered_by("H1", ""),
        numbered_by("H2", ""),
        numbered_by("C", ""),
        numbered_by("H3", ""),
        numbered_by("Off", ""),
        numbered_by("H1", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>"),
        numbered_by("X", ""),
        numbered_by("H1", ""),
    ]
    .concat();
    let expected = "一、H1\n（一）H2\n（二）C\n1. H3\nOff\nH1\nX\n二、H1";
    assert_eq!(text(&body, &styles, &numbering), expected);
}

#[test]
fn a_numbering_style_lends_its_rules() {
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"N\"><w:name w:val=\"n\"/><w:pPr><w:numPr>\
                  <w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let numbering = format!(
        "{}<w:abstractNum w:abstractNumId=\"7\"><w:numStyleLink w:val=\"N\"/></w:abstractNum>\
         <w:num w:numId=\"7\"><w:abstractNumId w:val=\"7\"/></w:num>",
        chinese()
    );
    assert_eq!(text(&item(7, 1, "甲"), styles, &numbering), "（一）甲");
}

#[test]
fn only_paragraphs_that_remain_are_counted() {
    let properties = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
    let gone =
        format!("<w:p><w:pPr>{properties}<w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:del>{}</w:del></w:p>", run("删"));
    let former =
        format!("<w:p><w:pPr><w:pPrChange><w:pPr>{properties}</w:pPr></w:pPrChange></w:pPr>{}</w:p>", run("散"));
    let body = [item(1, 0, "甲"), gone, former, paragraph("文"), item(1, 0, "乙")].concat();
    assert_eq!(text(&body, "", &chinese()), "一、甲\n散\n文\n二、乙");
}
