//! Terms of Use and Privacy Policy: the documents, and who accepted them.

use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use domain::{
    caller::TermsScope,
    terms::{self as domain_terms, PublishTermsDocument, TermsAcceptanceFilter as DomainFilter},
};

use crate::{
    account::Role,
    connection::{connection, cursor},
    error::OrRefuse,
    guard::{self, Needs, Permission},
    parameters::Language,
    request,
    scalars::DateTime,
    write::{UserError, user_errors},
};

/// Which list the cursors of acceptances belong to.
pub(crate) const CURSORS: &str = "termsAcceptances";

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain_terms::TermsKind")]
pub(crate) enum TermsKind {
    /// The Terms of Use.
    TermsOfUse,
    /// The Privacy Policy.
    PrivacyPolicy,
}

#[derive(Clone, Debug)]
pub(crate) struct TermsDocument(pub(crate) domain_terms::TermsDocument);

/// A document that was published. It is in force until a newer one of its kind and language is.
#[Object]
impl TermsDocument {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// What it is.
    pub(crate) async fn kind(&self) -> TermsKind {
        self.0.kind.into()
    }

    /// What the lawyers call this state of it.
    pub(crate) async fn version(&self) -> &str {
        &self.0.version
    }

    /// Its language.
    pub(crate) async fn language(&self) -> Language {
        self.0.language.into()
    }

    /// Where its text is.
    pub(crate) async fn url(&self) -> &str {
        &self.0.url
    }

    /// SHA-256 of its text, in lower-case hexadecimal.
    pub(crate) async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// When it was published.
    pub(crate) async fn published_at(&self) -> DateTime {
        DateTime(self.0.published_at)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct TermsAcceptance(pub(crate) domain_terms::TermsAcceptance);

/// That somebody accepted a document. It is never changed or removed; what identifies the person may be erased.
#[Object]
impl TermsAcceptance {
    /// The id.
    pub(crate) async fn id(&self) -> ID {
        ID(self.0.id.to_string())
    }

    /// What was accepted.
    pub(crate) async fn document(&self, ctx: &Context<'_>) -> Result<TermsDocument> {
        let found = request::lookup(ctx)?.load_one(self.0.document).await.or_refuse(ctx).await?;
        found.map(TermsDocument).ok_or(domain::error::Refusal::NotFound).or_refuse(ctx).await
    }

    /// Who, by reference: the token's `sub`.
    pub(crate) async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Their name, as their token told it then.
    pub(crate) async fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// Their e-mail address, as their token told it then.
    pub(crate) async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// The role in which they accepted.
    pub(crate) async fn role(&self) -> Option<Role> {
        self.0.role.map(Into::into)
    }

    /// When.
    pub(crate) async fn accepted_at(&self) -> DateTime {
        DateTime(self.0.accepted_at)
    }

    /// From which address.
    pub(crate) async fn ip_address(&self) -> Option<&str> {
        self.0.ip_address.as_deref()
    }

    /// With which program, as it called itself; at most 512 characters.
    pub(crate) async fn user_agent(&self) -> Option<&str> {
        self.0.user_agent.as_deref()
    }
}

/// Which acceptances; what is absent does not narrow.
#[derive(InputObject, Default)]
pub(crate) struct TermsAcceptanceFilter {
    /// Of documents of this kind.
    kind: Option<TermsKind>,
    /// A prefix of subject, name or e-mail address, without regard to case.
    search: Option<String>,
    /// Not before.
    from: Option<DateTime>,
    /// Before.
    to: Option<DateTime>,
}

impl From<TermsAcceptanceFilter> for DomainFilter {
    fn from(filter: TermsAcceptanceFilter) -> Self {
        Self {
            kind: filter.kind.map(Into::into),
            search: filter.search,
            from: filter.from.map(|time| time.0),
            to: filter.to.map(|time| time.0),
        }
    }
}

connection! {
    /// A page of the account's acceptances, newest first.
    TermsAcceptanceConnection { scope: TermsScope, filter: DomainFilter } of domain_terms::TermsAcceptance;
    /// An acceptance in a page.
    TermsAcceptanceEdge of TermsAcceptance = TermsAcceptance;
    cursor = |acceptance| cursor(CURSORS, acceptance.id);
    count = |this, service| domain_terms::count(service, this.scope, &this.filter);
}

/// A document to accept.
#[derive(InputObject)]
pub(crate) struct AcceptTermsInput {
    /// The document.
    document_id: ID,
}

/// What came of acceptTerms.
#[derive(SimpleObject)]
pub(crate) struct AcceptTermsPayload {
    /// The acceptance; the first one, where the document was accepted before.
    acceptance: Option<TermsAcceptance>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

/// A new document.
#[derive(InputObject)]
pub(crate) struct PublishTermsDocumentInput {
    /// What it is.
    kind: TermsKind,
    /// What the lawyers call this state of it: at most 128 characters, once for each kind and language.
    version: String,
    /// Its language.
    language: Language,
    /// Where its text is: an http or https address.
    url: String,
    /// SHA-256 of its text: 64 hexadecimal digits.
    sha256: String,
}

/// What came of publishTermsDocument.
#[derive(SimpleObject)]
pub(crate) struct PublishTermsDocumentPayload {
    /// The document, which is in force from now on.
    document: Option<TermsDocument>,
    /// What is wrong with the input; where there is anything, nothing was written.
    user_errors: Vec<UserError>,
}

#[derive(Default)]
pub(crate) struct TermsMutation;

#[Object]
impl TermsMutation {
    /// Notes that the caller accepts a document, with the address and the program that they ask with. Needs
    /// ACCEPT_TERMS.
    #[graphql(guard = "Needs(Permission::AcceptTerms)", directive = guard::guard::apply(Permission::AcceptTerms))]
    pub(crate) async fn accept_terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which document.")] input: AcceptTermsInput,
    ) -> Result<Option<AcceptTermsPayload>> {
        let caller = request::signed_in(ctx).await?;
        let (service, origin) = (request::service(ctx)?, request::origin(ctx));
        let accepted = domain_terms::accept(service, &caller, &input.document_id, origin).await.or_refuse(ctx).await?;
        Ok(Some(match accepted {
            Ok(acceptance) => {
                AcceptTermsPayload { acceptance: Some(TermsAcceptance(acceptance)), user_errors: Vec::new() }
            }
            Err(errors) => AcceptTermsPayload { acceptance: None, user_errors: user_errors(&errors) },
        }))
    }

    /// Publishes a document for all accounts. Needs PROVISION_ACCOUNTS.
    #[graphql(
        guard = "Needs(Permission::ProvisionAccounts)",
        directive = guard::guard::apply(Permission::ProvisionAccounts)
    )]
    pub(crate) async fn publish_terms_document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The document.")] input: PublishTermsDocumentInput,
    ) -> Result<Option<PublishTermsDocumentPayload>> {
        let scope = request::signed_in(ctx).await?.serve_accounts().or_refuse(ctx).await?;
        let PublishTermsDocumentInput { kind, version, language, url, sha256 } = input;
        let input = PublishTermsDocument { kind: kind.into(), version, language: language.into(), url, sha256 };
        let published = domain_terms::publish(request::service(ctx)?, &scope, input).await.or_refuse(ctx).await?;
        Ok(Some(match published {
            Ok(document) => {
                PublishTermsDocumentPayload { document: Some(TermsDocument(document)), user_errors: Vec::new() }
            }
            Err(errors) => PublishTermsDocumentPayload { document: None, user_errors: user_errors(&errors) },
        }))
    }
}
