//! The compiler of declarations: one tiny invented system, and each fault in it.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests stand outside of tests")]

use std::collections::{BTreeMap, BTreeSet};

use duixian_matters::declaration::{Code, Diagnostic, Folder, Severity, compile, compile_all, parse};
use proptest::prelude::*;

/// A sound system in which everything that can be declared is declared.
fn sound() -> Folder {
    let files = [
        ("system.toml", include_str!("sound/system.toml")),
        ("matter.toml", include_str!("sound/matter.toml")),
        ("kinds/part.toml", include_str!("sound/part.toml")),
        ("kinds/vote.toml", include_str!("sound/vote.toml")),
        ("registers/classes.toml", include_str!("sound/classes.toml")),
        ("measures/closed.sql", include_str!("sound/closed.sql")),
        ("views.toml", include_str!("sound/views.toml")),
        ("stories/ordinary.toml", include_str!("sound/ordinary.toml")),
    ];
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

/// The sound system with some words of one file replaced.
fn spoilt(file: &str, from: &str, to: &str) -> Folder {
    let mut folder = sound();
    let text = folder.get_mut(file).expect("the file is there");
    assert_eq!(text.matches(from).count(), 1, "{file} holds once: {from}");
    *text = text.replacen(from, to, 1);
    folder
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let line = |fault: &Diagnostic| {
        format!("{}:{}:{} {} {}", fault.file, fault.line, fault.column, fault.code.as_str(), fault.message.en)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn the_sound_system_has_no_fault() {
    let compiled = compile(&sound());
    assert_eq!(told(&compiled.diagnostics), Vec::<String>::new());
    let system = compiled.sound().expect("there is no error");
    assert_eq!(
        system.kinds.iter().map(|kind| kind.id.as_str()).collect::<Vec<_>>(),
        ["tiny", "tiny.part", "tiny.vote"]
    );
    assert_eq!(compiled.stories.len(), 1);
    let all = compile_all(&BTreeMap::from([("tiny".to_owned(), sound())]));
    assert_eq!(told(&all["tiny"].diagnostics), Vec::<String>::new());
}

/// File, words of it, what they become, and the codes of the faults with the line of the first one's words.
type Fault = (&'static str, &'static str, &'static str, &'static [Code], &'static str);

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    // The form of the files.
    ("system.toml", "version = 1", "version = = 1", &[Code::Syntax], "version = = 1"),
    ("system.toml", "version = 1", "versoin = 1", &[Code::MissingKey, Code::UnknownKey], ""),
    ("system.toml", "version = 1", "version = \"1\"", &[Code::WrongType], "version"),
    ("system.toml", "version = 1", "version = 0", &[Code::BadValue], "version"),
    ("system.toml", "effective = 2026-01-01", "effective = \"2026-01-01\"", &[Code::WrongType], "effective"),
    ("system.toml", "id = \"judge\"", "id = \"Judge\"", &[Code::BadId], "Judge"),
    ("system.toml", "id = \"judge\"", "id = \"lead\"", &[Code::BadId], "id = \"lead\""),
    ("system.toml", "id = \"judge\"", "id = \"deputy\"", &[Code::DuplicateId], ""),
    ("system.toml", "zh = \"小系统\", ", "", &[Code::MissingLanguage], "name"),
    ("matter.toml", "kind = \"paused\"", "kind = \"pausd\"", &[Code::BadValue], "pausd"),
    ("matter.toml", "length = { until = \"due\" }", "length = { working_days = 5, hours = 2 }", &[Code::BadLength], "hours = 2"),
    ("matter.toml", "length = { monthly = 25 }", "length = { monthly = 31 }", &[Code::BadValue], "monthly = 31"),
    ("matter.toml", "percent = \"60\"", "percent = \"600\"", &[Code::BadValue], "percent"),
    ("kinds/vote.toml", "quorum = \"2/3\"", "quorum = \"3/2\"", &[Code::BadValue], "quorum"),
    ("measures/closed.sql", "-- unit: %", "-- unti: %", &[Code::MissingKey, Code::UnknownKey], ""),
    ("measures/closed.sql", "办结率 | Closed", "办结率", &[Code::MissingLanguage], "办结率"),
    // Names.
    ("matter.toml", "to = \"handling\" # assign", "to = \"handlng\"", &[Code::UnknownState], "handlng"),
    ("matter.toml", "needs = [\"result\"]", "needs = [\"reslt\"]", &[Code::UnknownField], "reslt"),
    ("matter.toml", "renews = [\"monthly\"]", "renews = [\"month\"]", &[Code::UnknownDeadline], "month\"]"),
    ("matter.toml", "on_breach = \"urge\"", "on_breach = \"urged\"", &[Code::UnknownAct], "urged"),
    ("matter.toml", "who = [\"judge\"] # verify", "who = [\"juge\"]", &[Code::UnknownRole], "juge"),
    ("matter.toml", "register = \"classes\" # class", "register = \"class\"", &[Code::UnknownRegister], "register = \"class\""),
    ("matter.toml", "of = [\"tiny.part\"]", "of = [\"tiny.prt\"]", &[Code::UnknownKind], "tiny.prt"),
    ("views.toml", "\"late\"", "\"lat\"", &[Code::UnknownColumn], "\"lat\""),
    ("measures/closed.sql", "-- kind: tiny", "-- kind: tinny", &[Code::UnknownKind], "tinny"),
    ("stories/ordinary.toml", "state = \"handling\"", "state = \"handing\"", &[Code::UnknownName], "handing"),
    ("stories/ordinary.toml", "as = \"office\" # assign", "as = \"offic\"", &[Code::UnknownName], "\"offic\""),
    // Meaning.
    ("matter.toml", "id = \"title\"\nname = { zh = \"任务\", en = \"Task\" }\ntype = \"text\"\nrequired = true", "id = \"title\"\nname = { zh = \"任务\", en = \"Task\" }\ntype = \"text\"", &[Code::BadTitle, Code::FieldNeverGiven, Code::FieldNotTaken], ""),
    ("matter.toml", "{year}〕{serial:4}", "{serial}", &[Code::BadNumber], "number"),
    ("matter.toml", "does = \"open\"", "does = \"assign\"", &[Code::NoOpening, Code::ActShape, Code::FieldNeverGiven, Code::FieldNotTaken, Code::UnknownName], ""),
    ("matter.toml", "kind = \"open\"\nowner = \"judge\" # new", "kind = \"open\"", &[Code::OwnerlessState], "id = \"new\""),
    ("matter.toml", "kind = \"done\"", "kind = \"done\"\nowner = \"lead\"", &[Code::OwnedEnd], ""),
    ("matter.toml", "owner = \"judge\" # to_verify", "owner = \"author\"", &[Code::IdleOwner], "owner = \"author\""),
    ("matter.toml", "does = \"record\"\nfrom = [\"handling\"] # report", "from = [\"handling\"]", &[Code::ActShape], "id = \"report\""),
    ("matter.toml", "who = [\"joint\"]", "who = []", &[Code::NobodyMay], "who = []"),
    ("matter.toml", "from = [\"to_verify\"] # again", "from = [\"closed\"]", &[Code::ActShape], "[\"closed\"]"),
    ("matter.toml", "from = [\"handling\"] # park", "from = [\"parked\"]", &[Code::UnreachableState], "id = \"parked\""),
    ("matter.toml", "[[acts]]\nid = \"resume\"\nname = { zh = \"恢复\", en = \"Resume\" }\ndoes = \"resume\"\nfrom = [\"parked\"]\nwho = [\"lead\", \"judge\"]\n", "", &[Code::DeadEnd, Code::IdleOwner, Code::NeverStops], ""),
    ("matter.toml", "says = \"verified\"", "", &[Code::OnePairOfEyes], "to = \"closed\" # verify"),
    ("matter.toml", "says = \"done\"", "", &[Code::OnePairOfEyes], "to = \"closed\" # verify"),
    ("matter.toml", "who = [\"judge\"] # verify", "who = [\"judge\", \"lead\"]", &[Code::VerifiedByHandler], "who = [\"judge\", \"lead\"]"),
    ("matter.toml", "starts = [\"handling\"] # handle", "starts = []", &[Code::NeverStarts], "starts = []"),
    ("matter.toml", "stops = [\"closed\", \"cancelled\"] # handle", "stops = [\"cancelled\"]", &[Code::NeverStops], "stops = [\"cancelled\"]"),
    ("matter.toml", "runs_in = [\"handling\"] # handle", "runs_in = []", &[Code::NeverRuns], "runs_in = []"),
    ("matter.toml", "runs_in = [\"handling\"] # handle", "runs_in = [\"handling\", \"new\"]", &[Code::RunsOutside], "runs_in = [\"handling\", \"new\"]"),
    ("matter.toml", "from = [\"handling\", \"to_verify\"] # urge", "from = [\"to_verify\"]", &[Code::BreachImpossible], "on_breach = \"urge\""),
    ("matter.toml", "who = [\"judge\"] # urge2", "who = [\"judge\"]\nreason = true", &[Code::BreachNeedsPerson], "on_breach = \"urge\""),
    ("matter.toml", "warn = [{ working_days = 1 }]", "warn = [{ working_days = 5 }]", &[Code::BadLength], "warn"),
    ("matter.toml", "length = { until = \"due\" }", "length = { until = \"title\" }", &[Code::FieldType], "until = \"title\""),
    ("matter.toml", "column = \"handle\"", "column = \"handling\"", &[Code::UnknownRegister], "column = \"handling\""),
    ("registers/classes.toml", "until = 2026-06-30", "until = 2026-07-01", &[Code::OverlappingRows], ""),
    ("matter.toml", "id = \"cancel2\"", "id = \"cancel3\"", &[], ""),
    ("matter.toml", "reason = true # cancel2", "", &[Code::OverlappingActs], "id = \"cancel2\""),
    ("matter.toml", "on_breach = \"lapse\"", "on_breach = \"lapse\"\non_reopen = \"never\"", &[Code::BadValue], "never"),
    ("matter.toml", "extends = true", "", &[Code::ExtensionUnanswered], "id = \"ask\""),
    ("matter.toml", "does = \"park\"", "does = \"move\"", &[Code::BadPause, Code::DeadEnd, Code::NeverStops], ""),
    ("matter.toml", "does = \"part\"", "does = \"record\"", &[Code::BadJoint], "[joint]"),
    ("matter.toml", "weight = \"weight\" # roll_up", "weight = \"title\"", &[Code::BadRollUp], "weight = \"title\""),
    ("kinds/vote.toml", "elected = \"elected\"", "elected = \"out\"", &[Code::BadPoll, Code::UnreachableState], ""),
    ("kinds/vote.toml", "does = \"count\"", "does = \"record\"", &[Code::BadPoll, Code::ActShape], "[poll]"),
    ("kinds/vote.toml", "places = \"places\"", "places = \"title\"", &[Code::FieldType], "places = \"title\""),
    ("matter.toml", "may = [\"note\"]", "", &[Code::FieldNeverGiven], "id = \"note\""),
    ("views.toml", "import_key = [\"title\"]", "import_key = [\"result\"]", &[Code::FieldNotTaken], "import_key"),
    ("views.toml", "map = \"place\"", "map = \"title\"", &[Code::FieldType], "map"),
    ("views.toml", "\"late\", \"class\"", "\"late\", \"area\"", &[Code::BadView], "columns"),
    ("measures/closed.sql", "from matter m", "from matters m", &[Code::BadQuery], "select"),
    ("measures/closed.sql", "as denominator", "as part", &[Code::BadQuery], "select"),
    ("measures/closed.sql", ":until", ":to", &[Code::BadQuery], "select"),
    ("measures/closed.sql", "where", "; drop table event; select", &[Code::BadQuery], "select"),
    ("system.toml", "id = \"public\"", "id = \"people\"", &[Code::UnknownRole], ""),
    ("system.toml", "[[roles]]\nid = \"public\"", "[[roles]]\nid = \"nobody\"\nname = { zh = \"无\", en = \"Nobody\" }\nside = \"public\"\n\n[[roles]]\nid = \"public\"", &[Code::UnusedRole], "id = \"nobody\""),
];

#[test]
fn each_fault_is_told_at_its_line() {
    let mut wrong = Vec::new();
    for (file, from, to, codes, words) in FAULTS {
        let folder = spoilt(file, from, to);
        let diagnostics = compile(&folder).diagnostics;
        let found = diagnostics.iter().map(|fault| fault.code).collect::<BTreeSet<_>>();
        let wanted = codes.iter().copied().collect::<BTreeSet<_>>();
        if found != wanted {
            wrong.push(format!("{from:?} -> {to:?}: wanted {wanted:?}, told {:#?}", told(&diagnostics)));
            continue;
        }
        if words.is_empty() {
            continue;
        }
        let text = &folder[*file];
        let at = text.find(words).unwrap_or_else(|| panic!("{words} stand in {file}"));
        let line = u32::try_from(text[..at].matches('\n').count() + 1).expect("few lines");
        if !diagnostics.iter().any(|fault| fault.file == *file && fault.line == line) {
            wrong.push(format!("{from:?} -> {to:?}: wanted line {line}, told {:#?}", told(&diagnostics)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fault_says_what_is_wrong_and_what_to_try_in_both_languages() {
    for (file, from, to, ..) in FAULTS {
        for fault in compile(&spoilt(file, from, to)).diagnostics {
            let words = [&fault.message.zh, &fault.message.en, &fault.try_this.zh, &fault.try_this.en];
            assert!(words.iter().all(|words| !words.trim().is_empty()), "{fault:?}");
            assert!(fault.line > 0 && fault.column > 0 && fault.length > 0, "{fault:?}");
        }
    }
}

#[test]
fn all_faults_of_a_file_are_told_at_once_with_near_misses() {
    let mut folder = spoilt("matter.toml", "to = \"handling\" # assign", "to = \"handlng\"");
    let text = folder.get_mut("matter.toml").expect("the file is there");
    *text = text.replace("needs = [\"result\"]", "needs = [\"reslt\"]");
    let diagnostics = compile(&folder).diagnostics;
    let tries = diagnostics.iter().map(|fault| fault.try_this.en.as_str()).collect::<Vec<_>>();
    assert_eq!(tries, ["did you mean `handling`?", "did you mean `result`?"]);
}

#[test]
fn files_are_missed_and_refused_by_name() {
    let (system, faults) = parse(&Folder::new());
    assert!(system.is_none());
    assert_eq!(told(&faults).len(), 2, "{faults:?}");
    let mut folder = sound();
    let matter = folder.remove("matter.toml").expect("the file is there");
    folder.insert("mater.toml".to_owned(), matter);
    let faults = compile(&folder).diagnostics;
    assert!(faults.iter().any(|fault| fault.code == Code::UnknownFile && fault.try_this.en.contains("matter.toml")));
    assert!(faults.iter().any(|fault| fault.code == Code::MissingFile));
}

#[test]
fn ways_to_other_systems_are_judged_with_them() {
    let transfer = "\n[[acts]]\nid = \"hand_over\"\nname = { zh = \"转办\", en = \"Hand over\" }\ndoes = \"transfer\"\n\
                    from = [\"handling\"]\nwho = [\"judge\"]\n\n[[transfers]]\nact = \"hand_over\"\nto = \"other\"\n\
                    opens = \"open\"\nfields = { title = \"title\", due = \"due\", class = \"class\", place = \"place\", phone = \"phone\" }\n\
                    back = { closed = \"closed\", cancelled = \"cancelled\" }\n";
    let mut here = sound();
    here.get_mut("matter.toml").expect("the file is there").push_str(transfer);
    let mut there = sound();
    for text in there.values_mut() {
        *text = text.replace("\"tiny\"", "\"other\"").replace("tiny.", "other.").replace(": tiny", ": other");
    }
    let all = |here: &Folder, there: &Folder| {
        let both = [("tiny", here), ("other", there)].map(|(id, folder)| (id.to_owned(), folder.clone()));
        compile_all(&both.into())["tiny"].diagnostics.clone()
    };
    assert_eq!(told(&all(&here, &there)), Vec::<String>::new());
    for (from, to, code) in [
        ("to = \"other\"", "to = \"othr\"", Code::UnknownKind),
        ("opens = \"open\"", "opens = \"opn\"", Code::UnknownAct),
        ("due = \"due\", class", "due = \"title\", class", Code::FieldType),
        ("due = \"due\", class", "class", Code::BadTransfer),
        ("back = { closed", "back = { close", Code::UnknownState),
        ("cancelled = \"cancelled\" }", "cancelled = \"closed\" }", Code::OnePairOfEyes),
    ] {
        let mut spoilt = here.clone();
        let text = spoilt.get_mut("matter.toml").expect("the file is there");
        *text = text.replace(from, to);
        let codes = all(&spoilt, &there).iter().map(|fault| fault.code).collect::<Vec<_>>();
        assert_eq!(codes, [code], "{to}");
    }
    let renamed = compile_all(&BTreeMap::from([("small".to_owned(), sound())]));
    assert_eq!(renamed["small"].diagnostics[0].code, Code::FolderName);
}

#[test]
fn the_page_lists_every_code() {
    let page = include_str!("../../../../docs/systems.md");
    for code in Code::ALL {
        let row = format!("| `{}` | {} |", code.as_str(), code.severity().as_str());
        assert!(page.contains(&row), "docs/systems.md lacks: {row}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(file in 0..8_usize, text in "\\PC{0,200}") {
        let mut folder = sound();
        if let Some(content) = folder.values_mut().nth(file) {
            *content = text;
        }
        let _ = compile(&folder);
    }

    #[test]
    fn any_spoilt_file_is_read_without_a_panic(file in 0..8_usize, at in 0..3000_usize, cut in 0..40_usize, put in "[\\PC\n]{0,12}") {
        let mut folder = sound();
        if let Some(content) = folder.values_mut().nth(file) {
            let signs = content.chars().collect::<Vec<_>>();
            let start = at.min(signs.len());
            let end = (start + cut).min(signs.len());
            *content = signs[..start].iter().copied().chain(put.chars()).chain(signs[end..].iter().copied()).collect();
        }
        let compiled = compile(&folder);
        for fault in &compiled.diagnostics {
            prop_assert!(folder.contains_key(&fault.file) || fault.code == Code::MissingFile);
        }
        let errors = compiled.diagnostics.iter().any(|fault| fault.severity == Severity::Error);
        prop_assert_eq!(compiled.sound().is_none(), errors || compiled.system.is_none());
    }
}
