//! Threads (脉络): one road, plant, school, title or indicator through years and sources, with what became of it.
//!
//! Threads are made anew from the readings and from what people decided; nothing here is stored.

mod same;

use duixian_figures::{Codebook, Kind, Region};
use duixian_text::ByteSpan;

use crate::link::{Link, link};
use crate::verdict::figures::years;
use crate::words::{Stage, Words};
use crate::{Rule, Source, Verdict};

/// A place in one of the sources: what a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the source.
    pub source: usize,
    /// The words, in its clean text.
    pub span: ByteSpan,
}

/// What a person decided about threads and verdicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Two places speak of the same thing.
    Join(Place, Place),
    /// A place speaks of another thing than the rest of its thread.
    Split(Place),
    /// The thread of a place has this name.
    Rename(Place, String),
    /// What became of a promise by a later source.
    Overrule {
        /// The promise.
        promise: Place,
        /// Index of the later source.
        later: usize,
        /// What became of it.
        verdict: Verdict,
    },
}

/// Something said of a thread's thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub place: Place,
    /// Index of its sentence.
    pub sentence: u32,
    /// Index of the promise, if it is one.
    pub promise: Option<u32>,
    /// Index of the figure, if it is one.
    pub figure: Option<u32>,
    /// How far the thing has come by these words.
    pub stage: Option<Stage>,
    /// The last year by which it is promised.
    pub due: Option<u16>,
}

/// What became of a promise by a later source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Index of the source that promised.
    pub old: usize,
    /// Index of the source that answers.
    pub new: usize,
    /// The link, its verdict replaced where a person decided.
    pub link: Link,
}

/// One thing through years and sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// What it is called.
    pub name: String,
    /// The code of the indicator, if it is one.
    pub metric: Option<String>,
    /// Everything said of it, by source and place.
    pub mentions: Vec<Mention>,
    /// Indexes into [`Threads::became`].
    pub became: Vec<usize>,
}

/// All threads of some sources about one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threads {
    /// The threads, by their first mention.
    pub threads: Vec<Thread>,
    /// What became of every promise and target by its leading answer, by source and place.
    pub became: Vec<Became>,
}

/// Which source answers which: each is answered by the next year that has one.
pub fn answering(sources: &[Source<'_>]) -> Vec<(usize, usize)> {
    let year = |index: usize| sources.get(index).and_then(|source| source.document.header.year);
    let mut pairs = Vec::new();
    for old in 0..sources.len() {
        let Some(from) = year(old) else { continue };
        let next = (0..sources.len()).filter_map(year).filter(|&later| later > from).min();
        pairs.extend((0..sources.len()).filter(|&new| next.is_some() && year(new) == next).map(|new| (old, new)));
    }
    pairs
}

/// The threads of sources about one place, with people's decisions applied.
pub fn threads(sources: &[Source<'_>], codebook: &Codebook, decisions: &[Decision]) -> Threads {
    let linked = answering(sources).into_iter().flat_map(|(old, new)| {
        let links = link(sources[old], sources[new], codebook);
        links.into_iter().map(move |link| Became { old, new, link })
    });
    // A promise is counted by its leading answer; what else is said of it is mentioned.
    let (mut became, further): (Vec<Became>, Vec<Became>) = linked.partition(|found| found.link.rank == 0);
    overrule(&mut became, decisions);
    let mut weave = Weave::new(sources);
    weave.join_indicators();
    for (old, new) in answering(sources) {
        for (one, other) in same::same_promises(sources[old], sources[new]) {
            weave.join(weave.promise(old, one), weave.promise(new, other));
        }
    }
    weave.decide(decisions);
    let threads = weave.threads(codebook, &became, &further, decisions);
    Threads { threads, became }
}

fn overrule(became: &mut [Became], decisions: &[Decision]) {
    for decision in decisions {
        let Decision::Overrule { promise, later, verdict } = decision else { continue };
        for found in became.iter_mut().filter(|found| found.old == promise.source && found.new == *later) {
            if overlap(found.link.given, promise.span) {
                found.link.verdict = *verdict;
                found.link.rule = Rule::Overruled;
            }
        }
    }
}

fn overlap(one: ByteSpan, other: ByteSpan) -> bool {
    one.start < other.end && other.start < one.end
}

/// A word given or an indicator's figure: what is woven into threads.
#[derive(Clone, Copy, Debug)]
struct Node {
    source: usize,
    promise: Option<u32>,
    figure: Option<u32>,
    span: ByteSpan,
}

/// Nodes of all sources and which of them are about the same thing.
struct Weave<'a> {
    sources: &'a [Source<'a>],
    nodes: Vec<Node>,
    /// The first node of each source's promises.
    promises_from: Vec<usize>,
    parent: Vec<usize>,
    /// Nodes that a person took out of their thread.
    alone: Vec<bool>,
}

impl<'a> Weave<'a> {
    fn new(sources: &'a [Source<'a>]) -> Self {
        let mut nodes = Vec::new();
        let mut promises_from = Vec::new();
        for (source, report) in sources.iter().enumerate() {
            promises_from.push(nodes.len());
            let mut named = vec![false; report.reading.figures.len()];
            for (index, promise) in report.reading.promises.iter().enumerate() {
                for &figure in &promise.figures {
                    if let Some(named) = named.get_mut(figure as usize) {
                        *named = true;
                    }
                }
                let figure = promise.figures.first().copied();
                nodes.push(Node { source, promise: Some(index as u32), figure, span: promise.span });
            }
            for (index, figure) in report.reading.figures.iter().enumerate() {
                let is_indicator = figure.metric.is_some() && figure.region == Region::Own;
                if !named[index] && (is_indicator || figure.kind == Kind::Target) {
                    nodes.push(Node { source, promise: None, figure: Some(index as u32), span: figure.span });
                }
            }
        }
        let parent = (0..nodes.len()).collect();
        let alone = vec![false; nodes.len()];
        Self { sources, nodes, promises_from, parent, alone }
    }

    fn promise(&self, source: usize, index: u32) -> usize {
        self.promises_from[source] + index as usize
    }

    fn root(&self, mut node: usize) -> usize {
        while self.parent[node] != node {
            node = self.parent[node];
        }
        node
    }

    /// Joins two nodes; the thread keeps its first node as its root.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        self.parent[second] = first;
        let mut node = second;
        while self.parent[node] != first {
            node = std::mem::replace(&mut self.parent[node], first);
        }
    }

    fn metric(&self, node: usize) -> Option<&'a str> {
        let Node { source, figure, .. } = self.nodes[node];
        let figure = self.sources[source].reading.figures.get(figure? as usize)?;
        figure.metric.as_deref().filter(|_| figure.region == Region::Own)
    }

    fn join_indicators(&mut self) {
        let mut first = std::collections::BTreeMap::new();
        for node in 0..self.nodes.len() {
            let Some(metric) = self.metric(node) else { continue };
            let seen = *first.entry(metric).or_insert(node);
            self.join(seen, node);
        }
    }

    /// The node whose words a place holds, the nearest first.
    fn at(&self, place: Place) -> Option<usize> {
        let nodes = self.nodes.iter().enumerate();
        nodes
            .filter(|(_, node)| node.source == place.source && overlap(node.span, place.span))
            .min_by_key(|(_, node)| node.span.start.abs_diff(place.span.start) + node.span.end.abs_diff(place.span.end))
            .map(|(index, _)| index)
    }

    fn decide(&mut self, decisions: &[Decision]) {
        for decision in decisions {
            match decision {
                Decision::Join(one, other) => {
                    if let (Some(one), Some(other)) = (self.at(*one), self.at(*other)) {
                        self.alone[one] = false;
                        self.alone[other] = false;
                        self.join(one, other);
                    }
                }
                Decision::Split(place) => {
                    if let Some(node) = self.at(*place) {
                        self.split(node);
                    }
                }
                Decision::Rename(..) | Decision::Overrule { .. } => {}
            }
        }
    }

    /// Takes a node out of its thread; the others stay together.
    fn split(&mut self, node: usize) {
        let root = self.root(node);
        let others: Vec<usize> =
            (0..self.nodes.len()).filter(|&other| other != node && self.root(other) == root).collect();
        self.parent[node] = node;
        self.alone[node] = true;
        if let Some(&first) = others.first() {
            for &other in &others {
                self.parent[other] = first;
            }
        }
    }

    fn threads(
        &self,
        codebook: &Codebook,
        became: &[Became],
        further: &[Became],
        decisions: &[Decision],
    ) -> Vec<Thread> {
        let words = Words::standard();
        let mut threads: std::collections::BTreeMap<usize, Thread> = std::collections::BTreeMap::new();
        for node in 0..self.nodes.len() {
            let thread = threads.entry(self.root(node)).or_insert_with(|| Thread {
                name: String::new(),
                metric: None,
                mentions: Vec::new(),
                became: Vec::new(),
            });
            if !self.alone[node] {
                thread.metric = thread.metric.take().or_else(|| self.metric(node).map(str::to_owned));
            }
            thread.mentions.push(self.mention(words, self.nodes[node]));
        }
        for (index, found) in became.iter().chain(further).enumerate() {
            let Some(node) = self.given(found) else { continue };
            let Some(thread) = threads.get_mut(&self.root(node)) else { continue };
            if index < became.len() {
                thread.became.push(index);
            } else if found.link.answer.is_some_and(|answer| answer.is_plan) {
                // A promise of its own: it is mentioned where it belongs.
                continue;
            }
            thread.mentions.extend(self.told(words, found));
        }
        let mut threads: Vec<Thread> = threads.into_values().collect();
        for thread in &mut threads {
            arrange(&mut thread.mentions);
            thread.name = self.name(codebook, became, thread);
        }
        for decision in decisions {
            let Decision::Rename(place, name) = decision else { continue };
            let holds = |thread: &&mut Thread| {
                thread
                    .mentions
                    .iter()
                    .any(|mention| mention.place.source == place.source && overlap(mention.place.span, place.span))
            };
            if let Some(thread) = threads.iter_mut().find(holds) {
                thread.name.clone_from(name);
            }
        }
        threads
    }

    /// The node of a link's promise or target.
    fn given(&self, found: &Became) -> Option<usize> {
        if let Some(promise) = found.link.promise {
            return Some(self.promise(found.old, promise));
        }
        self.nodes
            .iter()
            .position(|node| node.source == found.old && node.promise.is_none() && node.figure == found.link.figure)
    }

    fn mention(&self, words: &Words, node: Node) -> Mention {
        let source = self.sources[node.source];
        let promise = node.promise.and_then(|index| source.reading.promises.get(index as usize));
        let figure = node.figure.and_then(|index| source.reading.figures.get(index as usize));
        let period = promise.map_or_else(|| figure.and_then(|figure| figure.period), |promise| promise.period);
        Mention {
            place: Place { source: node.source, span: node.span },
            sentence: promise.map_or_else(|| figure.map_or(0, |figure| figure.sentence), |promise| promise.sentence),
            promise: node.promise,
            figure: node.figure,
            stage: words.stages_in(source.document.text(node.span)).map(|(_, _, stage)| stage).max(),
            due: promise.and(period).map(|period| years(period).1),
        }
    }

    /// The words that answer, as a mention of the same thing.
    fn told(&self, words: &Words, found: &Became) -> Option<Mention> {
        let answer = found.link.answer?;
        let link = &found.link;
        let text = self.sources[found.new].document.text(answer.span);
        // The link knows how much of a work is done (完成总工程量的72%); words alone do not.
        let stage = link.evidence.stage_told.or_else(|| words.stages_in(text).map(|(_, _, stage)| stage).max());
        Some(Mention {
            place: Place { source: found.new, span: answer.span },
            sentence: answer.sentence,
            promise: None,
            figure: answer.figure,
            stage,
            due: None,
        })
    }

    /// The indicator's name; else the shortest of the things promised, or the head of it that answers repeat.
    fn name(&self, codebook: &Codebook, became: &[Became], thread: &Thread) -> String {
        if let Some(indicator) = thread.metric.as_deref().and_then(|code| codebook.indicator(code)) {
            return indicator.name.clone();
        }
        let objects = thread.mentions.iter().filter_map(|mention| {
            let source = self.sources[mention.place.source];
            let promise = mention.promise.and_then(|index| source.reading.promises.get(index as usize))?;
            Some(promise.object.as_str())
        });
        let mut figures = thread.mentions.iter().filter_map(|mention| {
            let source = self.sources[mention.place.source];
            let figure = mention.figure.and_then(|index| source.reading.figures.get(index as usize))?;
            Some(figure.subject.as_str())
        });
        let named = |name: &&str| name.chars().count() > 1;
        let shortest = objects.filter(named).min_by_key(|name| name.chars().count());
        let Some(shortest) = shortest else { return figures.find(named).unwrap_or_default().to_owned() };
        let repeated = thread.became.iter().flat_map(|&index| &became[index].link.evidence.shared);
        let is_name = |word: &&String| {
            shortest.starts_with(word.as_str())
                && word.chars().count() >= LEAST_NAME
                && !word.contains(|character: char| character.is_ascii_digit())
        };
        let head = repeated.filter(is_name).max_by_key(|word| word.len());
        head.map_or(shortest, String::as_str).to_owned()
    }
}

/// A shorter head of a name does not say which thing it is.
const LEAST_NAME: usize = 5;

/// Mentions in order of the sources, each place once: a promise goes before the clause that repeats it.
fn arrange(mentions: &mut Vec<Mention>) {
    mentions.sort_by_key(|mention| {
        (mention.place.source, mention.place.span.start, mention.promise.is_none(), mention.place.span.end)
    });
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    for &mention in mentions.iter() {
        let repeated = kept.iter().rev().take_while(|known| known.place.source == mention.place.source).any(|known| {
            overlap(known.place.span, mention.place.span)
                && (mention.promise.is_none() || known.promise == mention.promise)
        });
        if !repeated {
            kept.push(mention);
        }
    }
    *mentions = kept;
}
