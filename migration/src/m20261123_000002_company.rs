//! The company, its contacts and its addresses.

use sea_orm_migration::prelude::*;

use crate::table::{by_bytes, column, drop, of_account, one_of, optional, optional_one_of, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(of_account(
                "company",
                &[],
                vec![
                    column("trade_name").text().take(),
                    by_bytes(manager, column("trade_name_key").text().take()),
                    optional("legal_name").text().take(),
                    optional_one_of("tax_id_kind", &["CNPJ", "CPF", "NIT", "RUT", "CUIT", "RFC", "RUC", "OTHER"]),
                    optional("tax_id_value").text().take(),
                    optional("website").text().take(),
                    optional("photo_digest").text().take(),
                ],
            ))
            .await?;
        // Platform staff look accounts up by the beginning of their name.
        let by_name = Index::create().name("company_by_name").table("company").col("trade_name_key").take();
        manager.create_index(by_name).await?;
        manager
            .create_table(of_account(
                "contact",
                &["id"],
                vec![
                    column("id").uuid().take(),
                    one_of("kind", &["PERSONAL", "PROFESSIONAL"]),
                    column("email").text().take(),
                    column("email_key").text().take(),
                    column("is_primary").boolean().take(),
                ],
            ))
            .await?;
        manager.create_index(unique("contact_email", "contact", &["email_key"])).await?;
        manager
            .create_index(unique("contact_primary", "contact", &[]).and_where(Expr::col("is_primary").eq(true)).take())
            .await?;
        manager
            .create_table(of_account(
                "other_contact",
                &["id"],
                vec![
                    column("id").uuid().take(),
                    one_of(
                        "kind",
                        &[
                            "PHONE",
                            "MOBILE",
                            "WHATSAPP",
                            "TELEGRAM",
                            "FACEBOOK",
                            "INSTAGRAM",
                            "LINKEDIN",
                            "X",
                            "YOUTUBE",
                            "SKYPE",
                            "OTHER",
                        ],
                    ),
                    column("value").text().take(),
                    optional("label").text().take(),
                ],
            ))
            .await?;
        manager
            .create_table(of_account(
                "address",
                &["id"],
                vec![
                    column("id").uuid().take(),
                    one_of("purpose", &["BILLING", "DELIVERY", "COMMERCIAL", "RESIDENTIAL", "OTHER"]),
                    optional_one_of("rank", &["PRIMARY", "SECONDARY"]),
                    column("street").text().take(),
                    optional("number").text().take(),
                    optional("complement").text().take(),
                    optional("reference").text().take(),
                    optional("district").text().take(),
                    column("city").text().take(),
                    optional("state").text().take(),
                    optional("postal_code").text().take(),
                    column("country").text().take(),
                ],
            ))
            .await?;
        // Addresses without a rank do not meet: an empty value is distinct from every other.
        manager.create_index(unique("address_rank", "address", &["rank"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["address", "other_contact", "contact", "company"]).await
    }
}
