//! Events are kept for ever: every body ever written must be readable, and says the same when it is read again.

use std::path::Path;

use duixian_ledger::{
    Anchor, Corrected, DecisionWithdrawn, DocumentAdded, DocumentOnly, DocumentReread, EventBody, FORMAT_VERSION,
    FindingWaived, LedgerError, MarkedWrong, Quote, ThreadJoined, ThreadRenamed, ThreadSplit, VerdictOverruled,
    Withdrawn,
};
use proptest::prelude::*;

const KINDS: [&str; 16] = [
    "decision.withdrawn",
    "document.added",
    "document.deleted",
    "document.reread",
    "document.restored",
    "figure.corrected",
    "figure.correction_withdrawn",
    "figure.marked_wrong",
    "promise.corrected",
    "promise.correction_withdrawn",
    "promise.marked_wrong",
    "finding.waived",
    "thread.joined",
    "thread.renamed",
    "thread.split",
    "verdict.overruled",
];
/// Kinds that are about no single document.
const DECISIONS: [&str; 6] =
    ["decision.withdrawn", "finding.waived", "thread.joined", "thread.renamed", "thread.split", "verdict.overruled"];

#[test]
fn every_body_of_every_format_version_can_be_read() {
    for version in 1..=FORMAT_VERSION {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/events/v{version}"));
        for kind in KINDS {
            let stored = std::fs::read_to_string(folder.join(format!("{kind}.json"))).unwrap();
            let body = EventBody::from_stored(kind, version, &stored).unwrap();
            assert_eq!(body.kind(), kind);
            assert_eq!(body.document(), Some("d0123456789ab").filter(|_| !DECISIONS.contains(&kind)), "{kind}");
            assert_eq!(body.touches_text(), kind.starts_with("document."));
            if version == FORMAT_VERSION {
                assert_eq!(body.to_json().unwrap(), stored.trim_end(), "the form of {kind} has changed");
            }
        }
    }
}

#[test]
fn what_is_of_a_newer_program_or_no_event_is_said_to_be() {
    let newer = EventBody::from_stored("document.deleted", FORMAT_VERSION + 1, "{}");
    assert!(matches!(newer, Err(LedgerError::Newer { .. })));
    for (kind, body) in [
        ("document.burnt", r#"{"document":"d0123456789ab"}"#),
        ("document.deleted", "{}"),
        ("document.deleted", r#"{"document":"d0123456789ab","colour":"red"}"#),
        ("document.deleted", "not JSON"),
    ] {
        let refused = EventBody::from_stored(kind, FORMAT_VERSION, body);
        assert!(matches!(refused, Err(LedgerError::Damaged { .. })), "{kind} {body}");
    }
}

fn anchors() -> impl Strategy<Value = Anchor> {
    let words = (any::<String>(), any::<String>(), any::<String>(), any::<String>());
    (words, any::<[u32; 4]>()).prop_map(|((id, text, key, sentence), [start, end, offset, ordinal])| Anchor {
        id,
        start,
        end,
        text,
        key,
        sentence,
        offset,
        ordinal,
    })
}

fn quotes() -> impl Strategy<Value = Quote> {
    (any::<[String; 3]>(), any::<[u32; 2]>()).prop_map(|([document, text, sentence], [start, end])| Quote {
        document,
        start,
        end,
        text,
        sentence,
    })
}

fn decisions() -> impl Strategy<Value = EventBody> {
    prop_oneof![
        (quotes(), quotes(), any::<String>()).prop_map(|(one, other, reason)| EventBody::ThreadJoined(ThreadJoined {
            one,
            other,
            reason
        })),
        (quotes(), any::<String>()).prop_map(|(place, reason)| EventBody::ThreadSplit(ThreadSplit { place, reason })),
        (quotes(), any::<[String; 2]>()).prop_map(|(place, [name, reason])| EventBody::ThreadRenamed(ThreadRenamed {
            place,
            name,
            reason
        })),
        (quotes(), any::<[String; 3]>()).prop_map(|(promise, [later, verdict, reason])| {
            EventBody::VerdictOverruled(VerdictOverruled { promise, later, verdict, reason })
        }),
        (any::<[String; 5]>(), any::<Option<String>>()).prop_map(
            |([place, fingerprint, code, text, reason], document)| {
                EventBody::FindingWaived(FindingWaived { place, fingerprint, code, text, document, reason })
            }
        ),
        any::<[String; 2]>()
            .prop_map(|[decision, reason]| { EventBody::DecisionWithdrawn(DecisionWithdrawn { decision, reason }) }),
    ]
}

fn bodies() -> impl Strategy<Value = EventBody> {
    let corrected = || {
        let changes = prop::collection::btree_map(any::<String>(), any::<String>(), 0..4);
        (any::<String>(), anchors(), changes, any::<String>())
            .prop_map(|(document, anchor, changes, reason)| Corrected { document, anchor, changes, reason })
    };
    let marked = || {
        (any::<String>(), anchors(), any::<String>()).prop_map(|(document, anchor, reason)| MarkedWrong {
            document,
            anchor,
            reason,
        })
    };
    let withdrawn =
        || any::<[String; 3]>().prop_map(|[document, correction, reason]| Withdrawn { document, correction, reason });
    let only = || any::<String>().prop_map(|document| DocumentOnly { document });
    prop_oneof![
        (any::<[String; 4]>(), any::<u64>(), any::<u32>()).prop_map(
            |([document, name, content, format], size, version)| {
                let added = DocumentAdded { document, name, content, size, format, engine_version: version };
                EventBody::DocumentAdded(added)
            }
        ),
        only().prop_map(EventBody::DocumentDeleted),
        only().prop_map(EventBody::DocumentRestored),
        (any::<String>(), any::<u32>()).prop_map(|(document, engine_version)| {
            EventBody::DocumentReread(DocumentReread { document, engine_version })
        }),
        corrected().prop_map(EventBody::FigureCorrected),
        corrected().prop_map(EventBody::PromiseCorrected),
        marked().prop_map(EventBody::FigureMarkedWrong),
        marked().prop_map(EventBody::PromiseMarkedWrong),
        withdrawn().prop_map(EventBody::FigureCorrectionWithdrawn),
        withdrawn().prop_map(EventBody::PromiseCorrectionWithdrawn),
        decisions(),
    ]
}

proptest! {
    #[test]
    fn every_body_is_read_as_it_was_written(body in bodies()) {
        let json = body.to_json().unwrap();
        prop_assert_eq!(EventBody::from_stored(body.kind(), FORMAT_VERSION, &json).unwrap(), body);
    }
}
