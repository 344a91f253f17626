//! The binary `cuenta`.

use std::process::ExitCode;

use api::{cli::Cli, commands, huge_pages};

/// Most of what a request takes is given back before its answer has left, which this allocator is made for: under load
/// the processors had a tenth less to do than with the system's, and memory was nearly the same. It takes huge pages where
/// it may, which `huge_pages` decides.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Before there is much in memory, and before there are threads.
    huge_pages::refuse();
    run()
}

#[tokio::main]
async fn run() -> ExitCode {
    let cli = match Cli::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    match commands::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
