//! A PostgreSQL server of the tests' own, from the binaries that Debian installs: in a temporary folder, on a free
//! port, gone when the test process ends.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Where Debian puts the binaries: a folder for each version.
const DEBIAN: &str = "/usr/lib/postgresql";
const PROGRAMS: [&str; 5] = ["initdb", "pg_ctl", "postgres", "psql", "createdb"];
/// Users that a server may run as where the tests run as root, who must not.
const USERS: [&str; 2] = ["postgres", "nobody"];
/// The longest folder in which a socket's name still fits into the system's limit.
const LONGEST_FOLDER: usize = 60;

/// The folder of the small disk, in the server's own.
const SMALL: &str = "small";

/// What a server does for what it confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It survives the end of the server and of the machine, as in use.
    Full,
    /// It survives nothing but the end of the programs that use it: for tests that do not end the server.
    None,
}

/// Why there is no server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// PostgreSQL is not installed.
    #[error("PostgreSQL is not installed (Debian: apt-get install postgresql)")]
    NotInstalled,
    /// The tests run as root, and there is nobody else to run a server as.
    #[error("a server must not run as root, and neither postgres nor nobody can be used")]
    NoUser,
    /// A disk of its own cannot be made: that takes root, and a system that lets it.
    #[error("no small disk can be made: {reason}")]
    NoSmallDisk {
        /// What the system said.
        reason: String,
    },
    /// Something of the system failed.
    #[error("{what}: {reason}")]
    System {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        reason: String,
    },
}

/// A running server. It stops, and its folder is deleted, when this is dropped or the process ends.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    user: Option<User>,
    /// Holds the pipe that keeps the server running.
    keeper: Child,
    databases: AtomicU32,
}

impl Server {
    /// The server that all tests of a process share, without durability; `None`, with a line that says why, where
    /// there can be none.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Server>> = OnceLock::new();
        let start = || match Self::start(Durability::None) {
            Ok(server) => Some(server),
            Err(failed) => {
                eprintln!("skipped: no tests on PostgreSQL: {failed}");
                None
            }
        };
        SHARED.get_or_init(start).as_ref()
    }

    /// Starts a server.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, or the system does not let it start.
    pub fn start(durability: Durability) -> Result<Self, Failed> {
        Self::start_with(durability, None)
    }

    /// Starts a server that has a disk of so many megabytes beside its usual one, as the tablespace `small`. It must
    /// not be crashed: only this start sees the disk.
    ///
    /// # Errors
    /// [`Failed::NoSmallDisk`] where the system does not let one be made; otherwise as [`Server::start`].
    pub fn start_with_small_disk(durability: Durability, megabytes: u32) -> Result<Self, Failed> {
        let no_disk = |reason: String| Failed::NoSmallDisk { reason };
        let tried = Command::new("unshare").args(["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
        let tried = tried.map_err(|error| no_disk(error.to_string()))?;
        if !tried.status.success() {
            return Err(no_disk(String::from_utf8_lossy(&tried.stderr).trim().to_owned()));
        }
        let server = Self::start_with(durability, Some(megabytes))?;
        let space = format!("create tablespace small location '{}'", server.folder.join(SMALL).display());
        server.sql(&server.address("postgres"), &space)?;
        Ok(server)
    }

    fn start_with(durability: Durability, small_disk: Option<u32>) -> Result<Self, Failed> {
        let programs = programs().ok_or(Failed::NotInstalled)?;
        let user = other_user()?;
        let failed = |what| move |error: std::io::Error| Failed::System { what, reason: error.to_string() };
        let usual = std::env::temp_dir();
        let above = if usual.as_os_str().len() > LONGEST_FOLDER { PathBuf::from("/tmp") } else { usual };
        let folder = tempfile::Builder::new().prefix("duixian-postgres-").tempdir_in(above);
        let folder = folder.map_err(failed("making a folder"))?;
        if let Some(user) = user {
            std::os::unix::fs::chown(folder.path(), Some(user.id), Some(user.group))
                .map_err(failed("giving the folder away"))?;
        }
        let listener = TcpListener::bind("127.0.0.1:0").map_err(failed("finding a free port"))?;
        let port = listener.local_addr().map_err(failed("finding a free port"))?.port();
        drop(listener);
        let options = match durability {
            Durability::Full => "",
            Durability::None => "fsync = off\nfull_page_writes = off",
        };
        let mut keeper = match small_disk {
            Some(megabytes) => with_small_disk(user, &folder.path().join(SMALL), megabytes)?,
            None => as_user(user, Path::new("sh")),
        };
        let mut keeper = keeper
            .args(["-c", include_str!("postgres.sh"), "sh"])
            .args([programs.as_os_str(), folder.path().as_os_str()])
            .args([&port.to_string(), options])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed("starting PostgreSQL"))?;
        // From here on the keeper deletes it.
        let folder = folder.keep();
        let mut said = String::new();
        if let Some(stdout) = keeper.stdout.take() {
            BufReader::new(stdout).read_line(&mut said).map_err(failed("starting PostgreSQL"))?;
        }
        let server = Self { programs, folder, port, user, keeper, databases: AtomicU32::new(0) };
        if said.trim() == "ready" {
            Ok(server)
        } else {
            Err(Failed::System { what: "starting PostgreSQL", reason: said.trim().to_owned() })
        }
    }

    /// Makes an empty database and gives its address, over the server's socket.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn database(&self) -> Result<String, Failed> {
        let name = format!("ledger_{}", self.databases.fetch_add(1, Ordering::Relaxed) + 1);
        self.run("createdb", &["--template=template0", &name])?;
        Ok(self.address(&name))
    }

    /// The same in the tablespace of [`Server::start_with_small_disk`].
    ///
    /// # Errors
    /// When the server refuses, or has no such tablespace.
    pub fn database_on_small_disk(&self) -> Result<String, Failed> {
        let name = format!("small_{}", self.databases.fetch_add(1, Ordering::Relaxed) + 1);
        self.run("createdb", &["--template=template0", "--tablespace=small", &name])?;
        Ok(self.address(&name))
    }

    /// Takes all the space that the small disk has left, with a file of the server's own: rows would need space to be
    /// deleted.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn fill_small_disk(&self) -> Result<(), Failed> {
        self.in_small_disk("cat /dev/zero > filler 2>/dev/null; true")
    }

    /// Gives that space back.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn empty_small_disk(&self) -> Result<(), Failed> {
        self.in_small_disk("rm -f filler")
    }

    fn in_small_disk(&self, command: &str) -> Result<(), Failed> {
        let folder = self.folder.join(SMALL);
        let statement = format!("copy (select 1) to program 'cd {} && {{ {command}; }}'", folder.display());
        self.run("psql", &["-XAtq", "-c", &statement, "postgres"]).map(|_| ())
    }

    /// The address of a database, over the server's socket.
    pub fn address(&self, database: &str) -> String {
        format!("postgres://duixian@localhost:{}/{database}?host={}", self.port, self.folder.display())
    }

    /// The address of a database over the loopback network, where something can stand between the two.
    pub fn address_by_port(&self, database: &str, port: u16) -> String {
        format!("postgres://duixian@127.0.0.1:{port}/{database}")
    }

    /// The port on the loopback network.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder of PostgreSQL's programs, `pgbench` among them.
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// Runs statements in a database, as its owner, and gives what they answer: a line a row.
    ///
    /// # Errors
    /// What the server says against them.
    pub fn sql(&self, address: &str, statements: &str) -> Result<String, Failed> {
        self.run("psql", &["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statements, name_in(address)])
    }

    /// Ends all connections to a database, as a network that breaks does.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn drop_connections(&self, address: &str) -> Result<(), Failed> {
        let statement = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}' and pid <> pg_backend_pid()",
            name_in(address)
        );
        self.run("psql", &["-XAtq", "-c", &statement, "postgres"]).map(|_| ())
    }

    /// Ends the server at once, as a crash does; [`Server::start_again`] starts it on the same data.
    ///
    /// # Errors
    /// When there is no server to end.
    pub fn crash(&self) -> Result<(), Failed> {
        self.control(&["-m", "immediate", "-w", "stop"])
    }

    /// Starts the server after a crash.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&self) -> Result<(), Failed> {
        let log = self.folder.join("log").display().to_string();
        self.control(&["-l", &log, "-w", "-t", "60", "start"])
    }

    fn control(&self, arguments: &[&str]) -> Result<(), Failed> {
        let mut command = as_user(self.user, &self.programs.join("pg_ctl"));
        command.arg("-D").arg(self.folder.join("data")).args(arguments).current_dir(&self.folder);
        // A server that is started here must not keep the tests' output open.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let status = command.status();
        let status = status.map_err(|error| Failed::System { what: "pg_ctl", reason: error.to_string() })?;
        if status.success() {
            return Ok(());
        }
        Err(Failed::System { what: "pg_ctl", reason: format!("{arguments:?} failed") })
    }

    /// Runs a client program.
    fn run(&self, program: &'static str, arguments: &[&str]) -> Result<String, Failed> {
        let output = Command::new(self.programs.join(program))
            .args(["-h".as_ref(), self.folder.as_os_str(), "-U".as_ref(), "duixian".as_ref(), "-p".as_ref()])
            .arg(self.port.to_string())
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| Failed::System { what: program, reason: error.to_string() })?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
        } else {
            Err(Failed::System { what: program, reason: String::from_utf8_lossy(&output.stderr).trim().to_owned() })
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // The keeper's end is the server's; there is nobody to tell if it fails.
        let _ = self.keeper.wait();
    }
}

/// The name of the database in an address.
fn name_in(address: &str) -> &str {
    let path = address.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// The folder of the newest programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let number = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    let mut folders: Vec<PathBuf> =
        versions.map(|version| version.path()).filter(|path| number(path).is_some()).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(number(folder)));
    let folders = folders.into_iter().map(|folder| folder.join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.chain(path).find(|folder| PROGRAMS.iter().all(|program| folder.join(program).is_file()))
}

/// A user of the system, by number.
#[derive(Clone, Copy, Debug)]
struct User {
    id: u32,
    group: u32,
}

/// Whom to run a server as, where the tests run as root.
fn other_user() -> Result<Option<User>, Failed> {
    if id(&["-u"]) != Some(0) {
        return Ok(None);
    }
    let found = USERS.iter().find_map(|name| Some(User { id: id(&["-u", name])?, group: id(&["-g", name])? }));
    found.map(Some).ok_or(Failed::NoUser)
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// A program run as somebody else.
fn as_user(user: Option<User>, program: &Path) -> Command {
    let Some(User { id, group }) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args([format!("--reuid={id}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
    command.arg("--").arg(program);
    command
}

/// The shell that runs a server's script, as somebody else and with a disk that nobody else sees.
fn with_small_disk(user: Option<User>, folder: &Path, megabytes: u32) -> Result<Command, Failed> {
    std::fs::create_dir(folder)
        .map_err(|error| Failed::System { what: "making a folder", reason: error.to_string() })?;
    let owner = user.map(|User { id, group }| format!(",uid={id},gid={group},mode=700")).unwrap_or_default();
    let script = format!("mount -t tmpfs -o size={megabytes}m{owner} tmpfs \"$0\" && exec \"$@\"");
    let shell = as_user(user, Path::new("sh"));
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", &script]).arg(folder);
    command.arg(shell.get_program()).args(shell.get_args());
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_survives_a_crash_and_leaves_nothing() {
        let server = match Server::start(Durability::Full) {
            Ok(server) => server,
            Err(Failed::NotInstalled) => return eprintln!("skipped: {}", Failed::NotInstalled),
            Err(failed) => panic!("{failed}"),
        };
        let address = server.database().unwrap();
        server.sql(&address, "create table one (word text); insert into one values ('清河')").unwrap();
        server.crash().unwrap();
        assert!(server.sql(&address, "select word from one").is_err());
        server.start_again().unwrap();
        assert_eq!(server.sql(&address, "select word from one").unwrap(), "清河");
        let other = server.database().unwrap();
        assert!(server.sql(&other, "select word from one").is_err());
        let folder = server.folder.clone();
        drop(server);
        assert!(!folder.exists());
    }
}
