//! Who may speak to this server from a browser: only pages that it served itself.
//!
//! A server on the loopback address is open to every page of the web in two ways: by a name that is made to point to
//! 127.0.0.1 (DNS rebinding), and by forms that post across sites. The host and the origin of a request tell both.
//! This module holds no sign-in and no rights; there are none on the loopback address.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::problem::{Code, Failure};

/// The hosts by which this server may be called.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllowedHosts {
    /// The address listened on.
    address: Option<IpAddr>,
    /// Names that the operator allowed, in lower case.
    names: Vec<String>,
}

impl AllowedHosts {
    /// Loopback, the address listened on, and the names that the operator allows.
    pub(crate) fn new(address: Option<SocketAddr>, names: &[String]) -> Self {
        let names = names.iter().map(|name| name.to_ascii_lowercase()).collect();
        Self { address: address.map(|address| address.ip()), names }
    }

    /// Whether `authority` (a host, perhaps with a port) is one of them.
    fn allow(&self, authority: &str) -> bool {
        let host = without_port(authority).to_ascii_lowercase();
        if let Ok(address) = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            return address.is_loopback() || Some(address) == self.address;
        }
        host == "localhost" || self.names.contains(&host)
    }
}

/// `[::1]:8700` is `[::1]`, `localhost:8700` is `localhost`.
fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.ends_with(':') => host,
        _ => authority,
    }
}

/// Refuses foreign hosts, and changes that a page of another site asks for.
pub(crate) async fn guard(State(allowed): State<Arc<AllowedHosts>>, request: Request, next: Next) -> Response {
    if let Err(failure) = check(&allowed, &request) {
        return failure.into_response();
    }
    next.run(request).await
}

fn check(allowed: &AllowedHosts, request: &Request) -> Result<(), Failure> {
    let authority = host(request).unwrap_or_default();
    if !allowed.allow(authority) {
        return Err(Failure::new(
            Code::HostNotAllowed,
            "这个主机名不在允许之列",
            "the host of this request is not one of this server's",
        ));
    }
    if changes_something(request.method()) && !comes_from_here(allowed, request.headers()) {
        return Err(Failure::new(
            Code::CrossSite,
            "其他网站的页面不能在这里改动数据",
            "a page of another site may change nothing here",
        ));
    }
    Ok(())
}

/// The host that a request names; HTTP/2 puts it into the target.
pub(crate) fn host(request: &Request) -> Option<&str> {
    let of_target = request.uri().authority().map(axum::http::uri::Authority::as_str);
    of_target.or_else(|| request.headers().get(header::HOST).and_then(|value| value.to_str().ok()))
}

fn changes_something(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Programs send neither header; browsers send at least the origin with every change.
fn comes_from_here(allowed: &AllowedHosts, headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if !matches!(site, None | Some(b"same-origin" | b"none")) {
        return false;
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    authority.is_some_and(|authority| allowed.allow(authority))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_and_named_hosts_are_allowed_and_look_alikes_are_not() {
        let allowed = AllowedHosts::new(Some(([192, 0, 2, 7], 8700).into()), &["Duixian.Example".to_owned()]);
        for host in [
            "127.0.0.1",
            "127.0.0.1:8700",
            "localhost:1",
            "LOCALHOST",
            "[::1]:8700",
            "[::1]",
            "duixian.example:80",
            "192.0.2.7:8700",
        ] {
            assert!(allowed.allow(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.0.2.8",
            "evil.example:127",
            "localhost:evil",
        ] {
            assert!(!allowed.allow(host), "{host}");
        }
    }
}
