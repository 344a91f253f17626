\set n random(1, :accounts)
SELECT id FROM bench_account WHERE n = :n;
