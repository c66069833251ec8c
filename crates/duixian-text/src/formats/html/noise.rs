//! Lines around an article that belong to the page: font-size buttons, print links, source lines, the way from home.
//! Never touches a line in the middle of the text.

/// Lines at the start and at the end of the article that may be the page's.
const EDGE: usize = 12;
/// Longer lines are the article's.
const MAX_NOISE: usize = 160;

/// Words of buttons, longer ones before their parts; a line of nothing else is left out.
const BUTTONS: [&str; 40] = [
    "在手机打开当前页",
    "手机扫一扫",
    "扫一扫",
    "打印本页",
    "打印此页",
    "打印页面",
    "关闭窗口",
    "关闭本页",
    "关闭页面",
    "我要打印",
    "我要纠错",
    "字体大小",
    "返回顶部",
    "全文下载",
    "分享到",
    "保护视力色",
    "保存本页",
    "加入收藏",
    "无障碍",
    "字体",
    "字号",
    "加大",
    "减小",
    "还原",
    "全屏",
    "打印",
    "关闭",
    "分享",
    "收藏",
    "下载",
    "纠错",
    "微信",
    "微博",
    "QQ空间",
    "朗读",
    "返回",
    "默认",
    "大",
    "中",
    "小",
];

/// What names the source of a page: a short line that begins with one, or a line that holds two, is page data.
const PAGE_DATA: [&str; 22] = [
    "来源：",
    "来源:",
    "信息来源",
    "发布时间",
    "发布日期",
    "成文日期",
    "时间：",
    "时间:",
    "日期：",
    "日期:",
    "发布机构",
    "作者：",
    "作者:",
    "浏览次数",
    "浏览量",
    "点击数",
    "阅读次数",
    "字体：",
    "字号：",
    "责任编辑",
    "审核：",
    "分享到",
];
const MAX_PAGE_DATA: usize = 40;

/// Starts of lines that lead elsewhere.
const STARTS: [&str; 12] = [
    "当前位置",
    "您的位置",
    "您当前的位置",
    "您现在的位置",
    "首页>",
    "首页»",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "相关报道",
    "相关阅读",
];

pub(super) fn without_noise(lines: Vec<String>) -> Vec<String> {
    let count = lines.len();
    let is_edge = |index: usize| index < EDGE || index + EDGE >= count;
    let kept = lines.into_iter().enumerate().filter(|(index, line)| !(is_edge(*index) && is_noise(line)));
    kept.map(|(_, line)| line).collect()
}

fn is_noise(line: &str) -> bool {
    if line.chars().count() > MAX_NOISE {
        return false;
    }
    let squeezed: String = line.chars().filter(|character| !character.is_whitespace()).collect();
    let page_data = PAGE_DATA.iter().filter(|word| squeezed.contains(**word)).count();
    let is_short = squeezed.chars().count() <= MAX_PAGE_DATA;
    let begins_with_data = is_short && PAGE_DATA.iter().any(|word| squeezed.starts_with(word));
    page_data >= 2
        || begins_with_data
        || STARTS.iter().any(|start| squeezed.starts_with(start))
        || is_buttons(&squeezed)
}

/// Whether a line consists of button words and marks between them.
fn is_buttons(squeezed: &str) -> bool {
    let mut rest = squeezed.to_owned();
    for word in BUTTONS {
        rest = rest.replace(word, "");
    }
    let is_mark = |character: char| "【】[]（）()：:|｜/·-+—>»A".contains(character);
    !squeezed.is_empty() && rest.chars().all(is_mark)
}

#[cfg(test)]
mod tests {
    use super::is_noise;

    #[test]
    fn buttons_and_page_data_are_noise() {
        for line in [
            "【字体：大 中 小】 打印",
            "【打印本页】【关闭窗口】",
            "来源：云岭市人民政府办公室 发布时间：2024-02-01 浏览次数：381",
            "当前位置： 首页 > 政府信息公开 > 政府工作报告",
            "上一篇：没有了",
            "大 中 小",
            "】",
            "加大",
            "来源：云岭日报",
            "时间：2026-02-11 09:20",
            "分享：",
            ">",
        ] {
            assert!(is_noise(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_kept() {
        for line in [
            "一、2023年工作回顾",
            "各位代表：",
            "新增就业1.2万人，发放贷款3亿元。",
            "（二）打印材料减少20%",
            "——2026年",
            "",
        ] {
            assert!(!is_noise(line), "{line}");
        }
    }
}
