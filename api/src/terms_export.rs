//! `GET /terms-acceptances.csv` and `.jsonl`: everything that the lawyers may read of an account, as a stream.
//!
//! However many records there are, some at a time are held; no more is read from the database than two batches past
//! what the client has taken. A fault in the middle breaks the transfer, so that no part passes for the whole.

use std::{collections::HashMap, pin::pin, sync::Arc};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
    routing::get,
};
use chrono::{DateTime, Utc};
use domain::{
    caller::TermsScope,
    clock::written,
    error::{Error, Refusal},
    id::TermsDocumentId,
    service::Service,
    terms::{self, TermsAcceptance, TermsAcceptanceFilter, TermsDocument, TermsKind},
};
use futures_util::{Stream, StreamExt as _};
use schema::error::Code;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::mpsc;

use crate::{
    doorkeeper::Doorkeeper,
    graphql::{answer::Rejected, host::Host as _, media_type::MediaType},
};

/// What an export costs, of what its caller may spend.
const COST: u64 = 10_000;

/// The two addresses.
pub(crate) fn routes(doorkeeper: Arc<Doorkeeper>) -> Router {
    let of = |format: Format| {
        move |State(doorkeeper): State<Arc<Doorkeeper>>, RawQuery(query): RawQuery, headers: HeaderMap| async move {
            export(&doorkeeper, format, query.as_deref().unwrap_or_default(), &headers).await
        }
    };
    Router::new()
        .route("/terms-acceptances.csv", get(of(Format::Csv)))
        .route("/terms-acceptances.jsonl", get(of(Format::JsonLines)))
        .with_state(doorkeeper)
}

/// Which acceptances, as the query's parameters say. The same as the list's filter in GraphQL.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameters {
    kind: Option<TermsKind>,
    search: Option<String>,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
}

async fn export(doorkeeper: &Doorkeeper, format: Format, query: &str, headers: &HeaderMap) -> Response {
    match begin(doorkeeper, format, query, headers).await {
        Ok(body) => {
            let mut response = Response::new(body);
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
            headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(format.disposition()));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(rejected) => rejected.into_response(MediaType::Json),
    }
}

async fn begin(doorkeeper: &Doorkeeper, format: Format, query: &str, headers: &HeaderMap) -> Result<Body, Rejected> {
    let scope = permitted(doorkeeper, headers).await?;
    let Parameters { kind, search, from, to } = serde_urlencoded::from_str(query).map_err(|error| {
        Rejected::bad_request(format!("The parameters are kind, search, from and to, and something is wrong: {error}."))
    })?;
    let filter = TermsAcceptanceFilter { kind, search, from, to };
    let batches = terms::every(&doorkeeper.service, scope, filter).boxed();
    let (service, documents) = (doorkeeper.service.clone(), HashMap::new());
    let rows = futures_util::stream::unfold(
        (batches, service, documents),
        move |(mut batches, service, mut known)| async move {
            let batch = batches.next().await?;
            let chunk = match batch {
                Ok(batch) => written_batch(&service, &mut known, format, &batch).await,
                Err(error) => Err(error.into()),
            };
            let chunk = chunk.inspect_err(|error| tracing::error!(%error, "an export of acceptances broke off"));
            Some((chunk, (batches, service, known)))
        },
    );
    let head = futures_util::stream::iter(format.head().map(|head| Ok(Bytes::from_static(head))));
    Ok(fed(head.chain(rows)))
}

/// A body that a task of its own fills, no faster than the client takes it: what reads the database does so in the runtime
/// in which the request was answered, and not where its connection is served. The task says when it is done: where it ends
/// without, by a panic, the transfer breaks.
fn fed(chunks: impl Stream<Item = Result<Bytes, Broken>> + Send + 'static) -> Body {
    let (to_client, mut from_task) = mpsc::channel(1);
    tokio::spawn(async move {
        let feed = async {
            let mut chunks = pin!(chunks);
            while let Some(chunk) = chunks.next().await {
                if to_client.send(Some(chunk)).await.is_err() {
                    return;
                }
            }
            // Who does not wait for the end any more needs none.
            let _ = to_client.send(None).await;
        };
        tokio::select! {
            () = feed => {}
            () = to_client.closed() => {}
        }
    });
    Body::from_stream(futures_util::stream::poll_fn(move |context| {
        from_task.poll_recv(context).map(|said| said.unwrap_or_else(|| Some(Err("the export broke off".into()))))
    }))
}

/// Leave to read the acceptances of the caller's account.
async fn permitted(doorkeeper: &Doorkeeper, headers: &HeaderMap) -> Result<TermsScope, Rejected> {
    doorkeeper.expect(headers).await;
    let guest = doorkeeper.authenticate(headers).await?;
    let refused = |code, refusal: &Refusal| Rejected::from(guest.refused(code, refusal));
    let caller = guest.caller().ok_or_else(|| refused(Code::Unauthenticated, &Refusal::Unauthenticated))?;
    let forbidden = |refusal: Refusal| refused(Code::Forbidden, &refusal);
    let scope = match caller.account() {
        Some(account) => caller.read_terms(account.id).map_err(forbidden)?,
        None => return Err(forbidden(Refusal::Forbidden(domain::policy::Permission::ReadTerms))),
    };
    doorkeeper.charge(&guest, COST)?;
    Ok(scope)
}

/// Why a stream broke off; the client sees only that it did.
type Broken = Box<dyn std::error::Error + Send + Sync>;

async fn written_batch(
    service: &Service,
    known: &mut HashMap<TermsDocumentId, TermsDocument>,
    format: Format,
    batch: &[TermsAcceptance],
) -> Result<Bytes, Broken> {
    let mut unknown: Vec<TermsDocumentId> =
        batch.iter().map(|acceptance| acceptance.document).filter(|id| !known.contains_key(id)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    if !unknown.is_empty() {
        known.extend(terms::documents(service, &unknown).await?);
    }
    let rows: Option<Vec<Row<'_>>> = batch
        .iter()
        .map(|acceptance| known.get(&acceptance.document).map(|document| Row { acceptance, document }))
        .collect();
    let rows = rows.ok_or(Error::from(Refusal::NotFound))?;
    match format {
        Format::Csv => csv_of(&rows),
        Format::JsonLines => json_lines_of(&rows),
    }
}

/// How an export is written.
#[derive(Clone, Copy, Debug)]
enum Format {
    /// RFC 4180, in UTF-8, with a line of names first.
    Csv,
    /// A JSON object a line (<https://jsonlines.org>).
    JsonLines,
}

impl Format {
    fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::JsonLines => "application/jsonl; charset=utf-8",
        }
    }

    fn disposition(self) -> &'static str {
        match self {
            Self::Csv => "attachment; filename=\"terms-acceptances.csv\"",
            Self::JsonLines => "attachment; filename=\"terms-acceptances.jsonl\"",
        }
    }

    fn head(self) -> Option<&'static [u8]> {
        match self {
            Self::Csv => Some(
                b"id,documentId,kind,version,language,url,sha256,subject,name,email,role,acceptedAt,ipAddress,userAgent\r\n",
            ),
            Self::JsonLines => None,
        }
    }
}

struct Row<'a> {
    acceptance: &'a TermsAcceptance,
    document: &'a TermsDocument,
}

fn csv_of(rows: &[Row<'_>]) -> Result<Bytes, Broken> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for Row { acceptance, document } in rows {
        let cells = [
            Some(acceptance.id.to_string()),
            Some(document.id.to_string()),
            Some(word(&document.kind)?),
            Some(document.version.clone()),
            Some(word(&document.language)?),
            Some(document.url.clone()),
            Some(document.sha256.clone()),
            Some(acceptance.subject.clone()),
            acceptance.name.clone(),
            acceptance.email.clone(),
            acceptance.role.as_ref().map(word).transpose()?,
            Some(written(acceptance.accepted_at)),
            acceptance.ip_address.clone(),
            acceptance.user_agent.clone(),
        ];
        writer.write_record(cells.map(|cell| no_formula(cell.unwrap_or_default())))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?.into())
}

fn json_lines_of(rows: &[Row<'_>]) -> Result<Bytes, Broken> {
    let mut lines = Vec::new();
    for Row { acceptance, document } in rows {
        let line = json!({
            "id": acceptance.id.to_string(),
            "document": {
                "id": document.id.to_string(),
                "kind": document.kind,
                "version": document.version,
                "language": document.language,
                "url": document.url,
                "sha256": document.sha256,
            },
            "subject": acceptance.subject,
            "name": acceptance.name,
            "email": acceptance.email,
            "role": acceptance.role,
            "acceptedAt": written(acceptance.accepted_at),
            "ipAddress": acceptance.ip_address,
            "userAgent": acceptance.user_agent,
        });
        serde_json::to_writer(&mut lines, &line)?;
        lines.push(b'\n');
    }
    Ok(lines.into())
}

/// A cell that no spreadsheet takes for a formula: one that could be is quoted by an apostrophe.
///
/// Source: <https://owasp.org/www-community/attacks/CSV_Injection>. Spaces and quotation marks before a sign do not
/// help: some programs pass over them.
fn no_formula(cell: String) -> String {
    let begins = cell.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '"' || sign == '\'');
    let is_formula =
        begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n']);
    if is_formula { format!("'{cell}") } else { cell }
}

/// How the contract spells a word of ours.
fn word<T: Serialize>(word: &T) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_value(word)?.as_str().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use http_body_util::BodyExt as _;

    use super::*;

    #[tokio::test]
    async fn a_transfer_whose_task_ends_before_its_end_breaks() {
        let part = || stream::iter([Ok::<_, Broken>(Bytes::from_static(b"a part"))]);
        let whole = fed(part()).collect().await.unwrap();
        assert_eq!(whole.to_bytes(), "a part");
        let failed = stream::iter([Err::<Bytes, Broken>("why".into())]);
        assert!(fed(part().chain(failed)).collect().await.is_err());
        let panics = stream::once(async { panic!("a fault of ours") });
        assert!(fed(part().chain(panics)).collect().await.is_err());
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_quoted() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\"=1", "'=1", "\t=1", "\r=1", "\u{a0}=1", "＝1"] {
            assert_eq!(no_formula(formula.to_owned()), format!("'{formula}"));
        }
        for text in ["", "Ana", "a=1", "1-1", "O'Neill", "\"Ana\"", "a@b.example"] {
            assert_eq!(no_formula(text.to_owned()), text);
        }
    }
}
