//! Runs the program in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A short report of an invented district.
pub(crate) const REPORT: &str = "\
清河区政府工作报告
——2026年1月12日在云岭市清河区第六届人民代表大会第五次会议上
代区长  闻笛
各位代表：
现在，我代表区人民政府向大会报告工作，请予审议。
一、2025年工作回顾
（一）经济稳中有进。全区实现地区生产总值218.6亿元，增长5.7%。新建5G基站46个。
二、2026年工作安排
今年经济社会发展主要预期目标是：地区生产总值增长6%左右。
（一）建设宜居城区。完成松涛路、鹿鸣街改造，开工建设区中医院。
";

/// A folder that the program runs in, and is removed afterwards.
pub(crate) struct Place {
    folder: TempDir,
    environment: Vec<(&'static str, &'static str)>,
}

impl Place {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder can be made"), environment: Vec::new() }
    }

    /// A folder with the invented report in `report.txt`.
    pub(crate) fn with_report() -> Self {
        let place = Self::new();
        place.write("report.txt", REPORT);
        place
    }

    /// Sets a variable of the environment.
    pub(crate) fn set(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file can be written");
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duixian"));
        command.current_dir(self.folder.path()).args(arguments).env_clear().env("HOME", self.folder.path());
        command.envs(self.environment.iter().copied());
        command
    }

    pub(crate) fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// What the program did, for a snapshot.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.output(arguments);
        let code = output.status.code().map_or("none".to_owned(), |code| code.to_string());
        let text = |bytes: &[u8]| {
            let folder = self.folder.path().display().to_string();
            String::from_utf8_lossy(bytes).replace(&folder, "[FOLDER]")
        };
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        format!("exit code: {code}\n----- stdout -----\n{stdout}----- stderr -----\n{stderr}")
    }
}

/// The project's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
