import "./kit/base.css";

import { createRoot } from "react-dom/client";
import { Texts, useText } from "./i18n/texts";
import { Button } from "./kit/button";
import { Notice } from "./kit/notice";
import { SessionProvider } from "./session/session";
import { App } from "./shell/app";
import { chosenTheme, chooseTheme } from "./shell/theme";

const root = document.getElementById("console");
if (!root) {
  throw new Error("index.html has no element with the id 'console'");
}
chooseTheme(chosenTheme());
createRoot(root).render(
  // Without its texts the page can say so in no language of its own.
  <Texts onFailure={<p className="main">Cuenta: network error</p>}>
    <SessionProvider onFailure={(retry) => <NoServer onRetry={retry} />}>
      <App />
    </SessionProvider>
  </Texts>,
);

function NoServer({ onRetry }: { readonly onRetry: () => void }) {
  const text = useText();
  return (
    <main className="main main-narrow">
      <Notice tone="danger" isAlert actions={<Button onPress={onRetry}>{text("try-again")}</Button>}>
        <p>{text("problem-network")}</p>
      </Notice>
    </main>
  );
}
