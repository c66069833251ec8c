//! The five hardnesses. All sentences are invented.

use super::check_hardness;

#[test]
fn results_are_finished_or_counted() {
    check_hardness("完成云门路改造，建成鹿鸣公园，打通断头路。", &["result"; 3]);
    check_hardness("建设安置房1710套，打造精品线路3条，开展演出800场以上。", &["result"; 3]);
    check_hardness("研发投入增长16%。", &["result"]);
    check_hardness("确保断面水质稳定达标。", &["result"]);
    check_hardness("推动云门水厂竣工投产。", &["result"]);
}

#[test]
fn starts_are_begun_or_planned() {
    check_hardness("启动鹿鸣湾改造，谋划储备一批大项目，探索设立产业基金。", &["start"; 3]);
    check_hardness("推进安置区开工建设，加快云门水库前期工作。", &["start"; 2]);
}

#[test]
fn progress_is_of_something_that_can_be_seen_to_move() {
    check_hardness("加快云门路改造，推进智慧城管建设，深化公交改革，实施绿化行动。", &["progress"; 4]);
    check_hardness("加快推进85个重点项目建设。", &["progress"]);
    check_hardness("建设云门湖公园，新建鹿鸣桥。", &["progress"; 2]);
    check_hardness("用好“清河人才20条”。", &["progress"]);
}

#[test]
fn aims_are_titles_and_states_to_be_won() {
    check_hardness("争创全国卫生城市，打造产业高地，力争引进企业20家。", &["aim"; 3]);
    check_hardness("开展绿色社区创建。", &["aim"]);
    check_hardness("建设更高水平平安清河。", &["aim"]);
}

#[test]
fn directions_are_general() {
    check_hardness("加强食品监管，提升治理水平，完善服务体系，落实分级诊疗制度。", &["direction"; 4]);
    check_hardness("推动产业深度融合，加快构建创新体系，加快科创企业培育。", &["direction"; 3]);
    check_hardness("推进法治政府建设，建立多元投入体系，开展链式招商。", &["direction"; 3]);
    check_hardness("支持民营企业发展，发展特色农业。", &["direction"; 2]);
}
