// Takes webhooks as a partner does, and verifies them with the reference library of Standard Webhooks. Called as
// `node webhooks.mjs URL TOKEN` on a demo that may be changed and that may deliver to 127.0.0.0/8.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { GraphQLClient } from "graphql-request";
import { Webhook } from "standardwebhooks";

const [url, token] = process.argv.slice(2);
const admin = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` } });

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

/** What arrived and was not taken yet, and how the next requests are answered. */
const arrived = [];
const answers = [];
let waiting = null;
const receiver = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answers.shift() ?? 204).end();
    waiting?.();
  });
});
await new Promise((listening) => receiver.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${receiver.address().port}/hook`;

/** The next delivery, waited for. */
async function delivery() {
  const deadline = setTimeout(() => waiting?.(new Error("nothing arrived")), 30_000);
  while (arrived.length === 0) {
    await new Promise((resolve, reject) => {
      waiting = (error) => (error ? reject(error) : resolve());
    });
  }
  clearTimeout(deadline);
  return arrived.shift();
}

let names = 0;
const rename = () =>
  admin.request(`mutation($name: String!) { updateCompany(input: {tradeName: $name}) { revision { number } } }`, {
    name: `Hooked ${(names += 1)}`,
  });
const mutation = async (name, fields, input) => {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  const answer = await admin.request(`mutation($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code path } } }`, {
    input,
  });
  return answer[name];
};

const made = await mutation("createWebhookEndpoint", "webhookEndpoint { id } secret", { url: address });
const id = made.webhookEndpoint.id;

await check("a change is delivered and verifies", async () => {
  const changed = await rename();
  const { headers, body } = await delivery();
  const told = new Webhook(made.secret).verify(body, headers);
  assert.equal(told.type, "updateCompany");
  assert.equal(told.data.revision.number, changed.updateCompany.revision.number);
  assert.deepEqual(told.data.revision.changes[0].path, ["company", "tradeName"]);
  assert.equal(headers["content-type"], "application/json");
});

await check("what was tampered with, or signed by another, does not verify", async () => {
  await rename();
  const { headers, body } = await delivery();
  assert.throws(() => new Webhook(made.secret).verify(body.replace("Hooked", "Hacked"), headers));
  assert.throws(() => new Webhook(made.secret).verify(body, { ...headers, "webhook-id": "whd_other" }));
  assert.throws(() => new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(body, headers));
});

let newer;
await check("in the overlap of a rotation both secrets verify", async () => {
  newer = (await mutation("rotateWebhookSecret", "secret", { id, overlapSeconds: 3600 })).secret;
  // The rotation is a revision, so it is delivered too.
  const { headers, body } = await delivery();
  assert.equal(new Webhook(made.secret).verify(body, headers).type, "rotateWebhookSecret");
  assert.equal(new Webhook(newer).verify(body, headers).type, "rotateWebhookSecret");
});

await check("without an overlap only the new one verifies", async () => {
  const newest = (await mutation("rotateWebhookSecret", "secret", { id, overlapSeconds: 0 })).secret;
  const { headers, body } = await delivery();
  assert.throws(() => new Webhook(newer).verify(body, headers));
  new Webhook(newest).verify(body, headers);
  newer = newest;
});

await check("a test arrives", async () => {
  const asked = await mutation("sendTestWebhook", "delivery { id state }", { id });
  const { headers, body } = await delivery();
  assert.equal(headers["webhook-id"], asked.delivery.id);
  assert.equal(new Webhook(newer).verify(body, headers).type, "test");
});

await check("what fails is tried again with the same id, and holds back what comes later", async () => {
  answers.push(500);
  const first = (await rename()).updateCompany.revision.number;
  const failing = await delivery();
  const second = (await rename()).updateCompany.revision.number;
  const again = await delivery();
  const later = await delivery();
  assert.equal(again.headers["webhook-id"], failing.headers["webhook-id"]);
  assert.equal(again.body, failing.body);
  const numbers = [again, later].map(({ headers, body }) => new Webhook(newer).verify(body, headers).data.revision.number);
  assert.deepEqual(numbers, [first, second]);
});

await check("deliveries and attempts are listed, and one is sent again", async () => {
  const query = `query($id: ID!) { node(id: $id) { ... on WebhookEndpoint { deliveries(first: 2) { nodes {
    id state attempts { status durationMs response error } } } } } }`;
  let nodes = [];
  // The last attempt is noted after it was answered.
  for (let tries = 0; tries < 100 && nodes[0]?.state !== "DELIVERED"; tries += 1) {
    nodes = (await admin.request(query, { id })).node.deliveries.nodes;
  }
  assert.deepEqual(nodes.map(({ state }) => state), ["DELIVERED", "DELIVERED"]);
  assert.deepEqual(nodes[1].attempts.map(({ status }) => status), [500, 204]);
  await mutation("redeliverWebhook", "delivery { state }", { deliveryId: nodes[1].id });
  assert.equal((await delivery()).headers["webhook-id"], nodes[1].id);
});

await check("what is not allowed is refused when it is saved", async () => {
  for (const refused of ["http://10.0.0.1/", "https://169.254.169.254/", "https://[::1]/", "http://example.com/"]) {
    const { userErrors } = await mutation("createWebhookEndpoint", "secret", { url: refused });
    assert.deepEqual(userErrors, [{ code: "INVALID_URL", path: ["url"] }], refused);
  }
});

receiver.closeAllConnections();
receiver.close();
console.log(`SECRETS ${made.secret} ${newer}`);
console.log(`${passed} passed, ${failed} failed`);
