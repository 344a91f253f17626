//! What each server is asked: the same question in each server's own words, as whole HTTP requests.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use torture::Fault;

use crate::{
    server::{Kind, Server},
    world::{Account, World, slug_before, token},
};

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// The whole page of an account.
    Page,
    /// One group of its parameters.
    Group,
    /// The same group, of which the peers are asked as Cuenta is: through the account.
    Nested,
    /// The whole pages of a hundred accounts, for platform staff.
    Staff,
    /// A new trade name.
    Update,
}

/// How many people of the platform's staff ask in turn: each may spend only so much a second.
const STAFF: usize = 500;

impl Load {
    fn document(self, kind: Kind) -> Result<String, Fault> {
        let document = match (kind, self) {
            (Kind::Cuenta | Kind::Constant, Self::Page) => include_str!("../documents/cuenta/page.graphql"),
            (Kind::Cuenta | Kind::Constant, Self::Group | Self::Nested) => {
                include_str!("../documents/cuenta/group.graphql")
            }
            (Kind::Cuenta | Kind::Constant, Self::Staff) => include_str!("../documents/cuenta/staff.graphql"),
            (Kind::Cuenta | Kind::Constant, Self::Update) => include_str!("../documents/cuenta/update.graphql"),
            (Kind::PostGraphile, Self::Page) => include_str!("../documents/postgraphile/page.graphql"),
            (Kind::PostGraphile, Self::Group) => include_str!("../documents/postgraphile/group.graphql"),
            (Kind::PostGraphile, Self::Nested) => include_str!("../documents/postgraphile/nested.graphql"),
            (Kind::PostGraphile, Self::Staff) => include_str!("../documents/postgraphile/staff.graphql"),
            (Kind::Mercurius, Self::Page) => include_str!("../documents/mercurius/page.graphql"),
            (Kind::Mercurius, Self::Group) => include_str!("../documents/mercurius/group.graphql"),
            (Kind::Mercurius, Self::Nested) => include_str!("../documents/mercurius/nested.graphql"),
            (Kind::Mercurius, Self::Staff) => include_str!("../documents/mercurius/staff.graphql"),
            (Kind::PostGraphile | Kind::Mercurius, Self::Update) => return Err("peers only read".into()),
        };
        let fields = match kind {
            Kind::Cuenta | Kind::Constant | Kind::Mercurius => include_str!("../documents/page.graphql"),
            Kind::PostGraphile => include_str!("../documents/rows.graphql"),
        };
        let (_comment, fields) = fields.split_once('\n').ok_or("fields behind their comment")?;
        // As a client's build would send it: without what is only for people.
        Ok(document.replace("FIELDS", fields).split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// What is sent for an account.
    pub(crate) fn body(self, kind: Kind, account: &Account) -> Result<Value, Fault> {
        let variables = match (kind, self) {
            (Kind::PostGraphile | Kind::Mercurius, Self::Page | Self::Group | Self::Nested) => {
                json!({"id": account.id})
            }
            (_, Self::Update) => json!({"input": {"tradeName": "Comercial Aurora @@@@@@@@@@@@@@@"}}),
            // Cuenta knows the account by the token.
            (Kind::Cuenta | Kind::Constant, Self::Page | Self::Group | Self::Nested) => json!({}),
            (_, Self::Staff) => return Err("staff ask for no single account".into()),
        };
        Ok(json!({"query": self.document(kind)?, "variables": variables}))
    }

    /// What staff send for the accounts after a place in the list.
    pub(crate) fn staff_body(kind: Kind, after: &Value) -> Result<Value, Fault> {
        Ok(json!({"query": Self::Staff.document(kind)?, "variables": {"after": after}}))
    }

    /// A file of requests for a server, for [`crate::wrk`].
    pub(crate) async fn file(self, server: &Server, world: &World, folder: &Path) -> Result<PathBuf, Fault> {
        let mut requests = Vec::new();
        if self == Self::Staff {
            let places = places(server, world).await?;
            for (number, place) in (0..STAFF).zip(places.iter().cycle()) {
                let token = token(&format!("staff-{number}"), "platform", None)?;
                requests.push(request(&token, &Self::staff_body(server.kind, place)?));
            }
        } else {
            for account in &world.accounts {
                requests.push(request(&account.token, &self.body(server.kind, account)?));
            }
        }
        let file = folder.join(format!("{}-{self:?}.requests", server.name));
        std::fs::write(&file, requests.join("\0"))?;
        Ok(file)
    }
}

/// A request as it goes over the wire. Peers are sent the token too, and do not look at it.
fn request(token: &str, body: &Value) -> String {
    let body = body.to_string();
    format!(
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Accept: application/graphql-response+json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Asks once, and answers what came back.
pub(crate) async fn ask(address: &str, token: &str, body: &Value) -> Result<Value, Fault> {
    let answer = asked(address, token, body).await?;
    Ok(serde_json::from_str(&answer)?)
}

/// Asks once, and answers the text that came back.
pub(crate) async fn asked(address: &str, token: &str, body: &Value) -> Result<String, Fault> {
    let request = reqwest::Client::new().post(format!("http://{address}/graphql")).bearer_auth(token);
    let request =
        request.header("content-type", "application/json").header("accept", "application/graphql-response+json");
    let answer = request.body(body.to_string()).send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    if status.is_success() && !text.contains("\"errors\"") {
        Ok(text)
    } else {
        Err(format!("{address} answered {status}: {text}").into())
    }
}

/// The places in the list of accounts after which pages of a hundred begin, as each server calls them.
pub(crate) async fn places(server: &Server, world: &World) -> Result<Vec<Value>, Fault> {
    let pages = (world.accounts.len() / 100).max(1);
    if server.kind == Kind::Mercurius {
        return Ok((0..pages).map(|page| json!(slug_before(u32::try_from(page * 100 + 1).unwrap_or(1)))).collect());
    }
    let mut places = vec![Value::Null];
    for page in 1..pages {
        let place = places.last().unwrap_or(&Value::Null);
        let token = token(&format!("reader-{page}"), "platform", None)?;
        let answer = ask(server.address(), &token, &Load::staff_body(server.kind, place)?).await?;
        places.push(answer["data"]["accounts"]["pageInfo"]["endCursor"].clone());
    }
    Ok(places)
}
