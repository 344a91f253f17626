//! Each part of the torture that no test of the service does in small, for a few seconds: that all are answered as they
//! should be, not how fast.

use std::process::Command;

#[test]
fn idle() -> std::io::Result<()> {
    succeeds("idle")
}

#[test]
fn overload() -> std::io::Result<()> {
    succeeds("overload")
}

#[test]
fn person() -> std::io::Result<()> {
    succeeds_on_both("person")
}

#[test]
fn soak() -> std::io::Result<()> {
    succeeds_on_both("soak")
}

/// A part that needs PostgreSQL as well.
fn succeeds_on_both(part: &str) -> std::io::Result<()> {
    if std::env::var_os("CUENTA_TEST_POSTGRES").is_some() {
        succeeds(part)
    } else {
        assert!(std::env::var_os("CI").is_none(), "CI tests on PostgreSQL: run scripts/test");
        Ok(())
    }
}

fn succeeds(part: &str) -> std::io::Result<()> {
    let torture = env!("CARGO_BIN_EXE_torture");
    // Both are built by the command that builds the tests.
    let cuenta = std::path::Path::new(torture).with_file_name("cuenta");
    let done = Command::new(torture).args(["--short", part]).env("CUENTA_BINARY", cuenta).output()?;
    let said = [done.stdout, done.stderr].concat();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&said));
    Ok(())
}
