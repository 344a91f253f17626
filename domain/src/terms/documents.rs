//! The documents: published by staff of the platform, in force until a newer one of the same kind and language.

use std::collections::HashMap;

use entity::{id::TermsDocumentId, terms_acceptance, terms_document};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::{Alias, Expr, ExprTrait as _, OnConflict, Query},
};

use super::{PublishTermsDocument, TermsDocument, TermsKind};
use crate::{
    caller::{Caller, StaffScope},
    error::{Cause, Error},
    errors::Errors,
    policy::Permission,
    service::Service,
    settings::{environment::Language, fresh_id},
    store::{spelling, spelt},
    text::{self, NAME_MAX},
    user_error::{Format, Problem, UserError},
    web_address,
};

/// Publishes a document, which is in force from now on.
///
/// # Errors
/// The inner error tells what is wrong with the input: [`Problem::Duplicate`] at `version` where the kind has that
/// version in that language already. The outer one why it could not be tried.
pub async fn publish(
    service: &Service,
    _scope: &StaffScope,
    input: PublishTermsDocument,
) -> Result<Result<TermsDocument, Vec<UserError>>, Error> {
    let mut errors = Errors::default();
    let version = errors.take("version", text::required(&input.version, NAME_MAX)).unwrap_or_default();
    let url = errors.take("url", web_address::website(&input.url).and_then(|url| url.ok_or(Problem::Required)));
    let sha256 = errors.take("sha256", digest(&input.sha256)).unwrap_or_default();
    if let Err(errors) = errors.finish() {
        return Ok(Err(errors));
    }
    let url = url.unwrap_or_default();
    let service = service.clone();
    let tasks = service.tasks.clone();
    tasks.spawn(async move { insert(&service, input, version, url, sha256).await }).await?
}

async fn insert(
    service: &Service,
    input: PublishTermsDocument,
    version: String,
    url: String,
    sha256: String,
) -> Result<Result<TermsDocument, Vec<UserError>>, Error> {
    let now = service.now();
    let transaction = service.database.begin().await?;
    let of_this_name = terms_document::Entity::find()
        .filter(terms_document::Column::Kind.eq(spelling(&input.kind)?))
        .filter(terms_document::Column::Language.eq(spelling(&input.language)?))
        .filter(terms_document::Column::Version.eq(version.as_str()))
        .one(&transaction)
        .await?;
    let newest: Option<uuid::Uuid> = terms_document::Entity::find()
        .select_only()
        .column(terms_document::Column::Id)
        .order_by_desc(terms_document::Column::Id)
        .into_tuple()
        .one(&transaction)
        .await?;
    let row = terms_document::Model {
        id: fresh_id(now, &mut rand::rng(), newest),
        kind: spelling(&input.kind)?,
        version,
        language: spelling(&input.language)?,
        url,
        sha256,
        published_at: now,
    };
    // Another may publish the same meanwhile.
    let is_new = of_this_name.is_none()
        && terms_document::Entity::insert(terms_document::ActiveModel {
            id: Set(row.id),
            kind: Set(row.kind.clone()),
            version: Set(row.version.clone()),
            language: Set(row.language.clone()),
            url: Set(row.url.clone()),
            sha256: Set(row.sha256.clone()),
            published_at: Set(row.published_at),
        })
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&transaction)
        .await?
            == 1;
    if !is_new {
        return Ok(Err(vec![UserError::new(Problem::Duplicate, ["version"])]));
    }
    transaction.commit().await?;
    Ok(Ok(row.try_into()?))
}

/// The documents in force, the newest of each kind and language, by kind and language. Public.
///
/// # Errors
/// When the database fails.
pub async fn in_force(
    service: &Service,
    kind: Option<TermsKind>,
    language: Option<Language>,
) -> Result<Vec<TermsDocument>, Error> {
    let newer = Alias::new("newer");
    let column = |column: terms_document::Column| Expr::col((newer.clone(), column));
    let same = |of: terms_document::Column| column(of).equals((terms_document::Entity, of));
    let newer_one = Query::select()
        .expr(Expr::val(1))
        .from_as(terms_document::Entity, newer.clone())
        .and_where(same(terms_document::Column::Kind))
        .and_where(same(terms_document::Column::Language))
        .and_where(
            column(terms_document::Column::Id).gt(Expr::col((terms_document::Entity, terms_document::Column::Id))),
        )
        .take();
    let mut query = terms_document::Entity::find().filter(Expr::exists(newer_one).not());
    if let Some(kind) = kind {
        query = query.filter(terms_document::Column::Kind.eq(spelling(&kind)?));
    }
    if let Some(language) = language {
        query = query.filter(terms_document::Column::Language.eq(spelling(&language)?));
    }
    let rows = query.all(service.database.read()).await?;
    let mut documents = rows.into_iter().map(TermsDocument::try_from).collect::<Result<Vec<_>, _>>()?;
    documents.sort_unstable_by_key(|document| (document.kind as u8, document.language as u8));
    Ok(documents)
}

/// The documents in force that the caller has not accepted. Nothing is pending for whoever cannot accept: keys and
/// staff.
///
/// # Errors
/// When the database fails.
pub async fn pending(service: &Service, caller: &Caller) -> Result<Vec<TermsDocument>, Error> {
    let Some(account) = caller.account().filter(|_| caller.holds(Permission::AcceptTerms)) else {
        return Ok(Vec::new());
    };
    let mut documents = in_force(service, None, None).await?;
    let accepted: Vec<uuid::Uuid> = terms_acceptance::Entity::find()
        .select_only()
        .column(terms_acceptance::Column::DocumentId)
        .filter(terms_acceptance::Column::AccountId.eq(account.id.0))
        .filter(terms_acceptance::Column::Subject.eq(caller.subject.as_str()))
        .filter(terms_acceptance::Column::DocumentId.is_in(documents.iter().map(|document| document.id.0)))
        .into_tuple()
        .all(service.database.read())
        .await?;
    documents.retain(|document| !accepted.contains(&document.id.0));
    Ok(documents)
}

/// Documents by their ids, in force or not. Public.
///
/// # Errors
/// When the database fails.
pub async fn documents(
    service: &Service,
    ids: &[TermsDocumentId],
) -> Result<HashMap<TermsDocumentId, TermsDocument>, Error> {
    let rows = terms_document::Entity::find()
        .filter(terms_document::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .all(service.database.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            let document = TermsDocument::try_from(row)?;
            Ok((document.id, document))
        })
        .collect()
}

impl TryFrom<terms_document::Model> for TermsDocument {
    type Error = Cause;

    fn try_from(row: terms_document::Model) -> Result<Self, Cause> {
        Ok(Self {
            id: TermsDocumentId(row.id),
            kind: spelt(&row.kind)?,
            version: row.version,
            language: spelt(&row.language)?,
            url: row.url,
            sha256: row.sha256,
            published_at: row.published_at,
        })
    }
}

/// The digest as it is kept.
fn digest(typed: &str) -> Result<String, Problem> {
    let digest = typed.trim().to_ascii_lowercase();
    if digest.is_empty() {
        Err(Problem::Required)
    } else if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(digest)
    } else {
        Err(Problem::InvalidFormat(Format::Digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_64_hexadecimal_digits_in_either_case() {
        let digits = "0123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789";
        assert_eq!(digest(&format!(" {digits} ")), Ok(digits.to_lowercase()));
        for wrong in [&digits[1..], &digits.replace('0', "g"), &format!("{digits}0"), &digits.replace("01", "é")] {
            assert_eq!(digest(wrong), Err(Problem::InvalidFormat(Format::Digest)), "{wrong}");
        }
        assert_eq!(digest("  "), Err(Problem::Required));
    }
}
