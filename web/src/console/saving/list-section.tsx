import { type ReactNode, useEffect, useRef, useState } from "react";
import { useText } from "../i18n/texts";
import { Button, IconButton } from "../kit/button";
import type { IconName } from "../kit/icon";
import { Item, ItemList } from "../kit/item-list";
import { later } from "../kit/later";
import { Section } from "../kit/section";
import { EmptyState } from "../kit/states";
import type { SettingsEdit } from "../graphql/types.generated";

const RemoveDialog = later(() => import("./remove-dialog").then(({ RemoveDialog }) => RemoveDialog));

type Props<T> = {
  readonly id: string;
  readonly title: string;
  readonly description?: ReactNode;
  readonly notices?: ReactNode;
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** What an item is called, in the list and by the buttons that go with it. */
  readonly nameOf: (item: T) => string;
  /** What stands in the list for an item, where that is not just its name. */
  readonly heading?: (item: T) => ReactNode;
  readonly badges?: (item: T) => ReactNode;
  readonly details?: (item: T) => ReactNode;
  readonly canChange: boolean;
  readonly empty: { readonly icon: IconName; readonly title: string; readonly description?: string };
  readonly addLabel: string;
  /** The dialog for a new item (null), or for one that is there. It is drawn while it is open. */
  readonly dialog: (item: T | null, onClose: () => void) => ReactNode;
  readonly removal: (item: T) => SettingsEdit;
  /** What the reader can do where an item cannot be removed. */
  readonly refusedRemoval?: (item: T) => ReactNode;
};

type Open<T> = { readonly kind: "edit"; readonly item: T | null } | { readonly kind: "remove"; readonly item: T };

/** A section that is a list: what is there, and how to add to it, change it and take away from it. */
export function ListSection<T>(props: Props<T>) {
  const { id, title, items, idOf, nameOf, canChange, empty } = props;
  const text = useText();
  const [open, setOpen] = useState<Open<T> | null>(null);
  // An answer that comes after its dialog was closed does not close the next one, in which the reader types by then.
  const close = () => setOpen((now) => (now === open ? null : now));
  const addButton = useRef<HTMLButtonElement>(null);
  const isOpenerGone = useRef(false);

  // A dialog gives the focus back to what opened it. The button that removed an item goes with it, and the first item
  // brings another button that adds: then the focus is the adding button's, once the dialog has tried.
  useEffect(() => {
    if (open === null && isOpenerGone.current) {
      isOpenerGone.current = false;
      requestAnimationFrame(() => addButton.current?.focus());
    }
  }, [open]);

  const add = canChange && (
    <Button
      ref={addButton}
      icon="add"
      onPress={() => {
        isOpenerGone.current = items.length === 0;
        setOpen({ kind: "edit", item: null });
      }}
    >
      {props.addLabel}
    </Button>
  );
  return (
    <Section id={id} title={title} description={props.description} actions={items.length > 0 && add}>
      {props.notices}
      {items.length === 0 ? (
        <EmptyState icon={empty.icon} title={empty.title} action={add}>
          {empty.description !== undefined && <p>{empty.description}</p>}
        </EmptyState>
      ) : (
        <ItemList label={title} items={items} idOf={idOf}>
          {(item) => (
            <Item
              title={
                <>
                  {props.heading === undefined ? nameOf(item) : props.heading(item)}
                  {props.badges?.(item)}
                </>
              }
              actions={
                canChange && (
                  <>
                    <IconButton
                      icon="edit"
                      label={text("list-edit", { name: nameOf(item) })}
                      onPress={() => setOpen({ kind: "edit", item })}
                    />
                    <IconButton
                      icon="remove"
                      look="danger"
                      label={text("list-remove", { name: nameOf(item) })}
                      onPress={() => setOpen({ kind: "remove", item })}
                    />
                  </>
                )
              }
            >
              {props.details?.(item)}
            </Item>
          )}
        </ItemList>
      )}
      {open?.kind === "edit" && props.dialog(open.item, close)}
      {open?.kind === "remove" && (
        <RemoveDialog
          name={nameOf(open.item)}
          edit={props.removal(open.item)}
          whenRefused={props.refusedRemoval?.(open.item)}
          onClose={close}
          onRemoved={() => {
            isOpenerGone.current = true;
            close();
          }}
        />
      )}
    </Section>
  );
}
