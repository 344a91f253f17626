import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from "react";
import { type CombinedError, useQuery, type UseQueryState } from "urql";
import { refusalOf } from "../graphql/client";
import type { Permission, SettingsFragment, ViewerQuery } from "../graphql/types.generated";
import { SettingsPageDocument } from "../graphql/settings.generated";
import { ViewerDocument } from "../graphql/viewer.generated";
import { fromAccount } from "../i18n/languages";
import { useLanguages } from "../i18n/texts";
import { identityOf } from "./identity";
import { useSession } from "./session";

/** Who is asking, as the server knows them. */
export type Viewer = NonNullable<ViewerQuery["viewer"]>;

type Account = {
  readonly viewer: Viewer;
  /** The settings now; null for whoever may not read them. */
  readonly settings: SettingsFragment | null;
  /** Reads viewer and settings again. */
  readonly reload: () => void;
};

type Props = {
  readonly children: ReactNode;
  readonly whileLoading: ReactNode;
  readonly onFailure: (error: CombinedError, retry: () => void) => ReactNode;
};

const Context = createContext<Account | null>(null);
const AGAIN = { requestPolicy: "network-only" } as const;

/** Reads who is asking and, where they may, the account's settings, and gives both to what is inside. */
export function AccountProvider({ children, whileLoading, onFailure }: Props) {
  const [viewers, readViewer] = useQuery({ query: ViewerDocument });
  const viewer = useLastRead(viewers, viewers.data?.viewer ?? null);
  const { know } = useSession();
  useEffect(() => {
    if (viewer !== null) {
      know(identityOf(viewer));
    }
  }, [viewer, know]);
  const mayRead = viewer !== null && viewer.account !== null && viewer.permissions.includes("READ_SETTINGS");
  const [pages, readPage] = useQuery({ query: SettingsPageDocument, pause: !mayRead });
  const settings = useLastRead(pages, pages.data?.account?.settings ?? null);
  const { language, suggest, setCountry } = useLanguages();

  const accountLanguage = settings?.parameters.environment.language ?? null;
  useEffect(() => {
    if (accountLanguage !== null) {
      suggest(fromAccount(accountLanguage));
    }
  }, [accountLanguage, suggest]);

  const country = settings?.addresses.find(({ rank }) => rank === "PRIMARY")?.country ?? null;
  useEffect(() => setCountry(country), [country, setCountry]);

  // The messages of warnings come from the server, in the language of the request.
  const readIn = useRef(language);
  useEffect(() => {
    if (readIn.current !== language && mayRead) {
      readPage(AGAIN);
    }
    readIn.current = language;
  }, [language, mayRead, readPage]);

  const account = useMemo<Account | null>(
    () =>
      viewer && {
        viewer,
        settings,
        reload: () => {
          readViewer(AGAIN);
          readPage(AGAIN);
        },
      },
    [viewer, settings, readViewer, readPage],
  );

  const failure = viewers.error ?? (settings === null ? pages.error : undefined);
  if (account !== null && (settings !== null || !mayRead)) {
    return <Context value={account}>{children}</Context>;
  }
  if (failure !== undefined && !viewers.fetching && !pages.fetching) {
    return onFailure(failure, () => {
      readViewer(AGAIN);
      if (mayRead) {
        readPage(AGAIN);
      }
    });
  }
  return whileLoading;
}

/**
 * What was read, or what was read before: an attempt that fails, or goes on, takes nothing from the page, nor what was
 * typed on it. What the reader may not see any more is gone all the same.
 */
function useLastRead<T>({ fetching, error }: Pick<UseQueryState, "fetching" | "error">, read: T | null): T | null {
  const last = useRef<T | null>(null);
  const hasFailed = error !== undefined && refusalOf(error, "FORBIDDEN") === null;
  if (read !== null || !(fetching || hasFailed)) {
    last.current = read;
  }
  return last.current;
}

/** Who is asking, and the settings that they may read. */
export function useAccount(): Account {
  const account = useContext(Context);
  if (account === null) {
    throw new Error("There is no AccountProvider around this component");
  }
  return account;
}

/** The settings, for what is only shown to those who may read them. */
export function useSettings(): SettingsFragment {
  const { settings } = useAccount();
  if (settings === null) {
    throw new Error("This caller may not read the settings");
  }
  return settings;
}

/** Whether the reader may do this; what they may not do is not offered. */
export function usePermission(permission: Permission): boolean {
  return useAccount().viewer.permissions.includes(permission);
}
