\set n random(1, :accounts)
SELECT id FROM bench_account WHERE n = :n \gset
\startpipeline
SELECT trade_name, legal_name, tax_id_kind, tax_id_value, website FROM company WHERE account_id = :id;
SELECT id, kind, email, is_primary FROM contact WHERE account_id = :id ORDER BY id;
SELECT id, kind, value, label FROM other_contact WHERE account_id = :id ORDER BY id;
SELECT id, purpose, rank, street, number, complement, reference, district, city, state, postal_code, country FROM address WHERE account_id = :id ORDER BY id;
SELECT language, portal_url, direct_link_customers, direct_link_agents FROM environment WHERE account_id = :id;
SELECT * FROM ticket_parameters WHERE account_id = :id;
SELECT * FROM module_parameters WHERE account_id = :id;
\endpipeline
