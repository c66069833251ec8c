//! The ledger (台账): documents, figures and promises with their corrections, kept for ever and always rebuildable.
//!
//! Events are the truth, rows and the search index are made from them. No change is accepted without its event,
//! and both are one transaction. The ledger has no clock: whoever acts says when.
//!
//! - [`Ledger`] is the way in: acts and questions;
//! - [`Store`] is what a database must do; [`SqlStore`] is the one that ships, on SQLite and on PostgreSQL;
//! - [`Reader`] turns bytes into rows; [`StandardReader`] is the one that ships.

mod audit;
mod corrected;
mod correction;
mod database;
mod decision;
mod error;
mod event;
mod identity;
mod ledger;
mod ledger_acts;
mod ledger_check;
mod ledger_corrections;
mod ledger_decisions;
mod ledger_keeping;
mod ledger_matters;
mod ledger_rebuild;
mod ledger_replay;
mod ledger_work;
mod matters;
mod notation;
mod query;
mod reader;
mod reports;
mod rows;
mod scoreboard;
mod search;
mod settle;
mod sql;
mod store;
mod stored;
mod stories;
mod systems;
mod woven;

pub use audit::Sealed;
pub use correction::{Act, Changes, Correction, Subject, Withdrawal};
pub use decision::{Decision, Found, Ruling};
pub use error::{LedgerError, What};
pub use event::{
    Anchor, Corrected, DecisionWithdrawn, DocumentAdded, DocumentOnly, DocumentReread, Event, EventBody,
    FORMAT_VERSION, FindingWaived, MarkedWrong, Quote, StoredEvent, ThreadJoined, ThreadRenamed, ThreadSplit,
    VerdictOverruled, Withdrawn,
};
pub use identity::{ContentHash, DocumentId, EventId, FigureId, PromiseId, Site};
pub use ledger::Ledger;
pub use ledger_check::{CheckedDraft, Draft};
pub use ledger_keeping::{Copied, Fault, Verification, restore};
pub use ledger_matters::{Selected, Task};
pub use ledger_work::{Neighbour, WorkGroup};
pub use matters::MatterError;
pub use matters::measured::{MeasureQuery, MeasureRow, MeasureSide, MeasureSums, MeasuredValue, Period, Ratio};
pub use matters::order::{Acted, ActorRef, Changed, Order, OrderAct};
pub use matters::query::{DueRange, MOST_COUNTED, MatterFilter, MatterPage, MatterSort, Square, TurnQuery};
pub use matters::roster::{Holder, Post, Roster, Unit};
pub use matters::row::{
    Answer, ClockRow, Counter, Firing, MatterChange, MatterFacts, MatterItem, MatterRow, NewAnswer, Placed,
    QuantityRow, StepRow, TurnRow,
};
pub use matters::site::{Setup, SiteFiles, SiteMap};
pub use matters::store::MatterStore;
pub use query::{
    AddOutcome, Added, DocumentBrief, DocumentFilter, DocumentView, FieldCount, FigureFilter, FigureItem, FigureSort,
    FigureView, HeadlineTarget, IndicatorCount, IndicatorPoint, NewFile, Overview, Page, Paged, Progress,
    PromiseFilter, PromiseItem, PromiseView, Reread, SearchHit, Status,
};
pub use reader::{ReadDocument, ReadFigure, ReadPromise, Reader, StandardReader};
pub use reports::{PlaceYears, Report};
pub use rows::{
    CorrectionNote, Counts, Diagnostic, DocumentRow, Evidence, FigureFields, FigureRow, Header, Paragraph,
    PromiseFields, PromiseRow, Reading, Rule, Section, Sentence, Text,
};
pub use scoreboard::{
    CLASSES, ClassCount, Score, ScoreFilter, Scoreboard, Share, class_code, class_definition, class_name,
    share_definition,
};
pub use search::MOST_HITS;
pub use sql::SqlStore;
pub use store::{Change, PlacedSentence, RowChange, RowsState, Store};
pub use stories::{StoryFault, tell};
pub use systems::{Sources, Systems, SystemsError, compile_sources, read_system, read_systems, shipped, system_of};
pub use woven::{ThreadFilter, ThreadKind, ThreadSort, ThreadSummary, Woven};
