import { useState } from "react";
import { useText } from "../../i18n/texts";
import { later } from "../../kit/later";
import { Section } from "../../kit/section";
import { Skeleton } from "../../kit/states";
import { Tabs } from "../../kit/tabs";
import { useRouter } from "../../routing/router";
import { EnvironmentTab } from "../environment/environment-tab";

/** The tabs, each at the segment of the settings that it shows. */
const TABS = ["environment", "tickets", "additionalModules"] as const;

const TicketsTab = later(() => import("../tickets/tickets-tab").then(({ TicketsTab }) => TicketsTab), <Skeleton lines={8} />);
const AdditionalModulesTab = later(
  () => import("../additional-modules/additional-modules-tab").then(({ AdditionalModulesTab }) => AdditionalModulesTab),
  <Skeleton />,
);

/** The parameters of the environment, of tickets and of additional modules. */
export function ParametersSection() {
  const text = useText();
  const { hash, visit } = useRouter();
  const [selected, setSelected] = useState<string>("environment");
  const [followed, setFollowed] = useState<string | null>(null);

  // While it is drawn, not after: what the address leads to can only take the focus where it is seen.
  // The same address may be followed again, and one that was typed has no visit of its own.
  const asking = `${visit}${hash}`;
  if (asking !== followed) {
    setFollowed(asking);
    const asked = TABS.find((tab) => hash === `#parameters.${tab}` || hash.startsWith(`#parameters.${tab}.`));
    if (asked !== undefined) {
      setSelected(asked);
    }
  }

  return (
    <Section id="parameters" title={text("parameters-title")} description={text("parameters-description")}>
      <Tabs
        label={text("parameters-title")}
        selected={selected}
        onSelect={setSelected}
        pages={[
          { id: "environment", label: text("environment-title"), content: <EnvironmentTab /> },
          { id: "tickets", label: text("tickets-title"), content: <TicketsTab /> },
          { id: "additionalModules", label: text("additional-modules-title"), content: <AdditionalModulesTab /> },
        ]}
      />
    </Section>
  );
}
