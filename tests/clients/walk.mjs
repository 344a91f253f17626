// Walks through the account page with a real client library, as an integration would: reads every section, changes
// each, is refused once, and looks at the history. Called as `node walk.mjs URL TOKEN` on a demo that may be changed.

import assert from "node:assert/strict";
import { ClientError, GraphQLClient, gql } from "graphql-request";

const [url, token] = process.argv.slice(2);
const client = new GraphQLClient(url, { headers: { authorization: `Bearer ${token}`, "accept-language": "pt-BR" } });

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

/** Calls a mutation of the settings and answers its payload, in which nothing may be wrong. */
async function change(mutation, input, fields) {
  const type = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input!`;
  const document = `mutation($input: ${type}) {
    ${mutation}(input: $input) { ${fields} changes { path } revision { number } userErrors { code path message } }
  }`;
  const payload = (await client.request(document, { input }))[mutation];
  assert.deepEqual(payload.userErrors, []);
  assert.ok(payload.changes.length > 0);
  assert.ok(payload.revision.number > 1);
  return payload;
}

let page;
await check("the whole page is read", async () => {
  const document = gql`
    {
      account {
        id
        slug
        settings {
          id
          revision
          company { tradeName legalName website taxId { kind value formatted } photo { url width height contentType } }
          contacts { id kind email isPrimary }
          otherContacts { id kind value label }
          addresses { id purpose rank street number city postalCode country }
          parameters {
            environment { language portalUrl directTicketLink { customers agents } }
            tickets { opening { field requiredFor } attendance { field required } numbering { style pattern reset } }
            additionalModules {
              satisfactionSurvey { enabled }
              timeTracking { enabled entryType activitySuggestion periodTypeDefinition }
              ticketApproval { enabled }
              chat { enabled }
            }
          }
          businessHours { timeZone shifts { day opens closes } holidays { date name } }
          activities { id name active }
          accessProfiles { id name role timeTrackingActivity { id name } }
          warnings { code path message }
          ticketPolicy { ticketNumber(sequence: 7, openedAt: "2026-11-23T12:00:00Z") }
        }
      }
    }
  `;
  page = (await client.request(document)).account.settings;
  assert.equal(page.company.taxId.formatted, "213.123.432-1");
  assert.equal(page.ticketPolicy.ticketNumber, "20261123000007");
  assert.deepEqual(
    page.warnings.map((warning) => warning.code),
    ["TICKETS_OPEN_BY_LINK", "PROFILE_WITHOUT_ACTIVITY"],
  );
});

await check("the photo is where its address says", async () => {
  const photo = await fetch(new URL(page.company.photo.url, url));
  assert.equal(photo.status, 200);
  assert.equal(photo.headers.get("content-type"), page.company.photo.contentType);
});

await check("every section is changed", async () => {
  const company = await change("updateCompany", { legalName: "Aurora S.A.S." }, "company { legalName }");
  assert.equal(company.company.legalName, "Aurora S.A.S.");
  const added = await change("addContact", { kind: "PERSONAL", email: "walk@aurora.example" }, "contact { id }");
  await change("updateContact", { id: added.contact.id, isPrimary: true }, "contact { isPrimary }");
  await change("updateContact", { id: page.contacts[0].id, isPrimary: true }, "contact { isPrimary }");
  await change("removeContact", { id: added.contact.id }, "contact { email }");
  const other = await change("addOtherContact", { kind: "X", value: "@aurora" }, "otherContact { id value }");
  assert.equal(other.otherContact.value, "https://x.com/aurora");
  await change("removeOtherContact", { id: other.otherContact.id }, "otherContact { id }");
  await change("updateAddress", { id: page.addresses[0].id, number: null }, "address { number }");
  await change("updateEnvironmentParameters", { language: "EN" }, "environment { language }");
  await change("updateDirectTicketLink", { customers: false }, "directTicketLink { customers }");
  const attendance = [{ field: "TAG", required: true }];
  await change("updateTicketParameters", { attendance }, "tickets { attendance { field required } }");
  await change("updateAdditionalModules", { ticketApproval: { enabled: true } }, "additionalModules { chat { enabled } }");
  await change("updateBusinessHours", { timeZone: "America/Lima" }, "businessHours { timeZone }");
  const activity = await change("addActivity", { name: "Walk" }, "activity { id }");
  const profile = { name: "Walk", role: "AGENT", timeTrackingActivityId: activity.activity.id };
  const added2 = await change("addAccessProfile", profile, "accessProfile { id }");
  await change("removeAccessProfile", { id: added2.accessProfile.id }, "accessProfile { id }");
  await change("removeActivity", { id: activity.activity.id }, "activity { id }");
});

await check("an omitted variable leaves its field alone", async () => {
  const document = gql`
    mutation ($legalName: String, $website: String) {
      updateCompany(input: { legalName: $legalName, website: $website }) {
        company { legalName website }
        userErrors { code }
      }
    }
  `;
  const { updateCompany } = await client.request(document, { website: "https://walk.example" });
  assert.deepEqual(updateCompany.company, { legalName: "Aurora S.A.S.", website: "https://walk.example" });
});

await check("a wrong input is told in Portuguese, with its path, and changes nothing", async () => {
  const document = gql`
    mutation ($input: AddContactInput!) {
      addContact(input: $input) { contact { id } revision { number } userErrors { code path message } }
    }
  `;
  const { addContact } = await client.request(document, { input: { kind: "PERSONAL", email: "nobody" } });
  const [error] = addContact.userErrors;
  assert.deepEqual([error.code, error.path], ["INVALID_EMAIL", ["email"]]);
  assert.match(error.message, /e-mail/i);
  assert.equal(addContact.revision, null);
});

await check("an unknown field is an error of the request", async () => {
  await assert.rejects(client.request("{ account { nothing } }"), (error) => {
    assert.ok(error instanceof ClientError);
    assert.equal(error.response.data, undefined);
    return true;
  });
});

await check("what was is restored, and the history tells all of it", async () => {
  const before = page.revision;
  await change("restoreRevision", { number: before }, "settings { revision }");
  const document = gql`
    query ($from: Int!) {
      account {
        changes(from: $from) { path }
        revisions(first: 100, filter: { afterNumber: $from }) { totalCount nodes { number action actor { subject } } }
      }
    }
  `;
  const { account } = await client.request(document, { from: before });
  assert.deepEqual(account.changes, []);
  assert.equal(account.revisions.totalCount, account.revisions.nodes.length);
  assert.equal(account.revisions.nodes[0].action, "restoreRevision");
  assert.ok(account.revisions.nodes.every((revision) => revision.actor.subject === "demo-admin"));
});

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
