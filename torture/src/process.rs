//! A process that is measured from outside, by what Linux tells of it.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
};

use crate::Fault;

/// A process that is ended when this is dropped.
#[derive(Debug)]
pub struct Process(Child);

impl Process {
    /// Starts a process. What it has to say goes to the end of a file.
    ///
    /// # Errors
    /// There is no such program, or the file cannot be written.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self, Fault> {
        let log = std::fs::File::options().create(true).append(true).open(log)?;
        Ok(Self(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?))
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Whether it has gone by itself.
    ///
    /// # Errors
    /// The system does not tell.
    pub fn has_ended(&mut self) -> Result<bool, Fault> {
        Ok(self.0.try_wait()?.is_some())
    }

    /// Ends it as a power cut would: it is not asked.
    ///
    /// # Errors
    /// It has gone already.
    pub fn kill(mut self) -> Result<(), Fault> {
        self.0.kill()?;
        self.0.wait()?;
        Ok(())
    }

    /// How many files it has open, connections among them.
    ///
    /// # Errors
    /// It has gone, as below.
    pub fn files(&self) -> Result<usize, Fault> {
        Ok(std::fs::read_dir(format!("/proc/{}/fd", self.id()))?.count())
    }

    /// How many threads it has.
    ///
    /// # Errors
    /// It has gone.
    pub fn threads(&self) -> Result<usize, Fault> {
        Ok(std::fs::read_dir(format!("/proc/{}/task", self.id()))?.count())
    }

    /// How much time the processors spent on it, in milliseconds.
    ///
    /// # Errors
    /// It has gone.
    pub fn processor_time(&self) -> Result<u64, Fault> {
        Ok(Stat::of(self.id())?.own_milliseconds)
    }

    /// What it holds in memory, and the most it held since [`Self::forget_peak`], in MiB.
    ///
    /// # Errors
    /// It has gone.
    pub fn memory(&self) -> Result<(u64, u64), Fault> {
        Ok((self.kibibytes("VmRSS:")? / 1024, self.kibibytes("VmHWM:")? / 1024))
    }

    /// What it holds in memory, in KiB.
    ///
    /// # Errors
    /// It has gone.
    pub fn resident(&self) -> Result<u64, Fault> {
        self.kibibytes("VmRSS:")
    }

    /// Begins to measure the most memory anew.
    ///
    /// # Errors
    /// It has gone.
    pub fn forget_peak(&self) -> Result<(), Fault> {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.id()), "5")?)
    }

    fn kibibytes(&self, name: &str) -> Result<u64, Fault> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let line = status.lines().find(|line| line.starts_with(name)).ok_or("a line of the process's status")?;
        Ok(line.split_whitespace().nth(1).ok_or("a number")?.parse()?)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have gone by itself, which whoever uses it has noticed then.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What Linux tells of any process.
#[derive(Clone, Copy, Debug)]
pub struct Stat {
    /// The process that started it.
    pub parent: u32,
    /// The time that the processors spent on it.
    pub own_milliseconds: u64,
    /// The same of those that it started and that have gone.
    pub gone_milliseconds: u64,
}

impl Stat {
    /// Looks at a process by its id.
    ///
    /// # Errors
    /// There is none.
    pub fn of(id: u32) -> Result<Self, Fault> {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
        let (_, fields) = stat.rsplit_once(") ").ok_or("the process's name")?;
        let fields: Vec<&str> = fields.split(' ').collect();
        // The 14th to 17th of all fields, in hundredths of a second.
        let [own, own_in_system, gone, gone_in_system] = fields.get(11..15).ok_or("the process's times")? else {
            return Err("the process's times".into());
        };
        Ok(Self {
            parent: fields.get(1).ok_or("the process's parent")?.parse()?,
            own_milliseconds: 10 * (own.parse::<u64>()? + own_in_system.parse::<u64>()?),
            gone_milliseconds: 10 * (gone.parse::<u64>()? + gone_in_system.parse::<u64>()?),
        })
    }
}
