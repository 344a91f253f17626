# Cuenta's two commands, and what they are made of. Each can be run again at any time.

.PHONY: run test deny torture bench build pages generated sbom

# Builds what is not built yet, then serves the demo: http://127.0.0.1:8080/graphql
run: pages
	cargo build --workspace --bin cuenta
	"$${CARGO_TARGET_DIR:-target}/debug/cuenta" serve --demo

# Everything that must hold: formatting, lints, all tests on SQLite and on a PostgreSQL that is started for them.
test:
	scripts/test

# The licences, the sources and the bans of all dependencies, by deny.toml; a part of make test.
deny:
	scripts/deny

# What takes too long for the tests, or one part of it (make torture PART=feed); each part writes a report into docs/torture.
torture:
	scripts/torture $(PART)

# The release binary beside PostGraphile and Mercurius, or one part of it (make bench PART=page); the report is in docs/bench.
bench:
	scripts/bench $(PART)

# The release binary, with GraphiQL in it.
build: pages
	cargo build --release --bin cuenta

# The console and GraphiQL, built from npm into api/pages.
pages:
	scripts/pages

# What the binary is made of, as CycloneDX: target/sbom/cuenta.cdx.json
sbom:
	scripts/sbom

# The committed files that are made from code: the SDL, the permission matrix, the configuration reference.
generated:
	CUENTA_UPDATE_GENERATED=1 cargo nextest run --package tests -E 'test(/generated/)'
