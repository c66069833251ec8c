//! What is an item, and how coordinated objects are split. One table for each rule; all sentences are invented.

use super::{check, promises, report};
use duixian_figures::{Codebook, read};
use duixian_text::Document;

#[test]
fn each_clause_with_a_verb_is_an_item_without_its_manner() {
    check("积极引进首店，深入推进公交改革，持续开展河道清理。", &["引进|首店", "推进|公交改革", "持续开展|河道清理"]);
    check("要加快发展夜间经济；全力服务龙头企业。", &["加快发展|夜间经济", "服务|龙头企业"]);
    check("今年我们将建设云门湖公园。", &["建设|云门湖公园"]);
    check("新引进物流企业5家。", &["新引进|物流企业"]);
}

#[test]
fn verbs_join_into_one_action() {
    check("谋划推进鹿鸣湾码头项目。", &["谋划推进|鹿鸣湾码头项目"]);
    check("建立完善项目清单制度。", &["建立完善|项目清单制度"]);
    check("保护和传承民间技艺。", &["保护和传承|民间技艺"]);
    check("新建、改扩建幼儿园6所。", &["新建、改扩建|幼儿园"]);
    // A verb in front of an attribute is a noun.
    check("健全推进机制，加大培育力度。", &["健全|推进机制", "加大|培育力度"]);
}

#[test]
fn the_last_members_works_belong_to_all() {
    check("完成云门路、鹿鸣街提升改造。", &["完成|云门路提升改造", "完成|鹿鸣街提升改造"]);
    check("加快松鹤学校、3所社区幼儿园建设。", &["加快|松鹤学校建设", "加快|社区幼儿园建设"]);
    check("推进养老食堂和日间照料站提档升级。", &["推进|养老食堂提档升级", "推进|日间照料站提档升级"]);
    check("实施教学质量、队伍能力提升工程。", &["实施|教学质量提升工程", "实施|队伍能力提升工程"]);
    check("实施12个小区供热管网、8个小区供水管网改造。", &["实施|小区供热管网改造", "实施|小区供水管网改造"]);
    check("推进云门、鹿鸣街道服务中心建设。", &["推进|云门街道服务中心建设", "推进|鹿鸣街道服务中心建设"]);
}

#[test]
fn members_that_are_whole_share_nothing() {
    check("加强设施管护、园林养护、垃圾分类。", &["加强|设施管护", "加强|园林养护", "加强|垃圾分类"]);
    check("新增瞪羚企业8家、单项冠军企业4家。", &["新增|瞪羚企业", "新增|单项冠军企业"]);
    check("开展耕地核查和卫片整治。", &["开展|耕地核查", "开展|卫片整治"]);
    check("深化“一窗通办”“一链办理”。", &["深化|“一窗通办”", "深化|“一链办理”"]);
}

#[test]
fn the_first_members_head_belongs_to_a_second_that_is_nothing_without_it() {
    check("建立物业服务评价和退出机制。", &["建立|物业服务评价机制", "建立|物业服务退出机制"]);
    check("提升储备项目数量和质量。", &["提升|储备项目数量", "提升|储备项目质量"]);
    check("打击非法采砂、采矿等行为。", &["打击|非法采砂", "打击|非法采矿"]);
    check("深化与云门钢铁、鹿鸣重工合作。", &["深化|与云门钢铁合作", "深化|与鹿鸣重工合作"]);
    check("加大对粮食、蔬菜等产业的支持。", &["加大|对粮食产业的支持", "加大|对蔬菜产业的支持"]);
}

#[test]
fn behind_et_cetera_stands_what_all_share() {
    check("推进云门物流园、鹿鸣广场等载体建设。", &["推进|云门物流园建设", "推进|鹿鸣广场建设"]);
    check("发挥商会、协会等作用。", &["发挥|商会作用", "发挥|协会作用"]);
    check("抓好毕业生、农民工等重点群体帮扶。", &["抓好|毕业生帮扶", "抓好|农民工帮扶"]);
    check("做好矿山、燃气等重点领域隐患排查。", &["做好|矿山领域隐患排查", "做好|燃气领域隐患排查"]);
    check("推动平等就业。", &["推动|平等就业"]);
}

#[test]
fn a_counted_group_is_an_item_beside_its_named_members() {
    check(
        "新建松鹤路东延、云门路北延等4条道路。",
        &["新建|松鹤路东延", "新建|云门路北延", "新建|松鹤路东延、云门路北延等4条道路"],
    );
    check("新增合作社、家庭农场等经营主体80个。", &["新增|合作社", "新增|家庭农场", "新增|合作社、家庭农场等经营主体"]);
    // Without 等 the list names all.
    check("梳理链主企业、目标企业两张清单。", &["梳理|链主企业清单", "梳理|目标企业清单"]);
}

#[test]
fn figures_go_to_the_item_that_they_count() {
    let found = promises("新建松鹤路东延、云门路北延等4条道路，新增瞪羚企业8家、单项冠军企业3家。");
    let figures: Vec<usize> = found.iter().map(|promise| promise.figures.len()).collect();
    assert_eq!(figures, [0, 0, 1, 1, 1]);
    assert_ne!(found[3].figures, found[4].figures);
}

#[test]
fn modifiers_of_one_noun_are_one_item() {
    check("推动产业高端化、智能化、绿色化发展。", &["推动|产业高端化、智能化、绿色化发展"]);
    check("引育一批科技型、创新型企业。", &["引育|一批科技型、创新型企业"]);
    check("储备一批效益明显、群众期盼的大项目。", &["储备|一批效益明显、群众期盼的大项目"]);
    check("推出更多惠民生、暖民心举措。", &["推出|更多惠民生、暖民心举措"]);
    check("构建“种养加、产供销”一体化体系。", &["构建|“种养加、产供销”一体化体系"]);
    check("完善谋划、储备、开工“三张清单”机制。", &["完善|谋划、储备、开工“三张清单”机制"]);
    check("推进政策应享尽享、应兑尽兑。", &["推进|政策应享尽享、应兑尽兑"]);
    check("落实中央八项规定及其实施细则精神。", &["落实|中央八项规定及其实施细则精神"]);
    check("建设和美乡村。", &["建设|和美乡村"]);
}

#[test]
fn phrases_with_verbs_of_their_own_are_items_of_their_own() {
    check("优化支出结构、压减一般支出。", &["优化|支出结构", "压减|一般支出"]);
    check("遏制耕地“非农化”、防止“非粮化”。", &["遏制|耕地“非农化”", "防止|“非粮化”"]);
    check("完善需求征集、推广应用机制。", &["完善|需求征集机制", "完善|推广应用机制"]);
}

#[test]
fn someone_who_does_something_stays_with_it() {
    check(
        "指导云门化工、鹿鸣锻造等企业筹建重点实验室。",
        &["指导|云门化工筹建重点实验室", "指导|鹿鸣锻造筹建重点实验室"],
    );
    check("引导银行采取债贷结合、投贷联动等方式支持实体经济。", &["引导|银行采取债贷结合、投贷联动等方式支持实体经济"]);
    check("推动服务向农村延伸。", &["推动|服务向农村延伸"]);
}

#[test]
fn subjects_with_amounts_are_items() {
    check("研发投入增长16%，空气优良天数比例达到67.6%。", &["增长|研发投入", "达到|空气优良天数比例"]);
    check("技术交易额完成5亿元，占生产总值比重达到1.3%。", &["完成|技术交易额", "达到|技术交易额占生产总值比重"]);
    check("完成造林1000亩，森林抚育2050亩。", &["完成|造林", "完成|森林抚育"]);
    check("履约率和落地率分别达到50%、30%。", &["达到|履约率", "达到|落地率"]);
    check("松鹤安置区、云门安置区按期交付。", &["按期交付|松鹤安置区", "按期交付|云门安置区"]);
    check("确保播种面积稳定在5万亩以上、产量稳定在2万吨以上。", &["确保|播种面积", "确保|产量"]);
}

#[test]
fn expected_targets_are_items() {
    let report = "政府工作报告\n一、2025年工作回顾\n完成投资。\n二、2026年工作安排\n\
        经济社会发展主要预期目标是：地区生产总值增长5%左右，城乡居民人均可支配收入分别增长5%、6%，\
        城镇新增就业2300人以上，节能降碳完成上级下达任务。\n（一）抓项目\n抓好项目。推进云门路建设。\n";
    let found = read(&Document::from_text(report), &Codebook::standard()).promises;
    let lines: Vec<String> =
        found.iter().map(|promise| format!("{}|{}|{}", promise.field, promise.action, promise.object)).collect();
    assert_eq!(
        lines,
        [
            "主要预期目标|增长|地区生产总值",
            "主要预期目标|增长|城镇居民人均可支配收入",
            "主要预期目标|增长|农村居民人均可支配收入",
            "主要预期目标|新增|城镇新增就业",
            "主要预期目标|完成|节能降碳上级下达任务",
            "抓项目|推进|云门路建设",
        ]
    );
}

#[test]
fn how_and_why_and_what_for_are_no_items() {
    check("围绕主导产业，以云门湖为重点，坚持精准施策，按照时间节点，推进河道治理。", &["推进|河道治理"]);
    check("提升服务质量，进一步激发消费活力。", &["提升|服务质量"]);
    check("提升服务质量，让群众更满意，促进经济发展。", &["提升|服务质量"]);
    check("坚定拥护核心，树牢法治思维，强化责任意识。", &[]);
    check("目前已储备项目195个。", &[]);
    check("确保政令畅通。", &[]);
}

#[test]
fn leads_introductions_requirements_and_appeals_are_no_items() {
    let report = "政府工作报告\n一、2025年工作回顾\n完成投资。\n二、2026年工作安排\n\
        做好今年工作的总体要求是：坚持稳中求进，加快建设美丽清河，推进云门路建设。\n\
        （一）全力抓产业，做强实体经济。抓产业就是抓未来，我们要推进转型升级。\n\
        一是做强主导产业。加快云门新材料园建设。\n\
        （二）全力抓民生\n加快完善城市功能。建设鹿鸣公园。\n\
        各位代表，让我们团结起来，加快建设美丽清河！\n";
    let found = read(&Document::from_text(report), &Codebook::standard()).promises;
    let lines: Vec<String> =
        found.iter().map(|promise| format!("{}|{}|{}", promise.field, promise.action, promise.object)).collect();
    assert_eq!(lines, ["做强实体经济|加快|云门新材料园建设", "全力抓民生|建设|鹿鸣公园"]);
}

#[test]
fn spans_hold_the_clause_and_periods_the_year() {
    let text = report("到2028年建成云门湖水库，新建鹿鸣桥。");
    let document = Document::from_text(&text);
    let found = read(&document, &Codebook::standard()).promises;
    let said: Vec<&str> = found.iter().map(|promise| document.text(promise.span)).collect();
    assert_eq!(said, ["到2028年建成云门湖水库", "新建鹿鸣桥"]);
    let periods: Vec<String> = found.iter().filter_map(|promise| Some(promise.period?.to_string())).collect();
    assert_eq!(periods, ["2028", "2026"]);
    assert_eq!(&*found[0].field, "打造现代产业体系");
}

#[test]
fn every_promise_tells_its_rules() {
    for promise in promises("完成云门路、鹿鸣街提升改造，推进鹿鸣桥建设。") {
        let fields: Vec<&str> = promise.rules.iter().map(|rule| rule.field).collect();
        assert_eq!(fields, ["span", "object", "hardness", "period"]);
    }
}
