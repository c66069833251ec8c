//! What goes wrong at the edge: one closed list of codes, one body (RFC 9457), two languages.
//!
//! Handlers return a [`Failure`], which knows neither the client's language nor the path.
//! The [`render`] layer turns it into the answer, so that no handler repeats that.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::language::{Language, Text};

/// A problem as RFC 9457 has it, with a code for programs and a hint for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `urn:duixian:problem:` and the code.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What sort of problem it is, the same for every problem of this code.
    pub(crate) title: String,
    /// The HTTP status.
    pub(crate) status: u16,
    /// What failed here.
    pub(crate) detail: String,
    /// A code of the closed list in docs/api.md.
    pub(crate) code: Code,
    /// What to try.
    pub(crate) hint: String,
    /// The path that was asked for.
    pub(crate) instance: Option<String>,
}

/// Declares the closed list of codes: status, title and usual hint in both languages.
macro_rules! problem_codes {
    ($($(#[$documentation:meta])* $variant:ident $code:tt $status:ident
        [$title_zh:literal, $title_en:literal] [$hint_zh:literal, $hint_en:literal];)+) => {
        /// A code of a problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
        pub(crate) enum Code {
            $($(#[$documentation])* #[serde(rename = $code)] $variant,)+
        }

        impl Code {
            /// All codes, for the documentation's test.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code as clients see it.
            pub(crate) fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The HTTP status that goes with it.
            pub(crate) fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)+ }
            }

            fn title(self) -> Text {
                match self { $(Self::$variant => Text::new($title_zh, $title_en),)+ }
            }

            fn hint(self) -> Text {
                match self { $(Self::$variant => Text::new($hint_zh, $hint_en),)+ }
            }
        }
    };
}

problem_codes! {
    /// A query parameter is unknown or has a value that it cannot have.
    InvalidParameter "invalid_parameter" BAD_REQUEST
        ["参数有误", "Invalid parameter"]
        ["请对照接口说明检查参数", "check the parameters against the API's description"];
    /// An id is not written as ids are.
    InvalidId "invalid_id" BAD_REQUEST
        ["编号有误", "Invalid id"]
        ["请从列表中重新打开", "open it from its list again"];
    /// The body is not what the route takes.
    InvalidBody "invalid_body" BAD_REQUEST
        ["请求内容有误", "Invalid body"]
        ["请对照接口说明检查请求内容", "check the body against the API's description"];
    /// An upload holds no file.
    NoFile "no_file" BAD_REQUEST
        ["没有文件", "No file"]
        ["请选择至少一个文件，放在名为 file 的部分", "send at least one file, each in a part named file"];
    /// An upload holds more files than allowed.
    TooManyFiles "too_many_files" BAD_REQUEST
        ["文件过多", "Too many files"]
        ["请分批上传", "upload them in several batches"];
    /// The request names a host that is not this server's.
    HostNotAllowed "host_not_allowed" FORBIDDEN
        ["主机名不允许", "Host not allowed"]
        ["请用 http://127.0.0.1 加端口访问", "open it at http://127.0.0.1 with the port"];
    /// A page of another site tried to change something here.
    CrossSite "cross_site" FORBIDDEN
        ["跨站请求已拒绝", "Cross-site request refused"]
        ["请在本系统的页面上操作", "do it on this system's own pages"];
    /// There is no such page or route.
    RouteNotFound "route_not_found" NOT_FOUND
        ["没有这个地址", "No such route"]
        ["接口说明见 /api/v1/openapi.json", "the API is described at /api/v1/openapi.json"];
    /// There is no such document.
    DocumentNotFound "document_not_found" NOT_FOUND
        ["没有这份文档", "No such document"]
        ["它可能已被删除；请从列表中重新打开", "it may have been deleted; open it from the list again"];
    /// There is no such figure.
    FigureNotFound "figure_not_found" NOT_FOUND
        ["没有这条数据", "No such figure"]
        ["文档可能已重新读取；请从列表中重新打开", "its document may have been read anew; open it from the list again"];
    /// There is no such promise.
    PromiseNotFound "promise_not_found" NOT_FOUND
        ["没有这条承诺", "No such promise"]
        ["文档可能已重新读取；请从列表中重新打开", "its document may have been read anew; open it from the list again"];
    /// There is no such indicator.
    IndicatorNotFound "indicator_not_found" NOT_FOUND
        ["没有这个指标", "No such indicator"]
        ["指标代码见 /api/v1/indicators", "the codes are listed at /api/v1/indicators"];
    /// The ledger has no document of such a place.
    PlaceNotFound "place_not_found" NOT_FOUND
        ["没有这个地区", "No such place"]
        ["地区见 /api/v1/overview", "the places are listed at /api/v1/overview"];
    /// There is no such correction, or it is no longer in force.
    CorrectionNotFound "correction_not_found" NOT_FOUND
        ["没有这次更正", "No such correction"]
        ["它可能已被撤回；请刷新页面", "it may have been withdrawn; reload the page"];
    /// There is no such decision.
    DecisionNotFound "decision_not_found" NOT_FOUND
        ["没有这次认定", "No such decision"]
        ["请刷新页面后重新打开", "reload the page and open it again"];
    /// There is no such thread.
    ThreadNotFound "thread_not_found" NOT_FOUND
        ["没有这条脉络", "No such thread"]
        ["文档可能已重新读取；请从列表中重新打开", "its document may have been read anew; open it from the list again"];
    /// The place has no report of such a year.
    ReportNotFound "report_not_found" NOT_FOUND
        ["没有这一年的报告", "No report of this year"]
        ["各地区的年份见 /api/v1/places", "the years of each place are listed at /api/v1/places"];
    /// The route does not know this verb.
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED
        ["不支持这种请求方法", "Method not allowed"]
        ["接口说明见 /api/v1/openapi.json", "the API is described at /api/v1/openapi.json"];
    /// It took too long.
    Timeout "timeout" REQUEST_TIMEOUT
        ["请求超时", "Request timed out"]
        ["请稍后再试，或缩小范围", "try again later, or ask for less"];
    /// What is to be done fits no longer with what is there.
    Conflict "conflict" CONFLICT
        ["与现状冲突", "Conflict with the present state"]
        ["请刷新页面后再试", "reload the page and try again"];
    /// A file or body is larger than allowed.
    TooLarge "too_large" PAYLOAD_TOO_LARGE
        ["内容过大", "Too large"]
        ["请拆分文件，或去掉图片后另存", "split the file, or remove its pictures and save it again"];
    /// The body's media type is not what the route takes.
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE
        ["请求内容的类型不对", "Unsupported media type"]
        ["更正和认定用 application/json，上传用 multipart/form-data",
         "send corrections and decisions as application/json and uploads as multipart/form-data"];
    /// A correction or decision has a value that its field cannot have, or lacks what it needs.
    InvalidCorrection "invalid_correction" UNPROCESSABLE_ENTITY
        ["更正或认定无法接受", "Correction or decision not acceptable"]
        ["请修改后再提交", "change it and send it again"];
    /// There is no such matter.
    MatterNotFound "matter_not_found" NOT_FOUND
        ["没有这个事项", "No such matter"]
        ["请从列表中重新打开", "open it from its list again"];
    /// There is no such system in force.
    SystemNotFound "system_not_found" NOT_FOUND
        ["没有这个系统", "No such system"]
        ["系统见 /api/v1/systems", "the systems are listed at /api/v1/systems"];
    /// There is no such measure.
    MeasureNotFound "measure_not_found" NOT_FOUND
        ["没有这个指标口径", "No such measure"]
        ["指标见 /api/v1/measures", "the measures are listed at /api/v1/measures"];
    /// There is no such file.
    FileNotFound "file_not_found" NOT_FOUND
        ["没有这个附件", "No such file"]
        ["请重新上传", "upload it again"];
    /// There is no such import, or it was forgotten for newer ones.
    ImportNotFound "import_not_found" NOT_FOUND
        ["没有这次导入", "No such import"]
        ["请重新上传表格；已导入的行不会重复", "upload the table again; rows that were taken are not taken twice"];
    /// The file is of a kind that is not taken.
    UnsupportedFile "unsupported_file" UNPROCESSABLE_ENTITY
        ["不接受这种文件", "This kind of file is not taken"]
        ["请用图片、PDF、OFD、docx、xlsx、pptx、txt 或 csv", "take a picture, PDF, OFD, docx, xlsx, pptx, txt or csv"];
    /// The file is no table that can be imported.
    BadTable "bad_table" UNPROCESSABLE_ENTITY
        ["表格无法导入", "The table cannot be imported"]
        ["表头写字段名称；先导出一份可得到样表", "headings are the names of fields; an export shows them"];
    /// The site has no map.
    MapNotFound "map_not_found" NOT_FOUND
        ["没有地图", "No map"]
        ["把带审图号的 map.geojson 放进站点文件夹", "put a map.geojson with its review number into the site's folder"];
    /// There is no kind of matters of this name in force.
    UnknownKind "unknown_kind" UNPROCESSABLE_ENTITY
        ["没有这类事项", "No such kind of matters"]
        ["事项种类见 /api/v1/systems", "the kinds are listed at /api/v1/systems"];
    /// The roster has no such post.
    UnknownPost "unknown_post" UNPROCESSABLE_ENTITY
        ["没有这个岗位", "No such post"]
        ["岗位见 /api/v1/roster", "the posts are listed at /api/v1/roster"];
    /// Somebody else, or nobody, holds the post.
    NotHolder "not_holder" FORBIDDEN
        ["不任这个岗位", "Not the holder of the post"]
        ["请以本人任职的岗位办理", "act as a post that you hold"];
    /// The same key stands for another order.
    KeyReused "key_reused" UNPROCESSABLE_ENTITY
        ["幂等键已用于另一操作", "The key was used for another order"]
        ["新的操作请用新的幂等键", "take a new key for a new order"];
    /// A measure cannot be computed.
    BadMeasure "bad_measure" INTERNAL_SERVER_ERROR
        ["指标无法计算", "The measure cannot be computed"]
        ["请用 duixian systems check 检查声明", "check the declaration with duixian systems check"];
    /// Nobody knows whether the act happened: the connection to the database was lost while it was being kept.
    Unconfirmed "unconfirmed" SERVICE_UNAVAILABLE
        ["操作是否完成尚不确定", "It is not known whether it was done"]
        ["用同一个幂等键再试一次是安全的；否则请先刷新事项", "asking again with the same key is safe; otherwise read the matter first"];
    /// The act cannot be done in this state.
    WrongState "wrong_state" CONFLICT
        ["当前状态不能办理", "Not possible in this state"]
        ["请刷新事项，看它能做什么", "reload the matter and see what it offers"];
    /// The post may not do it.
    NotYours "not_yours" FORBIDDEN
        ["该岗位不能办理", "Not for this post"]
        ["请由有权的岗位办理", "let a post do it that may"];
    /// A second pair of eyes is needed.
    SamePair "same_pair_of_eyes" FORBIDDEN
        ["须由另一人核查", "A second pair of eyes is needed"]
        ["须由另一单位的另一人核查", "another person of another unit must verify"];
    /// The declaration has no such act.
    UnknownAct "unknown_act" UNPROCESSABLE_ENTITY
        ["没有这一办理", "No such act"]
        ["请从事项页面所列的办理中选择", "choose one that the matter offers"];
    /// A field is needed.
    MissingField "missing_field" UNPROCESSABLE_ENTITY
        ["缺少内容", "A field is missing"]
        ["请填写", "give it with the act"];
    /// A field has a value that it cannot have.
    BadField "bad_field" UNPROCESSABLE_ENTITY
        ["内容有误", "A field cannot have this value"]
        ["请改正", "correct it"];
    /// The act does not take this.
    NotTaken "not_taken" UNPROCESSABLE_ENTITY
        ["这一办理不接受该内容", "The act does not take this"]
        ["请去掉它", "leave it out"];
    /// A reason is needed.
    MissingReason "missing_reason" UNPROCESSABLE_ENTITY
        ["须说明理由", "A reason is needed"]
        ["请说明理由", "say why"];
    /// Files are needed.
    MissingFiles "missing_files" UNPROCESSABLE_ENTITY
        ["须附佐证材料", "Files are needed"]
        ["请上传佐证材料", "attach them"];
    /// The leading unit is needed.
    MissingLead "missing_lead" UNPROCESSABLE_ENTITY
        ["缺少牵头单位", "No leading unit"]
        ["请指定牵头单位", "name the leading unit"];
    /// Joint units are named wrongly.
    BadJoint "bad_joint" UNPROCESSABLE_ENTITY
        ["会办单位有误", "Joint units do not fit"]
        ["请改正会办单位", "correct the joint units"];
    /// Joint units have not done their part.
    JointOpen "joint_open" CONFLICT
        ["会办未完成", "Joint parts are open"]
        ["等会办单位报送", "wait for their parts"];
    /// Children are not closed.
    ChildrenOpen "children_open" CONFLICT
        ["下级事项未结", "Parts are open"]
        ["先办结下级事项", "close them first"];
    /// It was done as often as it may be.
    TooOften "too_often" CONFLICT
        ["次数已满", "Done as often as it may be"]
        ["不能再办", "it cannot be done again"];
    /// An extension is asked for already, or none is.
    Request "request" CONFLICT
        ["延期申请不符", "An extension is asked for, or none is"]
        ["请刷新事项", "reload the matter"];
    /// An extension cannot be.
    BadExtension "bad_extension" UNPROCESSABLE_ENTITY
        ["延期有误", "The extension cannot be"]
        ["请填写更晚的时间", "name a later moment"];
    /// A number, share or length is out of bounds.
    OutOfBounds "out_of_bounds" UNPROCESSABLE_ENTITY
        ["超出范围", "Out of bounds"]
        ["请改正", "correct it"];
    /// An exclusion needs an approver who is another person.
    NeedsApprover "needs_approver" UNPROCESSABLE_ENTITY
        ["剔除须另一人批准", "An exclusion needs an approver"]
        ["请填写批准人，且不能是本人", "name the approver, who is not yourself"];
    /// A ballot is not one.
    BadBallot "bad_ballot" UNPROCESSABLE_ENTITY
        ["选票无效", "No valid ballot"]
        ["请按应选项数选择候选项目", "choose candidates, at most as many as places"];
    /// Too few deputies voted.
    NoQuorum "no_quorum" CONFLICT
        ["未达法定人数", "No quorum"]
        ["达到法定人数后再计票", "count when enough have voted"];
    /// No declaration or register row holds on the day.
    NotInForce "not_in_force" UNPROCESSABLE_ENTITY
        ["尚未生效或已失效", "Not in force"]
        ["请核对生效日期", "check from when it holds"];
    /// The declaration does not fit.
    Declaration "declaration" CONFLICT
        ["声明不符", "The declaration does not fit"]
        ["请核对系统的声明文件夹", "check the system's folder"];
    /// The file holds no text.
    Empty "empty" UNPROCESSABLE_ENTITY
        ["文件里没有文字", "Empty file"]
        ["请确认选对了文件", "check that the right file was chosen"];
    /// The file's format is not supported.
    Unsupported "unsupported" UNPROCESSABLE_ENTITY
        ["不支持这种格式", "Unsupported format"]
        ["请另存为 docx、doc、ofd、pdf、html 或 txt", "save it as docx, doc, ofd, pdf, html or txt"];
    /// The file needs a password.
    Encrypted "encrypted" UNPROCESSABLE_ENTITY
        ["文件已加密", "Encrypted file"]
        ["请去掉密码后另存", "remove the password and save it again"];
    /// The file is damaged or cut off.
    Damaged "damaged" UNPROCESSABLE_ENTITY
        ["文件已损坏", "Damaged file"]
        ["请用原来的程序打开后另存", "open it in its own program and save it again"];
    /// The file exceeds a safety limit.
    Limit "limit" UNPROCESSABLE_ENTITY
        ["文件超出安全限制", "Safety limit exceeded"]
        ["请用原来的程序另存", "save it again from its own program"];
    /// The file has pictures of pages only.
    NoTextLayer "no_text_layer" UNPROCESSABLE_ENTITY
        ["文件没有文字层", "No text layer"]
        ["请先做文字识别（OCR），或使用 Word 原件", "run text recognition (OCR) first, or use the Word original"];
    /// The server failed; the cause is in its log.
    Internal "internal" INTERNAL_SERVER_ERROR
        ["服务器内部错误", "Internal error"]
        ["请再试一次；若仍然如此，请把运行日志交给维护者", "try again; if it stays, send the log to the maintainers"];
    /// The ledger cannot be reached or is busy.
    Unavailable "unavailable" SERVICE_UNAVAILABLE
        ["台账暂时不可用", "Ledger unavailable"]
        ["请稍后再试；检查磁盘空间和数据目录的权限", "try again later; check the disk space and the rights of the data folder"];
}

/// A failure inside a handler: what code, and what is to be said of this case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    code: Code,
    detail: Text,
    hint: Option<Text>,
}

impl Failure {
    /// A failure with the usual hint of its code.
    pub(crate) fn new(code: Code, chinese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { code, detail: Text::new(chinese, english), hint: None }
    }

    /// A failure of which nothing is to be said beyond its title.
    pub(crate) fn plain(code: Code) -> Self {
        Self { code, detail: code.title(), hint: None }
    }

    /// The same with a hint for this case.
    pub(crate) fn with_hint(self, chinese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { hint: Some(Text::new(chinese, english)), ..self }
    }

    /// The problem as the client reads it.
    pub(crate) fn problem(&self, language: Language, instance: Option<&str>) -> Problem {
        let hint = self.hint.clone().unwrap_or_else(|| self.code.hint());
        Problem {
            kind: format!("urn:duixian:problem:{}", self.code.code()),
            title: self.code.title().in_language(language).to_owned(),
            status: self.code.status().as_u16(),
            detail: self.detail.in_language(language).to_owned(),
            code: self.code,
            hint: hint.in_language(language).to_owned(),
            instance: instance.map(str::to_owned),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every failure its body, in the client's language.
pub(crate) async fn render(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let Some(failure) = response.extensions_mut().remove::<Failure>() else { return response };
    let problem = failure.problem(language, Some(&path));
    let Ok(body) = serde_json::to_vec(&problem) else { return response };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::CONTENT_LENGTH);
    *response.body_mut() = body.into();
    response
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn the_closed_list_is_the_one_in_the_documentation() {
        let documentation = include_str!("../../../docs/api.md");
        let listed: Vec<(&str, &str)> = documentation
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .filter_map(|(code, rest)| Some((code, rest.split_once(" | ")?.0)))
            .collect();
        let declared: Vec<(&str, String)> =
            Code::ALL.iter().map(|code| (code.code(), code.status().as_u16().to_string())).collect();
        let declared: Vec<(&str, &str)> = declared.iter().map(|(code, status)| (*code, status.as_str())).collect();
        assert_eq!(listed, declared);
    }
}
