//! Two invented reports, read and linked; where the samples and the labels are.

use std::path::{Path, PathBuf};

use duixian_figures::{Codebook, Reading, read};
use duixian_text::Document;
use duixian_threads::{Link, Source, Verdict, link};

/// A text and what was read out of it.
pub(crate) struct Text {
    pub(crate) document: Document,
    pub(crate) reading: Reading,
}

impl Text {
    pub(crate) fn new(text: &str, codebook: &Codebook) -> Self {
        let document = Document::from_text(text);
        let reading = read(&document, codebook);
        Self { document, reading }
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source { document: &self.document, reading: &self.reading }
    }
}

/// One link with its words written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) given: String,
    pub(crate) answer: Option<String>,
    pub(crate) verdict: Verdict,
    pub(crate) rule: &'static str,
    pub(crate) rank: u8,
}

/// What else both reports speak of, so that words are as common as in real ones.
const REVIEW: &str = "粮食总产量7.9万吨。建成高标准农田1.2万亩。新签约项目73个。盘活闲置土地610亩。整治积水点9处。\
办理人大代表建议86件。完成背街小巷整治26条。新增停车位1360个。规范早夜市便民点11处。信访积案全部清仓。\
深化区属国企改革。推进网格化管理。开展全民阅读活动。发放消费券860万元。引进品牌首店5家。";
const PLAN: &str = "谋划储备项目150个。完善应急预案。推进依法行政。建设粮食烘干中心2处。优化公交线路6条。\
加强生态保护。做好防汛抗旱工作。弘扬志愿服务精神。压减会议文件。";

/// The report of 2025 with `promise` in its plan.
pub(crate) fn earlier(promise: &str) -> String {
    format!(
        "政府工作报告\n——2025年1月9日在云岭市清河区第十二届人民代表大会第四次会议上\n一、2024年工作回顾\n{REVIEW}\n\
         二、2025年工作安排\n{PLAN}{promise}。\n"
    )
}

/// The report of 2026 with `review` and `plan` in its two parts.
pub(crate) fn later(review: &str, plan: &str) -> String {
    format!(
        "政府工作报告\n——2026年1月8日在云岭市清河区第十二届人民代表大会第五次会议上\n一、2025年工作回顾\n{review}。{REVIEW}\n\
         二、2026年工作安排\n{PLAN}{plan}。\n"
    )
}

/// The links of the promise `quote` of one text to another, the leading one first.
pub(crate) fn links_of(old: &str, new: &str, quote: &str) -> Vec<Told> {
    let codebook = Codebook::standard();
    let (old, new) = (Text::new(old, &codebook), Text::new(new, &codebook));
    let start = old.document.clean.find(quote).expect("the promise stands in the earlier report");
    let place = start..start + quote.len();
    let overlaps = |link: &Link| (link.given.start as usize) < place.end && place.start < link.given.end as usize;
    link(old.source(), new.source(), &codebook)
        .iter()
        .filter(|link| overlaps(link))
        .map(|link| Told {
            given: old.document.text(link.given).to_owned(),
            answer: link.answer.map(|answer| new.document.text(answer.span).to_owned()),
            verdict: link.verdict,
            rule: link.rule.code(),
            rank: link.rank,
        })
        .collect()
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn sample(name: &str) -> String {
    std::fs::read_to_string(root().join(format!("samples/source/{name}.txt"))).expect("the sample can be read")
}

/// The folder of labels and reports, which is no part of the project.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("DUIXIAN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    folder.join("gold").is_dir().then_some(folder)
}
