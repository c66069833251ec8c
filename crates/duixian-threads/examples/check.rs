//! Prints what the check tells of a draft: `check [--explain] DRAFT [EARLIER...]`.

use std::error::Error;

use duixian_figures::{Codebook, Reading, read};
use duixian_text::Document;
use duixian_threads::{Against, Holds, Language, Source, check};

fn main() -> Result<(), Box<dyn Error>> {
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let codebook = Codebook::standard();
    let mut read_files: Vec<(Document, Reading)> = Vec::new();
    for file in &files {
        let document = duixian_text::read(&std::fs::read(file)?)?;
        let reading = read(&document, &codebook);
        read_files.push((document, reading));
    }
    let sources: Vec<Source<'_>> = read_files.iter().map(|(document, reading)| Source { document, reading }).collect();
    let Some((draft, earlier)) = sources.split_first() else { return Ok(()) };
    let started = std::time::Instant::now();
    let checked = check(*draft, Against { earlier, measured: &[] }, &codebook);
    let took = started.elapsed();
    let is_explained = options.iter().any(|option| option == "--explain");
    for finding in &checked.findings {
        let severity = finding.severity.name(Language::English);
        println!("{severity} [{}] {}", finding.code.code(), finding.text(Language::Chinese));
        println!("    {}", finding.suggestion(Language::Chinese));
        println!("    {}", draft.sentence(finding.sentence));
        for place in finding.figures.iter().filter(|place| place.source > 0) {
            let source = sources[place.source];
            let sentence = source.document.sentence_at(place.span.start).unwrap_or(0);
            println!("    {}: {}", place.source, source.sentence(sentence as u32));
        }
    }
    for relation in checked.relations.iter().filter(|relation| is_explained && relation.holds != Holds::No) {
        let quotes: Vec<&str> =
            relation.places.iter().map(|place| sources[place.source].document.text(place.span)).collect();
        println!("{} [{}] {} | {}", relation.holds.code(), relation.code.code(), relation.computed, quotes.join(" ‖ "));
    }
    eprintln!("{}: {} findings, {} relations, {took:?}", files[0], checked.findings.len(), checked.relations.len());
    Ok(())
}
