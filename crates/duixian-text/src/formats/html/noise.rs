//! Lines around an article that belong to the page: font-size buttons, print links, source lines, the way from home.
//! Never touches a line in the middle of the text.

/// Lines at the start and at the end of the article that may be the page's.
const EDGE: usize = 12;
/// Longer lines are the article's.
const MAX_NOISE: usize = 160;

/// Words of buttons; a line of nothing else is left out.
const BUTTONS: [&str; 31] = [
    "打印本页",
    "打印此页",
    "打印页面",
    "关闭窗口",
    "关闭本页",
    "我要打印",
    "字体大小",
    "返回顶部",
    "分享到",
    "手机扫一扫",
    "扫一扫",
    "在手机打开当前页",
    "保护视力色",
    "保存本页",
    "字体",
    "字号",
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
    "大",
    "中",
    "小",
    "默认",
];

/// What names the source of a page; two of these make a line of page data.
const PAGE_DATA: [&str; 16] = [
    "来源：",
    "来源:",
    "发布时间：",
    "发布时间:",
    "发布日期：",
    "发布日期:",
    "发布机构：",
    "作者：",
    "作者:",
    "浏览次数",
    "点击数",
    "阅读次数",
    "字体：",
    "字号：",
    "责任编辑",
    "审核：",
];

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
    "责任编辑",
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
    page_data >= 2 || STARTS.iter().any(|start| squeezed.starts_with(start)) || is_buttons(&squeezed)
}

/// Whether a line consists of button words and marks between them.
fn is_buttons(squeezed: &str) -> bool {
    let mut rest = squeezed.to_owned();
    for word in BUTTONS {
        rest = rest.replace(word, "");
    }
    let is_mark = |character: char| "【】[]（）()：:|｜/·-+—A".contains(character);
    rest.len() < squeezed.len() && rest.chars().all(is_mark)
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
        ] {
            assert!(is_noise(line), "{line}");
        }
    }

    #[test]
    fn sentences_are_kept() {
        for line in
            ["一、2023年工作回顾", "各位代表：", "新增就业1.2万人，发放贷款3亿元。", "（二）打印材料减少20%", ""]
        {
            assert!(!is_noise(line), "{line}");
        }
    }
}
