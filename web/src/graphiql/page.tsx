import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useState } from "react";
import { CallerChooser, initialToken } from "./caller-chooser";
import { DEFAULT_QUERY } from "./default-query";
import { type DemoToken, fetchDemoTokens } from "./demo-tokens";
import { connect } from "./endpoint";
import { pageStorage } from "./storage";

/** GraphiQL on `/graphql`, with a choice of who is asking. */
export function Page() {
  const [demoTokens, setDemoTokens] = useState<readonly DemoToken[] | null>(null);

  useEffect(() => {
    void fetchDemoTokens().then(setDemoTokens);
  }, []);

  // Without knowing who asks, the first introspection would be refused.
  return demoTokens && <Explorer demoTokens={demoTokens} />;
}

function Explorer({ demoTokens }: { demoTokens: readonly DemoToken[] }) {
  const [token, setToken] = useState(() => initialToken(demoTokens));
  // GraphiQL reads the schema again whenever its fetcher is another one.
  const endpoint = useMemo(() => connect(token), [token]);
  // What the former caller subscribed to ends with it.
  useEffect(() => endpoint.close, [endpoint]);

  return (
    <GraphiQL
      fetcher={endpoint.fetcher}
      defaultQuery={DEFAULT_QUERY}
      storage={pageStorage}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <CallerChooser demoTokens={demoTokens} token={token} onChange={setToken} />
      </GraphiQL.Logo>
    </GraphiQL>
  );
}
