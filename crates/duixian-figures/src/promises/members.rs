//! One thing to be done something to, as a list gave it.

use compact_str::CompactString;
use duixian_text::ByteSpan;

/// One thing to be done something to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// A word that the text only implies: 城镇 of 城乡.
    pub(super) implied: &'static str,
    /// What the member shares with the list in front: 与, 非法, 物业管理.
    pub(super) head: ByteSpan,
    /// Its own words.
    pub(super) own: ByteSpan,
    /// What it shares with the list behind: 提升改造, 项目.
    pub(super) tail: ByteSpan,
    /// What it shares with a second list behind the first: 建设.
    pub(super) second_tail: ByteSpan,
    /// Its amount.
    pub(super) amount: Option<ByteSpan>,
    /// A verb between its words and its amount (进出口总额|实现|130亿元).
    pub(super) predicate: Option<ByteSpan>,
    /// Whether it is counted, by itself or with its list.
    pub(super) counted: bool,
    /// The rule that read it so.
    pub(super) rule: &'static str,
}

/// Who or what the object may have doing something inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    /// Nobody: the object is a thing.
    None,
    /// Someone who is led or helped (引导企业采取…).
    Person,
    /// Something that is moved (推动公共服务向农村延伸).
    Thing,
}

/// No words.
pub(super) const EMPTY: ByteSpan = ByteSpan { start: 0, end: 0 };

impl Member {
    pub(super) fn whole(own: ByteSpan, rule: &'static str) -> Self {
        let nothing = EMPTY;
        Self {
            implied: "",
            head: nothing,
            own,
            tail: nothing,
            second_tail: nothing,
            amount: None,
            predicate: None,
            counted: false,
            rule,
        }
    }

    /// The object in words.
    pub(super) fn object(&self, clean: &str) -> CompactString {
        let parts = [self.head, self.own, self.tail, self.second_tail];
        if self.implied.is_empty() && parts.map(ByteSpan::len).iter().sum::<usize>() == self.own.len() {
            return self.own.of(clean).into();
        }
        let length = self.implied.len() + parts.map(ByteSpan::len).iter().sum::<usize>();
        let mut object = CompactString::with_capacity(length);
        object.push_str(self.implied);
        for part in parts {
            object.push_str(part.of(clean));
        }
        object
    }
}
