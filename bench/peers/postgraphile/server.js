// PostGraphile over Cuenta's tables, as one would run it in production to read settings: the tables of the page and no
// others, no mutations, no GraphiQL, no watching, no explaining, no logging of requests, and answers that Grafast
// itself writes as text. It prepares its statements by itself.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { jsonPgSmartTags } from "postgraphile/utils";

const [, , connectionString, address] = process.argv;
const [host, port] = address.split(":");

const ofThePage = [
  "account",
  "address",
  "company",
  "contact",
  "environment",
  "module_parameters",
  "other_contact",
  "ticket_parameters",
];
const others = [
  "access_profile",
  "account_slug",
  "activity",
  "api_key",
  "api_key_digest",
  "api_key_secret",
  "bench_account",
  "business_hours",
  "holiday",
  "person",
  "photo",
  "photo_digest",
  "portal_host",
  "revision",
  "revision_path",
  "seaql_migrations",
  "shift",
  "terms_acceptance",
  "terms_count",
  "terms_document",
  "terms_person",
  "webhook_attempt",
  "webhook_delivery",
  "webhook_endpoint",
  "webhook_secret",
];
const tagged = (names, behavior) => names.map((name) => [name, { tags: { behavior } }]);
const tags = {
  version: 1,
  // Lists without cursors are cheaper; all accounts are paged by cursors.
  config: { class: Object.fromEntries([...tagged(ofThePage, "+list"), ...tagged(others, "-*")]) },
};

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [jsonPgSmartTags(tags)],
  disablePlugins: ["PgMutationCreatePlugin", "PgMutationUpdateDeletePlugin"],
  pgServices: [makePgService({ connectionString, schemas: ["public"], poolConfig: { max: 8 } })],
  gather: { installWatchFixtures: false },
  grafast: { explain: false },
  grafserv: { graphiql: false, watch: false, websockets: false, outputDataAsString: true },
};

const server = createServer();
server.keepAliveTimeout = 60_000;
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(port), host, 1024);
