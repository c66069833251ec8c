//! Small files of each format, made in memory. Only what the readers look at is written.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::format_collect,
    clippy::missing_panics_doc,
    clippy::unwrap_used
)]

pub mod doc;
pub mod docx;
pub mod ofd;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Paragraphs of an invented report, with the traits that readers stumble over.
pub const REPORT: [&str; 8] = [
    "政府工作报告",
    "——2026年1月20日在云岭市清河区第六届人民代表大会第五次会议上",
    "清河区区长 林其远",
    "各位代表：",
    "一、2025年工作回顾",
    "（一）经济运行稳中有进。地区生产总值完成312.6亿元，增长5.4%；一般公共预算收入21.8亿元，增长3.1%。",
    "（二）项目建设提质增效。实施重点项目86个，其中省级6个、市级14个，完成投资128.5亿元。",
    "（三）民生福祉持续改善。城镇新增就业4632人，改造老旧小区23个，惠及居民1.2万户。",
];

/// A zip archive of parts, all deflated.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file of streams.
pub fn compound_file(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}")).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Text as XML or HTML content.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Bytes in UTF-16 with the lower byte first.
pub fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A government page around paragraphs.
pub fn html(paragraphs: &[&str]) -> String {
    let links: String = (1..30).map(|number| format!("<li><a href=\"/{number}\">栏目{number}</a></li>")).collect();
    let content: String = paragraphs.iter().map(|paragraph| format!("<p>　　{}</p>\n", escape(paragraph))).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>政府工作报告_云岭市清河区人民政府</title>\
         <meta name=\"ArticleTitle\" content=\"政府工作报告\"><style>p {{ margin: 0 }}</style></head><body>\
         <div class=\"nav\"><ul>{links}</ul></div><div class=\"article\"><h1>政府工作报告</h1>\
         <div class=\"info\">来源：区政府办公室 发布时间：2026-01-28 【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>\
         <div class=\"TRS_Editor\"><style>.TRS_Editor P {{ line-height: 2 }}</style>{content}</div></div>\
         <div class=\"side\"><ul>{links}</ul></div><div class=\"foot\">主办：云岭市清河区人民政府 备案号 12345</div>\
         </body></html>"
    )
}
