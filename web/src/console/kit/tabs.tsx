import { type ReactNode, useRef, useState } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import { useKeptInSight } from "./keep-in-sight";
import "./tabs.css";

/** One of several pages in one place. */
export type TabPage = { readonly id: string; readonly label: string; readonly content: ReactNode };

type Props = {
  readonly label: string;
  readonly pages: readonly TabPage[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
};

/** Pages of which one is seen. Each is drawn once it is chosen, and stays then, with what was typed in it. */
export function Tabs({ label, pages, selected, onSelect }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useKeptInSight(list, "[aria-selected=true]", selected);
  const [drawn, setDrawn] = useState<readonly string[]>([selected]);
  if (!drawn.includes(selected)) {
    setDrawn([...drawn, selected]);
  }
  return (
    <AriaTabs className="tabs" selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))}>
      <TabList ref={list} className="tab-list" aria-label={label}>
        {pages.map(({ id, label }) => (
          <Tab key={id} id={id} className="tab">
            {label}
          </Tab>
        ))}
      </TabList>
      {pages.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="tab-panel" shouldForceMount>
          {drawn.includes(id) && content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
