import { useFormMode } from "../../form/mode";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Button, IconButton } from "../../kit/button";
import { Item } from "../../kit/item-list";
import { later } from "../../kit/later";
import { Skeleton } from "../../kit/states";
import type { Holiday } from "./business-hours-plan";

// The calendar from which a day is chosen is loaded once somebody chooses one.
const HolidayFields = later(() => import("./holiday-fields").then(({ default: fields }) => fields), <Skeleton lines={1} />);

type Props = {
  readonly index: number;
  readonly holiday: Holiday;
  readonly isEdited: boolean;
  /** Its fields take the focus once they are there. */
  readonly takesFocus: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
  readonly onRemove: () => void;
};

/** A holiday: its day and name, or the fields for them. */
export function HolidayRow({ index, holiday: { date, name }, isEdited, takesFocus, onEdit, onDone, onRemove }: Props) {
  const text = useText();
  const format = useFormat();
  const { isReadOnly } = useFormMode();
  const day = date === null ? text("business-hours-holiday-without-date") : format.day(date);
  const remove = (
    <IconButton icon="remove" look="danger" label={text("list-remove", { name: name || day })} onPress={onRemove} />
  );
  if (isEdited && !isReadOnly) {
    return (
      <HolidayFields
        index={index}
        takesFocus={takesFocus}
        buttons={
          <>
            <Button onPress={onDone}>{text("business-hours-holiday-done")}</Button>
            {remove}
          </>
        }
      />
    );
  }
  return (
    <Item
      title={day}
      actions={
        !isReadOnly && (
          <>
            <IconButton icon="edit" label={text("list-edit", { name: name || day })} onPress={onEdit} />
            {remove}
          </>
        )
      }
    >
      {name}
    </Item>
  );
}
