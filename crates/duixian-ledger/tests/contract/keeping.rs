//! The chain of hashes, backups and what is restored from them, over any store.

use std::path::Path;

use duixian_ledger::{LedgerError, SqlStore, Verification, restore};

use crate::base::{ACTOR, Base, Lines, REPORT, add, at as second};
use crate::matters::{act, open, order, task};

pub(crate) async fn a_backup_restores_to_the_same_ledger_on_either_database<B: Base>() {
    let base = B::new();
    let ledger = open(&base).await;
    add(&ledger, REPORT, 0).await;
    let matter = ledger.act(task("新建学校", "教育局", 0)).await.unwrap().matter;
    ledger.act(order("education", 1, act(&matter, None, "accept"))).await.unwrap();
    let keyed = duixian_ledger::Order { key: Some("一".to_owned()), ..task("修缮云门桥", "住建局", 2) };
    ledger.act(keyed.clone()).await.unwrap();
    let (before, verified) = (ledger.dump().await.unwrap(), ledger.verify().await.unwrap());
    assert_eq!((verified.events, verified.files, &verified.fault), (4, 1, &None));
    assert!(verified.last.as_ref().is_some_and(|hash| hash.starts_with("sm3:")));

    let backup = base.folder().join("backup.sqlite");
    let copied = ledger.backup(&backup).await.unwrap();
    assert_eq!((copied.events, copied.files), (4, 1));
    assert!(ledger.backup(&backup).await.is_err(), "a file that is there is not overwritten");

    // Into a database of the same kind, and into a file.
    let same = B::new();
    restore(&backup, same.store().await.as_ref()).await.unwrap();
    let again = restore(&backup, same.store().await.as_ref()).await.unwrap_err();
    assert_eq!(again, LedgerError::NotEmpty);
    let restored = open(&same).await;
    assert_eq!(restored.verify().await.unwrap(), verified);
    assert_eq!(restored.dump().await.unwrap(), before);
    assert!(restored.act(keyed).await.unwrap().repeated, "keys are restored too");
    let file = crate::sqlite::Folder::new();
    restore(&backup, file.store().await.as_ref()).await.unwrap();
    assert_eq!(open(&file).await.dump().await.unwrap(), before);
    let missing = SqlStore::open(&file.folder().join("empty.sqlite")).await.unwrap();
    assert!(restore(Path::new("/nowhere/backup.sqlite"), &missing).await.is_err());
}

pub(crate) async fn an_untouched_ledger_verifies_as_it_grows<B: Base>() {
    let base = B::new();
    let ledger = base.open(Lines::FIRST).await;
    assert_eq!(ledger.verify().await.unwrap(), Verification::default());
    let report = add(&ledger, REPORT, 0).await;
    let first = ledger.verify().await.unwrap();
    ledger.delete_document(&report, ACTOR, second(1)).await.unwrap();
    let next = ledger.verify().await.unwrap();
    assert_eq!((first.events, next.events, &next.fault), (1, 2, &None));
    assert_ne!(first.last, next.last);
    let orders = (0..20).map(|index| task(&format!("{index}"), "教育局", 0)).collect();
    let ledger = open(&base).await;
    assert!(ledger.act_many(orders).await.iter().all(Result::is_ok));
    assert_eq!(ledger.verify().await.unwrap().events, 22);
}
