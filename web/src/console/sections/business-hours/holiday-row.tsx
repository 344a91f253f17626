import { FormDate } from "../../form/date";
import { FormText } from "../../form/fields";
import { useFormMode } from "../../form/mode";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Button, IconButton } from "../../kit/button";
import { Item } from "../../kit/item-list";
import type { Holiday } from "./business-hours-plan";

type Props = {
  readonly index: number;
  readonly holiday: Holiday;
  readonly isEdited: boolean;
  readonly onEdit: () => void;
  readonly onDone: () => void;
  readonly onRemove: () => void;
};

/** A holiday: its day and name, or the fields for them. */
export function HolidayRow({ index, holiday: { date, name }, isEdited, onEdit, onDone, onRemove }: Props) {
  const text = useText();
  const format = useFormat();
  const { isReadOnly } = useFormMode();
  const day = date === null ? text("business-hours-holiday-without-date") : format.day(date);
  const remove = (
    <IconButton icon="remove" look="danger" label={text("list-remove", { name: name || day })} onPress={onRemove} />
  );
  if (isEdited && !isReadOnly) {
    return (
      <div className="holiday-fields">
        <FormDate name={`holidays.${index}.date`} label={text("business-hours-holiday-date")} isRequired />
        <FormText name={`holidays.${index}.name`} label={text("business-hours-holiday-name")} maxLength={128} />
        <div className="holiday-buttons">
          <Button onPress={onDone}>{text("business-hours-holiday-done")}</Button>
          {remove}
        </div>
      </div>
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
