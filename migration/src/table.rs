//! Words that every migration uses, so that a table reads as a list of its columns.

use sea_orm_migration::prelude::*;

/// A column that must be filled.
pub(crate) fn column(name: &str) -> ColumnDef {
    let mut column = ColumnDef::new(Alias::new(name));
    column.not_null();
    column
}

/// A column that may be empty.
pub(crate) fn optional(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

/// A column that holds one of a few words.
pub(crate) fn one_of(name: &str, words: &[&str]) -> ColumnDef {
    let mut column = column(name);
    column.text().check(Expr::col(Alias::new(name)).is_in(words.iter().copied()));
    column
}

/// A column that is empty or holds one of a few words; an empty one passes the check, as SQL says.
pub(crate) fn optional_one_of(name: &str, words: &[&str]) -> ColumnDef {
    let mut column = optional(name);
    column.text().check(Expr::col(Alias::new(name)).is_in(words.iter().copied()));
    column
}

/// A text that is looked up by its beginning or listed in its order: byte by byte, whatever the database's language.
/// SQLite compares so by itself.
pub(crate) fn by_bytes(manager: &SchemaManager<'_>, mut column: ColumnDef) -> ColumnDef {
    if manager.get_database_backend() == sea_orm_migration::sea_orm::DatabaseBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// A table that belongs to an account: `account_id` comes first in its primary key, and `rest` after it.
pub(crate) fn of_account(name: &str, rest: &[&str], columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut key = Index::create();
    key.col(Alias::new("account_id"));
    for column in rest {
        key.col(Alias::new(*column));
    }
    let mut table = Table::create();
    table.table(Alias::new(name)).col(column("account_id").uuid()).primary_key(&mut key).foreign_key(
        ForeignKey::create()
            .name(format!("fk_{name}_account"))
            .from(Alias::new(name), Alias::new("account_id"))
            .to(Alias::new("account"), Alias::new("id")),
    );
    for mut column in columns {
        table.col(&mut column);
    }
    table
}

/// A table that is asked before the account is known: it says which account, and nothing else.
pub(crate) fn which_account(name: &str, key: &str) -> TableCreateStatement {
    Table::create()
        .table(Alias::new(name))
        .col(column(key).text().primary_key())
        .col(column("account_id").uuid())
        .foreign_key(
            ForeignKey::create()
                .name(format!("fk_{name}_account"))
                .from(Alias::new(name), Alias::new("account_id"))
                .to(Alias::new("account"), Alias::new("id")),
        )
        .take()
}

/// A unique index of a table that belongs to an account; it begins with the account.
pub(crate) fn unique(name: &str, table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table)).unique().col(Alias::new("account_id"));
    for column in columns {
        index.col(Alias::new(*column));
    }
    index
}

/// Drops tables in the order given.
pub(crate) async fn drop(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(Alias::new(*table)).take()).await?;
    }
    Ok(())
}
