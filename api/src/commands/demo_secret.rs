//! The secret that the demo signs with: random, kept beside the database, readable by its owner alone.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::RngCore as _;

const FILE: &str = "demo-secret";

/// The secret that a demo keeps in a folder, if one does.
pub(super) fn kept(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join(FILE))
        .ok()
        .map(|secret| secret.trim().to_owned())
        .filter(|secret| secret.len() >= 32)
}

/// The secret of the demo in a folder, made where there is none.
pub(super) fn kept_or_made(folder: &Path) -> io::Result<String> {
    if let Some(secret) = kept(folder) {
        return Ok(secret);
    }
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    let secret = URL_SAFE_NO_PAD.encode(bytes);
    fs::create_dir_all(folder)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(folder.join(FILE))?;
    writeln!(file, "{secret}")?;
    file.sync_all()?;
    Ok(secret)
}
