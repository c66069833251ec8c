//! Columns, stories, paragraphs, tables and what stands around the text.

use crate::builder::{Coding, PAGE, Pdf, Text, ems, text, wrap};
use crate::{codes_of, read, text_of};

const CODING: Coding = Coding::Gb("GBK-EUC-H");
const SIZE: f32 = 10.0;
const LEADING: f32 = 16.0;
const TOP: f32 = 740.0;

/// Paragraphs of an invented report, long enough to fill columns.
fn paragraphs(topic: &str, count: usize) -> Vec<String> {
    (1..=count)
        .map(|number| {
            format!(
                "{topic}之{number}。云岭市清河区全年完成投资{number}2.5亿元，增长{number}.8%，新建改造道路{number}7公里，\
                 惠及居民{number}1万余户；建成公园{number}座、停车泊位{number}350个，办结民生实事{number}6件，群众满意率达到9{number}.6%。"
            )
        })
        .collect()
}

/// The lines of paragraphs set in a column at `left`, `width` ems wide, from `top` down.
fn column(paragraphs: &[String], left: f32, width: f32) -> Vec<(f32, String)> {
    paragraphs
        .iter()
        .flat_map(|paragraph| wrap(paragraph, width))
        .map(|(indent, line)| (left + indent * SIZE, line))
        .collect()
}

/// Spreads paragraphs over columns of a page; `by_row` draws the lines across the columns, as some programs do.
fn columns(paragraphs: &[String], count: u8, top: f32, gutter: f32, by_row: bool) -> Vec<Text> {
    let left = 40.0;
    let all = PAGE.0 - 2.0 * left;
    let width = (all - gutter * f32::from(count - 1)) / f32::from(count);
    let lines = column(paragraphs, 0.0, (width / SIZE).floor());
    let rows = lines.len().div_ceil(usize::from(count));
    let mut texts: Vec<(usize, usize, Text)> = Vec::new();
    let mut column_left = left;
    for (number, part) in lines.chunks(rows).enumerate() {
        let mut y = top;
        for (row, (indent, line)) in part.iter().enumerate() {
            texts.push((row, number, text(column_left + indent, y, SIZE, line)));
            y -= LEADING;
        }
        column_left += width + gutter;
    }
    if by_row {
        texts.sort_by_key(|(row, number, _)| (*row, *number));
    }
    texts.into_iter().map(|(_, _, text)| text).collect()
}

fn pages(contents: &[Vec<Text>]) -> Vec<u8> {
    let mut pdf = Pdf::new(CODING);
    for content in contents {
        pdf.page(content);
    }
    pdf.finish()
}

#[test]
fn one_column_becomes_paragraphs() {
    let paragraphs = paragraphs("工作", 4);
    assert_eq!(text_of(&pages(&[columns(&paragraphs, 1, TOP, 0.0, false)])), paragraphs.join("\n"));
}

#[test]
fn two_columns_drawn_column_by_column_or_row_by_row() {
    let paragraphs = paragraphs("工作", 6);
    for by_row in [false, true] {
        let found = text_of(&pages(&[columns(&paragraphs, 2, TOP, 20.0, by_row)]));
        assert_eq!(found, paragraphs.join("\n"), "by row: {by_row}");
    }
}

#[test]
fn narrow_gutters_are_seen() {
    let paragraphs = paragraphs("工作", 6);
    assert_eq!(text_of(&pages(&[columns(&paragraphs, 3, TOP, 10.0, true)])), paragraphs.join("\n"));
}

#[test]
fn columns_whose_lines_do_not_stand_level() {
    let paragraphs = paragraphs("工作", 6);
    let mut content = columns(&paragraphs, 2, TOP, 20.0, true);
    for line in content.iter_mut().filter(|line| line.x > PAGE.0 / 2.0) {
        line.y -= 5.0;
    }
    assert_eq!(text_of(&pages(&[content])), paragraphs.join("\n"));
}

#[test]
fn a_newspaper_page_with_headlines_over_its_stories() {
    let (first, second) = (paragraphs("经济", 4), paragraphs("民生", 4));
    let centred = |y: f32, size: f32, line: &str| text((PAGE.0 - ems(line) * size) / 2.0, y, size, line);
    let mut content = vec![centred(750.0, 26.0, "清河区经济稳中有进")];
    content.extend(columns(&first, 4, 710.0, 14.0, true));
    let bottom = content.iter().map(|line| line.y).fold(f32::INFINITY, f32::min);
    content.push(centred(bottom - 50.0, 22.0, "民生实事件件有着落"));
    content.extend(columns(&second, 4, bottom - 85.0, 14.0, true));
    let expected = format!("清河区经济稳中有进\n{}\n民生实事件件有着落\n{}", first.join("\n"), second.join("\n"));
    assert_eq!(text_of(&pages(&[content])), expected);
}

#[test]
fn stories_side_by_side_with_headlines_of_their_own() {
    let (left, right) = (paragraphs("经济", 4), paragraphs("民生", 4));
    let narrow = |lines: &[String], x: f32, top: f32| -> Vec<Text> {
        let mut y = top;
        column(lines, x, 24.0)
            .into_iter()
            .map(|(x, line)| {
                y -= LEADING;
                text(x, y + LEADING, SIZE, &line)
            })
            .collect()
    };
    let mut content = vec![text(60.0, 740.0, 20.0, "左边的标题"), text(340.0, 700.0, 20.0, "右边的标题")];
    content.extend(narrow(&left, 40.0, 705.0));
    content.extend(narrow(&right, 310.0, 670.0));
    let expected = format!("左边的标题\n{}\n右边的标题\n{}", left.join("\n"), right.join("\n"));
    assert_eq!(text_of(&pages(&[content])), expected);
}

#[test]
fn paragraphs_run_on_over_pages_without_heads_and_page_numbers() {
    let paragraphs = paragraphs("工作", 60);
    let lines = column(&paragraphs, 60.0, 46.0);
    let contents: Vec<Vec<Text>> = lines
        .chunks(38)
        .enumerate()
        .map(|(index, part)| {
            let mut y = 700.0;
            let mut content = vec![
                text(60.0, 765.0, 9.0, "清河区政府工作报告"),
                text(290.0, 40.0, 9.0, &format!("— {} —", index + 1)),
            ];
            for (x, line) in part {
                content.push(text(*x, y, SIZE, line));
                y -= LEADING;
            }
            content
        })
        .collect();
    assert!(contents.len() >= 3);
    let file = pages(&contents);
    assert!(text_of(&file) == paragraphs.join("\n"), "{}", text_of(&file).chars().take(500).collect::<String>());
    assert_eq!(codes_of(&file), ["pdf-page-numbers", "pdf-running-heads"]);
}

#[test]
fn a_bare_number_at_the_foot_is_a_page_number() {
    let paragraphs = paragraphs("工作", 2);
    let mut content = columns(&paragraphs, 1, TOP, 0.0, false);
    content.push(text(298.0, 40.0, 9.0, "7"));
    assert_eq!(text_of(&pages(&[content])), paragraphs.join("\n"));
}

#[test]
fn a_watermark_across_the_page_is_left_out() {
    let paragraphs = paragraphs("工作", 3);
    let mut pdf = Pdf::new(CODING);
    let mut content = pdf.draw(&columns(&paragraphs, 1, TOP, 0.0, false));
    let codes = crate::builder::hexadecimal(&pdf.encode("内部资料"));
    content.extend(format!("BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 600 Tm <{codes}> Tj ET").bytes());
    pdf.raw_page(&content, "");
    let file = pdf.finish();
    assert_eq!(text_of(&file), paragraphs.join("\n"));
    let watermark = &read(&file).diagnostics[0];
    assert_eq!((watermark.code, watermark.message.split(' ').next()), ("pdf-turned-text", Some("4")));
}

#[test]
fn pages_that_lie_on_their_side() {
    let paragraphs = paragraphs("工作", 3);
    let lines = columns(&paragraphs, 1, TOP, 0.0, false);
    // Turned by the page's own entry, and turned by the text matrix alone.
    for more in ["/Rotate 90", ""] {
        let mut pdf = Pdf::new(CODING);
        let inner = pdf.draw(&lines);
        let content = [b"q 0 1 -1 0 800 0 cm ".to_vec(), inner, b" Q".to_vec()].concat();
        pdf.raw_page(&content, &format!("/CropBox [0 0 800 800] /MediaBox [0 0 800 800] {more}"));
        assert_eq!(text_of(&pdf.finish()), paragraphs.join("\n"), "{more}");
    }
}

#[test]
fn tables_are_read_by_rows() {
    let rows = [
        ["指标", "2023年", "2024年"],
        ["生产总值", "300.5", "318.6"],
        ["财政收入", "20.1", "21.3"],
        ["农村收入", "24360", "25870"],
    ];
    let mut content = Vec::new();
    let mut y = 700.0;
    for row in rows {
        for (cell, x) in row.iter().zip([60.0, 200.0, 340.0]) {
            content.push(text(x, y, SIZE, cell));
        }
        y -= 20.0;
    }
    let expected: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    assert_eq!(text_of(&pages(&[content])), expected.join("\n"));
}

#[test]
fn cells_of_several_lines_stay_whole() {
    let rows: [(&str, &[&str], &str); 3] = [
        ("1", &["改造老旧小区13个，惠及居民5", "600户，更新供水管网7公里。"], "区住房局"),
        ("2", &["新建口袋公园5座。"], "区城管局"),
        ("3", &["新增养老床位280张、普惠托位", "380个，社区食堂10处，惠及老", "人1.2万名。"], "区民政局"),
    ];
    let mut content = Vec::new();
    let mut expected = Vec::new();
    let mut y = 700.0;
    for (number, lines, office) in rows {
        let middle = y - 14.0 * f32::from(u8::try_from(lines.len() - 1).unwrap()) / 2.0;
        content.push(text(60.0, middle, SIZE, number));
        content.push(text(280.0, middle, SIZE, office));
        for line in lines {
            content.push(text(100.0, y, SIZE, line));
            y -= 14.0;
        }
        y -= 10.0;
        expected.push(format!("{number}\t{}\t{office}", lines.concat()));
    }
    assert_eq!(text_of(&pages(&[content])), expected.join("\n"));
}

#[test]
fn a_name_set_apart_is_no_column() {
    let content = vec![
        text(60.0, 700.0, SIZE, "清河区人民政府区长"),
        text(180.0, 700.0, SIZE, "陆知远"),
        text(60.0, 684.0, SIZE, "各位代表："),
    ];
    assert_eq!(text_of(&pages(&[content])), "清河区人民政府区长 陆知远\n各位代表：");
}

#[test]
fn headings_stand_alone() {
    let body = paragraphs("工作", 1).remove(0);
    let mut content = vec![text(200.0, 740.0, 22.0, "政府工作报告"), text(60.0, 700.0, SIZE, "一、2024年工作回顾")];
    let mut y = 684.0;
    for (x, line) in column(std::slice::from_ref(&body), 40.0, 50.0) {
        content.push(text(x, y, SIZE, &line));
        y -= LEADING;
    }
    assert_eq!(text_of(&pages(&[content])), format!("政府工作报告\n一、2024年工作回顾\n{body}"));
}
