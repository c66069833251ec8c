//! Where data goes: the standard output or a file, as lines or as a table in one of its formats.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use duixian_tables::{ByteOrderMark, Table, TerminalStyle};

use crate::environment;
use crate::failure::Failure;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// Columns for reading in a terminal
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values in UTF-8
    Csv,
    /// Excel workbook
    Xlsx,
    /// Apache Parquet
    Parquet,
}

impl RowFormat {
    fn binary_name(self) -> Option<&'static str> {
        match self {
            Self::Xlsx => Some("xlsx"),
            Self::Parquet => Some("parquet"),
            Self::Table | Self::Jsonl | Self::Csv => None,
        }
    }

    /// The format that a file's ending asks for.
    pub(crate) fn of_ending(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "parquet" => Some(Self::Parquet),
            "txt" => Some(Self::Table),
            _ => None,
        }
    }
}

/// The place that data is written to.
pub(crate) struct Output {
    place: Place,
    /// Whether a person reads it as it comes.
    is_terminal: bool,
}

enum Place {
    StandardOutput(BufWriter<Stdout>),
    File(FileInMaking),
    /// A device or a pipe that has a name: it cannot be replaced by a complete file.
    Device(BufWriter<File>),
}

/// A file that takes its name only when it is complete: no half-written file, and no input overwritten while it is read.
struct FileInMaking {
    writer: BufWriter<File>,
    /// The name until then; removed if it never comes to that.
    temporary: PathBuf,
    path: PathBuf,
}

impl Output {
    /// The file, or the standard output where none is given.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            let is_terminal = io::stdout().is_terminal();
            return Ok(Self { place: Place::StandardOutput(BufWriter::new(io::stdout())), is_terminal });
        };
        let place = Place::open(path).map_err(|source| Failure::file(path, source))?;
        Ok(Self { place, is_terminal: false })
    }

    /// Refuses to show bytes to a person.
    pub(crate) fn accept(&self, format: RowFormat) -> Result<(), Failure> {
        match format.binary_name() {
            Some(format) if self.is_terminal => Err(Failure::BinaryToTerminal { format }),
            _ => Ok(()),
        }
    }

    /// Writes a table in any format but jsonl, whose lines are made where the rows are.
    pub(crate) fn write_table(&mut self, table: &Table, format: RowFormat) -> Result<(), Failure> {
        match format {
            RowFormat::Table | RowFormat::Jsonl => self.write_all(table.to_terminal(self.style()).as_bytes())?,
            RowFormat::Csv => table.write_csv(&mut *self, ByteOrderMark::Without)?,
            RowFormat::Xlsx => {
                let bytes = table.to_xlsx()?;
                self.write_all(&bytes)?;
            }
            RowFormat::Parquet => {
                let bytes = table.to_parquet()?;
                self.write_all(&bytes)?;
            }
        }
        Ok(())
    }

    /// Writes one JSON line.
    pub(crate) fn write_json(&mut self, value: &impl serde::Serialize) -> Result<(), Failure> {
        serde_json::to_writer(&mut *self, value).map_err(io::Error::from)?;
        Ok(self.write_all(b"\n")?)
    }

    /// Hands on everything that is still held back. What was not handed on when this is forgotten may be lost.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self.place {
            Place::StandardOutput(mut writer) => Ok(writer.flush()?),
            Place::Device(mut writer) => Ok(writer.flush()?),
            Place::File(file) => file.complete(),
        }
    }

    /// Width and colour of tables in this place.
    pub(crate) fn style(&self) -> TerminalStyle {
        const USUAL_WIDTH: usize = 80;
        let width = environment::columns().or_else(|| self.terminal_width()).unwrap_or(USUAL_WIDTH);
        TerminalStyle { width, colour: self.is_terminal && !environment::no_color() }
    }

    fn terminal_width(&self) -> Option<usize> {
        if !self.is_terminal {
            return None;
        }
        terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.place {
            Place::StandardOutput(writer) => writer.write(bytes),
            Place::Device(writer) => writer.write(bytes),
            Place::File(file) => file.writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.place {
            Place::StandardOutput(writer) => writer.flush(),
            Place::Device(writer) => writer.flush(),
            Place::File(file) => file.writer.flush(),
        }
    }
}

impl Place {
    fn open(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => Ok(Self::Device(BufWriter::new(File::options().write(true).open(path)?))),
            // Behind a link, the file itself is replaced and the link stays.
            Ok(_) => Ok(Self::File(FileInMaking::create(&path.canonicalize()?)?)),
            Err(_) => Ok(Self::File(FileInMaking::create(path)?)),
        }
    }
}

impl FileInMaking {
    fn create(path: &Path) -> io::Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let temporary = path.with_file_name(name);
        let writer = BufWriter::new(File::create(&temporary)?);
        Ok(Self { writer, temporary, path: path.to_owned() })
    }

    fn complete(mut self) -> Result<(), Failure> {
        self.writer.flush()?;
        fs::rename(&self.temporary, &self.path).map_err(|source| Failure::file(&self.path, source))
    }
}

impl Drop for FileInMaking {
    fn drop(&mut self) {
        // After `complete` there is nothing left to remove.
        let _ = fs::remove_file(&self.temporary);
    }
}
