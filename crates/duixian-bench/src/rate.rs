//! Measured speeds, in whole numbers.

use std::fmt;
use std::time::{Duration, Instant};

/// Bytes a second, kept as bytes and nanoseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    bytes: u128,
    nanoseconds: u128,
}

impl Rate {
    pub(crate) fn new(bytes: usize, time: Duration) -> Self {
        Self { bytes: bytes as u128, nanoseconds: time.as_nanos().max(1) }
    }

    /// Hundredths of a megabyte (10⁶ bytes) a second.
    fn hundredths(self) -> u128 {
        self.bytes * 100_000 / self.nanoseconds
    }

    /// Whole megabytes a second.
    pub(crate) fn megabytes(self) -> u128 {
        self.hundredths() / 100
    }

    /// How many times as fast as another, in thousandths.
    pub(crate) fn thousandths_of(self, other: Self) -> u128 {
        self.bytes * other.nanoseconds * 1000 / (self.nanoseconds * other.bytes).max(1)
    }

    /// Time per pass.
    pub(crate) fn microseconds(self) -> u128 {
        self.nanoseconds / 1000
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = self.hundredths();
        match hundredths {
            0..100 => {
                // Below 0.01 MB/s two digits would say nothing.
                let thousandths = self.bytes * 1_000_000 / self.nanoseconds;
                write!(formatter, "{}.{:03} MB/s", thousandths / 1000, thousandths % 1000)
            }
            100..10_000 => write!(formatter, "{}.{} MB/s", hundredths / 100, hundredths % 100 / 10),
            _ => write!(formatter, "{} MB/s", hundredths / 100),
        }
    }
}

/// Thousandths as a decimal number: 1250 → `1.250`.
pub(crate) fn decimal(thousandths: u128) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// The median time of one pass, after a pass to warm up; as many passes as fit into two seconds, at least five.
pub(crate) fn median_pass<T>(mut pass: impl FnMut() -> T) -> Duration {
    const LEAST: usize = 5;
    const LONGEST: Duration = Duration::from_secs(2);
    std::hint::black_box(pass());
    let mut times = Vec::new();
    let start = Instant::now();
    while times.len() < LEAST || start.elapsed() < LONGEST {
        let before = Instant::now();
        std::hint::black_box(pass());
        times.push(before.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}
