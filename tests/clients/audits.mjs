// Runs the server audits of the npm package graphql-http, which check GraphQL over HTTP:
//
//     node audits.mjs URL [TOKEN]
//
// Some audits ask `__type`: where introspection needs a caller, TOKEN is sent as `Authorization: Bearer`.
// One line for each audit that failed, whether it says MUST, SHOULD or MAY; then `N passed, N failed`.
import { serverAudits } from 'graphql-http';

const [url, token] = process.argv.slice(2);
if (!url) {
  console.error('usage: node audits.mjs URL [TOKEN]');
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const audit of serverAudits({ url, fetchFn: withToken })) {
  const { status, reason } = await outcome(audit);
  if (status === 'ok') {
    passed += 1;
  } else {
    failed += 1;
    console.log(`${audit.id} ${audit.name}: ${reason}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function withToken(address, options = {}) {
  const headers = new Headers(options.headers);
  if (token) {
    headers.set('authorization', `Bearer ${token}`);
  }
  return fetch(address, { ...options, headers });
}

// An audit throws where the server does not answer at all.
async function outcome(audit) {
  try {
    return await audit.fn();
  } catch (error) {
    return { status: 'error', reason: error.cause?.message ?? error.message };
  }
}
