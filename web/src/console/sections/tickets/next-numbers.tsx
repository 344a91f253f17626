import { useId } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { Problem } from "../../kit/problem";
import type { NumberingValues } from "./tickets-plan";
import { useNextNumbers } from "./use-next-numbers";

/** The sequences that serve as examples: the first ones, and one that is longer. */
const SEQUENCES = [1, 2, 3, 1000] as const;

/** What the next tickets' numbers would be, as the server reckons them. */
export function NextNumbers() {
  const text = useText();
  const format = useFormat();
  const titleId = useId();
  const { control } = useFormContext<{ numbering: NumberingValues }>();
  const numbering = useWatch({ control, name: "numbering" });
  const { numbers, isStale, days, refusals, problem, retry } = useNextNumbers(numbering);
  return (
    <div className="next-numbers">
      <h4 className="next-numbers-title" id={titleId}>
        {text("tickets-next")}
      </h4>
      <table aria-labelledby={titleId} data-stale={isStale || undefined}>
        <thead>
          <tr>
            <th scope="col">{text("tickets-sequence")}</th>
            <th scope="col">{text("tickets-today", { day: format.day(days.today) })}</th>
            <th scope="col">{text("tickets-tomorrow", { day: format.day(days.tomorrow) })}</th>
          </tr>
        </thead>
        <tbody>
          {SEQUENCES.map((sequence) => (
            <tr key={sequence}>
              <th scope="row">{format.number(sequence)}</th>
              <td>{numbers?.[`today${sequence}`] ?? text("value-none")}</td>
              <td>{numbers?.[`tomorrow${sequence}`] ?? text("value-none")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="next-numbers-notes" role="status">
        {refusals.map((message) => (
          <p key={message} className="field-error">
            {message}
          </p>
        ))}
      </div>
      {problem !== null && <Problem error={problem} onRetry={retry} />}
    </div>
  );
}
