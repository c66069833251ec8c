//! Matters: acts, keys, conflicts, timers, lists, My work, neighbours and measures, over any store.

use std::sync::Arc;

use duixian_figures::Codebook;
use duixian_ledger::{
    ActorRef, DueRange, Ledger, LedgerError, MatterError, MatterFilter, MatterSort, Order, OrderAct, Page, Period,
    Roster, Setup, SiteFiles, Systems, TurnQuery, tell,
};
use duixian_matters::command::ActCommand;
use duixian_matters::declaration::StateKind;
use duixian_matters::matter::MatterId;
use jiff::Timestamp;

use crate::base::{Base, Lines};

const ROSTER: &str = r#"
[[units]]
name = "督查室"
kind = "内设机构"
[[units]]
name = "教育局"
kind = "部门"
[[units]]
name = "住建局"
kind = "部门"
[[posts]]
id = "chief"
name = "督查室主任"
unit = "督查室"
roles = ["supervision:supervisor", "city_management:supervisor", "city_management:collector"]
[[posts]]
id = "education"
name = "教育局联络员"
unit = "教育局"
[[posts]]
id = "building"
name = "住建局联络员"
unit = "住建局"
"#;

pub(crate) fn setup() -> Setup {
    let site = SiteFiles { roster: Roster::parse(ROSTER).unwrap(), ..SiteFiles::empty().unwrap() };
    Setup::new(Systems::standard().unwrap(), site)
}

/// A ledger with the shipped systems and an invented roster.
pub(crate) async fn open<B: Base>(base: &B) -> Ledger {
    let (reader, codebook) = (Arc::new(Lines::FIRST), Arc::new(Codebook::standard()));
    let search = base.folder().join("search");
    Ledger::over_setup(base.store().await, &search, reader, codebook, setup()).await.unwrap()
}

/// A working morning, so many minutes later.
pub(crate) fn at(minutes: i64) -> Timestamp {
    let start: Timestamp = "2026-03-02T01:30:00Z".parse().unwrap();
    start.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap()
}

pub(crate) fn order(post: &str, minutes: i64, act: OrderAct) -> Order {
    let actor = ActorRef { person: format!("{post}的人"), post: post.to_owned() };
    Order { key: None, actor, at: at(minutes), act }
}

pub(crate) fn task(title: &str, lead: &str, minutes: i64) -> Order {
    let fields = [("title", title), ("due_on", "2026-06-30")];
    let fields = fields.into_iter().map(|(field, value)| (field.to_owned(), value.to_owned())).collect();
    let lead = Some(lead.to_owned());
    let command = ActCommand { kind: "supervision".to_owned(), fields, lead, ..ActCommand::default() };
    order("chief", minutes, OrderAct::Open(Box::new(command)))
}

pub(crate) fn act(matter: &MatterId, expected: Option<u64>, act: &str) -> OrderAct {
    let command = Box::new(ActCommand { act: act.to_owned(), ..ActCommand::default() });
    OrderAct::Act { matter: matter.clone(), expected, command }
}

pub(crate) async fn every_story_of_every_system_holds<B: Base>() {
    let systems = Systems::standard().unwrap();
    let mut told = 0;
    for system in systems.all() {
        for story in systems.stories(&system.id) {
            let base = B::new();
            let faults = tell(base.store().await, base.folder(), &systems, &system.id, story).await.unwrap();
            assert_eq!(faults, [], "{} {}", system.id, story.file);
            told += 1;
        }
    }
    assert!(told > 40, "{told} stories");
}

pub(crate) async fn an_act_is_kept_with_its_event_rows_and_number<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let mut changes = ledger.changes();
    let opened = ledger.act(task("新建学校3所", "教育局", 0)).await.unwrap();
    let item = ledger.matter(&opened.matter).await.unwrap();
    assert_eq!((item.title.as_str(), item.system.as_str(), item.revision), ("新建学校3所", "supervision", 1));
    assert_eq!(item.matter.number, "督〔2026〕0001号");
    assert_eq!(opened.opened.as_slice(), std::slice::from_ref(&opened.matter));
    let told = changes.recv().await.unwrap();
    assert!(told.matters.contains(&opened.matter) && told.kinds.contains("supervision"));
    assert_eq!(told.sequence, 1);

    let accepted = ledger.act(order("education", 1, act(&opened.matter, Some(1), "accept"))).await.unwrap();
    assert_eq!(accepted.revision, 2);
    let item = ledger.matter(&opened.matter).await.unwrap();
    assert_eq!(item.matter.state, "handling");
    let history = ledger.matter_history(&opened.matter).await.unwrap();
    assert_eq!(history.len(), 2);
    assert!(history.iter().all(|event| event.event.body.subject() == Some(opened.matter.0.as_str())));

    let second = ledger.act(task("修缮云门桥", "住建局", 2)).await.unwrap();
    assert_eq!(ledger.matter(&second.matter).await.unwrap().matter.number, "督〔2026〕0002号");
}

pub(crate) async fn what_is_refused_leaves_nothing_and_says_what_would_allow_it<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let opened = ledger.act(task("新建学校3所", "教育局", 0)).await.unwrap();
    let before = ledger.dump().await.unwrap();
    let nobody = MatterId("m000000000000".to_owned());
    for (order, code) in [
        (order("building", 1, act(&opened.matter, None, "accept")), "not_yours"),
        (order("chief", 1, act(&opened.matter, None, "pass")), "wrong_state"),
        (order("education", 1, act(&opened.matter, Some(7), "accept")), "conflict"),
        (order("education", 1, act(&opened.matter, None, "burn")), "unknown_act"),
        (order("mayor", 1, act(&opened.matter, None, "accept")), "unknown_post"),
        (order("education", 1, act(&nobody, None, "accept")), "not_found"),
        (order("chief", 1, OrderAct::Open(Box::default())), "unknown_kind"),
    ] {
        let refused = ledger.act(order).await.unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
        assert!(!refused.hint().is_empty() && !refused.hint_zh().is_empty(), "{code}");
    }
    assert_eq!(ledger.dump().await.unwrap(), before);
}

pub(crate) async fn one_refused_order_stops_no_other<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let orders = vec![task("一", "教育局", 0), task("", "教育局", 0), task("三", "住建局", 0)];
    let outcomes = ledger.act_many(orders).await;
    assert_eq!(outcomes.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    let page = ledger.matters(&MatterFilter::default(), Page::default()).await.unwrap();
    let numbers: Vec<&str> = page.items.iter().map(|item| item.matter.number.as_str()).collect();
    assert_eq!(numbers.len(), 2);
    assert!(numbers.contains(&"督〔2026〕0001号") && numbers.contains(&"督〔2026〕0002号"), "{numbers:?}");
}

pub(crate) async fn a_key_makes_it_safe_to_ask_again<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let with_key =
        |title: &str, minutes| Order { key: Some("表单一".to_owned()), ..task(title, "教育局", minutes) };
    let first = ledger.act(with_key("一", 0)).await.unwrap();
    let again = ledger.act(with_key("一", 5)).await.unwrap();
    assert_eq!((again.matter, again.revision, again.repeated), (first.matter, first.revision, true));
    let reused = ledger.act(with_key("二", 6)).await.unwrap_err();
    assert!(matches!(reused, LedgerError::Matter(MatterError::KeyReused { .. })), "{reused}");
    let twins = |title: &str| Order { key: Some("表单二".to_owned()), ..task(title, "教育局", 7) };
    let outcomes = ledger.act_many(vec![twins("三"), twins("三"), twins("四")]).await;
    let [Ok(one), Ok(other), Err(_)] = outcomes.as_slice() else { panic!("{outcomes:?}") };
    assert_eq!((&one.matter, one.repeated, other.repeated), (&other.matter, false, true));
    // Another program with the same database knows the keys too.
    let elsewhere = open(&base).await;
    assert!(elsewhere.act(with_key("一", 9)).await.unwrap().repeated);
    assert_eq!(ledger.matters(&MatterFilter::default(), Page::default()).await.unwrap().total, 2);
}

pub(crate) async fn two_programs_act_on_the_same_matters_and_nothing_is_lost<B: Base>() {
    let base = B::new();
    let (one, other) = (open(&base).await, open(&base).await);
    let mut running = Vec::new();
    for round in 0..20 {
        for ledger in [one.clone(), other.clone()] {
            running.push(tokio::spawn(async move { ledger.act(task(&format!("{round}"), "教育局", round)).await }));
        }
    }
    let mut opened = Vec::new();
    for job in running {
        opened.push(job.await.unwrap().unwrap().matter);
    }
    let filter = MatterFilter { sort: MatterSort::Number, ..MatterFilter::default() };
    let page = one.matters(&filter, Page::default()).await.unwrap();
    let numbers: Vec<String> = page.items.iter().map(|item| item.matter.number.clone()).collect();
    let wanted: Vec<String> = (1..=40).map(|serial| format!("督〔2026〕{serial:04}号")).collect();
    assert_eq!(numbers, wanted, "each number is given once");
    // The same act of both: one does it, the other one finds the matter changed.
    let matter = opened.first().unwrap();
    let revision = one.matter(matter).await.unwrap().revision;
    let accept = || order("education", 30, act(matter, Some(revision), "accept"));
    let (first, second) = tokio::join!(one.act(accept()), other.act(accept()));
    assert_eq!([&first, &second].into_iter().filter(|outcome| outcome.is_ok()).count(), 1, "{first:?} {second:?}");
}

pub(crate) async fn matters_are_rebuilt_from_their_events<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let mut opened = Vec::new();
    for (minutes, title) in (0..).zip(["一", "二", "三"]) {
        opened.push(ledger.act(task(title, "教育局", minutes)).await.unwrap().matter);
    }
    for (post, minutes, matter, what) in
        [("education", 5, 0, "accept"), ("education", 6, 1, "accept"), ("chief", 7, 0, "urge"), ("chief", 8, 2, "urge")]
    {
        let done = ledger.act(order(post, minutes, act(&opened[matter], None, what))).await;
        if what == "accept" {
            done.unwrap();
        }
    }
    let late: Timestamp = "2026-07-20T01:00:00Z".parse().unwrap();
    assert!(ledger.fire(late).await.unwrap() > 0);
    let before = ledger.dump().await.unwrap();
    assert!(before.iter().any(|line| line.starts_with("clock ")));
    ledger.rebuild().await.unwrap();
    let after = ledger.dump().await.unwrap();
    for (line, wanted) in after.iter().zip(&before) {
        assert_eq!(line, wanted);
    }
    assert_eq!(after.len(), before.len());
    // Numbers go on behind the last one.
    let next = ledger.act(task("四", "教育局", 20)).await.unwrap().matter;
    assert_eq!(ledger.matter(&next).await.unwrap().matter.number, "督〔2026〕0004号");
}

pub(crate) async fn a_thousand_clocks_fire_once_each<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let orders = (0..1_050).map(|index| task(&format!("任务{index}"), "教育局", 0)).collect();
    assert!(ledger.act_many(orders).await.iter().all(Result::is_ok));
    let late: Timestamp = "2026-07-20T01:00:00Z".parse().unwrap();
    let (one, other) = (ledger.clone(), open(&base).await);
    let (first, second) = tokio::join!(one.fire(late), other.fire(late));
    let fired = first.unwrap() + second.unwrap();
    let lines = ledger.dump().await.unwrap();
    let steps = lines.iter().filter(|line| line.starts_with("step ") && line.contains(" timer ")).count();
    assert_eq!(fired, steps, "each firing is one step");
    assert!(fired >= 1_050, "{fired}");
    assert_eq!(ledger.fire(late).await.unwrap(), 0);
}

pub(crate) async fn lists_are_filtered_ordered_and_counted_up_to_a_bound<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    for (minutes, (title, lead)) in
        (0..).zip([("新建学校", "教育局"), ("修缮桥梁", "住建局"), ("改造学校食堂", "教育局")])
    {
        ledger.act(task(title, lead, minutes)).await.unwrap();
    }
    let titles = async |filter: MatterFilter| {
        let page = ledger.matters(&filter, Page::default()).await.unwrap();
        assert_eq!(page.total, page.items.len() as u64);
        assert!(!page.more);
        page.items.into_iter().map(|item| item.title).collect::<Vec<_>>()
    };
    let all = MatterFilter { kind: Some("supervision".to_owned()), ..MatterFilter::default() };
    assert_eq!(titles(all.clone()).await, ["新建学校", "修缮桥梁", "改造学校食堂"]);
    let newest = MatterFilter { descending: true, ..all.clone() };
    assert_eq!(titles(newest).await, ["改造学校食堂", "修缮桥梁", "新建学校"]);
    let led = MatterFilter { lead: Some("教育局".to_owned()), ..all.clone() };
    assert_eq!(titles(led).await, ["新建学校", "改造学校食堂"]);
    let words = MatterFilter { text: Some("学校 食堂".to_owned()), ..all.clone() };
    assert_eq!(titles(words).await, ["改造学校食堂"]);
    for (field, value, wanted) in [
        ("title", "修缮桥梁", 1),
        ("title", "' or 1 = 1 --", 0),
        ("due_on", "2026-06-30", 3),
        ("no'such\"field", "x", 0),
        ("$.title", "修缮桥梁", 0),
    ] {
        let fields = [(field.to_owned(), value.to_owned())].into();
        assert_eq!(titles(MatterFilter { fields, ..all.clone() }).await.len(), wanted, "{field} {value}");
    }
    let states = MatterFilter { states: vec!["assigned".to_owned(), "handling".to_owned()], ..all.clone() };
    assert_eq!(titles(states).await.len(), 3);
    let kinds = MatterFilter { state_kinds: vec![StateKind::Done, StateKind::Void], ..all.clone() };
    assert_eq!(titles(kinds).await.len(), 0);
    for sort in [
        MatterSort::Opened,
        MatterSort::Due,
        MatterSort::Number,
        MatterSort::Title,
        MatterSort::State,
        MatterSort::Lead,
        MatterSort::Progress,
        MatterSort::Entered,
        MatterSort::Closed,
    ] {
        for descending in [false, true] {
            assert_eq!(titles(MatterFilter { sort, descending, ..all.clone() }).await.len(), 3);
        }
    }
    assert_eq!(ledger.matter_counts("supervision").await.unwrap(), (3, 0));
    let first = ledger.matters_behind(&all, None, 2).await.unwrap();
    let rest = ledger.matters_behind(&all, first.last(), 2).await.unwrap();
    assert_eq!((first.len(), rest.len()), (2, 1));
    let far = Page { number: 1_000, size: 50 };
    assert!(ledger.matters(&all, far).await.is_err(), "pages end");
}

pub(crate) async fn my_work_is_what_a_post_has_to_do<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    let one = ledger.act(task("一", "教育局", 0)).await.unwrap().matter;
    ledger.act(task("二", "住建局", 1)).await.unwrap();
    let total = async |post: &str, group: &str| {
        let groups = ledger.work(post, at(10), 50).await.unwrap();
        groups.into_iter().find(|found| found.group == group).map(|found| (found.total, found.items.len()))
    };
    let waiting = async |post: &str| {
        let groups = ledger.work(post, at(10), 50).await.unwrap();
        groups.iter().filter(|group| group.group != "judge").map(|group| group.total).sum::<u64>()
    };
    assert_eq!((waiting("education").await, waiting("building").await, waiting("chief").await), (1, 1, 0));
    ledger.act(order("education", 2, act(&one, None, "accept"))).await.unwrap();
    let done = ActCommand {
        act: "report_done".to_owned(),
        fields: [("result".to_owned(), "建成".to_owned())].into(),
        files: vec![duixian_matters::matter::File {
            content: "sha256:00".to_owned(),
            name: "照片.png".to_owned(),
            media: "image/png".to_owned(),
            size: 3,
        }],
        ..ActCommand::default()
    };
    let done = OrderAct::Act { matter: one.clone(), expected: None, command: Box::new(done) };
    ledger.act(order("education", 3, done)).await.unwrap();
    assert_eq!(waiting("education").await, 0);
    assert_eq!(total("chief", "judge").await, Some((1, 1)));
    let none = ledger.work("mayor", at(10), 50).await.unwrap_err();
    assert_eq!(none.code(), "unknown_post");
    let query = TurnQuery { owners: Vec::new(), judging: false, due: DueRange::Any, limit: 5 };
    assert_eq!(base.store().await.turns(&duixian_ledger::Site::default(), &query).await.unwrap().1, 0);
}

pub(crate) async fn a_measure_cannot_write_and_says_what_is_wrong<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    ledger.act(task("一", "教育局", 0)).await.unwrap();
    let store = base.store().await;
    let period = Period { from: at(-1000), until: at(1000) };
    let system = ledger.system("supervision", at(0)).unwrap();
    let kind = system.kinds.first().unwrap();
    let query = |sql: &str| {
        let mut measure = system.measures.first().unwrap().clone();
        sql.clone_into(&mut measure.sql);
        measure.kind.clone_from(&kind.id);
        measure
    };
    let site = duixian_ledger::Site::default();
    for (sql, is_right) in [
        ("select id, 1 as numerator, 1 as denominator from matter", true),
        ("select id, 1 as numerator, 1 as denominator from matter where opened_at < :until -- :never", true),
        ("select id, 1 as numerator, 1 as denominator from matter where number <> ':from'", true),
        ("select id, 1 as numerator, 1 as denominator from matter where opened_at < :whenever", false),
        ("delete from matter", false),
        ("select nothing from matter", false),
    ] {
        let asked = duixian_ledger::MeasureQuery::new(&query(sql), kind, period, at(0));
        let outcome = match asked {
            Ok(asked) => store.measure_sums(&site, &asked).await.map(|_| ()),
            Err(error) => Err(error),
        };
        assert_eq!(outcome.is_ok(), is_right, "{sql}: {outcome:?}");
        if let Err(error) = outcome {
            assert_eq!(error.code(), "bad_measure", "{sql}: {error}");
        }
    }
    let two = duixian_ledger::MeasureQuery::new(&query("select 1; delete from matter"), kind, period, at(0));
    assert_eq!(two.unwrap_err().code(), "bad_measure");
    assert_eq!(ledger.matters(&MatterFilter::default(), Page::default()).await.unwrap().total, 1);
}
