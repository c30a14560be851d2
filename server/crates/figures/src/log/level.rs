//! How much a line matters.

/// What the levels of all programs come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
}

/// The names that programs have for each.
const NAMES: [(Level, &[&str]); 6] = [
    (Level::Trace, &["trace", "trc", "verbose"]),
    (Level::Debug, &["debug", "dbg", "fine"]),
    (Level::Info, &["info", "inf", "information", "notice"]),
    (Level::Warn, &["warn", "wrn", "warning"]),
    (Level::Error, &["error", "err", "severe"]),
    (
        Level::Fatal,
        &["fatal", "ftl", "critical", "crit", "panic", "dpanic", "alert", "emerg", "emergency"],
    ),
];

impl Level {
    /// The level that a word names, in capitals or not.
    pub(super) fn of(word: &str) -> Option<Self> {
        let is = |name: &&str| name.eq_ignore_ascii_case(word);
        NAMES.iter().find(|(_, names)| names.iter().any(is)).map(|(level, _)| *level)
    }

    /// The level of a number, as Pino and Bunyan write it.
    pub(super) fn of_number(number: u64) -> Option<Self> {
        Some(match number {
            10 => Self::Trace,
            20 => Self::Debug,
            30 => Self::Info,
            40 => Self::Warn,
            50 => Self::Error,
            60 => Self::Fatal,
            _ => return None,
        })
    }

    /// The level of the letter that glog and klog begin with.
    pub(super) fn of_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'I' => Self::Info,
            'W' => Self::Warn,
            'E' => Self::Error,
            'F' => Self::Fatal,
            _ => return None,
        })
    }

    /// As it is written where no program says it otherwise.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}
