import { useState } from "react";
import type { Weekday } from "../../graphql/types.generated";
import { useText } from "../../i18n/texts";
import { Button } from "../../kit/button";
import { Checkbox } from "../../kit/choice";
import { Dialog } from "../../kit/dialog";
import { DAYS } from "./week";

type Props = {
  readonly day: Weekday;
  readonly onClose: () => void;
  readonly onCopy: (days: readonly Weekday[]) => void;
};

/** Chooses the days that get the shifts of this one instead of their own. */
export function CopyDayDialog({ day, onClose, onCopy }: Props) {
  const text = useText();
  const [chosen, setChosen] = useState<readonly Weekday[]>([]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text("business-hours-copy", { day: text(`value-day-${day}`) })}
      footer={
        <>
          <Button onPress={onClose}>{text("cancel")}</Button>
          <Button look="primary" isDisabled={chosen.length === 0} onPress={() => onCopy(chosen)}>
            {text("business-hours-copy-confirm")}
          </Button>
        </>
      }
    >
      <p>{text("business-hours-copy-description")}</p>
      <div role="group" aria-label={text("business-hours-copy-days")}>
        {DAYS.filter((other) => other !== day).map((other) => (
          <Checkbox
            key={other}
            label={text(`value-day-${other}`)}
            isSelected={chosen.includes(other)}
            onChange={(isSelected) =>
              setChosen(DAYS.filter((one) => (one === other ? isSelected : chosen.includes(one))))
            }
          />
        ))}
      </div>
    </Dialog>
  );
}
