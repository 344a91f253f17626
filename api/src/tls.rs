//! Clients that know by which certificates others show who they are.

use reqwest::{Certificate, Client, ClientBuilder};

/// Builds a client that trusts the machine's root certificates, or, where the machine has none, those that came with
/// Cuenta.
///
/// # Errors
/// Where TLS cannot be set up.
pub(crate) fn client(builder: impl Fn() -> ClientBuilder) -> Result<Client, reqwest::Error> {
    builder().build().or_else(|error| {
        tracing::warn!(?error, "the machine has no root certificates; those that came with Cuenta are used");
        builder().tls_certs_only(built_in_roots()?).build()
    })
}

/// Mozilla's root certificates, as they were when Cuenta was built.
fn built_in_roots() -> Result<Vec<Certificate>, reqwest::Error> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|certificate| Certificate::from_der(certificate)).collect()
}
