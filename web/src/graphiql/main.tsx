// The order of these style sheets matters: each builds on the one before.
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "./page.css";

// Monaco's workers, as files of our own origin.
import "graphiql/setup-workers/vite";

import { createRoot } from "react-dom/client";
import { Page } from "./page";

const root = document.getElementById("page");
if (!root) {
  throw new Error("index.html has no element with the id 'page'");
}
createRoot(root).render(<Page />);
