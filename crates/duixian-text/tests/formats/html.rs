//! Web pages: the article, its paragraphs, its title.

use duixian_text::Format;

use crate::builders::{REPORT, html};
use crate::{notes_of, text_of};

fn text(page: &str) -> String {
    text_of(Format::Html, page.as_bytes())
}

/// A page with menus around an article's inner markup.
fn page(article: &str) -> String {
    html(&[]).replace("<h1>政府工作报告</h1>", &format!("<h1>政府工作报告</h1>{article}"))
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>　　{text}</p>\n")).collect()
}

#[test]
fn the_article_is_found() {
    assert_eq!(text(&html(&REPORT[1..])), REPORT.join("\n"));
    assert!(notes_of(html(&REPORT).as_bytes()).is_empty());
}

#[test]
fn a_title_in_the_article_is_not_repeated() {
    assert_eq!(text(&html(&REPORT)), REPORT.join("\n"));
    let spaced: Vec<&str> = ["政 府 工 作 报 告"].into_iter().chain(REPORT[1..].iter().copied()).collect();
    assert_eq!(text(&html(&spaced)), spaced.join("\n"));
}

#[test]
fn the_site_name_is_no_title() {
    let untitled = html(&REPORT[1..]).replace("<meta name=\"ArticleTitle\" content=\"政府工作报告\">", "");
    let logo = "<body><div class=\"logo\"><h1>云岭市清河区人民政府</h1></div>";
    let elsewhere = untitled.replace("<h1>政府工作报告</h1>", "").replace("<body>", logo);
    assert_eq!(text(&untitled), REPORT.join("\n"), "a heading that the page's title repeats");
    assert_eq!(text(&elsewhere), REPORT[1..].join("\n"));
}

#[test]
fn markup_of_many_editors_keeps_paragraphs_apart() {
    let body = &REPORT[3..];
    let spans: String =
        body.iter().map(|text| format!("<span style=\"font-size: 16pt\">　　{text}</span><br/>\n<br>")).collect();
    let cells = |inner: &str| format!("<table><tbody><tr><td>{inner}</td></tr></tbody></table>");
    let divisions: String = body.iter().map(|text| format!("<div><font face=\"仿宋\">{text}</font></div>")).collect();
    let open: String = body.iter().map(|text| format!("<p>{text}")).collect();
    let shouting = paragraphs(body).replace("<p>", "<P CLASS=MsoNormal>").replace("</p>", "</P>");
    let entities = paragraphs(body).replace('　', "&nbsp;&#160;&emsp;").replace("；", "&#xff1b;");
    let halves: String = body
        .iter()
        .map(|text| {
            let (first, second) = text.split_at(text.char_indices().nth(2).map_or(0, |(index, _)| index));
            format!("<p><b>{first}</b><span>{second}</span></p>")
        })
        .collect();
    for (name, article) in [
        ("paragraphs", paragraphs(body)),
        ("line breaks and spans", spans),
        ("tables within tables", cells(&cells(&cells(&paragraphs(body))))),
        ("divisions", divisions),
        ("paragraphs without an end", open),
        ("upper case", shouting),
        ("entities", entities),
        ("split sentences", halves),
        ("a style sheet inside", format!("<style type=\"text/css\">.x {{ color: red }}</style>{}", paragraphs(body))),
        ("a script inside", format!("<script>document.write('<p>增长9%</p>')</script>{}", paragraphs(body))),
        ("a comment inside", format!("<!-- <p>增长9%</p> -->{}", paragraphs(body))),
        ("a hidden part inside", format!("<div style=\"display : none\"><p>增长9%</p></div>{}", paragraphs(body))),
        ("a form around", format!("<form><input type=\"text\" value=\"增长9%\">{}</form>", paragraphs(body))),
    ] {
        let expected: Vec<&str> = ["政府工作报告"].into_iter().chain(body.iter().copied()).collect();
        assert_eq!(text(&page(&article)), expected.join("\n"), "{name}");
    }
}

#[test]
fn a_table_of_figures_is_rows_of_cells() {
    let table = "<table><tr><th>指标</th><th>增速</th></tr><tr><td>地区生产总值</td><td>5.4%</td></tr></table>";
    let read = text(&page(&format!("{}{table}", paragraphs(&REPORT[3..]))));
    assert!(read.ends_with("指标\t增速\n地区生产总值\t5.4%"), "{read}");
}

#[test]
fn line_breaks_of_the_source_are_no_spaces_between_chinese_characters() {
    let article = format!(
        "<p>全区地区生产总值\n    增长5.4%，\n达到 312.6\n亿元。GDP\nper capita</p>{}",
        paragraphs(&REPORT[3..])
    );
    let read = text(&page(&article));
    assert!(read.contains("全区地区生产总值增长5.4%，达到 312.6 亿元。GDP per capita\n"), "{read}");
}

#[test]
fn pages_declare_their_encoding_rightly_and_wrongly() {
    let usual = html(&REPORT);
    let declared = |label: &str| usual.replace("<meta charset=\"utf-8\">", label);
    let gb = |page: &str| encoding_rs::GB18030.encode(page).0.into_owned();
    let short = declared("<META charset='gb2312'>");
    let long = declared("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=GBK\">");
    for (name, bytes) in [
        ("short", gb(&short)),
        ("long", gb(&long)),
        ("none", gb(&declared(""))),
        ("UTF-8 that is GB18030", gb(&usual)),
        ("GB2312 that is UTF-8", short.clone().into_bytes()),
        ("Latin that is UTF-8", declared("<meta charset=iso-8859-1>").into_bytes()),
        ("a mark", format!("\u{feff}{usual}").into_bytes()),
    ] {
        assert_eq!(text_of(Format::Html, &bytes), REPORT.join("\n"), "{name}");
    }
}

#[test]
fn a_page_without_an_article_is_read_whole() {
    let bare = "<html><body><p>清河区新增就业4632人。</p><ul><li><a href=\"/\">首页</a></li></ul></body></html>";
    assert_eq!(text(bare), "清河区新增就业4632人。");
    assert_eq!(text("<p>甲<p>乙"), "甲\n乙");
    assert_eq!(text("<html><body><pre>第一行\n第二行</pre></body></html>"), "第一行\n第二行");
}

#[test]
fn broken_markup_is_read() {
    for (source, expected) in [
        ("<div><p>甲</div></div></div><p>乙", "甲\n乙"),
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "甲\t乙\n丙\t丁"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<p>增长<3%的有2个", "增长<3%的有2个"),
        ("<p>甲</p", "甲"),
        ("<p>甲&amp;乙&unknown;丙&#0;</p>", "甲&乙&unknown;丙�"),
        ("<p>甲<!-- 乙", "甲"),
    ] {
        assert_eq!(text(source), expected, "{source}");
    }
}
