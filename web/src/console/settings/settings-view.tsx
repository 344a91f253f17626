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

  // A tab that the address asks for is chosen already, when it is drawn.
  useEffect(() => {
    const target = targetOf(hash);
    if (target !== null) {
      target.scrollIntoView({ block: target.tagName === "SECTION" ? "start" : "center" });
      focusable(target)?.focus({ preventScroll: true });
    }
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

/** What an address such as `#company` or `#contacts.con_1` means: a field, an element of a list, or a section. */
function targetOf(hash: string): HTMLElement | null {
  const path = decodeURIComponent(hash.slice(1));
  if (path === "") {
    return null;
  }
  const segments = path.split(".");
  const section = SECTIONS.find(({ id, paths }) => id === path || paths.includes(segments[0] ?? ""));
  return (
    document.getElementById(path) ??
    // A field of a value that has several, such as the number of a tax id.
    document.querySelector<HTMLElement>(`[id^="${CSS.escape(path)}."]`) ??
    document.getElementById(segments.at(-1) ?? "") ??
    (section === undefined ? null : document.getElementById(section.id))
  );
}

function focusable(target: HTMLElement): HTMLElement | null {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, [tabindex='-1']";
  return target.matches(wanted) ? target : target.querySelector<HTMLElement>(`h2, ${wanted}`);
}
