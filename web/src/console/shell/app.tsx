import { Suspense, useEffect } from "react";
import type { CombinedError } from "urql";
import { useText } from "../i18n/texts";
import { Announcer } from "../kit/announce";
import { later } from "../kit/later";
import { Problem } from "../kit/problem";
import { Skeleton } from "../kit/states";
import { Router, useRouter } from "../routing/router";
import { AccountProvider, useAccount } from "../session/account";
import { useSession } from "../session/session";
import { signInPath } from "../session/sign-in-path";
import { LiveSettings } from "../settings/live";
import { SettingsView } from "../settings/settings-view";
import { Header, LanguageMenu, ThemeMenu } from "./header";
import { ErrorBoundary } from "./error-boundary";
import { type Route, routeAt } from "./routes";
import "./app.css";

const SignInView = later(() => import("../session/sign-in-view").then(({ default: view }) => view), <Skeleton />);
const SignInCallback = later(() => import("../session/sign-in-callback").then(({ default: view }) => view), <Skeleton />);
const SignInAgain = later(() => import("../session/sign-in-again").then(({ default: dialog }) => dialog));
const PersonalView = later(() => import("../views/personal/personal-view").then(({ default: view }) => view), <Skeleton lines={6} />);

/** The console: who is not signed in is led to sign in, and from there back. */
export function App() {
  return (
    <Announcer>
      <Router>
        <ErrorBoundary isPage>
          <Gate />
        </ErrorBoundary>
      </Router>
    </Announcer>
  );
}

function Gate() {
  const { phase } = useSession();
  const { path, search, hash, navigate } = useRouter();
  const isSignedIn = phase.kind !== "out";
  const isSignIn = path === "/sign-in" || path === "/sign-in/callback";

  useEffect(() => {
    if (!isSignedIn && !isSignIn) {
      navigate(signInPath(path + search + hash), { replace: true });
    }
  }, [isSignedIn, isSignIn, path, search, hash, navigate]);

  if (isSignIn) {
    return (
      <main className="main main-narrow" id="main">
        {path === "/sign-in" ? <SignInView /> : <SignInCallback />}
      </main>
    );
  }
  return isSignedIn ? (
    <>
      <AccountProvider whileLoading={<Loading />} onFailure={(error, retry) => <Failed error={error} onRetry={retry} />}>
        <Signed />
      </AccountProvider>
      {phase.kind === "interrupted" && (
        // The dialog is over the page by itself; what stands here is that its script did not arrive.
        <div className="over-page">
          <SignInAgain />
        </div>
      )}
    </>
  ) : null;
}

function Signed() {
  const text = useText();
  const { path } = useRouter();
  return (
    <>
      <a className="skip-link" href="#main">
        {text("skip-link")}
      </a>
      <Header />
      <main className="main" id="main" tabIndex={-1}>
        <ErrorBoundary key={path}>
          <Suspense fallback={<Skeleton lines={6} />}>
            <RoutedView route={routeAt(path)} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <LiveSettings />
    </>
  );
}

/** The view at an address, or what a caller sees who may not see it. */
function RoutedView({ route }: { readonly route: Route }) {
  const { viewer, settings } = useAccount();
  if (settings === null) {
    return <PersonalView />;
  }
  if (route.kind === "settings") {
    return <SettingsView />;
  }
  const { View, parameters, needs } = route;
  return needs === null || viewer.permissions.includes(needs) ? (
    <View parameters={parameters} />
  ) : (
    <PersonalView />
  );
}

function Loading() {
  return (
    <>
      <div className="header">
        <div className="header-row" />
      </div>
      <main className="main" id="main">
        <Skeleton lines={6} />
      </main>
    </>
  );
}

function Failed({ error, onRetry }: { readonly error: CombinedError; readonly onRetry: () => void }) {
  return (
    <main className="main main-narrow" id="main">
      <div className="header-controls">
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <Problem error={error} onRetry={onRetry} />
    </main>
  );
}
