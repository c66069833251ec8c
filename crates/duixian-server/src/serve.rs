//! Listening: the address, and a stop that lets running requests end.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use duixian_ledger::Ledger;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::application;
use crate::guard::AllowedHosts;

/// How often clocks are looked at.
const TICK: Duration = Duration::from_secs(1);
/// How long running requests may go on after the stop.
const GRACE: Duration = Duration::from_secs(10);

/// Where and for whom to listen.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address. Anything but loopback opens the ledger to the network: there is no sign-in.
    pub address: SocketAddr,
    /// Names beside the loopback ones by which browsers may call this server, without ports.
    pub hosts: Vec<String>,
}

impl Options {
    /// The port used when none is asked for.
    pub const USUAL_PORT: u16 = 8700;

    /// Loopback alone, on a port; 0 takes a free one.
    pub fn loopback(port: u16) -> Self {
        Self { address: SocketAddr::from((Ipv4Addr::LOCALHOST, port)), hosts: Vec::new() }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::loopback(Self::USUAL_PORT)
    }
}

/// Why the server could not listen.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system took the address away.
    #[error("the server stopped: {0}")]
    Stopped(#[source] std::io::Error),
}

impl ServeError {
    /// What can be tried, in English.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Listen { source, .. } if source.kind() == std::io::ErrorKind::AddrInUse => {
                "another program has this port: stop it, or choose another port"
            }
            Self::Listen { .. } => "choose another address or port",
            Self::Stopped(_) => "start it again",
        }
    }

    /// What failed, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Listen { address, source } => format!("无法监听 {address}：{source}"),
            Self::Stopped(source) => format!("服务已中止：{source}"),
        }
    }

    /// What can be tried, in Chinese.
    pub fn hint_zh(&self) -> &'static str {
        match self {
            Self::Listen { source, .. } if source.kind() == std::io::ErrorKind::AddrInUse => {
                "端口已被其他程序占用：请停止该程序，或换一个端口"
            }
            Self::Listen { .. } => "请换一个地址或端口",
            Self::Stopped(_) => "请重新启动",
        }
    }
}

/// A server that has its address and waits to be run.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    application: Router,
    ledger: Ledger,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Server {
    /// Takes the address. Requests wait until [`Server::run`].
    pub async fn bind(ledger: Ledger, options: Options) -> Result<Self, ServeError> {
        let failed = |source| ServeError::Listen { address: options.address, source };
        let listener = TcpListener::bind(options.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let application = application(ledger.clone(), AllowedHosts::new(Some(address), &options.hosts));
        Ok(Self { listener, address, application, ledger })
    }

    /// The address, with the port that was really taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` is ready; then running requests have ten seconds to end.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), ServeError> {
        let (stopping, mut stopped) = watch::channel(false);
        let graceful = axum::serve(self.listener, self.application).with_graceful_shutdown(async move {
            stop.await;
            // The receiver lives as long as the server.
            let _ = stopping.send(true);
        });
        let clocks = tokio::spawn(tick(self.ledger));
        let serving = std::future::IntoFuture::into_future(graceful);
        let out_of_patience = async {
            let _ = stopped.wait_for(|stopped| *stopped).await;
            tokio::time::sleep(GRACE).await;
        };
        let ended = tokio::select! {
            ended = serving => ended.map_err(ServeError::Stopped),
            () = out_of_patience => Ok(()),
        };
        clocks.abort();
        ended
    }
}

/// Lets clocks do what they have to, each second, and once what a calendar that arrived means for them.
#[expect(clippy::disallowed_methods, reason = "this is the edge, which has the clock")]
async fn tick(ledger: Ledger) {
    match ledger.recompute(Timestamp::now()).await {
        Ok(0) => {}
        Ok(changed) => tracing::info!(changed, "{changed} matters have other ends by a calendar that arrived"),
        Err(error) => tracing::error!(%error, "provisional ends could not be computed anew"),
    }
    let mut seconds = tokio::time::interval(TICK);
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        seconds.tick().await;
        // What fails now is due in a second again: a timer stays until it is done.
        if let Err(error) = ledger.fire(Timestamp::now()).await {
            tracing::error!(%error, "clocks could not be looked at");
        }
    }
}

/// Serves the ledger until the program is asked to stop (Ctrl-C or SIGTERM).
pub async fn serve(ledger: Ledger, options: Options) -> Result<(), ServeError> {
    let server = Server::bind(ledger, options).await?;
    tracing::info!(address = %server.address(), "listening on http://{}", server.address());
    server.run(asked_to_stop()).await
}

/// Ready when the program is asked to stop: Ctrl-C, and SIGTERM where there is one.
pub async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
