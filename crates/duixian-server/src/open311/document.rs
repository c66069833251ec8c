//! Documents of the standard: one tree, written as XML or as JSON.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

/// In which form a document is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Xml,
    Json,
}

/// A document: the name of its root, which only XML shows, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) root: &'static str,
    pub(super) node: Node,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Absent,
    Text(String),
    /// Digits, written as they stand.
    Number(String),
    Flag(bool),
    /// Entries with the name that each has in XML.
    List(&'static str, Vec<Node>),
    Record(Vec<(&'static str, Node)>),
}

impl Node {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn of(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Absent, |text| Self::Text(text.into()))
    }
}

/// Why something is not done, as the standard's errors have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) status: StatusCode,
    pub(super) description: String,
}

impl Fault {
    pub(super) fn bad(description: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, description: description.into() }
    }

    pub(super) fn not_found(description: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, description: description.into() }
    }

    /// What only the operator can mend; the reason is in the log.
    pub(super) fn internal() -> Self {
        let description = "it could not be done now; try again later".to_owned();
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, description }
    }
}

/// A failure as the standard's document of errors.
pub(super) fn failed(fault: &Fault, form: Form) -> Response {
    let error = Node::Record(vec![
        ("code", Node::Number(fault.status.as_u16().to_string())),
        ("description", Node::text(&fault.description)),
    ]);
    response(fault.status, &Document { root: "errors", node: Node::List("error", vec![error]) }, form)
}

/// A document in the form asked for.
pub(super) fn response(status: StatusCode, document: &Document, form: Form) -> Response {
    let (body, media) = match form {
        Form::Xml => (xml(document), "text/xml; charset=utf-8"),
        Form::Json => (json(&document.node).to_string(), "application/json; charset=utf-8"),
    };
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
}

fn json(node: &Node) -> Value {
    match node {
        Node::Absent => Value::Null,
        Node::Text(text) => Value::String(text.clone()),
        Node::Number(digits) => digits.parse().map_or_else(|_| Value::String(digits.clone()), Value::Number),
        Node::Flag(flag) => Value::Bool(*flag),
        Node::List(_, entries) => Value::Array(entries.iter().map(json).collect()),
        Node::Record(fields) => {
            let fields = fields.iter().map(|(name, node)| ((*name).to_owned(), json(node)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

fn xml(document: &Document) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    write_xml(document.root, &document.node, &mut out);
    out.push('\n');
    out
}

fn write_xml(name: &str, node: &Node, out: &mut String) {
    if *node == Node::Absent {
        out.extend(["<", name, "/>"]);
        return;
    }
    out.extend(["<", name, ">"]);
    match node {
        Node::Absent => {}
        Node::Text(text) => escape(text, out),
        Node::Number(digits) => escape(digits, out),
        Node::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Node::List(entry, entries) => entries.iter().for_each(|node| write_xml(entry, node, out)),
        Node::Record(fields) => fields.iter().for_each(|(name, node)| write_xml(name, node, out)),
    }
    out.extend(["</", name, ">"]);
}

/// Text as XML 1.0 can hold it: signs that it has no way to write are left out.
fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && !matches!(letter, '\n' | '\t') => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_written_in_both_forms() {
        let node = Node::Record(vec![
            ("a", Node::text("<b>&\"'\u{1}\u{ffff}x\ny")),
            ("n", Node::Number("102.198852".to_owned())),
            ("none", Node::Absent),
            ("list", Node::List("item", vec![Node::Flag(true), Node::Flag(false)])),
        ]);
        let document = Document { root: "root", node };
        assert_eq!(
            xml(&document),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<root><a>&lt;b&gt;&amp;&quot;&apos;x\ny</a><n>102.198852</n>\
             <none/><list><item>true</item><item>false</item></list></root>\n"
        );
        let wanted = serde_json::json!({
            "a": "<b>&\"'\u{1}\u{ffff}x\ny", "n": 102.198_852, "none": null, "list": [true, false],
        });
        assert_eq!(json(&document.node), wanted);
    }
}
