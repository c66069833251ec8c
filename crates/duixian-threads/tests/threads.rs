//! Threads through invented reports: what belongs together, and what people decide about it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails there")]

use duixian_figures::{Codebook, Reading, read};
use duixian_text::{ByteSpan, Document};
use duixian_threads::{Decision, Place, Source, Thread, Threads, Verdict, answering, threads};

const EARLIER: &str = "\
清河区政府工作报告
——2025年1月10日在清河区第三届人民代表大会第四次会议上
一、2024年工作回顾
全年地区生产总值增长5.1%。柳桥水厂完成选址。
二、2025年工作安排
地区生产总值增长6%左右。建设柳桥水厂，完成望山路提升改造，建立物业评价和退出机制。
";

const LATER: &str = "\
清河区政府工作报告
——2026年1月12日在清河区第三届人民代表大会第五次会议上
一、2025年工作回顾
全年地区生产总值增长5.3%。柳桥水厂主体封顶，望山路提升改造全线完成。
二、2026年工作安排
地区生产总值增长5.5%左右。建成柳桥水厂，启动临溪路提升改造，建立物业评价和退出机制。
";

const LATEST: &str = "\
清河区政府工作报告
——2027年1月11日在清河区第三届人民代表大会第六次会议上
一、2026年工作回顾
全年地区生产总值增长5.6%。柳桥水厂投入使用。
二、2027年工作安排
地区生产总值增长5.5%左右。加快临溪路提升改造。
";

struct District {
    read: Vec<(Document, Reading)>,
    codebook: Codebook,
}

impl District {
    fn new(texts: &[&str]) -> Self {
        let codebook = Codebook::standard();
        let read = texts
            .iter()
            .map(|text| {
                let document = Document::from_text(text);
                let reading = read(&document, &codebook);
                (document, reading)
            })
            .collect();
        Self { read, codebook }
    }

    fn sources(&self) -> Vec<Source<'_>> {
        self.read.iter().map(|(document, reading)| Source { document, reading }).collect()
    }

    fn threads(&self, decisions: &[Decision]) -> Threads {
        threads(&self.sources(), &self.codebook, decisions)
    }

    /// The place of words that stand once in a source.
    fn place(&self, source: usize, words: &str) -> Place {
        let start = self.read[source].0.clean.find(words).expect("the words stand in the text");
        Place { source, span: ByteSpan::new(start, start + words.len()) }
    }

    fn about(&self, decisions: &[Decision], words: &str) -> Thread {
        let found = self.threads(decisions).threads.into_iter().find(|thread| self.told(thread).contains(words));
        found.unwrap_or_else(|| panic!("a thread tells {words}"))
    }

    /// Year and words of each mention, one a line.
    fn told(&self, thread: &Thread) -> String {
        let sources = self.sources();
        let mentions = thread.mentions.iter().map(|mention| {
            let document = sources[mention.place.source].document;
            format!("{} {}", document.header.year.unwrap_or(0), document.text(mention.place.span))
        });
        mentions.collect::<Vec<_>>().join("\n")
    }
}

fn verdicts(threads: &Threads, thread: &Thread) -> Vec<&'static str> {
    thread.became.iter().map(|&index| threads.became[index].link.verdict.code()).collect()
}

#[test]
fn a_thing_is_followed_through_the_years() {
    let district = District::new(&[EARLIER, LATER, LATEST]);
    let all = district.threads(&[]);
    let plant = district.about(&[], "建设柳桥水厂");
    assert_eq!(
        district.told(&plant),
        "2025 建设柳桥水厂\n2026 柳桥水厂主体封顶\n2026 建成柳桥水厂\n2027 柳桥水厂投入使用"
    );
    assert_eq!(plant.name, "柳桥水厂");
    assert_eq!(verdicts(&all, &plant).last(), Some(&"fulfilled"));
    let stages: Vec<Option<u8>> = plant.mentions.iter().map(|mention| mention.stage.map(|stage| stage.0)).collect();
    assert_eq!(stages, [None, Some(3), Some(4), Some(5)]);
}

#[test]
fn an_indicator_has_one_thread_with_its_targets_and_results() {
    let district = District::new(&[EARLIER, LATER, LATEST]);
    let all = district.threads(&[]);
    let found: Vec<&Thread> = all.threads.iter().filter(|thread| thread.metric.as_deref() == Some("gdp")).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name, "地区生产总值");
    assert_eq!(verdicts(&all, found[0]), ["missed", "met"]);
}

#[test]
fn another_road_has_another_thread() {
    let district = District::new(&[EARLIER, LATER]);
    let road = district.about(&[], "完成望山路提升改造");
    assert!(!district.told(&road).contains("临溪路"), "{}", district.told(&road));
}

#[test]
fn nothing_is_called_unkept_without_a_later_report() {
    let district = District::new(&[EARLIER]);
    let all = district.threads(&[]);
    assert!(all.became.is_empty());
    assert!(!all.threads.is_empty());
}

#[test]
fn people_join_split_and_rename() {
    let district = District::new(&[EARLIER, LATER, LATEST]);
    let (wangshan, linxi) = (district.place(0, "完成望山路提升改造"), district.place(1, "启动临溪路提升改造"));
    let joined = [Decision::Join(wangshan, linxi), Decision::Rename(linxi, "两条路".to_owned())];
    let road = district.about(&joined, "望山路");
    assert!(district.told(&road).contains("2026 启动临溪路提升改造"));
    assert_eq!(road.name, "两条路");

    let split = [Decision::Split(district.place(1, "建成柳桥水厂"))];
    let plant = district.about(&split, "建设柳桥水厂");
    assert!(!district.told(&plant).contains("建成柳桥水厂"), "{}", district.told(&plant));
    // What the split words answer goes with them.
    assert!(district.told(&district.about(&split, "建成柳桥水厂")).contains("投入使用"));
}

#[test]
fn a_person_overrules_a_verdict() {
    let district = District::new(&[EARLIER, LATER]);
    let promise = district.place(0, "完成望山路提升改造");
    let decision = Decision::Overrule { promise, later: 1, verdict: Verdict::Partly };
    let all = district.threads(&[decision]);
    let overruled: Vec<&str> = all
        .became
        .iter()
        .filter(|became| became.link.rule.code() == "overruled")
        .map(|became| became.link.verdict.code())
        .collect();
    assert_eq!(overruled, ["partly"]);
}

#[test]
fn the_next_year_that_has_a_report_answers() {
    let district = District::new(&[LATEST, EARLIER, LATER, LATER]);
    assert_eq!(answering(&district.sources()), [(1, 2), (1, 3), (2, 0), (3, 0)]);
}
