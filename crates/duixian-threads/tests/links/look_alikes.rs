//! What looks like the thing promised and is another: it answers nothing.

use crate::support::{earlier, later, links_of};

const LOOK_ALIKES: [(&str, &str); 11] = [
    ("新建望山路、临溪路等4条道路", "改造兴业三路、民安路等4条道路"),
    ("打通砚湖东路断头路", "打通槐荫路断头路"),
    ("建成砚湖康养中心", "建成柳桥文化中心"),
    ("创建省级食品安全区", "做好森林防火、食品药品监管等工作"),
    ("完成18所学校食堂安全改造", "提升农村幸福食堂服务水平"),
    ("建设智慧停车场8处", "新增临时停车位900个"),
    ("城镇新增就业4300人以上", "失业人员再就业1730人"),
    ("城镇调查失业率控制在5.5%以内", "城镇污水处理率98%"),
    ("设立规模5亿元的产业引导基金", "争取产业发展资金5亿元"),
    ("建设集中供热中心", "建设零工服务中心"),
    ("推进槐荫街道社区卫生服务中心建设", "建成里沣街道社区卫生服务中心"),
];

#[test]
fn a_look_alike_is_no_answer() {
    for (promise, look_alike) in LOOK_ALIKES {
        let told = links_of(&earlier(promise), &later(look_alike, "提升机关服务效能"), promise);
        assert!(!told.is_empty(), "{promise} is promised");
        let answered = told.iter().find(|told| told.answer.is_some());
        assert!(answered.is_none(), "{promise}: {answered:?}");
    }
}

/// The same thing under other words is found.
const SAME_THINGS: [(&str, &str); 6] = [
    ("加强农业面源污染防治", "农业面源污染治理取得进展"),
    ("推进传统企业“数转智改”", "完成26家企业数字化改造"),
    ("完善农村快递物流体系", "农村寄递物流体系更加健全"),
    ("推进青峰畜禽种业产业园保种繁育区建设", "青峰畜禽种业产业园引进专家团队12个"),
    ("开展占道经营、户外广告等十六项专项整治", "城市管理十六项整治取得成效"),
    ("稳步提升空气质量", "达到国家空气质量二级标准"),
];

#[test]
fn the_same_thing_under_other_words_is_found() {
    for (promise, words) in SAME_THINGS {
        let told = links_of(&earlier(promise), &later(words, "提升机关服务效能"), promise);
        let found = told.iter().any(|told| told.answer.as_deref().is_some_and(|answer| words.contains(answer)));
        assert!(found, "{promise} / {words}: {told:#?}");
    }
}
