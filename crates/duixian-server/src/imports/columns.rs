//! Which heading is which field: by its name in either language, its id, or a fact that opening acts take.

use duixian_matters::declaration::{Field, FieldType, Kind};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A field, by its id.
    Field(String),
    /// The number of a known matter.
    Number,
    /// The unit that leads.
    Lead,
    /// Units that handle it too.
    Joint,
    /// The number of the matter that it is a part of.
    Parent,
    /// A quantity.
    Quantity(Slot),
}

/// One place for a quantity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    /// The quantity.
    pub(crate) quantity: String,
    /// The year; none: the total.
    pub(crate) year: Option<i16>,
    /// The stage; none: the whole.
    pub(crate) stage: Option<String>,
    /// Whether it was done, or is planned.
    pub(crate) is_actual: bool,
}

/// Headings of facts that a row can give, in Chinese and English.
pub(crate) const NUMBER: (&str, &str) = ("编号", "Number");
/// See [`NUMBER`].
pub(crate) const LEAD: (&str, &str) = ("牵头单位", "Lead unit");
/// See [`NUMBER`].
pub(crate) const JOINT: (&str, &str) = ("会办单位", "Joint units");
/// See [`NUMBER`].
pub(crate) const PARENT: (&str, &str) = ("上级事项", "Part of");

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    /// Each with its heading as it stands in the file.
    pub(crate) all: Vec<(String, Option<Target>)>,
    /// Whether words that begin like a formula have an apostrophe before them, as CSV exports write them.
    pub(crate) is_guarded: bool,
}

impl Target {
    /// What clients call it.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Field(id) => id.clone(),
            Self::Number => "number".to_owned(),
            Self::Lead => "lead".to_owned(),
            Self::Joint => "joint".to_owned(),
            Self::Parent => "parent".to_owned(),
            Self::Quantity(slot) => slot.code(),
        }
    }
}

impl Slot {
    /// `plan.investment.2026.build`.
    pub(crate) fn code(&self) -> String {
        let mut code = format!("{}.{}", if self.is_actual { "actual" } else { "plan" }, self.quantity);
        if let Some(year) = self.year {
            code = format!("{code}.{year}");
        }
        if let Some(stage) = &self.stage {
            code = format!("{code}.{stage}");
        }
        code
    }

    /// `计划投资2026年在建`, or the code in English.
    pub(crate) fn heading(&self, kind: &Kind, is_english: bool) -> String {
        if is_english {
            return self.code();
        }
        let quantity = kind.quantities.iter().find(|quantity| quantity.id == self.quantity);
        let name = quantity.map_or(self.quantity.as_str(), |quantity| quantity.name.zh.as_str());
        let mut heading = format!("{}{name}", if self.is_actual { "完成" } else { "计划" });
        if let Some(year) = self.year {
            heading = format!("{heading}{year}年");
        }
        if let Some(stage) = &self.stage {
            let known = kind.stages.iter().find(|known| known.id == *stage);
            heading.push_str(known.map_or(stage.as_str(), |known| known.name.zh.as_str()));
        }
        heading
    }
}

impl Columns {
    /// What a row of headings means for a kind.
    pub(crate) fn of(kind: &Kind, headings: &[String]) -> Self {
        let column = |heading: &String| (heading.trim().to_owned(), target(kind, heading));
        Self { all: headings.iter().map(column).collect(), is_guarded: false }
    }

    /// How many of them are known.
    pub(crate) fn known(&self) -> usize {
        self.targets().count()
    }

    /// The places of those that are used.
    pub(crate) fn used(&self) -> impl Iterator<Item = usize> {
        self.all.iter().enumerate().filter(|(_, (_, target))| target.is_some()).map(|(index, _)| index)
    }

    /// Those that are used, in the order of a row's cells.
    pub(crate) fn targets(&self) -> impl Iterator<Item = (&str, &Target)> {
        self.all.iter().filter_map(|(heading, target)| Some((heading.as_str(), target.as_ref()?)))
    }

    /// A heading that means what another one means already.
    pub(crate) fn twice(&self) -> Option<String> {
        let targets: Vec<(&str, &Target)> = self.targets().collect();
        let is_again = |(index, (_, target)): &(usize, &(&str, &Target))| {
            targets.iter().take(*index).any(|(_, known)| known == target)
        };
        targets.iter().enumerate().find(is_again).map(|(_, (heading, _))| (*heading).to_owned())
    }
}

/// A heading without blanks, stars and the like, in small letters.
fn plain(heading: &str) -> String {
    let bare = heading.strip_prefix('\'').unwrap_or(heading);
    let is_kept = |letter: &char| !letter.is_whitespace() && !matches!(letter, '*' | '＊' | '\u{FEFF}' | '：' | ':');
    bare.chars().filter(is_kept).collect::<String>().to_lowercase()
}

fn is_named(heading: &str, names: &[&str]) -> bool {
    names.iter().any(|name| plain(name) == heading)
}

fn target(kind: &Kind, heading: &str) -> Option<Target> {
    let heading = plain(heading);
    if heading.is_empty() {
        return None;
    }
    let is_field =
        |field: &&Field| is_named(&heading, &[&field.id, &field.name.zh, &field.name.en]) || has_unit(field, &heading);
    if let Some(field) = kind.fields.iter().find(is_field) {
        return Some(Target::Field(field.id.clone()));
    }
    let facts = [
        (NUMBER, "number", Target::Number),
        (LEAD, "lead", Target::Lead),
        (JOINT, "joint", Target::Joint),
        (PARENT, "parent", Target::Parent),
    ];
    let fact = facts.into_iter().find(|((zh, en), id, _)| is_named(&heading, &[zh, en, id]));
    fact.map(|(_, _, target)| target).or_else(|| slot(kind, &heading).map(Target::Quantity))
}

/// A name with its own unit behind it (总投资（万元）); another unit is another thing.
fn has_unit(field: &Field, heading: &str) -> bool {
    let (FieldType::Number { unit, .. } | FieldType::Money { unit, .. }) = &field.holds else { return false };
    let names = [&field.name.zh, &field.name.en];
    let written = names.iter().flat_map(|name| [format!("{name}（{unit}）"), format!("{name}({unit})")]);
    !unit.is_empty() && written.into_iter().any(|name| plain(&name) == heading)
}

fn slot(kind: &Kind, heading: &str) -> Option<Slot> {
    let starts = [("计划", false), ("完成", true), ("plan.", false), ("actual.", true)];
    let (rest, is_actual) = starts.iter().find_map(|(start, is)| Some((heading.strip_prefix(start)?, *is)))?;
    kind.quantities.iter().find_map(|quantity| {
        let names = [plain(&quantity.name.zh), quantity.id.clone()];
        let rest = names.iter().find_map(|name| rest.strip_prefix(name.as_str()))?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (year, rest) = rest.split_at(digits);
        let year = if year.is_empty() { None } else { Some(year.parse().ok()?) };
        let rest = rest.trim_start_matches(['年', '.']);
        let is_stage = |stage: &&duixian_matters::declaration::Stage| stage.id == rest || plain(&stage.name.zh) == rest;
        let stage = match rest {
            "" => None,
            _ => Some(kind.stages.iter().find(is_stage)?.id.clone()),
        };
        Some(Slot { quantity: quantity.id.clone(), year, stage, is_actual })
    })
}
