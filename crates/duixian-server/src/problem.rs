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
