//! Reports: what was done, on which machine, and what came of it.

use std::{fmt::Write as _, path::Path, process::Command};

use domain::clock::{Clock as _, SystemClock};

use crate::{Fault, Length};

/// A report of a part, in Markdown.
#[derive(Debug)]
pub struct Report {
    part: &'static str,
    length: Length,
    text: String,
}

impl Report {
    /// A report with a title and a few sentences about what was done.
    #[must_use]
    pub fn new(part: &'static str, length: Length, title: &str, sentences: &str) -> Self {
        let text = format!(
            "# {title}\n\nThis page is written by `make torture PART={part}`.\n\n{sentences}\n\n{}\n",
            machine()
        );
        Self { part, length, text }
    }

    /// Adds a line.
    pub fn line(&mut self, line: &str) {
        println!("  {line}");
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Adds a heading.
    pub fn heading(&mut self, heading: &str) {
        // Writing to a string does not fail.
        let _ = write!(self.text, "\n## {heading}\n\n");
    }

    /// Writes the report where it is committed, unless little was done.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(self) -> Result<(), Fault> {
        if self.length == Length::Short {
            return Ok(());
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/torture");
        std::fs::create_dir_all(&folder)?;
        Ok(std::fs::write(folder.join(format!("{}.md", self.part)), self.text)?)
    }
}

/// What a command of the system says on one line; nothing where there is no such command.
#[must_use]
pub fn said(command: &str, arguments: &[&str]) -> String {
    let output = Command::new(command).args(arguments).output();
    output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// The machine and the versions, as far as they matter.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "Measured on {} with {cores} cores, shared by everything that runs; {}, release build at commit {}.",
        SystemClock.now().format("%Y-%m-%d"),
        said("psql", &["--version"]),
        said("git", &["rev-parse", "--short", "HEAD"]),
    )
}
