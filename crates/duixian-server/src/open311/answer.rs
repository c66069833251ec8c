//! The standard's resources, answered from the ledger. Nothing sensitive of a matter is in any of them.

use std::collections::BTreeMap;

use duixian_ledger::{ActorRef, Ledger, LedgerError, MatterError, MatterFilter, MatterItem, Order, OrderAct, Page};
use duixian_matters::command::ActCommand;
use duixian_matters::declaration::{Field, FieldType, Kind, RegisterRow, System};
use duixian_matters::matter::MatterId;
use jiff::Timestamp;

use super::ask::Asked;
use super::declared::Public;
use super::document::{Document, Fault, Node};

/// Most requests of an answer, by the standard.
const MOST_REQUESTS: u32 = 1_000;
/// Most characters of a description, by the standard.
const LONGEST_DESCRIPTION: usize = 4_000;
/// Most requests asked for by their ids at once.
const MOST_IDS: usize = 200;
/// A text that may be longer than this is a paragraph.
const LINE: u32 = 255;

/// What answers are made of: the ledger, what of it is public, and the declaration that holds now.
pub(super) struct Answers<'a> {
    ledger: &'a Ledger,
    public: &'a Public,
    system: &'a System,
    kind: &'a Kind,
    now: Timestamp,
}

impl<'a> Answers<'a> {
    pub(super) fn new(ledger: &'a Ledger, public: &'a Public, now: Timestamp) -> Result<Self, Fault> {
        let system = ledger.system(public.system(), now).map_err(|error| refused(&error))?;
        let kind = system.kind(&public.kind).ok_or_else(|| Fault::not_found("no services are offered now"))?;
        Ok(Self { ledger, public, system, kind, now })
    }

    /// Where the resources are and who answers for them.
    pub(super) fn discovery(&self, here: &str) -> Document {
        let first_day = self.ledger.midnight(self.system.effective);
        let changeset = first_day.map(|day| self.time(day));
        let formats = ["text/xml", "application/json"].map(Node::text).to_vec();
        let endpoint = Node::Record(vec![
            ("specification", Node::text("http://wiki.open311.org/GeoReport_v2")),
            ("url", Node::text(here)),
            ("changeset", Node::of(changeset.clone())),
            ("type", Node::text("production")),
            ("formats", Node::List("format", formats)),
        ]);
        let node = Node::Record(vec![
            ("changeset", Node::of(changeset)),
            ("contact", Node::text(&self.public.contact)),
            ("key_service", Node::text("")),
            ("endpoints", Node::List("endpoint", vec![endpoint])),
        ]);
        Document { root: "discovery", node }
    }

    /// The rows in force of the service's register.
    fn rows(&self) -> impl Iterator<Item = &'a RegisterRow> {
        let register = match self.kind.field(&self.public.service).map(|field| &field.holds) {
            Some(FieldType::Row { register }) => self.system.registers.get(register),
            _ => None,
        };
        let today = self.ledger.setup().site.calendar.day_of(self.now);
        let in_force = move |row: &&RegisterRow| row.from <= today && row.until.is_none_or(|until| today <= until);
        register.into_iter().flat_map(|register| &register.rows).filter(in_force)
    }

    /// What can be asked for.
    pub(super) fn services(&self) -> Document {
        let text = |row: &RegisterRow, name: &Option<String>| {
            name.as_ref().and_then(|name| row.texts.get(name)).cloned().unwrap_or_default()
        };
        let services = self.rows().map(|row| {
            Node::Record(vec![
                ("service_code", Node::text(&row.key)),
                ("service_name", Node::text(&row.name.zh)),
                ("description", Node::text(text(row, &self.public.description))),
                ("metadata", Node::Flag(!self.public.attributes.is_empty())),
                ("type", Node::text("realtime")),
                ("keywords", Node::text("")),
                ("group", Node::text(text(row, &self.public.group))),
            ])
        });
        Document { root: "services", node: Node::List("service", services.collect()) }
    }

    /// What a service asks beside the standard's own words.
    pub(super) fn service(&self, code: &str) -> Result<Document, Fault> {
        let row = self.rows().find(|row| row.key == code);
        let row = row.ok_or_else(|| Fault::not_found("there is no such service_code; see services"))?;
        let fields = self.public.attributes.iter().filter_map(|field| self.kind.field(field));
        let attributes = fields.zip(1_u32..).map(|(field, order)| attribute(field, order)).collect();
        let node = Node::Record(vec![
            ("service_code", Node::text(&row.key)),
            ("attributes", Node::List("attribute", attributes)),
        ]);
        Ok(Document { root: "service_definition", node })
    }

    /// Takes a request.
    pub(super) async fn open(&self, asked: &Asked) -> Result<Document, Fault> {
        let code = asked.word("service_code").ok_or_else(|| Fault::bad("service_code was not given"))?;
        if !self.rows().any(|row| row.key == code) {
            return Err(Fault::not_found("there is no such service_code; see services"));
        }
        let fields = self.fields(code, asked)?;
        let (kind, act) = (self.public.kind.clone(), self.public.act.clone());
        let command = ActCommand { kind, act, fields, ..ActCommand::default() };
        let actor = ActorRef { person: String::new(), post: self.public.post.clone() };
        let act = OrderAct::Open(Box::new(command));
        let done = self.ledger.act(Order { key: None, actor, at: self.now, act }).await;
        let id = done.map_err(|error| refused(&error))?.matter.0;
        let node = Node::Record(vec![
            ("service_request_id", Node::text(id)),
            ("service_notice", Node::text(&self.public.notice)),
            ("account_id", Node::Absent),
        ]);
        Ok(Document { root: "service_requests", node: Node::List("request", vec![node]) })
    }

    /// The fields of the new matter.
    fn fields(&self, code: &str, asked: &Asked) -> Result<BTreeMap<String, String>, Fault> {
        let public = self.public;
        let description = asked.word("description").ok_or_else(|| Fault::bad("description was not given"))?;
        if description.chars().count() > LONGEST_DESCRIPTION {
            return Err(Fault::bad(format!("description has more than {LONGEST_DESCRIPTION} characters")));
        }
        let (Some(longitude), Some(latitude)) = (asked.word("long"), asked.word("lat")) else {
            return Err(Fault::bad("lat and long were not both given; an address alone does not say where it is"));
        };
        let mut fields = public.fixed.clone();
        fields.insert(public.service.clone(), code.to_owned());
        fields.insert(public.place.clone(), format!("{longitude},{latitude}"));
        let summary = self.kind.field(&public.summary).map(|field| cut(description, field));
        let summary = summary.unwrap_or_default();
        if summary != description
            && let Some(field) = public.description_to.as_ref().and_then(|field| self.kind.field(field))
        {
            fields.insert(field.id.clone(), cut(description, field));
        }
        fields.insert(public.summary.clone(), summary);
        // 姓在前: as names are written in the language of the district.
        let name = [asked.word("last_name"), asked.word("first_name")].into_iter().flatten().collect::<String>();
        let given = [
            (&public.address, asked.word("address_string")),
            (&public.name, Some(name.as_str()).filter(|name| !name.is_empty())),
            (&public.phone, asked.word("phone")),
            (&public.email, asked.word("email")),
        ];
        for (field, value) in given {
            if let (Some(field), Some(value)) = (field, value) {
                fields.insert(field.clone(), value.to_owned());
            }
        }
        for field in &public.attributes {
            if let Some(value) = asked.word(&format!("attribute[{field}]")) {
                fields.insert(field.clone(), value.to_owned());
            }
        }
        Ok(fields)
    }

    /// The requests asked for, the newest first.
    pub(super) async fn requests(&self, asked: &Asked) -> Result<Document, Fault> {
        let ids = asked.list("service_request_id");
        let mut found = if ids.is_empty() { self.found(asked).await? } else { self.named(&ids).await? };
        found.sort_by(|one, other| {
            let key = |item: &MatterItem| (item.matter.opened_at, item.matter.id.clone());
            key(other).cmp(&key(one))
        });
        found.truncate(MOST_REQUESTS as usize);
        Ok(self.told(&found))
    }

    async fn found(&self, asked: &Asked) -> Result<Vec<MatterItem>, Fault> {
        let mut states = Vec::new();
        for status in asked.list("status") {
            let of = self.public.states(status);
            states.extend(of.ok_or_else(|| Fault::bad("status is open, closed, or both separated by a comma"))?);
        }
        let (from, until) = asked.range(self.now, |day| self.ledger.midnight(day))?;
        let filter = MatterFilter {
            kind: Some(self.public.kind.clone()),
            state_kinds: states,
            opened_from: Some(from),
            opened_until: Some(until),
            descending: true,
            ..MatterFilter::default()
        };
        let page = Page { number: 1, size: MOST_REQUESTS };
        let codes = asked.list("service_code");
        let mut found = Vec::new();
        // A code that no row has any more may still be that of older requests.
        for code in codes.iter().take(MOST_IDS) {
            let fields = BTreeMap::from([(self.public.service.clone(), (*code).to_owned())]);
            let filter = MatterFilter { fields, ..filter.clone() };
            let of_code = self.ledger.matters(&filter, page).await.map_err(|error| refused(&error))?;
            found.extend(of_code.items);
        }
        if codes.is_empty() {
            found = self.ledger.matters(&filter, page).await.map_err(|error| refused(&error))?.items;
        }
        Ok(found)
    }

    async fn named(&self, ids: &[&str]) -> Result<Vec<MatterItem>, Fault> {
        let ids: Vec<MatterId> = ids.iter().take(MOST_IDS).map(|id| MatterId((*id).to_owned())).collect();
        let found = self.ledger.matters_by_id(&ids).await.map_err(|error| refused(&error))?;
        Ok(found.into_iter().filter(|item| item.matter.kind == self.public.kind).collect())
    }

    async fn one(&self, id: &str) -> Result<MatterItem, Fault> {
        let found = self.named(&[id]).await?.into_iter().next();
        found.ok_or_else(|| Fault::not_found("there is no such service_request_id"))
    }

    /// One request.
    pub(super) async fn request(&self, id: &str) -> Result<Document, Fault> {
        Ok(self.told(&[self.one(id).await?]))
    }

    /// The request of a token: requests have their id at once, which is their token too.
    pub(super) async fn token(&self, token: &str) -> Result<Document, Fault> {
        let id = self.one(token).await.map_err(|_| Fault::not_found("there is no such token"))?.matter.id.0;
        let node = Node::Record(vec![("service_request_id", Node::text(&id)), ("token", Node::text(&id))]);
        Ok(Document { root: "service_requests", node: Node::List("request", vec![node]) })
    }

    fn told(&self, items: &[MatterItem]) -> Document {
        let requests = items.iter().map(|item| self.request_of(item)).collect();
        Document { root: "service_requests", node: Node::List("request", requests) }
    }

    fn request_of(&self, item: &MatterItem) -> Node {
        let matter = &item.matter;
        let value = |field: &str| matter.fields.get(field).filter(|value| !value.is_empty()).cloned();
        let declared = self.ledger.setup().declarations.kind_of_version(&matter.kind, matter.declared);
        let kind = declared.map_or(self.kind, |declared| declared.kind);
        let state = kind.states.iter().find(|state| state.id == matter.state).map(|state| state.name.zh.clone());
        let code = value(&self.public.service);
        // The name that the service has now; of one that is no more, its code.
        let row = self.rows().find(|row| Some(&row.key) == code.as_ref());
        let name = row.map(|row| row.name.zh.clone()).or_else(|| code.clone());
        let updated = matter.closed_at.map_or(matter.entered_at, |closed| closed.max(matter.entered_at));
        let degrees = |pick: fn((i64, i64)) -> i64| {
            item.place.map_or(Node::Absent, |place| {
                Node::Number(rust_decimal::Decimal::new(pick(place), 6).normalize().to_string())
            })
        };
        Node::Record(vec![
            ("service_request_id", Node::text(&matter.id.0)),
            ("status", Node::text(self.public.status(matter.state_kind))),
            ("status_notes", Node::of(state)),
            ("service_name", Node::of(name)),
            ("service_code", Node::of(code)),
            ("description", Node::of(value(&self.public.summary))),
            ("agency_responsible", Node::of(matter.lead.clone())),
            ("service_notice", Node::Absent),
            ("requested_datetime", Node::text(self.time(matter.opened_at))),
            ("updated_datetime", Node::text(self.time(updated))),
            ("expected_datetime", Node::of(item.due_at.map(|due| self.time(due)))),
            ("address", Node::of(self.public.address.as_ref().and_then(|field| value(field)))),
            ("address_id", Node::Absent),
            ("zipcode", Node::Absent),
            ("lat", degrees(|place| place.1)),
            ("long", degrees(|place| place.0)),
            ("media_url", Node::Absent),
        ])
    }

    /// A moment by the site's clock, with its distance from UTC.
    fn time(&self, at: Timestamp) -> String {
        let seconds = i32::try_from(self.ledger.setup().site.calendar.hours().offset()).unwrap_or_default();
        let offset = jiff::tz::Offset::from_seconds(seconds).unwrap_or(jiff::tz::Offset::UTC);
        let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
        whole.display_with_offset(offset).to_string()
    }
}

/// A field as a question of a service.
fn attribute(field: &Field, order: u32) -> Node {
    let datatype = match &field.holds {
        FieldType::Number { .. } | FieldType::Money { .. } => "number",
        FieldType::Date => "datetime",
        FieldType::Choice { .. } => "singlevaluelist",
        FieldType::Text { longest } if *longest > LINE || *longest == 0 => "text",
        _ => "string",
    };
    let mut parts = vec![
        ("variable", Node::Flag(true)),
        ("code", Node::text(&field.id)),
        ("datatype", Node::text(datatype)),
        ("required", Node::Flag(field.required)),
        ("datatype_description", Node::of(field.help.as_ref().map(|help| help.zh.clone()))),
        ("order", Node::Number(order.to_string())),
        ("description", Node::text(&field.name.zh)),
    ];
    if let FieldType::Choice { choices } = &field.holds {
        let value = |id: &str, name: &str| Node::Record(vec![("key", Node::text(id)), ("name", Node::text(name))]);
        let values = choices.iter().map(|choice| value(&choice.id, &choice.name.zh)).collect();
        parts.push(("values", Node::List("value", values)));
    }
    Node::Record(parts)
}

/// As much of a text as a field takes.
fn cut(text: &str, field: &Field) -> String {
    match &field.holds {
        FieldType::Text { longest } if *longest > 0 => text.chars().take(*longest as usize).collect(),
        _ => text.to_owned(),
    }
}

/// Why the ledger did not do it, where the asker can mend it.
fn refused(error: &LedgerError) -> Fault {
    match error {
        LedgerError::Matter(MatterError::Refused(refusal)) => {
            let about = refusal.about.as_ref().map(|about| format!(" ({about})")).unwrap_or_default();
            let (sentence, allows) = (&refusal.sentence, &refusal.allows);
            Fault::bad(format!("{}{about}; {} / {}{about}；{}", sentence.en, allows.en, sentence.zh, allows.zh))
        }
        LedgerError::NotFound { .. } => Fault::not_found("there is no such thing"),
        error => {
            tracing::error!(%error, code = error.code(), "Open311 could not be answered");
            Fault::internal()
        }
    }
}
