//! The reading of figures against labelled reports, by the labels' own scorer.
//!
//! Labels and reports are not part of the repository: they are looked for in `shared/` beside it, or where
//! `DUIXIAN_SHARED` says. Without them the test says that it was skipped.
//! `docs/scores.md` holds the last table; `WRITE_SCORES=1` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use duixian_figures::{Codebook, Figure, read};
use duixian_text::Document;
use serde_json::{Value, json};

const REPORTS: [&str; 4] = ["gangcheng-2024", "gangcheng-2024-newspaper", "changqing-2024", "qinghai-2026"];

/// What is asked of every labelled report.
const ASKED: [(&str, f64); 10] = [
    ("f1", 0.99),
    ("value", 0.995),
    ("unit", 0.97),
    ("measure", 0.97),
    ("kind", 0.98),
    ("period", 0.95),
    ("region", 0.97),
    ("subject", 0.90),
    ("record_f1", 0.92),
    ("indicator_f1", 0.90),
];

#[test]
fn figures_of_labelled_reports_reach_what_is_asked() {
    let Some(shared) = shared() else {
        println!("skipped: no labelled reports beside the repository (set DUIXIAN_SHARED)");
        return;
    };
    let mut table = String::from("| report | figures |");
    for (field, asked) in ASKED {
        write!(table, " {field} ≥ {asked} |").unwrap();
    }
    write!(table, "\n|---|---:|{}\n", "---:|".repeat(ASKED.len())).unwrap();
    let mut missed = Vec::new();
    for report in REPORTS {
        let scores = score(&shared, report);
        write!(table, "| {report} | {} |", scores["gold"]).unwrap();
        for (field, asked) in ASKED {
            let reached = scores[field].as_f64().expect("a score is a number");
            write!(table, " {reached:.4} |").unwrap();
            if reached < asked {
                missed.push(format!("{report}: {field} is {reached}, asked {asked}"));
            }
        }
        table.push('\n');
    }
    println!("{table}");
    keep_in_docs(&table);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("DUIXIAN_SHARED").map_or(beside, PathBuf::from);
    folder.join("gold/METRICS.tsv").exists().then_some(folder)
}

#[expect(clippy::expect_used, reason = "a test says what it missed")]
fn score(shared: &Path, report: &str) -> Value {
    let text = fs::read_to_string(shared.join("reports").join(format!("{report}.txt"))).expect("the report is there");
    let document = Document::from_text(&text);
    let reading = read(&document, &Codebook::standard());
    let lines: Vec<String> = reading.figures.iter().map(|figure| fields(&document, figure).to_string()).collect();
    let path = std::env::temp_dir().join(format!("duixian-scores-{}-{report}.jsonl", std::process::id()));
    fs::write(&path, lines.join("\n")).expect("the temporary folder can be written");
    let output = Command::new("python3")
        .arg(shared.join("tools/score_figures.py"))
        .arg(shared.join("gold"))
        .arg(report)
        .arg(&path)
        .output()
        .expect("the scorer needs python3");
    let _ = fs::remove_file(&path);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the scorer prints one JSON object")
}

fn fields(document: &Document, figure: &Figure) -> Value {
    let span = document.original_span(figure.span);
    let or_dash = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    json!({
        "start": span.start,
        "end": span.end,
        "text": document.text(figure.span),
        "value": figure.value.to_string(),
        "unit": or_dash(&figure.unit),
        "bound": figure.bound.code(),
        "measure": figure.measure.code(),
        "kind": figure.kind.code(),
        "period": figure.period.map_or_else(|| "-".to_owned(), |period| period.to_string()),
        "region": figure.region.code(),
        "metric": or_dash(figure.metric.as_deref().unwrap_or_default()),
        "subject": figure.subject,
    })
}

#[expect(clippy::expect_used, reason = "a test says what it missed")]
/// The table stands in `docs/scores.md` between its marks; a change of it is a change of the documents.
fn keep_in_docs(table: &str) {
    const START: &str = "<!-- figures -->\n";
    const END: &str = "<!-- end of figures -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scores.md");
    let kept = fs::read_to_string(&path).expect("docs/scores.md is there");
    let (before, rest) = kept.split_once(START).expect("the table's first mark");
    let (shown, behind) = rest.split_once(END).expect("the table's last mark");
    if std::env::var_os("WRITE_SCORES").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{behind}")).expect("docs/scores.md can be written");
    } else {
        assert_eq!(shown, table, "docs/scores.md is old: run the test with WRITE_SCORES=1");
    }
}
