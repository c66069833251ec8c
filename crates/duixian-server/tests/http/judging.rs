//! Two invented reports and drafts, read by the rules that ship, for the routes that hold reports against each other.

use axum::http::{Request, header};

use crate::client::{Answer, Client};

/// What a district promised.
pub(crate) const FIRST: &str = "云岭市清河区政府工作报告
（2024年1月10日）
云岭市清河区人民政府区长
一、2023年工作回顾
过去一年，地区生产总值增长5.1%，城市面貌持续改善，群众生活更加方便。全区小学达到12所。
二、2024年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%以上。
（一）加快城市更新
坚持规划引领，补齐短板弱项，让城市更有温度，让生活更加方便，让群众更有获得感。全年完成云门路改造，建成柳荫小学，启动清河湾公园建设，让发展成果惠及全体居民。建成清泉社区食堂，让老人吃上热饭。
";

/// What became of it.
pub(crate) const SECOND: &str = "云岭市清河区政府工作报告
（2025年1月9日）
云岭市清河区人民政府区长
一、2024年工作回顾
过去一年，地区生产总值增长5.4%，城市面貌持续改善，群众生活更加方便。云门路改造完成，清河湾公园开工建设，城市更加宜居。
二、2025年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长5.5%左右。
（一）办好人民教育
坚持教育优先发展，补齐短板弱项，让孩子们在家门口上好学，让群众更有获得感。全年建成柳荫小学，让发展成果惠及全体居民。
";

/// A newspaper's story about the same year as the second.
pub(crate) const STORY: &str = "云岭市清河区2025年政府工作报告解读
过去一年，清河区地区生产总值增长5.6%，群众生活更加方便，城市更加宜居，城市面貌持续改善。
";

/// The next draft, with a share that does not add up.
pub(crate) const DRAFT: &str = "云岭市清河区政府工作报告
（2026年1月8日）
云岭市清河区人民政府区长
一、2025年工作回顾
过去一年，地区生产总值增长5.5%，城市面貌持续改善，群众生活更加方便。全区新建口袋公园由10个增加到15个，增加8个。
二、2026年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长5%左右。
";

/// Place in an address.
pub(crate) const PLACE: &str = "%E4%BA%91%E5%B2%AD%E5%B8%82/%E6%B8%85%E6%B2%B3%E5%8C%BA";

impl Client {
    /// A ledger with both reports, read by the rules that ship; their ids too.
    pub(crate) async fn with_two_reports() -> (Self, String, String) {
        let client = Self::standard().await;
        let first = client.add("清河区2024.txt", FIRST).await;
        let second = client.add("清河区2025.txt", SECOND).await;
        (client, first, second)
    }

    /// Sends a form of a draft and other parts.
    pub(crate) async fn form(&self, path: &str, draft: &[u8], parts: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        let head = "--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"草稿.txt\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n";
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(draft);
        for (name, value) in parts {
            let part = format!("\r\n--seam\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}");
            body.extend_from_slice(part.as_bytes());
        }
        body.extend_from_slice(b"\r\n--seam--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=seam");
        self.send_body(request, body.into()).await
    }
}
