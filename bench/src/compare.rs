//! Before anything is timed: the peers answer what Cuenta answers, value by value.

use entity::id::own_part;
use serde_json::{Map, Value, json};
use torture::Fault;

use crate::{
    request::{Load, ask, places},
    server::{Kind, Server},
    world::{World, token},
};

/// How many accounts are compared, spread over all that are asked about.
const COMPARED: usize = 50;

/// Compares the answers of these servers with those of the first.
pub(crate) async fn compare(servers: &[&Server], world: &World, load: Load) -> Result<(), Fault> {
    match load {
        Load::Update => Ok(()),
        Load::Staff => {
            let mut all = Vec::new();
            for server in servers {
                all.push((*server, places(server, world).await?));
            }
            let count = all.first().map_or(0, |(_, places)| places.len());
            for page in (0..count).step_by((count / 5).max(1)) {
                let token = token(&format!("comparer-{page}"), "platform", None)?;
                let mut asked = Vec::new();
                for (server, places) in &all {
                    let place = places.get(page).ok_or("as many pages as the first server has")?;
                    asked.push((*server, Load::staff_body(server.kind, place)?));
                }
                same(&asked, &token, load).await?;
            }
            Ok(())
        }
        Load::Page | Load::Group | Load::Nested => {
            let each = (world.accounts.len() / COMPARED).max(1);
            for account in world.accounts.iter().step_by(each) {
                let mut asked = Vec::new();
                for server in servers {
                    asked.push((*server, load.body(server.kind, account)?));
                }
                same(&asked, &account.token, load).await?;
            }
            Ok(())
        }
    }
}

async fn same(asked: &[(&Server, Value)], token: &str, load: Load) -> Result<(), Fault> {
    let mut first: Option<Value> = None;
    for (server, body) in asked {
        for address in &server.addresses {
            let answer = ask(address, token, body).await?;
            let answer = canonical(server.kind, load, &answer["data"])?;
            match &first {
                None => first = Some(answer),
                Some(expected) if *expected == answer => {}
                Some(expected) => {
                    let difference = difference(expected, &answer).unwrap_or_default();
                    return Err(format!("{} answers otherwise: {difference}; {answer}", server.name).into());
                }
            }
        }
    }
    Ok(())
}

/// An answer in Cuenta's words, with plain UUIDs for ids.
fn canonical(kind: Kind, load: Load, data: &Value) -> Result<Value, Fault> {
    let settings = match kind {
        Kind::Cuenta | Kind::Constant => plain_ids,
        Kind::PostGraphile => nested,
        Kind::Mercurius => |page: &Value| Ok(page.clone()),
    };
    match (load, kind) {
        (Load::Page, Kind::Cuenta | Kind::Constant) => settings(&data["account"]["settings"]),
        (Load::Page, Kind::PostGraphile | Kind::Mercurius) => settings(&data["account"]),
        (Load::Group | Load::Nested, Kind::Cuenta | Kind::Constant) => {
            Ok(data["account"]["settings"]["parameters"]["environment"].clone())
        }
        (Load::Group, Kind::PostGraphile) => Ok(environment(&data["environment"])),
        (Load::Group, Kind::Mercurius) => Ok(data["environment"].clone()),
        (Load::Nested, Kind::PostGraphile) => Ok(environment(&data["account"]["environment"])),
        (Load::Nested, Kind::Mercurius) => Ok(data["account"]["environment"].clone()),
        (Load::Staff, _) => {
            let accounts = if kind == Kind::Mercurius { &data["accounts"] } else { &data["accounts"]["nodes"] };
            let accounts = accounts.as_array().ok_or("a list of accounts")?;
            let each = accounts.iter().map(|account| {
                let page = if kind == Kind::Cuenta { &account["settings"] } else { account };
                let mut page = settings(page)?;
                page["slug"] = account["slug"].clone();
                Ok(page)
            });
            each.collect::<Result<Value, Fault>>()
        }
        (Load::Update, _) => Err("a change is not compared".into()),
    }
}

/// Where two answers differ first.
fn difference(expected: &Value, answer: &Value) -> Option<String> {
    let inside = |key: &str, expected: &Value, answer: &Value| {
        difference(expected, answer).map(|difference| format!("{key}.{difference}"))
    };
    match (expected, answer) {
        (Value::Object(all), Value::Object(others)) if all.len() == others.len() => {
            all.iter().find_map(|(key, value)| inside(key, value, others.get(key).unwrap_or(&Value::Null)))
        }
        (Value::Array(all), Value::Array(others)) if all.len() == others.len() => all
            .iter()
            .zip(others)
            .zip(0..)
            .find_map(|((value, other), at): (_, u32)| inside(&at.to_string(), value, other)),
        _ => (expected != answer).then(|| format!("{answer} instead of {expected}")),
    }
}

/// Cuenta's ids hold the account too; the rows' own part is what the peers show.
fn plain_ids(value: &Value) -> Result<Value, Fault> {
    Ok(match value {
        Value::Object(fields) => {
            let mut plain = Map::new();
            for (key, field) in fields {
                let field = match field {
                    Value::String(id) if key == "id" => json!(own_part(id).ok_or("an id")?),
                    field => plain_ids(field)?,
                };
                plain.insert(key.clone(), field);
            }
            Value::Object(plain)
        }
        Value::Array(elements) => elements.iter().map(plain_ids).collect::<Result<_, _>>()?,
        value => value.clone(),
    })
}

/// PostGraphile answers the rows as they are.
fn nested(row: &Value) -> Result<Value, Fault> {
    let company = &row["company"];
    let tax_id = if company["taxIdKind"].is_null() {
        Value::Null
    } else {
        json!({"kind": company["taxIdKind"], "value": company["taxIdValue"]})
    };
    Ok(json!({
        "revision": row["revision"],
        "company": {
            "tradeName": company["tradeName"],
            "legalName": company["legalName"],
            "taxId": tax_id,
            "website": company["website"],
        },
        "contacts": renamed(&row["contacts"])?,
        "otherContacts": renamed(&row["otherContacts"])?,
        "addresses": renamed(&row["addresses"])?,
        "parameters": {
            "environment": environment(&row["environment"]),
            "tickets": tickets(&row["tickets"]),
            "additionalModules": modules(&row["modules"]),
        },
    }))
}

/// `rowId` is what others call `id`.
fn renamed(rows: &Value) -> Result<Value, Fault> {
    let rows = rows.as_array().ok_or("a list of rows")?;
    let renamed = rows.iter().map(|row| {
        let fields = row.as_object().ok_or("a row")?;
        let renamed = fields.iter().map(|(key, value)| {
            let key = if key == "rowId" { "id" } else { key };
            (key.to_owned(), value.clone())
        });
        Ok(Value::Object(renamed.collect()))
    });
    renamed.collect()
}

fn environment(row: &Value) -> Value {
    json!({
        "language": row["language"],
        "portalUrl": row["portalUrl"],
        "directTicketLink": {"customers": row["directLinkCustomers"], "agents": row["directLinkAgents"]},
    })
}

fn tickets(row: &Value) -> Value {
    let (mut opening, mut attendance) = (Vec::new(), Vec::new());
    for field in ["Service", "Category", "Urgency", "Tag"] {
        let is_for = |audience: &str| row[&format!("opening{field}{audience}")] == true;
        let audiences = [("Agent", "AGENT"), ("Customer", "CUSTOMER")];
        let required_for: Vec<&str> =
            audiences.iter().filter(|(name, _)| is_for(name)).map(|(_, word)| *word).collect();
        let name = field.to_uppercase();
        opening.push(json!({"field": name, "requiredFor": required_for}));
        attendance.push(json!({"field": name, "required": row[&format!("attendance{field}")]}));
    }
    let numbering =
        json!({"style": row["numberingStyle"], "pattern": row["numberingPattern"], "reset": row["numberingReset"]});
    json!({"opening": opening, "attendance": attendance, "numbering": numbering})
}

fn modules(row: &Value) -> Value {
    json!({
        "satisfactionSurvey": {"enabled": row["satisfactionSurvey"]},
        "timeTracking": {
            "enabled": row["timeTracking"],
            "entryType": row["timeEntryType"],
            "activitySuggestion": row["activitySuggestion"],
            "periodTypeDefinition": row["periodTypeDefinition"],
        },
        "ticketApproval": {"enabled": row["ticketApproval"]},
        "chat": {"enabled": row["chat"]},
    })
}
