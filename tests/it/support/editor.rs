//! Somebody who changes an account's settings, and what every change keeps to.

use domain::verify::verify;
use serde_json::{Value, json};

use super::{Answer, Client, World};

/// What the company is.
pub(crate) const COMPANY: &str = "tradeName legalName taxId { kind value formatted } website \
    photo { url width height contentType }";
/// A contact.
pub(crate) const CONTACT: &str = "id kind email isPrimary";
/// An other contact.
pub(crate) const OTHER_CONTACT: &str = "id kind value label";
/// An address.
pub(crate) const ADDRESS: &str =
    "id purpose rank street number complement reference district city state postalCode country";

/// The tab "environment".
pub(crate) const ENVIRONMENT: &str = "language portalUrl directTicketLink { customers agents }";
/// The tab "tickets".
pub(crate) const TICKETS: &str =
    "opening { field requiredFor } attendance { field required } numbering { style pattern reset }";
/// The tab "additional modules".
pub(crate) const MODULES: &str = "satisfactionSurvey { enabled } \
    timeTracking { enabled entryType activitySuggestion periodTypeDefinition } ticketApproval { enabled } chat { enabled }";
/// The business hours.
pub(crate) const HOURS: &str = "timeZone shifts { day opens closes } holidays { date name }";
/// An activity.
pub(crate) const ACTIVITY: &str = "id name active";
/// An access profile.
pub(crate) const PROFILE: &str = "id name role timeTrackingActivity { id name active }";

/// An account's administrator. After every call, what is stored is verified.
#[derive(Debug)]
pub(crate) struct Editor<'a> {
    pub(crate) client: Client,
    world: &'a World,
}

/// A call of a mutation.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    mutation: &'static str,
    argument: Argument,
}

#[derive(Clone)]
enum Argument {
    Input(Value),
    Photo(Vec<u8>),
    None,
}

impl std::fmt::Debug for Argument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Input(input) => write!(f, "{input}"),
            Self::Photo(bytes) => write!(f, "a photo of {} bytes", bytes.len()),
            Self::None => f.write_str("nothing"),
        }
    }
}

/// Calls a mutation with an input.
pub(crate) fn call(mutation: &'static str, input: Value) -> Call {
    Call { mutation, argument: Argument::Input(input) }
}

/// Uploads a photo.
pub(crate) fn set_photo(bytes: &[u8]) -> Call {
    Call { mutation: "setCompanyPhoto", argument: Argument::Photo(bytes.to_vec()) }
}

/// Removes the photo.
pub(crate) fn remove_photo() -> Call {
    Call { mutation: "removeCompanyPhoto", argument: Argument::None }
}

impl<'a> Editor<'a> {
    /// Creates an account and answers its administrator.
    pub(crate) async fn new(world: &'a World, slug: &str) -> Self {
        Self { client: world.account(slug).await, world }
    }

    /// Makes a change that must be right, and answers its payload.
    pub(crate) async fn done(&self, call: &Call) -> Value {
        self.send(call, json!({})).await.done().clone()
    }

    /// Makes a change of one element that must be right, and answers the element's id.
    pub(crate) async fn id_of(&self, call: &Call) -> String {
        let payload = self.done(call).await;
        payload[element(call.mutation).0]["id"].as_str().unwrap().to_owned()
    }

    /// The sections of the page that hold the company's data, as they are now.
    pub(crate) async fn page(&self) -> Value {
        self.stored().await["settings"].clone()
    }

    /// A change keeps what all changes promise: it is refused as a whole when the account has moved on or the reason is
    /// too long; a dry run tells it and writes nothing; then it is one revision, which says who, why and what.
    ///
    /// `gives` is the element that it answers, and `changes` are those it makes; the element's id stands there as `ID`.
    /// Answers the payload.
    pub(crate) async fn makes(&self, call: &Call, gives: Value, changes: Value) -> Value {
        let (name, _) = element(call.mutation);
        let before = self.stored().await;
        let number = before["settings"]["revision"].as_i64().unwrap();
        self.refuses_what_is_stale(call, &before).await;

        let preview = self.send(call, json!({"dryRun": true, "expectedRevision": number})).await.done().clone();
        assert_eq!(self.stored().await, before, "a dry run of {call:?} writes nothing");
        assert_eq!(preview["revision"], Value::Null);
        assert_eq!(preview["settings"]["revision"], number);
        for id in ids(&preview["settings"]).iter().chain(&ids(&preview[name])) {
            assert!(id.ends_with("@preview"), "{id} of a dry run");
        }
        assert!(!preview["changes"].to_string().contains("@preview"), "paths and values of changes have live ids");
        let would_be = Named::of(&preview, name);
        assert_eq!(would_be.name(&preview["changes"]), changes, "the changes that a dry run of {call:?} tells");

        let options = json!({"expectedRevision": number, "reason": "  Por que\u{301}\u{7} \n"});
        let payload = self.send(call, options).await.done().clone();
        let is = Named::of(&payload, name);
        assert_eq!(is.name(&payload[name]), gives, "what {call:?} answers");
        assert_eq!(is.name(&payload["changes"]), changes, "the changes of {call:?}");
        let settings = &payload["settings"];
        let revision = json!({
            "number": number + 1,
            "action": call.mutation,
            "reason": "Por qué",
            "actor": {"kind": "PERSON", "subject": "admin", "name": "The admin", "role": "ADMIN"},
            "changes": payload["changes"],
            "settings": {"id": format!("{}@{}", settings["id"].as_str().unwrap(), number + 1), "revision": number + 1},
        });
        assert_eq!(payload["revision"], revision);
        let history = json!({"totalCount": number + 1, "nodes": [revision]});
        assert_eq!(self.stored().await, json!({"settings": settings, "revisions": history}));

        assert_eq!(would_be.name(&preview[name]), gives, "what a dry run of {call:?} answers");
        let mut foretold = would_be.name(&preview["settings"]);
        foretold["revision"] = json!(number + 1);
        assert_eq!(foretold, is.name(settings), "a dry run answers what comes true");
        payload
    }

    /// A change is refused with exactly these user errors, `CODE at/the/path`, tried or made; nothing is written.
    pub(crate) async fn refuses(&self, call: &Call, errors: &[&str]) {
        let before = self.stored().await;
        for dry_run in [true, false] {
            let answer = self.send(call, json!({"dryRun": dry_run})).await;
            assert_refused(&answer, call, errors, &Value::Null);
            assert_eq!(self.stored().await, before, "{call:?} is refused and writes nothing");
        }
    }

    /// A change that changes nothing is answered, and makes no revision.
    pub(crate) async fn changes_nothing(&self, call: &Call) {
        let before = self.stored().await;
        let payload = self.send(call, json!({"reason": "for nothing"})).await.done().clone();
        assert_eq!(payload["changes"], json!([]), "{call:?}");
        assert_eq!(payload["revision"], Value::Null, "{call:?}");
        assert_eq!(payload["settings"], before["settings"], "{call:?}");
        assert_eq!(self.stored().await, before, "{call:?}");
    }

    /// Sends a call, and verifies what is stored afterwards.
    pub(crate) async fn send(&self, call: &Call, options: Value) -> Answer {
        let Call { mutation, argument } = call;
        let fields = fields(mutation);
        let answer = match argument {
            Argument::Input(input) => self.client.mutate(mutation, input.clone(), options, &fields).await,
            Argument::Photo(bytes) => self.client.upload_photo(bytes, options, &fields).await,
            Argument::None => {
                let query =
                    format!("mutation($options: WriteOptions) {{ {mutation}(options: $options) {{ {fields} }} }}");
                self.client.send(&query, json!({"options": options})).await
            }
        };
        self.verified().await;
        answer
    }

    /// Sends a document with variables, and verifies what is stored afterwards.
    pub(crate) async fn send_document(&self, document: &str, variables: Value) -> Value {
        let answer = self.client.send(document, variables).await;
        self.verified().await;
        answer.done().clone()
    }

    async fn verified(&self) {
        let report = verify(&self.world.service).await.unwrap();
        assert_eq!(report.findings, [] as [&str; 0]);
    }

    /// The page, and the number of revisions with the newest of them.
    async fn stored(&self) -> Value {
        let query = format!(
            "{{ account {{ settings {{ {page} }} revisions(first: 1) {{ totalCount nodes {{ {REVISION} }} }} }} }}",
            page = page_fields()
        );
        self.client.ask(&query).await.data()["account"].clone()
    }

    async fn refuses_what_is_stale(&self, call: &Call, before: &Value) {
        let number = before["settings"]["revision"].as_i64().unwrap();
        let long = "é".repeat(501);
        for stale in [number - 1, number + 1] {
            for dry_run in [true, false] {
                let options = json!({"expectedRevision": stale, "reason": long, "dryRun": dry_run});
                let answer = self.send(call, options).await;
                let conflict = ["REVISION_CONFLICT options/expectedRevision"];
                assert_refused(&answer, call, &conflict, &before["settings"]);
            }
        }
        let answer = self.send(call, json!({"reason": long})).await;
        assert_refused(&answer, call, &["TOO_LONG options/reason"], &Value::Null);
        assert_eq!(self.stored().await, *before, "{call:?} is refused and writes nothing");
    }
}

const REVISION: &str = "number action reason actor { kind subject name role } changes { path before after } \
    settings { id revision }";

fn page_fields() -> String {
    format!(
        "id revision company {{ {COMPANY} }} contacts {{ {CONTACT} }} primaryContact {{ id }} \
         otherContacts {{ {OTHER_CONTACT} }} addresses {{ {ADDRESS} }} primaryAddress {{ id }} \
         secondaryAddress {{ id }} \
         parameters {{ environment {{ {ENVIRONMENT} }} tickets {{ {TICKETS} }} additionalModules {{ {MODULES} }} }} \
         businessHours {{ {HOURS} }} activities {{ {ACTIVITY} }} accessProfiles {{ {PROFILE} }} warnings {{ code path }}"
    )
}

/// What a mutation's payload calls the thing it is about, and that thing's fields.
fn element(mutation: &str) -> (&'static str, &'static str) {
    let elements = [
        ("Company", ("company", COMPANY)),
        ("OtherContact", ("otherContact", OTHER_CONTACT)),
        ("Contact", ("contact", CONTACT)),
        ("Address", ("address", ADDRESS)),
        ("EnvironmentParameters", ("environment", ENVIRONMENT)),
        ("DirectTicketLink", ("directTicketLink", "customers agents")),
        ("TicketParameters", ("tickets", TICKETS)),
        ("AdditionalModules", ("additionalModules", MODULES)),
        ("BusinessHours", ("businessHours", HOURS)),
        ("Activity", ("activity", ACTIVITY)),
        ("AccessProfile", ("accessProfile", PROFILE)),
        // What a batch or a restore is about is the settings as a whole.
        ("", ("settings", "id")),
    ];
    elements.into_iter().find_map(|(name, element)| mutation.contains(name).then_some(element)).unwrap()
}

/// The whole payload of a mutation.
fn fields(mutation: &str) -> String {
    let (name, fields) = element(mutation);
    let page = page_fields();
    format!(
        "{name} {{ {fields} }} settings {{ {page} }} changes {{ path before after }} \
         revision {{ {REVISION} }} userErrors {{ code path }}"
    )
}

/// The user errors, in whatever order, are these, and beside them there are only `settings`.
fn assert_refused(answer: &Answer, call: &Call, errors: &[&str], settings: &Value) {
    let mut told = answer.user_errors();
    let mut wanted = errors.to_vec();
    told.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(told, wanted, "{call:?}");
    let payload = answer.payload();
    assert_eq!(payload[element(call.mutation).0], Value::Null, "{call:?}");
    assert_eq!(payload["changes"], Value::Null, "{call:?}");
    assert_eq!(payload["revision"], Value::Null, "{call:?}");
    assert_eq!(payload["settings"], *settings, "{call:?}");
}

/// Every id in a tree.
pub(crate) fn ids(tree: &Value) -> Vec<String> {
    match tree {
        Value::Object(fields) => {
            let own = fields.get("id").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(fields.values().flat_map(ids)).collect()
        }
        Value::Array(items) => items.iter().flat_map(ids).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// The live id of the element that a payload is about, if it has one.
struct Named(Option<String>);

impl Named {
    fn of(payload: &Value, name: &str) -> Self {
        let id = payload[name]["id"].as_str();
        Self(id.map(|id| id.strip_suffix("@preview").unwrap_or(id).to_owned()))
    }

    /// The tree with live ids, that of the element written `ID`.
    fn name(&self, tree: &Value) -> Value {
        let mut text = tree.to_string().replace("@preview\"", "\"");
        if let Some(id) = &self.0 {
            text = text.replace(id, "ID");
        }
        serde_json::from_str(&text).unwrap()
    }
}
