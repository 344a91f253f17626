import { useRef, useState } from "react";
import { Link } from "react-aria-components";
import type { Permission } from "../graphql/types.generated";
import { LANGUAGES, type Language } from "../i18n/languages";
import { useLanguages, useText } from "../i18n/texts";
import { useKeptInSight } from "../kit/keep-in-sight";
import { Menu, type MenuEntry } from "../kit/menu";
import { useRouter } from "../routing/router";
import { useAccount } from "../session/account";
import { useSession } from "../session/session";
import { AccountPhoto } from "./account-photo";
import { chosenTheme, chooseTheme, type Theme, THEMES } from "./theme";
import "./header.css";

const VIEWS: readonly { readonly href: string; readonly label: string; readonly needs: Permission }[] = [
  { href: "/", label: "nav-settings", needs: "READ_SETTINGS" },
  { href: "/history", label: "nav-history", needs: "READ_HISTORY" },
  { href: "/api-keys", label: "nav-api-keys", needs: "MANAGE_API_KEYS" },
  { href: "/webhooks", label: "nav-webhooks", needs: "MANAGE_WEBHOOKS" },
  { href: "/terms", label: "nav-terms", needs: "READ_TERMS" },
];

/** Whose account it is, who is signed in, and where one can go. */
export function Header() {
  const text = useText();
  const { viewer, settings } = useAccount();
  const { path } = useRouter();
  const list = useRef<HTMLUListElement>(null);
  useKeptInSight(list, "[aria-current=page]", path);
  const views = VIEWS.filter(({ needs }) => viewer.permissions.includes(needs));
  return (
    <header className="header">
      <div className="header-row">
        <Link className="header-account" href="/">
          <AccountPhoto url={settings?.company.photo?.url ?? null} />
          <span className="header-name">{settings?.company.tradeName ?? viewer.account?.slug ?? text("product")}</span>
        </Link>
        <div className="header-controls">
          <LanguageMenu />
          <ThemeMenu />
          <PersonMenu />
        </div>
      </div>
      {views.length > 1 && (
        <nav className="header-views" aria-label={text("nav-label")}>
          <ul ref={list}>
            {views.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  className="header-view"
                  {...((href === "/" ? path === "/" : path.startsWith(href)) && { "aria-current": "page" })}
                >
                  {text(label)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}

/** The languages, each named in itself. */
export function LanguageMenu() {
  const text = useText();
  const { language, choose } = useLanguages();
  const entries = (Object.keys(LANGUAGES) as Language[]).map((id) => ({
    id,
    label: LANGUAGES[id],
    onAction: () => choose(id),
  }));
  return (
    <Menu
      label={text("language-menu", { language: LANGUAGES[language] })}
      icon="language"
      entries={entries}
      chosen={language}
    />
  );
}

/** Light, dark, or as the system says. */
export function ThemeMenu() {
  const text = useText();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const entries = THEMES.map((id) => ({
    id,
    label: text(`theme-${id}`),
    onAction: () => {
      chooseTheme(id);
      setTheme(id);
    },
  }));
  return (
    <Menu label={text("theme-menu", { theme: text(`theme-${theme}`) })} icon="theme" entries={entries} chosen={theme} />
  );
}

function PersonMenu() {
  const text = useText();
  const { viewer } = useAccount();
  const { means, demoRole, signInAs, signOut } = useSession();
  const { leave, navigate } = useRouter();
  const name = viewer.name ?? viewer.email ?? viewer.subject;

  const callers: MenuEntry[] =
    means.kind === "demo"
      ? means.callers.map((caller) => ({
          id: caller.role,
          label: text(`value-role-${caller.role}`),
          description: caller.name,
          onAction: () => leave(() => void signInAs(caller.role)),
        }))
      : [];
  const end: MenuEntry = {
    id: "sign-out",
    label: text("sign-out"),
    onAction: () =>
      leave(() => {
        signOut();
        navigate("/sign-in");
      }),
  };
  return (
    <Menu
      label={text("person-menu", { name })}
      icon="person"
      entries={[...callers, end]}
      {...(demoRole !== null && { chosen: demoRole })}
    >
      {name}
    </Menu>
  );
}
