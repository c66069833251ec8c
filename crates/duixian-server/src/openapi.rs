//! The OpenAPI document, made from the code.

use utoipa::OpenApi;

/// Head of the OpenAPI document; the paths come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Duixian 兑现",
        description = "Every figure and every promise of a government work report, each with its sentence. \
                       The rules that hold for all routes are in docs/api.md.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "documents", description = "文档: reports and other texts"),
        (name = "figures", description = "数据: quantities that say something"),
        (name = "promises", description = "承诺: actions to be done"),
        (name = "indicators", description = "指标: one indicator through years and places"),
        (name = "threads", description = "脉络: one thing through the reports of a place, and what became of each promise"),
        (name = "decisions", description = "认定: what people decided about threads, verdicts and findings"),
        (name = "compare", description = "比对: documents held against each other"),
        (name = "check", description = "检查: a draft held against itself and earlier reports"),
        (name = "search", description = "Full-text search over all sentences"),
        (name = "overview", description = "The newest report of a place at a glance"),
        (name = "system", description = "Health and this description"),
    )
)]
pub(crate) struct Head;

/// The OpenAPI 3.1 document of the API.
pub fn document() -> utoipa::openapi::OpenApi {
    crate::routes::documented().into_openapi()
}
