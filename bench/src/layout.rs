//! Where functions stand in the binary: those that run often stand together, and so do those that run when Cuenta starts.
//!
//! An answer from memory runs a few hundred functions, three hundred kilobytes, which lay in three times as many pages as
//! they fill; a processor remembers where few pages are.
//!
//! Linux brings the pages of a file in by sixteen, wherever one of them is touched. What runs at the start is a sixth of
//! the code and lay in six tenths of those sixteens: an idle process held ten megabytes of code that never ran.
//!
//! This finds what runs, and writes the linker script that `api/build.rs` hands to the linker.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use torture::{
    Fault,
    service::{binary, cuenta, free_address},
};

use crate::{
    request::Load,
    server::{Kind, Server},
    world::World,
    wrk,
};

/// A line of the script is worth so many bytes of code that does not run and stands with what runs at the start.
const LINE: u64 = 1000;

/// What Linux brings in at once: what runs and would take more along than that stays where it stands.
const AT_ONCE: u64 = 64 * 1024;

/// So many accounts are asked about, so that all are soon remembered under valgrind.
const ACCOUNTS: usize = 100;

/// How long they are asked about, in seconds.
const ASKED: u64 = 10;

/// What is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// What runs for answers from memory.
    Often,
    /// What runs from the start to the end, when nothing is asked.
    Start,
}

/// A function of the binary.
struct Function<'a> {
    /// Its name up to the hash that the compiler gives it, by the parts of its path.
    path: Vec<&'a str>,
    size: u64,
    runs: bool,
}

/// Looks at Cuenta, and writes `api/layout.ld`.
pub(crate) async fn run(world: &World, folder: &Path) -> Result<(), Fault> {
    let listed = Command::new("nm").args(["--print-size", "--defined-only", &binary()]).output()?;
    let listed = String::from_utf8(listed.stdout)?;
    let often = that_run(Sight::Often, world, folder).await?;
    let start = that_run(Sight::Start, world, folder).await?;
    let often_patterns = patterns(listed.lines().filter_map(|line| function(line, &often)).collect(), 0)?;
    // What runs often has its place.
    let others = listed.lines().filter(|line| function(line, &often).is_some_and(|function| !function.runs));
    let mut start_patterns = patterns(others.filter_map(|line| function(line, &start)).collect(), LINE)?;
    start_patterns.retain(|pattern| !often_patterns.contains(pattern));
    let section = |name: &str, patterns: &[String]| {
        let lines: Vec<String> = patterns.iter().map(|pattern| format!("    *(.text.{pattern})\n")).collect();
        format!("  .text.{name} :\n  {{\n{}  }}\n", lines.concat())
    };
    let script = format!(
        "/* Written by `make bench PART=layout`: what runs often stands together, and what runs when Cuenta starts. See \
         bench/src/layout.rs. */\nSECTIONS\n{{\n{}{}}}\nINSERT BEFORE .text;\n",
        section("often", &often_patterns),
        section("start", &start_patterns),
    );
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/layout.ld"), script)?;
    let groups = often_patterns.len() + start_patterns.len();
    println!("api/layout.ld names {groups} groups of functions; build again and look");
    Ok(())
}

/// The patterns under which those functions stand that run, where a line is worth so many bytes of what does not.
fn patterns(mut functions: Vec<Function<'_>>, line: u64) -> Result<Vec<String>, Fault> {
    functions.sort_by(|one, other| one.path.cmp(&other.path));
    if !functions.iter().any(|function| function.runs) {
        return Err("no function of the binary was seen to run".into());
    }
    Ok(together(&functions, 0, line).1)
}

/// The names of the functions that run in Cuenta, on PostgreSQL, as the linker knows them.
async fn that_run(sight: Sight, world: &World, folder: &Path) -> Result<HashSet<String>, Fault> {
    let file = folder.join("callgrind");
    let plain = cuenta(&world.url);
    let (address, metrics) = (free_address()?, free_address()?);
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--demangle=no"]).arg(format!("--callgrind-out-file={}", file.display()));
    command.arg(format!("--instr-atstart={}", if sight == Sight::Start { "yes" } else { "no" }));
    command.arg(plain.get_program()).args(["serve", "--listen", &address, "--metrics-listen", &metrics]);
    for (name, value) in plain.get_envs() {
        command.env(name, value.ok_or("a variable that is set")?);
    }
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let looked = match until_ready(&mut process, &address).await {
        Ok(()) => look(sight, world, folder, address, &process).await,
        Err(fault) => Err(fault),
    };
    // It is asked to end: valgrind tells what it saw at the end.
    Command::new("kill").arg(process.id().to_string()).status()?;
    process.wait()?;
    let answers = looked?;
    let calls = calls(&std::fs::read_to_string(file)?);
    // What the process does from time to time, whatever is asked, is not often.
    Ok(calls.into_iter().filter(|(_, count)| *count >= answers / 4).map(|(name, _)| name).collect())
}

/// The functions that callgrind tells of, and how often each was called.
fn calls(told: &str) -> HashMap<String, u64> {
    let (mut names, mut calls) = (HashMap::new(), HashMap::new());
    let mut called = None;
    for line in told.lines() {
        if let Some(function) = line.strip_prefix("fn=").or_else(|| line.strip_prefix("cfn=")) {
            // `(12) name` where it stands first, `(12)` from then on; a name that calls itself has its depth behind it.
            let (number, name) = function.split_once(' ').unwrap_or((function, ""));
            if !name.is_empty() {
                names.insert(number, name.split('\'').next().unwrap_or(name));
            }
            called = names.get(number).copied();
            calls.entry(called.unwrap_or_default().to_owned()).or_default();
        } else if let Some(counted) = line.strip_prefix("calls=")
            && let Some(count) = called.and_then(|called| calls.get_mut(called))
        {
            *count += counted.split(' ').next().and_then(|count| count.parse::<u64>().ok()).unwrap_or_default();
        }
    }
    calls
}

/// Has run what is to be looked at, and tells how much was answered meanwhile.
async fn look(sight: Sight, world: &World, folder: &Path, address: String, process: &Child) -> Result<u64, Fault> {
    if sight == Sight::Start {
        // What it does when it has nothing to do belongs to it.
        tokio::time::sleep(Duration::from_secs(5)).await;
        return Ok(0);
    }
    let few = World {
        name: world.name.clone(),
        url: world.url.clone(),
        count: world.count,
        accounts: world.accounts.iter().take(ACCOUNTS).cloned().collect(),
    };
    let (name, addresses) = ("cuenta".to_owned(), vec![address]);
    let server = Server { kind: Kind::Cuenta, name, processes: Vec::new(), addresses, metrics: None };
    let switch = |on: &str| {
        let mut command = Command::new("callgrind_control");
        let switched = command.args(["--instr", on, &process.id().to_string()]).stdout(Stdio::null()).status()?;
        if switched.success() { Ok(()) } else { Err(Fault::from("valgrind cannot be told to look")) }
    };
    let mut answers = 0;
    for load in [Load::Page, Load::Group] {
        let requests = load.file(&server, &few, folder).await?;
        wrk::each(&server.addresses, &requests, ASKED).await?;
        switch("on")?;
        answers += wrk::random(&server.addresses, &requests, ASKED).await?.answers;
        switch("off")?;
    }
    Ok(answers)
}

async fn until_ready(process: &mut Child, address: &str) -> Result<(), Fault> {
    for _ in 0..600 {
        if let Some(status) = process.try_wait()? {
            return Err(format!("cuenta ended under valgrind: {status}").into());
        }
        if reqwest::get(format!("http://{address}/health/ready")).await.is_ok_and(|answer| answer.status().is_success())
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err("cuenta did not become ready under valgrind".into())
}

/// Reads a line of `nm`: address, size, kind and name.
fn function<'a>(line: &'a str, that_run: &HashSet<String>) -> Option<Function<'a>> {
    let mut fields = line.split(' ').skip(1);
    let (size, kind, name) = (fields.next()?, fields.next()?, fields.next()?);
    if !matches!(kind, "t" | "T") {
        return None;
    }
    Some(Function { path: path(name), size: u64::from_str_radix(size, 16).ok()?, runs: that_run.contains(name) })
}

/// The parts of a function's path: `_ZN`, then each with its length before it, without the hash at the end. Names that
/// are made otherwise are one part, without the number that the compiler gives to one of several.
fn path(name: &str) -> Vec<&str> {
    let name = name.split_once(".llvm.").map_or(name, |(name, _)| name);
    let Some(mut rest) = name.strip_prefix("_ZN") else {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        return vec![name.rsplit_once('.').filter(|(_, number)| is_number(number)).map_or(name, |(name, _)| name)];
    };
    let mut parts = vec!["_ZN"];
    while let Some(digits) = rest.find(|sign: char| !sign.is_ascii_digit()).filter(|digits| *digits > 0) {
        let length: usize = rest.get(..digits).and_then(|number| number.parse().ok()).unwrap_or_default();
        let Some((part, after)) = rest.split_at_checked(digits + length) else { break };
        let is_hash = length == 17 && part.as_bytes().get(digits) == Some(&b'h');
        if is_hash && (after == "E" || after.starts_with("E.")) {
            break;
        }
        parts.push(part);
        rest = after;
    }
    parts
}

/// The patterns under which everything stands that runs among functions whose paths are the same up to a depth, and what
/// they cost: code that does not run, and lines, each of which costs so much.
fn together(functions: &[Function<'_>], depth: usize, line: u64) -> (u64, Vec<String>) {
    if !functions.iter().any(|function| function.runs) {
        return (0, Vec::new());
    }
    let idle: u64 = functions.iter().filter(|function| !function.runs).map(|function| function.size).sum();
    let whole: String = functions.iter().take(1).flat_map(|function| &function.path).take(depth).copied().collect();
    if functions.iter().all(|function| function.path.len() <= depth) {
        if idle > AT_ONCE {
            return (AT_ONCE, Vec::new());
        }
        let hash = if whole.starts_with("_ZN") { "17h" } else { "" };
        return (idle + line, vec![format!("{whole}{hash}*")]);
    }
    let apart = functions.chunk_by(|one, other| one.path.get(depth) == other.path.get(depth));
    let (mut cost, mut patterns) = (0, Vec::new());
    for group in apart {
        // Those whose path ends here stand first.
        let ends = group.iter().all(|function| function.path.len() <= depth);
        let (more, some) = together(group, if ends { depth } else { depth + 1 }, line);
        cost += more;
        patterns.extend(some);
    }
    // Below `_ZN` stands all of Rust.
    if depth > 1 && idle + line <= cost { (idle + line, vec![format!("{whole}*")]) } else { (cost, patterns) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_known_by_its_path_without_its_hash() {
        for (name, parts) in [
            ("_ZN3api3app5Front3new17h0123456789abcdefE", &["_ZN", "3api", "3app", "5Front", "3new"][..]),
            ("_ZN3api4main17h0123456789abcdefE.llvm.42", &["_ZN", "3api", "4main"]),
            ("_ZN3api4main17h0123456789abcdefE.cold", &["_ZN", "3api", "4main"]),
            ("sqlite3_open_v2", &["sqlite3_open_v2"]),
            ("_RNvCs1_3std4main.llvm.7", &["_RNvCs1_3std4main"]),
            ("_RNvCs1_3std4main.7438", &["_RNvCs1_3std4main"]),
            ("sqlite3Init.part.0.cold", &["sqlite3Init.part.0.cold"]),
        ] {
            assert_eq!(path(name), parts);
        }
    }

    #[test]
    fn calls_are_counted_by_name() {
        let told = "fn=(1) _ZN4mainE\n0 5\ncfn=(2) _ZN4workE\ncalls=3 0\n0 20\n\nfn=(2)\n0 9\n\
                    cfn=(3) _ZN4workE'2\ncalls=4 0\n0 8\ncfn=(2)\ncalls=5 0\n";
        let counted = calls(told);
        assert_eq!((counted["_ZN4mainE"], counted["_ZN4workE"]), (0, 12));
    }

    #[test]
    fn what_runs_is_named_in_few_lines_that_hold_little_else() {
        let function = |name: &'static str, size, runs| Function { path: path(name), size, runs };
        let mut functions = [
            function("_ZN4clap5parse3one17h0000000000000000E", 500, true),
            function("_ZN4clap5parse3two17h0000000000000000E", 500, true),
            function("_ZN4clap5parse5three17h0000000000000000E", 100, false),
            function("_ZN4clap4help5print17h0000000000000000E", 90_000, false),
            function("_ZN4sqlx4open17h0000000000000000E", 10, true),
            function("_ZN4sqlx4open17h1111111111111111E", 10, true),
            function("_ZN4sqlx5close17h0000000000000000E", 9_000, false),
            function("_ZN5never17h0000000000000000E", 1, false),
            function("memcpy_fast", 10, true),
            function("_ZN4core3fmt17h0000000000000000E", 10, true),
            function("_ZN4core3fmt17h1111111111111111E", 70_000, false),
        ];
        functions.sort_by(|one, other| one.path.cmp(&other.path));
        assert_eq!(together(&functions, 0, LINE).1, ["_ZN4clap5parse*", "_ZN4sqlx4open17h*", "memcpy_fast*"]);
    }
}
