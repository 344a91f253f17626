import { useEffect, useState } from "react";
import { Link } from "react-aria-components";
import { useText } from "../i18n/texts";
import { Menu } from "../kit/menu";
import type { PageSection } from "./sections";

/** The way to each section: a list beside the page, or a menu over it where there is no room. */
export function SectionNavigation({ sections }: { readonly sections: readonly PageSection[] }) {
  const text = useText();
  const current = useCurrentSection(sections);
  const shown = sections.find(({ id }) => id === current);
  return (
    <nav className="section-navigation" aria-label={text("sections-label")}>
      <ul className="section-links">
        {sections.map(({ id, title }) => (
          <li key={id}>
            <Link href={`/#${id}`} className="section-link" {...(id === current && { "aria-current": "location" })}>
              {text(title)}
            </Link>
          </li>
        ))}
      </ul>
      <div className="section-menu">
        <Menu
          label={text("sections-label")}
          icon="menu"
          entries={sections.map(({ id, title }) => ({ id, label: text(title), href: `/#${id}` }))}
        >
          {shown === undefined ? text("sections-label") : text(shown.title)}
        </Menu>
      </div>
    </nav>
  );
}

/** The topmost section in the upper half of the window. */
function useCurrentSection(sections: readonly PageSection[]): string | null {
  const [current, setCurrent] = useState<string | null>(sections[0]?.id ?? null);
  useEffect(() => {
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) {
            seen.add(target.id);
          } else {
            seen.delete(target.id);
          }
        }
        const topmost = sections.find(({ id }) => seen.has(id)) ?? (isAbove(sections[0]) ? sections[0] : undefined);
        if (topmost !== undefined) {
          setCurrent(topmost.id);
        }
      },
      { rootMargin: "-15% 0px -50% 0px" },
    );
    for (const { id } of sections) {
      const element = document.getElementById(id);
      if (element !== null) {
        observer.observe(element);
      }
    }
    return () => observer.disconnect();
  }, [sections]);
  return current;
}

/** Whether the reader is above a section, at what stands before the first one. */
function isAbove(section: PageSection | undefined): boolean {
  const element = section && document.getElementById(section.id);
  return element ? element.getBoundingClientRect().top > 0 : false;
}
