//! What is held against each other: tables with invented text, the samples, and the labels where they are at hand.

use std::path::{Path, PathBuf};

use duixian_figures::Reading;
use duixian_text::Document;

use super::*;
use crate::Language;

struct Report {
    document: Document,
    reading: Reading,
}

impl Report {
    fn of_text(text: &str) -> Self {
        Self::of(Document::from_text(text))
    }

    fn of(document: Document) -> Self {
        let reading = duixian_figures::read(&document, &Codebook::standard());
        Self { document, reading }
    }

    fn of_file(path: &Path) -> Self {
        let bytes = std::fs::read(path).expect("the file can be read");
        Self::of(duixian_text::read(&bytes).expect("the file is a report"))
    }

    fn source(&self) -> Source<'_> {
        Source { document: &self.document, reading: &self.reading }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `subject a b codes` of each pair.
fn told(a: &Report, b: &Report, pairs: &[Pair]) -> Vec<String> {
    let printed =
        |report: &Report, index: u32| report.source().printed(&report.reading.figures[index as usize]).to_owned();
    let one = |pair: &Pair| {
        let codes = pair.explanations.iter().map(Explanation::code).collect::<Vec<_>>().join(",");
        format!("{} {} {} {codes}", pair.subject, printed(a, pair.a), printed(b, pair.b)).trim_end().to_owned()
    };
    pairs.iter().map(one).collect()
}

fn compared(a: &Report, b: &Report) -> Comparison {
    compare(a.source(), b.source(), &Codebook::standard())
}

fn report(review: &str) -> Report {
    Report::of_text(&format!(
        "清河区政府工作报告\n——2026年1月12日在云岭市清河区第六届人民代表大会第五次会议上\n各位代表：\n一、2025年工作回顾\n{review}\n"
    ))
}

#[test]
fn sentences_that_say_the_same_are_held_against_each_other() {
    for (a, b, differing, alike) in [
        ("地区生产总值增长5.3%。", "预计全年，清河区地区生产总值增长5.6%。", "地区生产总值 5.3% 5.6% preliminary", ""),
        ("地区生产总值增长5.3%。", "地区生产总值增长5%左右。", "", "地区生产总值 5.3% 5%左右 rounding,bound"),
        (
            "社会消费品零售总额101.7亿元。",
            "社会消费品零售总额102亿元。",
            "",
            "社会消费品零售总额 101.7亿元 102亿元 rounding",
        ),
        ("新建充电桩912个。", "去年新建充电桩921个。", "充电桩 912个 921个 swapped-digits", ""),
        ("改造老旧小区11个。", "全区改造老旧小区13个，惠及居民9480户。", "老旧小区 11个 13个", ""),
        ("新增停车位1620个。", "新增停车位1620个以上。", "", "停车位 1620个 1620个以上 bound"),
        (
            "城乡居民人均可支配收入分别增长4.7%、6.2%。",
            "农村居民人均可支配收入增长6.2%。",
            "",
            "城乡居民人均可支配收入/农村 6.2% 6.2%",
        ),
    ] {
        let (one, two) = (report(a), report(b));
        let comparison = compared(&one, &two);
        assert_eq!(told(&one, &two, &comparison.differing).join("；"), differing, "{a} {b}");
        assert_eq!(told(&one, &two, &comparison.alike).join("；"), alike, "{a} {b}");
    }
}

#[test]
fn another_thing_time_act_or_range_makes_no_pair() {
    for (name, a, b) in [
        ("a stock and a flow", "新增高新技术企业14家。", "高新技术企业总数达到92家。"),
        ("a whole and its part", "规模以上工业企业137家。", "规模以上服务业企业42家。"),
        ("levels", "新增省级绿色工厂4家。", "新增市级绿色工厂7家。"),
        ("towns and villages", "城镇居民人均可支配收入增长4.7%。", "农村居民人均可支配收入增长6.2%。"),
        ("eleven months", "新增经营主体4100户。", "1—11月，新增经营主体3900户。"),
        ("another year", "地区生产总值增长5.3%。", "2024年，地区生产总值增长5.8%。"),
        ("another area", "地区生产总值增长5.3%。", "全省地区生产总值增长5.5%。"),
        ("begun and ended", "开工老旧小区改造21个。", "老旧小区改造竣工11个。"),
        ("level and growth", "进出口总额16.3亿元。", "进出口总额增长10.1%。"),
        ("general things", "实施项目86个。", "实施项目92个。"),
        ("another base", "工业用水量比2020年下降12%。", "工业用水量比2015年下降31%。"),
        ("several values", "新建公园游园6处，新建公园游园3处。", "新建公园游园5处。"),
    ] {
        let (one, two) = (report(a), report(b));
        let comparison = compared(&one, &two);
        assert_eq!(told(&one, &two, &comparison.differing), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn differences_are_exact() {
    let (one, two) = (report("地区生产总值336.2亿元，增长5.3%。"), report("地区生产总值330.1亿元，增长5.6%。"));
    let comparison = compared(&one, &two);
    let exact =
        |pair: &Pair| (pair.difference.map(|value| value.to_string()), pair.relative.map(|value| value.to_string()));
    let differences = comparison.differing.iter().map(exact).collect::<Vec<_>>();
    let words = |text: &str| Some(text.to_owned());
    assert_eq!(differences, [(words("-610000000"), words("-1.81")), (words("0.3"), None)]);
}

#[test]
fn ways_of_counting_are_told_in_both_languages() {
    let (one, two) = (report("一般公共预算收入同口径增长5.3%。"), report("一般公共预算收入增长3.1%。"));
    let comparison = compared(&one, &two);
    let [pair] = comparison.differing.as_slice() else { panic!("one pair: {comparison:?}") };
    let told = pair.explanations.iter().map(|why| [why.text(Language::Chinese), why.text(Language::English)]);
    let expected =
        ["口径可能不同：同口径／未说明".to_owned(), "counted in two ways: like-for-like / not said".to_owned()];
    assert_eq!(told.collect::<Vec<_>>(), [expected]);
}

#[test]
fn two_places_are_not_compared() {
    let other = Report::of_text(
        "丰泽区政府工作报告\n——2026年1月12日在云岭市丰泽区第六届人民代表大会第五次会议上\n一、2025年工作回顾\n地区生产总值增长4.1%。\n",
    );
    let comparison = compared(&report("地区生产总值增长5.3%。"), &other);
    assert!(comparison.is_other_place && comparison.differing.is_empty());
}

#[test]
fn every_figure_is_in_a_pair_or_alone() {
    let (one, two) = (sample("qinghe-2026"), sample("qinghe-2026-newspaper"));
    let comparison = compared(&one, &two);
    let mut seen: Vec<u32> = comparison.alike.iter().chain(&comparison.differing).map(|pair| pair.a).collect();
    seen.extend(&comparison.only_a);
    seen.sort_unstable();
    let count = seen.len();
    seen.dedup();
    assert_eq!(seen.len(), count, "a figure of the first source stands in two places");
    assert_eq!(comparison, compared(&one, &two), "the same input gives the same comparison");
}

#[test]
fn several_districts_stand_side_by_side() {
    let one = report("地区生产总值增长5.3%。新建5G基站46个。城镇调查失业率5.1%。");
    let two = Report::of_text(
        "丰泽区政府工作报告\n——2026年1月12日在云岭市丰泽区第六届人民代表大会第五次会议上\n一、2025年工作回顾\n全区地区生产总值增长4.1%。城镇调查失业率5%。\n",
    );
    let rows = side_by_side(&[one.source(), two.source()], &Codebook::standard());
    let printed = |report: &Report, cell: Option<u32>| {
        cell.map_or("-", |index| report.source().printed(&report.reading.figures[index as usize])).to_owned()
    };
    let table = rows.iter().map(|row| (row.metric.as_str(), printed(&one, row.cells[0]), printed(&two, row.cells[1])));
    let expected =
        [("gdp", "5.3%".to_owned(), "4.1%".to_owned()), ("unemployment_rate", "5.1%".to_owned(), "5%".to_owned())];
    assert_eq!(table.collect::<Vec<_>>(), expected);
}

fn sample(name: &str) -> Report {
    Report::of_file(&root().join("samples/source").join(format!("{name}.txt")))
}

#[derive(serde::Deserialize)]
struct Faults {
    check: Vec<Fault>,
}

#[derive(serde::Deserialize)]
struct Fault {
    kind: String,
    expect: String,
    quotes: Vec<Quote>,
}

#[derive(serde::Deserialize)]
struct Quote {
    document: String,
    quote: String,
}

/// Whether a pair's figures stand in the quoted words.
fn stands_in(pair: &Pair, one: (&Report, &str), two: (&Report, &str)) -> bool {
    let holds = |report: &Report, quote: &str, index: u32| {
        let start = report.document.clean.find(quote).expect("the quote stands in the text");
        let span = report.reading.figures[index as usize].span;
        start <= span.start as usize && span.end as usize <= start + quote.len()
    };
    holds(one.0, one.1, pair.a) && holds(two.0, two.1, pair.b)
}

#[test]
fn the_faults_of_the_samples_are_found() {
    let faults = std::fs::read_to_string(root().join("samples/faults.toml")).expect("the faults can be read");
    let faults: Faults = toml::from_str(&faults).expect("the faults parse");
    let (one, two) = (sample("qinghe-2026"), sample("qinghe-2026-newspaper"));
    let comparison = compared(&one, &two);
    let mut expected = 0;
    for fault in &faults.check {
        let [a, b] = fault.quotes.as_slice() else { continue };
        if (a.document.as_str(), b.document.as_str()) != ("qinghe-2026", "qinghe-2026-newspaper") {
            continue;
        }
        let clean = |quote: &str| Document::from_text(quote).clean;
        let (quote_a, quote_b) = (clean(&a.quote), clean(&b.quote));
        let is_about = |pair: &&Pair| stands_in(pair, (&one, &quote_a), (&two, &quote_b));
        let found = comparison.differing.iter().filter(is_about).collect::<Vec<_>>();
        if fault.expect == "fine" {
            assert!(found.is_empty(), "{}: {found:?}", a.quote);
            assert!(comparison.alike.iter().any(|pair| is_about(&pair)), "{} is said alike", a.quote);
            continue;
        }
        assert!(!found.is_empty(), "{} against {}", a.quote, b.quote);
        expected += found.len();
        if fault.kind == "preliminary" {
            let is_told = |pair: &&&Pair| pair.explanations.iter().any(|why| why.code() == "preliminary");
            assert_eq!(found.iter().filter(is_told).count(), found.len(), "{found:?}");
        }
    }
    assert!(expected >= 5, "{expected}");
    assert_eq!(comparison.differing.len(), expected, "{:?}", told(&one, &two, &comparison.differing));
}

/// Reports that are kept beside the project, where they are at hand.
fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not at hand");
    None
}

#[test]
fn the_labelled_conflicts_are_found_and_no_other() {
    let Some(labels) = shared("gold/conflicts-gangcheng-2024.tsv") else { return };
    let Some(reports) = shared("reports") else { return };
    let load = |name: &str| Report::of_file(&reports.join(format!("{name}.txt")));
    let (one, two) = (load("gangcheng-2024"), load("gangcheng-2024-newspaper"));
    let comparison = compared(&one, &two);
    let labels = std::fs::read_to_string(labels).expect("the labels can be read");
    let mut wanted = labels.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t').skip(1);
        Some((columns.next()?.to_owned(), columns.next()?.to_owned()))
    });
    let wanted: Vec<_> = wanted.by_ref().collect();
    let printed =
        |report: &Report, index: u32| report.source().printed(&report.reading.figures[index as usize]).to_owned();
    let found =
        comparison.differing.iter().map(|pair| (printed(&one, pair.a), printed(&two, pair.b))).collect::<Vec<_>>();
    assert_eq!(found, wanted);
    println!("conflicts: {} of {}, no other; {} said alike", found.len(), wanted.len(), comparison.alike.len());
}

#[test]
fn no_report_contradicts_itself_and_no_year_another() {
    let Some(reports) = shared("reports") else { return };
    let mut files: Vec<_> = std::fs::read_dir(reports).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let reports: Vec<_> = files.iter().map(|file| Report::of_file(file)).collect();
    for (report, file) in reports.iter().zip(&files) {
        let comparison = compared(report, report);
        assert_eq!(told(report, report, &comparison.differing), Vec::<String>::new(), "{}", file.display());
        assert!(comparison.only_a.is_empty() && comparison.only_b.is_empty(), "{}", file.display());
    }
    let is_national = |file: &&PathBuf| file.to_string_lossy().contains("national");
    for (index, pair) in files.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(|file| is_national(&file))) {
        let comparison = compared(&reports[index], &reports[index + 1]);
        let told = told(&reports[index], &reports[index + 1], &comparison.differing);
        println!("{} against the year before: {told:?}", pair[1].display());
        assert!(told.len() <= 1 && told.iter().all(|line| line.contains("revised")), "{told:?}");
    }
}
