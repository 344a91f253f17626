\set n random(1, :accounts)
SELECT id FROM bench_account WHERE n = :n \gset
SELECT revision.number, revision.settings FROM revision JOIN account ON account.id = revision.account_id AND account.revision = revision.number WHERE account.id = :id;
