import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { later } from "../../kit/later";
import { Badge } from "../../kit/states";
import { ListSection } from "../../saving/list-section";
import { usePermission, useSettings } from "../../session/account";
import { addressLines, streetLine } from "./address-format";
import type { Address } from "./addresses";
import "./addresses.css";

const AddressDialog = later(() => import("./address-dialog").then(({ AddressDialog }) => AddressDialog));

/** The company's postal addresses, of which one may be the primary and one the secondary. */
export function AddressesSection() {
  const text = useText();
  const format = useFormat();
  const { addresses } = useSettings();
  return (
    <ListSection<Address>
      id="addresses"
      title={text("addresses-title")}
      description={text("addresses-description")}
      items={addresses}
      idOf={({ id }) => id}
      nameOf={(address) => `${streetLine(address)}, ${address.city}`}
      heading={({ purpose }) => text(`value-purpose-${purpose}`)}
      badges={({ rank }) =>
        rank !== null && <Badge tone={rank === "PRIMARY" ? "accent" : "neutral"}>{text(`value-rank-${rank}`)}</Badge>
      }
      details={(address) => (
        <>
          <p className="address-lines">{[...addressLines(address), format.country(address.country)].join("\n")}</p>
          {address.reference !== null && <p>{text("addresses-reference", { reference: address.reference })}</p>}
        </>
      )}
      canChange={usePermission("MANAGE_ADDRESSES")}
      empty={{ icon: "place", title: text("addresses-empty"), description: text("addresses-empty-description") }}
      addLabel={text("addresses-add")}
      dialog={(address, onClose) => <AddressDialog address={address} onClose={onClose} />}
      removal={({ id }) => ({ removeAddress: { id } })}
    />
  );
}
