import { useEffect, useMemo } from "react";
import { useText } from "../i18n/texts";
import { useRouter } from "../routing/router";
import { useAccount } from "../session/account";
import { View } from "../shell/view";
import { PendingTerms } from "../views/personal/pending-terms";
import { SECTIONS } from "./sections";
import { SectionNavigation } from "./section-navigation";
import { Warnings } from "./warnings";
import "./settings-view.css";

/** The page of the help article. */
export function SettingsView() {
  const text = useText();
  const { viewer } = useAccount();
  const { hash, visit } = useRouter();
  const sections = useMemo(
    () => SECTIONS.filter(({ needs }) => needs === undefined || viewer.permissions.includes(needs)),
    [viewer],
  );

  // A tab that the address asks for is chosen already, but what is in it may still have to be loaded.
  useEffect(() => {
    const path = decoded(hash.slice(1));
    if (path === "") {
      return;
    }
    const target = targetAt(path);
    leadTo(target ?? sectionOf(path));
    return target === null ? whenThere(path, leadTo) : undefined;
  }, [hash, visit]);

  return (
    <View title={text("settings-title")} description={text("settings-description")}>
      <div className="settings">
        <SectionNavigation sections={sections} />
        <div className="settings-sections">
          <PendingTerms />
          <Warnings />
          {sections.map(({ id, Section }) => (
            <Section key={id} />
          ))}
        </div>
      </div>
    </View>
  );
}

/** What an address writes with escapes. What it escapes wrongly leads nowhere, as any other unknown place does. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return "";
  }
}

/** How long something that an address means may take to appear, before the reader has gone on. */
const PATIENCE_MS = 5000;

/** What an address such as `#company` or `#contacts.con_1` means: a field, an element of a list, or a section. */
function targetAt(path: string): HTMLElement | null {
  return (
    document.getElementById(path) ??
    // A field of a value that has several, such as the number of a tax id.
    document.querySelector<HTMLElement>(`[id^="${CSS.escape(path)}."]`) ??
    document.getElementById(path.split(".").at(-1) ?? "")
  );
}

/** The section in which it would be. */
function sectionOf(path: string): HTMLElement | null {
  const [first = ""] = path.split(".");
  const section = SECTIONS.find(({ id, paths }) => id === path || paths.includes(first));
  return section === undefined ? null : document.getElementById(section.id);
}

/** Waits for what an address means; answers what ends the waiting. */
function whenThere(path: string, use: (target: HTMLElement) => void): () => void {
  const observer = new MutationObserver(() => {
    const target = targetAt(path);
    if (target !== null) {
      end();
      use(target);
    }
  });
  const timer = setTimeout(end, PATIENCE_MS);
  function end() {
    observer.disconnect();
    clearTimeout(timer);
  }
  observer.observe(document.body, { childList: true, subtree: true });
  return end;
}

function leadTo(target: HTMLElement | null): void {
  if (target !== null) {
    target.scrollIntoView({ block: target.tagName === "SECTION" ? "start" : "center" });
    focusable(target)?.focus({ preventScroll: true });
  }
}

function focusable(target: HTMLElement): HTMLElement | null {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, [tabindex='-1']";
  return target.matches(wanted) ? target : target.querySelector<HTMLElement>(`h2, ${wanted}`);
}
