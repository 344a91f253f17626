// Follows the change feed with the real client libraries, over WebSocket (graphql-ws) and server-sent events
// (graphql-sse): hears what happens, goes away, comes back, and has missed nothing. Called as `node feed.mjs URL TOKEN`
// on a demo that may be changed.

import assert from "node:assert/strict";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createWsClient } from "graphql-ws";
import { GraphQLClient } from "graphql-request";
import WebSocket from "ws";

const [url, token] = process.argv.slice(2);
const authorization = `Bearer ${token}`;
const admin = new GraphQLClient(url, { headers: { authorization } });
const REVISIONS = "subscription($after: Int) { revisions(after: $after) { number action } }";

let passed = 0;
let failed = 0;
async function check(name, run) {
  try {
    await run();
    passed += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n     ${error.message}`);
  }
}

const overWebSocket = (options = {}) =>
  createWsClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
    lazy: true,
    ...options,
  });
const overEvents = (options = {}) =>
  createSseClient({ url, headers: { authorization }, retryAttempts: 0, ...options });

/** Renames the company so often, and answers the number of the last revision. */
let renamed = 0;
async function rename(times) {
  let number;
  for (let time = 0; time < times; time += 1) {
    renamed += 1;
    const document = `mutation($name: String!) {
      updateCompany(input: {tradeName: $name}) { revision { number } userErrors { code } }
    }`;
    number = (await admin.request(document, { name: `Feed ${renamed}` })).updateCompany.revision.number;
  }
  return number;
}

/** The numbers of the next revisions after a number, with whatever happens once the stream is there. */
async function follow(client, after, count, happens) {
  const events = client.iterate({ query: REVISIONS, variables: { after } });
  const numbers = [];
  const happening = happens?.();
  for await (const { data, errors } of events) {
    assert.equal(errors, undefined);
    numbers.push(data.revisions.number);
    if (numbers.length === count) {
      break;
    }
  }
  await happening;
  return numbers;
}

const range = (first, count) => Array.from({ length: count }, (_, index) => first + index);

for (const [name, connect] of [["graphql-ws", overWebSocket], ["graphql-sse", overEvents]]) {
  await check(`${name} hears what was missed and what happens, and resumes without gap or double`, async () => {
    const begin = await rename(3);
    let client = connect();
    assert.deepEqual(await follow(client, begin - 2, 12, () => rename(10)), range(begin - 1, 12));
    client.dispose();
    const last = await rename(5);
    client = connect();
    const missed = begin + 10;
    assert.deepEqual(await follow(client, missed, last - missed), range(missed + 1, last - missed));
    client.dispose();
  });

  await check(`${name} has everything from the beginning`, async () => {
    const newest = await rename(1);
    const client = connect();
    assert.deepEqual(await follow(client, 0, newest), range(1, newest));
    client.dispose();
  });

  await check(`${name} runs queries and mutations`, async () => {
    const client = connect();
    const results = [];
    for (const query of ["{ account { slug } }", "mutation { updateCompany(input: {}) { changes { path } } }"]) {
      for await (const result of client.iterate({ query })) {
        results.push(result.data);
      }
    }
    assert.deepEqual(results, [{ account: { slug: "demo" } }, { updateCompany: { changes: [] } }]);
    client.dispose();
  });

  await check(`${name} is told what is wrong with a document`, async () => {
    const client = connect();
    await assert.rejects(
      async () => {
        for await (const _ of client.iterate({ query: "subscription { nothing }" }));
      },
      (error) => JSON.stringify(error).includes("nothing") || /400|nothing/.test(`${error?.message} ${error}`),
    );
    client.dispose();
  });

  await check(`${name} is told that a number does not exist yet`, async () => {
    const client = connect();
    const events = client.iterate({ query: REVISIONS, variables: { after: 1_000_000 } });
    const { value } = await events.next();
    assert.equal(value.errors[0].extensions.code, "BAD_USER_INPUT");
    assert.equal((await events.next()).done, true);
    client.dispose();
  });

  await check(`${name} hears the ticket policy now and when it changes`, async () => {
    const client = connect();
    const events = client.iterate({ query: "subscription { ticketPolicy { revision chatOpensTickets } }" });
    const before = (await events.next()).value.data.ticketPolicy;
    const enabled = !before.chatOpensTickets;
    await admin.request(`mutation { updateAdditionalModules(input: {chat: {enabled: ${enabled}}}) { userErrors { code } } }`);
    const after = (await events.next()).value.data.ticketPolicy;
    assert.equal(after.chatOpensTickets, enabled);
    assert.ok(after.revision > before.revision);
    await events.return();
    client.dispose();
  });
}

/** Makes a key that may read the history. */
async function key() {
  const made = await admin.request(
    'mutation { createApiKey(input: {name: "Feed", permissions: [READ_HISTORY]}) { apiKey { id } secret } }',
  );
  return made.createApiKey;
}

await check("graphql-ws is closed with 4403 when its key is revoked", async () => {
  const { apiKey, secret } = await key();
  const closed = Promise.withResolvers?.() ?? (() => {
    let resolve;
    const promise = new Promise((resolved) => (resolve = resolved));
    return { promise, resolve };
  })();
  const client = overWebSocket({
    connectionParams: { authorization: `Bearer ${secret}` },
    on: { closed: (event) => closed.resolve(event.code) },
  });
  const events = client.iterate({ query: REVISIONS, variables: { after: 0 } });
  assert.equal((await events.next()).value.data.revisions.number, 1);
  await admin.request("mutation($id: ID!) { revokeApiKey(input: {id: $id}) { userErrors { code } } }", { id: apiKey.id });
  const drain = (async () => {
    for await (const _ of events);
  })().catch(() => {});
  assert.equal(await closed.promise, 4403);
  await drain;
});

await check("graphql-sse is told why when its key is revoked", async () => {
  const { apiKey, secret } = await key();
  const client = overEvents({ headers: { authorization: `Bearer ${secret}` } });
  const events = client.iterate({ query: REVISIONS });
  const next = events.next();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await admin.request("mutation($id: ID!) { revokeApiKey(input: {id: $id}) { userErrors { code } } }", { id: apiKey.id });
  const results = [(await next).value];
  for await (const result of events) {
    results.push(result);
  }
  assert.equal(results.at(-1).errors[0].extensions.code, "UNAUTHENTICATED");
});

await check("graphql-ws with a bad token is closed with 4403, graphql-sse refused with 401", async () => {
  const client = overWebSocket({ connectionParams: { authorization: "Bearer nonsense" } });
  await assert.rejects(
    async () => {
      for await (const _ of client.iterate({ query: "{ viewer { subject } }" }));
    },
    (error) => error.code === 4403,
  );
  const events = overEvents({ headers: { authorization: "Bearer nonsense" } });
  await assert.rejects(
    async () => {
      for await (const _ of events.iterate({ query: "{ viewer { subject } }" }));
    },
    (error) => /401|Unauthorized/.test(`${error?.message} ${error?.response?.status}`),
  );
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
