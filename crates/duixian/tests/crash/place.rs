//! A folder with a ledger and a roster, and the program serving it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// Two units that handle and one that judges; nobody is named, so anybody may act for a post.
const ROSTER: &str = r#"
[[units]]
name = "督查室"
kind = "内设机构"
[[units]]
name = "教育局"
kind = "部门"
[[posts]]
id = "chief"
name = "督查室主任"
unit = "督查室"
roles = ["supervision:supervisor"]
[[posts]]
id = "education"
name = "教育局联络员"
unit = "教育局"
"#;

/// Where a ledger is.
pub(crate) struct Place {
    /// Holds the folder.
    _folder: TempDir,
    data: PathBuf,
    database: Option<String>,
}

impl Place {
    /// A new folder, with a ledger in a database of PostgreSQL or in the folder itself.
    pub(crate) fn new(database: Option<String>) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("a folder can be made");
        let place = Self { _folder: folder, data, database };
        place.write_roster();
        place
    }

    /// A place with a copy of a ledger's folder.
    pub(crate) fn copy_of(data: &Path) -> Self {
        let place = Self::new(None);
        copy(data, &place.data);
        place
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    fn write_roster(&self) {
        let site = self.data.join("site");
        fs::create_dir_all(&site).expect("a folder can be made");
        fs::write(site.join("posts.toml"), ROSTER).expect("a file can be written");
    }

    /// The program with arguments, on this ledger.
    fn command(&self, before: &[&str], arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_duixian");
        let mut words: Vec<&str> = before.to_vec();
        words.push(program);
        words.extend_from_slice(arguments);
        let (first, rest) = words.split_first().expect("there is at least the program");
        let mut command = Command::new(first);
        command.args(rest).arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command.env_clear().env("HOME", &self.data).env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.stdin(Stdio::null());
        command
    }

    /// Starts the program and waits until it listens.
    pub(crate) fn serve(&self) -> Program {
        Program::start(self.command(&[], &["serve", "--port", "0"]))
    }

    /// The same on a disk of its own, of so many megabytes, in place of the ledger's folder. It is gone with the
    /// program. Whoever is not root becomes it in a world of their own.
    pub(crate) fn serve_on_small_disk(&self, megabytes: u32) -> Result<Program, String> {
        // The disk covers the folder; the site's files are copied onto it.
        let script = format!(
            "cp -r \"$0\"/site \"$0\"/../site && mount -t tmpfs -o size={megabytes}m tmpfs \"$0\" && \
             cp -r \"$0\"/../site \"$0\"/site && exec \"$@\""
        );
        let data = self.data.to_str().expect("a temporary folder's name is text");
        let mut before = vec!["unshare", "--mount"];
        if !is_root() {
            before.push("--map-root-user");
        }
        let tried = Command::new(before[0]).args(&before[1..]).args(["mount", "-t", "tmpfs", "tmpfs", data]).output();
        match tried {
            Ok(output) if output.status.success() => {}
            Ok(output) => return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => return Err(error.to_string()),
        }
        before.extend(["sh", "-c", &script, data]);
        Ok(Program::start(self.command(&before, &["serve", "--port", "0"])))
    }

    /// Holds that `duixian verify` finds the ledger whole.
    pub(crate) fn verify(&self) {
        let output = self.command(&[], &["verify"]).output().expect("the program can be started");
        let said = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "verify: {said}\n{errors}");
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

/// The running program. It is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it can be started");
        let mut stderr = BufReader::new(child.stderr.take().expect("standard error is piped"));
        let mut said = String::new();
        let address = loop {
            let before = said.len();
            let read = stderr.read_line(&mut said).expect("standard error can be read");
            assert!(read > 0, "the program ended: {said}");
            if let Some(address) = address_in(&said[before..]) {
                break address;
            }
        };
        // What it logs later is read away, so that it never waits for a reader.
        std::thread::spawn(move || _ = stderr.read_to_end(&mut Vec::new()));
        Self { child, address }
    }

    /// `http://127.0.0.1:port`
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// A folder as the program sees it, which may be on a disk of its own.
    pub(crate) fn seen(&self, folder: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.child.id()));
        root.join(folder.strip_prefix("/").unwrap_or(folder))
    }

    /// Whether it still runs.
    pub(crate) fn lives(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    /// Ends it at once, by SIGKILL: it can do nothing about it.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may have ended by itself.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.end();
    }
}

/// The address in the line that tells it; a colour or a full stop may follow.
fn address_in(line: &str) -> Option<String> {
    let start = line.find("http://127.0.0.1:")?;
    let rest = &line[start + "http://".len()..];
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ':');
    Some(format!("http://{}", &rest[..end.unwrap_or(rest.len())]))
}
