// Cuenta's tables: each statement is named, so PostgreSQL prepares it once a connection, and asks for many accounts.
// PostgreSQL would plan anew each time for a list whose length it does not know, which costs more than the answer.
import pg from "pg";

const FIELDS = ["service", "category", "urgency", "tag"];

export function tables(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 8, options: "-c plan_cache_mode=force_generic_plan" });
  const rows = async (name, text, values) => (await pool.query({ name, text, values })).rows;
  // What each of these accounts has, in their order; `none` where it has nothing.
  const ofEach = (name, text, shape, none) => async (accounts) => {
    const found = new Map();
    for (const row of await rows(name, text, [accounts])) shape(found, row);
    return accounts.map((account) => found.get(account) ?? none());
  };
  const one = (shape) => (found, row) => found.set(row.account_id, shape(row));
  const many = (shape) => (found, row) => {
    const list = found.get(row.account_id);
    if (list === undefined) found.set(row.account_id, [shape(row)]);
    else list.push(shape(row));
  };
  const list = (table, columns, shape) =>
    ofEach(
      table,
      `SELECT account_id, ${columns} FROM ${table} WHERE account_id = ANY($1) ORDER BY account_id, id`,
      many(shape),
      () => [],
    );

  return {
    account: async (id) => (await rows("account", "SELECT id, slug, revision FROM account WHERE id = $1", [id]))[0],
    accounts: (first, after) =>
      rows("accounts", "SELECT id, slug, revision FROM account WHERE slug > $1 ORDER BY slug LIMIT $2", [after, first]),
    environment: async (account) => {
      const found = await rows(
        "environment",
        "SELECT language, portal_url, direct_link_customers, direct_link_agents FROM environment WHERE account_id = $1",
        [account],
      );
      return found.length === 0 ? null : environment(found[0]);
    },
    environments: ofEach(
      "environments",
      `SELECT account_id, language, portal_url, direct_link_customers, direct_link_agents
       FROM environment WHERE account_id = ANY($1)`,
      one(environment),
      () => null,
    ),
    companies: ofEach(
      "company",
      `SELECT account_id, trade_name, legal_name, tax_id_kind, tax_id_value, website
       FROM company WHERE account_id = ANY($1)`,
      one(company),
      () => null,
    ),
    contacts: list("contact", "id, kind, email, is_primary", (row) => ({
      id: row.id,
      kind: row.kind,
      email: row.email,
      isPrimary: row.is_primary,
    })),
    otherContacts: list("other_contact", "id, kind, value, label", (row) => row),
    addresses: list(
      "address",
      "id, purpose, rank, street, number, complement, reference, district, city, state, postal_code, country",
      (row) => {
        row.postalCode = row.postal_code;
        return row;
      },
    ),
    parameters: ofEach(
      "parameters",
      `SELECT * FROM environment JOIN ticket_parameters USING (account_id) JOIN module_parameters USING (account_id)
       WHERE account_id = ANY($1)`,
      one((row) => ({ environment: environment(row), tickets: tickets(row), additionalModules: modules(row) })),
      () => null,
    ),
  };
}

function company(row) {
  return {
    tradeName: row.trade_name,
    legalName: row.legal_name,
    taxId: row.tax_id_kind === null ? null : { kind: row.tax_id_kind, value: row.tax_id_value },
    website: row.website,
  };
}

function environment(row) {
  return {
    language: row.language,
    portalUrl: row.portal_url,
    directTicketLink: { customers: row.direct_link_customers, agents: row.direct_link_agents },
  };
}

function tickets(row) {
  const opening = FIELDS.map((field) => {
    const requiredFor = [];
    if (row[`opening_${field}_agent`]) requiredFor.push("AGENT");
    if (row[`opening_${field}_customer`]) requiredFor.push("CUSTOMER");
    return { field: field.toUpperCase(), requiredFor };
  });
  const attendance = FIELDS.map((field) => ({ field: field.toUpperCase(), required: row[`attendance_${field}`] }));
  const numbering = { style: row.numbering_style, pattern: row.numbering_pattern, reset: row.numbering_reset };
  return { opening, attendance, numbering };
}

function modules(row) {
  return {
    satisfactionSurvey: { enabled: row.satisfaction_survey },
    timeTracking: {
      enabled: row.time_tracking,
      entryType: row.time_entry_type,
      activitySuggestion: row.activity_suggestion,
      periodTypeDefinition: row.period_type_definition,
    },
    ticketApproval: { enabled: row.ticket_approval },
    chat: { enabled: row.chat },
  };
}
