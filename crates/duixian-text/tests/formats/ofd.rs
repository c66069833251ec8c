//! OFD: packages as producers write them, lines, paragraphs and columns.

use duixian_text::Format;

use crate::builders::ofd::{Object, PITCH, SIZE, object, ofd, ofd_of, page, parts, root, set};
use crate::builders::{REPORT, zip};
use crate::{error_of, notes_of, text_of};

const LONG: [&str; 3] = [
    "过去一年，全区上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，地区生产总值完成312.6亿元，增长5.4%，增速居全市第2位。",
    "一年来，我们全力以赴抓项目，实施重点项目86个，其中省级6个、市级14个，完成投资128.5亿元，投资额较上年提高2.5个百分点。",
    "一年来，我们用心用情惠民生，城镇新增就业4632人，改造老旧小区23个，惠及居民1.2万户，清河路、双桥路建成通车。",
];

fn text(pages: &[Vec<Object<'_>>]) -> String {
    text_of(Format::Ofd, &ofd(pages))
}

fn text_of_parts(parts: &[(String, String)]) -> String {
    text_of(Format::Ofd, &zipped(parts))
}

fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    zip(&parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())).collect::<Vec<_>>())
}

#[test]
fn lines_are_joined_to_paragraphs() {
    assert_eq!(text(&[set(&LONG, 30.0, 40.0, 28)]), LONG.join("\n"));
}

#[test]
fn a_report_with_headings_keeps_its_paragraphs() {
    let mut objects = vec![(80.0, 30.0, 9.0, REPORT[0]), (75.0, 42.0, SIZE, REPORT[2])];
    objects.extend(set(&REPORT[3..], 30.0, 60.0, 28));
    let expected: Vec<&str> = [REPORT[0], REPORT[2]].into_iter().chain(REPORT[3..].iter().copied()).collect();
    assert_eq!(text(&[objects]), expected.join("\n"));
}

#[test]
fn a_paragraph_runs_over_pages() {
    let lines = set(&LONG, 30.0, 40.0, 28);
    for cut in 1..lines.len() {
        let (first, second) = lines.split_at(cut);
        let number = |text| (100.0, 280.0, 4.0, text);
        let pages = [[first, &[number("- 1 -")]].concat(), [second, &[number("- 2 -")]].concat()];
        let bytes = ofd(&pages);
        assert_eq!(text_of(Format::Ofd, &bytes), LONG.join("\n"), "cut before line {cut}");
        assert_eq!(notes_of(&bytes), ["left-out-page-marks"]);
    }
}

#[test]
fn running_heads_are_left_out() {
    let page = |text| [vec![(30.0, 20.0, 4.0, "清河区政府工作报告")], set(&[text], 30.0, 40.0, 20)].concat();
    assert_eq!(text(&[LONG[0], LONG[1], LONG[2]].map(page)), LONG.join("\n"));
}

#[test]
fn a_lone_line_on_the_last_page_is_measured_by_the_others() {
    let pages = [set(&LONG, 30.0, 40.0, 28), vec![(30.0 + 2.0 * SIZE, 40.0, SIZE, "谢谢大家！")]];
    assert_eq!(text(&pages), format!("{}\n谢谢大家！", LONG.join("\n")));
    let full = &"甲乙丙丁戊己庚辛壬癸".repeat(6)[..(28 * 2 - 2) * 3];
    let pages = [set(&[full, full], 30.0, 40.0, 28), vec![(30.0 + 2.0 * SIZE, 40.0, SIZE, "谢谢大家！")]];
    assert_eq!(text(&pages), format!("{full}\n{full}\n谢谢大家！"), "behind a line that is full");
}

#[test]
fn a_heading_that_fills_its_line_stays_alone() {
    let heading = "（一）聚力强链补链做优做强，在产业体系建设上求突破";
    let objects = set(&[heading, LONG[0]], 30.0, 40.0, heading.chars().count() + 2);
    assert_eq!(text(&[objects]), format!("{heading}\n{}", LONG[0]));
}

#[test]
fn a_number_in_the_text_is_no_page_number() {
    let pages = [vec![(30.0, 40.0, SIZE, "新增就业"), (30.0, 50.0, SIZE, "4632"), (30.0, 60.0, SIZE, "人")]];
    assert_eq!(text(&pages).replace('\n', ""), "新增就业4632人");
}

/// Two columns of lines at the same heights, drawn row by row.
fn two_columns() -> Vec<Object<'static>> {
    let left = set(&LONG[..2], 20.0, 60.0, 14);
    let right = set(&LONG[2..], 20.0 + 16.0 * SIZE, 60.0, 14);
    let mut objects = Vec::new();
    for index in 0..left.len().max(right.len()) {
        objects.extend(left.get(index).into_iter().chain(right.get(index)));
    }
    objects
}

#[test]
fn columns_are_read_one_after_the_other() {
    assert_eq!(text(&[two_columns()]), LONG.join("\n"));
    let mut with_headline = two_columns();
    with_headline.push((45.0, 40.0, 9.0, "清河区交出民生答卷好成绩"));
    assert_eq!(text(&[with_headline]), format!("清河区交出民生答卷好成绩\n{}", LONG.join("\n")));
}

#[test]
fn columns_whose_lines_stand_at_different_heights_are_found() {
    let shifted: Vec<_> = two_columns()
        .into_iter()
        .map(|(left, baseline, size, text)| {
            (left, if left > 20.0 + 16.0 * SIZE - 1.0 { baseline + 4.0 } else { baseline }, size, text)
        })
        .collect();
    assert_eq!(text(&[shifted]), LONG.join("\n"));
}

#[test]
fn a_table_is_read_row_by_row() {
    let rows = [["地区生产总值", "312.6亿元"], ["财政收入", "21.8亿元"], ["新增就业", "4632人"], ["重点项目", "86个"]];
    let objects = rows.iter().zip(0_u8..).flat_map(|(row, index)| {
        let baseline = 40.0 + f32::from(index) * PITCH;
        [(30.0, baseline, SIZE, row[0]), (110.0, baseline, SIZE, row[1])]
    });
    let expected: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    assert_eq!(text(&[objects.collect()]), expected.join("\n"));
}

#[test]
fn one_object_for_each_character_gives_the_same_line() {
    let characters: Vec<String> = "增长5.4%，居全市第2位。".chars().map(String::from).collect();
    let mut left = 30.0;
    let mut objects = Vec::new();
    for character in &characters {
        objects.push((left, 40.0, SIZE, character.as_str()));
        left += if character.is_ascii() { SIZE / 2.0 } else { SIZE };
    }
    assert_eq!(text(&[objects]), "增长5.4%，居全市第2位。");
}

#[test]
fn spaces_between_latin_words_are_kept() {
    let words = vec![(30.0, 40.0, SIZE, "Qinghe"), (30.0 + 6.7 * SIZE, 40.0, SIZE, "District")];
    assert_eq!(text(&[words]), "Qinghe District");
    let at = |left: f32, text: &str, steps: &str| {
        format!(
            "<ofd:TextObject Boundary=\"{left} 30 90 6\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"{steps}\">{text}\
             </ofd:TextCode></ofd:TextObject>"
        )
    };
    let blank_in_an_object = [at(30.0, "Qinghe ", "g 6 2.5"), at(47.5, "District", "g 7 2.5")].concat();
    assert_eq!(text_of(Format::Ofd, &ofd_of(&[blank_in_an_object])), "Qinghe District");
    let numbers = [at(30.0, "86", "2.5"), at(45.0, "23", "2.5")].concat();
    assert_eq!(text_of(Format::Ofd, &ofd_of(&[numbers])), "86 23");
}

#[test]
fn text_codes_of_one_object_stand_at_their_own_places() {
    let two_lines = "<ofd:TextObject Boundary=\"30 30 100 20\" Size=\"5\"><ofd:TextCode X=\"0\" Y=\"5\">第一行</ofd:TextCode>\
                     <ofd:TextCode X=\"0\" Y=\"15\">第二行</ofd:TextCode></ofd:TextObject>";
    let below = "<ofd:TextObject Boundary=\"30 60 100 20\" Size=\"5\"><ofd:TextCode X=\"50\" Y=\"5\">后</ofd:TextCode>\
                 <ofd:TextCode X=\"0\">前</ofd:TextCode></ofd:TextObject>";
    let read = text_of(Format::Ofd, &ofd_of(&[format!("{two_lines}{below}")]));
    assert_eq!(read.split_whitespace().collect::<String>(), "第一行第二行前后");
}

#[test]
fn an_indentation_of_blanks_begins_a_paragraph() {
    let full = "甲乙丙丁戊己庚辛壬癸".repeat(2);
    let first = format!("　　{full}");
    let rest = format!("{full}子丑");
    let lines = [first.as_str(), &rest, &first, "完。"].into_iter().zip(0_u8..);
    let objects = lines.map(|(line, index)| object(&(30.0, 40.0 + f32::from(index) * PITCH, SIZE, line))).collect();
    assert_eq!(text_of(Format::Ofd, &ofd_of(&[objects])), format!("{full}{rest}\n{full}完。"));
}

#[test]
fn scaled_text_is_measured_on_the_page() {
    // A font of size 1 that the matrix makes 5.6 millimetres high.
    let scaled = |text: &str, top: f32| {
        format!(
            "<ofd:TextObject Boundary=\"30 {top} 150 6\" CTM=\"5.6 0 0 5.6 0 0\" Size=\"1\"><ofd:TextCode X=\"0\" Y=\"1\" \
             DeltaX=\"g {} 1\">{text}</ofd:TextCode></ofd:TextObject>",
            text.chars().count() - 1
        )
    };
    let lines = [scaled("过去一年，全区地区生产总值完成", 40.0), scaled("312亿元。", 50.0)];
    assert_eq!(text_of(Format::Ofd, &ofd_of(&[lines.concat()])), "过去一年，全区地区生产总值完成312亿元。");
}

#[test]
fn invisible_and_slanted_text_is_left_out() {
    let plain = object(&(30.0, 40.0, SIZE, "增长5.4%"));
    let hidden = object(&(30.0, 60.0, SIZE, "密")).replace("<ofd:TextObject", "<ofd:TextObject Visible=\"false\"");
    let slanted = object(&(30.0, 80.0, SIZE, "内部资料"))
        .replace("<ofd:TextObject", "<ofd:TextObject CTM=\"0.7 -0.7 0.7 0.7 0 0\"");
    assert_eq!(text_of(Format::Ofd, &ofd_of(&[[plain, hidden, slanted].concat()])), "增长5.4%");
}

#[test]
fn packages_vary() {
    let objects = object(&(30.0, 40.0, SIZE, "增长5.4%"));
    let usual = parts(std::slice::from_ref(&objects));
    let replaced = |from: &str, to: &str| -> Vec<(String, String)> {
        usual.iter().map(|(name, part)| (name.clone(), part.replace(from, to))).collect()
    };
    for (name, parts) in [
        ("no prefix", replaced("ofd:", "")),
        ("another prefix", replaced("ofd:", "n1:")),
        ("absolute paths", replaced("BaseLoc=\"Pages", "BaseLoc=\"/Doc_0/Pages")),
        ("an absolute root", replaced(">Doc_0/Document.xml<", ">/Doc_0/Document.xml<")),
        ("dots in paths", replaced("BaseLoc=\"Pages", "BaseLoc=\"./../Doc_0/Pages")),
        ("another case", replaced("Page_0/Content.xml", "page_0/content.XML")),
        ("a space around the path", replaced(">Doc_0/Document.xml<", ">\n Doc_0/Document.xml \n<")),
        ("a zero box", replaced("Boundary=\"30", "Boundary=\"0 0 0 0 30")),
        ("a font without size", replaced(&format!("Size=\"{SIZE}\""), "Size=\"\"")),
        ("odd numbers", replaced("X=\"0\"", "X=\"NaN\"")),
    ] {
        assert_eq!(text_of_parts(&parts), "增长5.4%", "{name}");
    }
    let moved: Vec<_> = usual
        .iter()
        .map(|(name, part)| (name.replace("Doc_0", "doc_0").replace("OFD.xml", "OFD.XML"), part.clone()))
        .collect();
    assert_eq!(text_of_parts(&moved), "增长5.4%", "names in another case");
    let block = page(&format!("<ofd:PageBlock><ofd:PageBlock>{objects}</ofd:PageBlock></ofd:PageBlock>"));
    let nested: Vec<_> = usual
        .iter()
        .map(|(name, part)| (name.clone(), if name.contains("Content") { block.clone() } else { part.clone() }))
        .collect();
    assert_eq!(text_of_parts(&nested), "增长5.4%", "blocks in a layer");
}

#[test]
fn a_template_is_read_once() {
    let pages: Vec<String> = ["甲", "乙"].iter().map(|text| object(&(40.0, 60.0, SIZE, text))).collect();
    let mut parts = parts(&pages);
    parts[1].1 = parts[1].1.replace(
        "<ofd:CommonData/>",
        "<ofd:CommonData><ofd:TemplatePage ID=\"7\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>",
    );
    for (_, part) in &mut parts[2..] {
        *part = part.replace("<ofd:Content>", "<ofd:Template TemplateID=\"7\" ZOrder=\"Background\"/><ofd:Content>");
    }
    parts.push(("Doc_0/Tpls/Tpl_0/Content.xml".to_owned(), page(&object(&(40.0, 30.0, SIZE, "清河区人民政府文件")))));
    assert_eq!(text_of_parts(&parts).replace('\n', ""), "清河区人民政府文件甲乙");
}

#[test]
fn a_missing_page_is_noted() {
    let pages: Vec<String> = ["甲", "乙", "丙"].iter().map(|text| object(&(40.0, 60.0, SIZE, text))).collect();
    let mut missing = parts(&pages);
    missing.remove(3);
    let mut broken = parts(&pages);
    broken[3].1.truncate(80);
    for parts in [missing, broken] {
        let bytes = zipped(&parts);
        assert_eq!(text_of(Format::Ofd, &bytes).replace('\n', ""), "甲丙");
        assert_eq!(notes_of(&bytes), ["skipped-page"]);
    }
}

#[test]
fn damaged_files_say_what_is_broken() {
    let whole = ofd(&[vec![(30.0, 40.0, SIZE, "一")]]);
    assert_eq!(error_of(&whole[..whole.len() - 40]).code(), "damaged", "cut off");
    let alone = |root: &str| error_of(&zipped(&[("OFD.xml".to_owned(), root.to_owned())]));
    assert!(alone(&root("Doc_0/Document.xml")).to_string().contains("Doc_0/Document.xml is missing"));
    assert_eq!(alone("<ofd:OFD/>").code(), "damaged");
    assert_eq!(alone("").code(), "damaged");
    let picture = "<ofd:ImageObject ID=\"3\" Boundary=\"0 0 210 297\" ResourceID=\"5\"/>".to_owned();
    assert_eq!(error_of(&ofd_of(&[picture])).code(), "no_text_layer");
}
