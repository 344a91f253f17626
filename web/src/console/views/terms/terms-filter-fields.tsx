import { useEffect, useRef, useState } from "react";
import { useText } from "../../i18n/texts";
import { DateField } from "../../kit/date-field";
import { TextField } from "../../kit/field";
import { Select } from "../../kit/select";
import { TERMS_KINDS, type TermsQuestion } from "./terms-filter";

/** Typing is over when nothing came for so long. */
const TYPING_MS = 300;

const ANY = "ANY";

type Props = { readonly question: TermsQuestion; readonly ask: (changed: Partial<TermsQuestion>) => void };

/** What narrows the list: a beginning of name, e-mail or subject, a kind, and days. */
export function TermsFilterFields({ question, ask }: Props) {
  const text = useText();
  const { kind, from, to } = question;
  const [search, setSearch] = useSearch(question.search, (search) => ask({ search }));
  return (
    <form className="terms-filter" role="search" aria-label={text("terms-filter")} onSubmit={(event) => event.preventDefault()}>
      <TextField
        type="search"
        label={text("terms-search")}
        description={text("terms-search-description")}
        autoComplete="off"
        maxLength={254}
        value={search}
        onChange={setSearch}
      />
      <Select
        label={text("terms-kind")}
        options={[
          { value: ANY, label: text("terms-kind-any") },
          ...TERMS_KINDS.map((kind) => ({ value: kind, label: text(`value-kind-${kind}`) })),
        ]}
        value={kind ?? ANY}
        onChange={(kind) => ask({ kind: TERMS_KINDS.find((known) => known === kind) ?? null })}
      />
      <DateField label={text("terms-from")} value={from} isClearable onChange={(from) => ask({ from })} />
      <DateField
        label={text("terms-to")}
        value={to}
        error={from !== null && to !== null && to < from ? text("terms-to-before-from") : undefined}
        isClearable
        onChange={(to) => ask({ to })}
      />
    </form>
  );
}

/** What is typed, told once typing is over; what the address says otherwise, as after going back, comes in. */
function useSearch(asked: string, ask: (search: string) => void): [string, (search: string) => void] {
  const [typed, setTyped] = useState(asked);
  const told = useRef(asked);
  useEffect(() => {
    if (asked !== told.current) {
      told.current = asked;
      setTyped(asked);
    }
  }, [asked]);

  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (typed === told.current) {
      return;
    }
    const timer = setTimeout(() => {
      told.current = typed;
      latest.current(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}
