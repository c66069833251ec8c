//! The roster (岗位表) of a site: its units, its posts, and who holds each post from which day.

use std::collections::{BTreeMap, BTreeSet};

use duixian_matters::matter::Actor;
use jiff::civil::Date;
use serde::Deserialize;

use super::error::MatterError;
use super::order::ActorRef;
use crate::error::LedgerError;

/// Units and posts of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Units, in the order of the file.
    pub units: Vec<Unit>,
    /// Posts, in the order of the file.
    pub posts: Vec<Post>,
}

/// A unit (单位).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its name; unique.
    pub name: String,
    /// What it is, for grouping.
    pub kind: String,
    /// The unit that it belongs to.
    pub parent: Option<String>,
}

/// A post (岗位).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// What it is in each system: `system:role`.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Who holds it.
    #[serde(default)]
    pub people: Vec<Holder>,
}

/// Somebody who holds a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The name.
    pub name: String,
    /// From this day.
    pub from: Date,
    /// Up to this day, inclusive; none: still.
    pub until: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RosterFile {
    #[serde(default)]
    units: Vec<Unit>,
    #[serde(default)]
    posts: Vec<Post>,
}

impl<'de> Deserialize<'de> for Holder {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            name: String,
            from: toml::value::Datetime,
            until: Option<toml::value::Datetime>,
        }
        let Written { name, from, until } = Written::deserialize(deserializer)?;
        let day = |written: toml::value::Datetime| {
            written.to_string().parse::<Date>().map_err(|_| serde::de::Error::custom(format!("{written} is no day")))
        };
        Ok(Self { name, from: day(from)?, until: until.map(day).transpose()? })
    }
}

impl Roster {
    /// Reads the text of a site's `posts.toml`.
    ///
    /// # Errors
    /// Where it is not of the form that the head of the sample's file explains, or names something twice or a unit
    /// that is not there.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let bad = |reason: String| LedgerError::from(MatterError::BadSite { file: "posts.toml", reason });
        let RosterFile { units, posts } = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        let mut names = BTreeSet::new();
        for unit in &units {
            if !names.insert(unit.name.as_str()) {
                return Err(bad(format!("the unit {} stands twice", unit.name)));
            }
        }
        let mut ids = BTreeSet::new();
        for post in &posts {
            if !ids.insert(post.id.as_str()) {
                return Err(bad(format!("the post {} stands twice", post.id)));
            }
            if !names.contains(post.unit.as_str()) {
                return Err(bad(format!("the unit {} of the post {} is not there", post.unit, post.id)));
            }
        }
        let parents = units.iter().filter_map(|unit| unit.parent.as_deref());
        if let Some(parent) = parents.into_iter().find(|parent| !names.contains(parent)) {
            return Err(bad(format!("the unit {parent} above another one is not there")));
        }
        Ok(Self { units, posts })
    }

    /// A post by its id.
    pub fn post(&self, id: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// Who acts in a system on a day: the post with its unit and roles, and its person.
    ///
    /// # Errors
    /// Where there is no such post, or somebody else holds it on the day.
    pub(crate) fn actor(&self, asked: &ActorRef, system: &str, day: Date) -> Result<Actor, LedgerError> {
        let post = self.post(&asked.post).ok_or_else(|| MatterError::NoPost { post: shown(&asked.post) })?;
        let holders: Vec<&str> = post.holders(day).collect();
        let person = match (asked.person.trim(), holders.as_slice()) {
            ("", []) => {
                return Err(MatterError::NotHolder { person: String::new(), post: post.name.clone(), day }.into());
            }
            ("", [first, ..]) => (*first).to_owned(),
            (person, holders) if post.people.is_empty() || holders.contains(&person) => person.to_owned(),
            (person, _) => {
                return Err(MatterError::NotHolder { person: shown(person), post: post.name.clone(), day }.into());
            }
        };
        let roles = post.roles_in(system).map(str::to_owned).collect();
        Ok(Actor { person, post: post.id.clone(), unit: post.unit.clone(), roles })
    }
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

impl Post {
    /// Who holds it on a day.
    pub fn holders(&self, day: Date) -> impl Iterator<Item = &str> {
        let holds = move |holder: &&Holder| holder.from <= day && holder.until.is_none_or(|until| day <= until);
        self.people.iter().filter(holds).map(|holder| holder.name.as_str())
    }

    /// Its roles in a system.
    pub fn roles_in(&self, system: &str) -> impl Iterator<Item = &str> {
        self.roles
            .iter()
            .filter_map(|role| role.split_once(':'))
            .filter(move |(of, _)| *of == system)
            .map(|(_, role)| role)
    }

    /// Its roles by system.
    pub fn roles_by_system(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut roles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (system, role) in self.roles.iter().filter_map(|role| role.split_once(':')) {
            roles.entry(system).or_default().push(role);
        }
        roles
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
        [[units]]
        name = "区教育局"
        kind = "部门"
        [[posts]]
        id = "education"
        name = "教育局联络员"
        unit = "区教育局"
        roles = ["permits:collector", "hotline:office"]
        people = [
          { name = "甲", from = 2025-01-01, until = 2025-12-31 },
          { name = "乙", from = 2026-01-01 },
        ]
    "#;

    fn asked(person: &str) -> ActorRef {
        ActorRef { person: person.to_owned(), post: "education".to_owned() }
    }

    #[test]
    fn a_post_is_resolved_to_a_person_by_the_day() {
        let roster = Roster::parse(TEXT).unwrap();
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (person, on, wanted) in [
            ("", "2025-12-31", Some("甲")),
            ("", "2026-01-01", Some("乙")),
            ("乙", "2026-01-01", Some("乙")),
            ("甲", "2026-01-01", None),
            ("丙", "2026-01-01", None),
            ("", "2024-12-31", None),
        ] {
            let found = roster.actor(&asked(person), "permits", day(on));
            assert_eq!(found.ok().map(|actor| actor.person), wanted.map(str::to_owned), "{person} {on}");
        }
        let actor = roster.actor(&asked(""), "permits", day("2026-03-01")).unwrap();
        assert_eq!((actor.unit.as_str(), actor.roles), ("区教育局", vec!["collector".to_owned()]));
        let nobody = ActorRef { person: "乙".to_owned(), post: "mayor".to_owned() };
        assert!(matches!(
            roster.actor(&nobody, "permits", day("2026-03-01")),
            Err(LedgerError::Matter(MatterError::NoPost { .. }))
        ));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for text in [
            "[[posts]]\nid = \"a\"\nname = \"a\"\nunit = \"nowhere\"",
            "[[units]]\nname = \"a\"\nkind = \"b\"\ncolour = \"red\"",
            "[[units]]\nname = \"a\"\nkind = \"b\"\n[[units]]\nname = \"a\"\nkind = \"b\"",
            "[[units]]\nname = \"a\"\nkind = \"b\"\nparent = \"c\"",
            "not a file",
        ] {
            assert!(matches!(Roster::parse(text), Err(LedgerError::Matter(MatterError::BadSite { .. }))), "{text}");
        }
    }
}
