// Mercurius over Cuenta's tables, as one would write it for speed: queries compiled by graphql-jit from the first time on,
// loaders that ask for all accounts of a request at once and keep nothing, no GraphiQL, no logging of requests.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";
import { tables } from "./tables.js";

const [, , connectionString, address] = process.argv;
const [host, port] = address.split(":");
const database = tables(connectionString);

const loader = (look) => ({
  loader: (queries) => look(queries.map(({ obj }) => obj.id)),
  opts: { cache: false },
});

const app = Fastify({ logger: false, keepAliveTimeout: 60_000 });
app.register(mercurius, {
  schema: readFileSync(new URL("schema.graphql", import.meta.url), "utf8"),
  jit: 1,
  graphiql: false,
  resolvers: {
    Query: {
      account: (_, { id }) => database.account(id),
      accounts: (_, { first, after }) => database.accounts(Math.min(first, 100), after ?? ""),
      environment: (_, { accountId }) => database.environment(accountId),
    },
  },
  loaders: {
    Account: {
      company: loader(database.companies),
      contacts: loader(database.contacts),
      otherContacts: loader(database.otherContacts),
      addresses: loader(database.addresses),
      environment: loader(database.environments),
      parameters: loader(database.parameters),
    },
  },
});
await app.listen({ host, port: Number(port), backlog: 1024 });
