import { today } from "@internationalized/date";
import { useEffect, useRef, useState } from "react";
import { ProgressBar } from "react-aria-components";
import type { TermsAcceptanceFilter } from "../../graphql/types.generated";
import { useFormat } from "../../i18n/format";
import { useText } from "../../i18n/texts";
import { useAnnounce } from "../../kit/announce";
import { Button } from "../../kit/button";
import { Notice } from "../../kit/notice";
import { useAccount } from "../../session/account";
import { useSession } from "../../session/session";
import "../../kit/progress.css";
import { type ExportFormat, ExportRefused, fetchExport, saveFile } from "./export";

type Props = {
  readonly filter: TermsAcceptanceFilter;
  /** How many records there are to export. */
  readonly total: number;
};

/** The records that are asked for as a file. */
export function TermsExport({ filter, total }: Props) {
  const text = useText();
  const format = useFormat();
  const announce = useAnnounce();
  const { get } = useSession();
  const { viewer } = useAccount();
  const [records, setRecords] = useState<number | null>(null);
  const [failure, setFailure] = useState<{ readonly format: ExportFormat; readonly message: string } | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function run(as: ExportFormat) {
    const controller = new AbortController();
    running.current = controller;
    setFailure(null);
    setRecords(0);
    try {
      const file = await fetchExport(get, as, filter, controller.signal, setRecords);
      saveFile(file, `${viewer.account?.slug ?? "cuenta"}-terms-acceptances-${today(format.timeZone).toString()}.${as}`);
      announce(text("terms-exported"));
    } catch (error) {
      if (!controller.signal.aborted) {
        const message = error instanceof ExportRefused ? (error.reason ?? text("problem-unknown")) : text("terms-export-broken");
        setFailure({ format: as, message });
      }
    } finally {
      setRecords(null);
    }
  }

  if (records !== null) {
    return (
      <div className="terms-export">
        <ProgressBar
          className="terms-export-progress"
          aria-label={text("terms-exporting")}
          value={Math.min(records, total)}
          maxValue={Math.max(total, 1)}
        >
          {({ percentage = 0 }) => (
            <>
              <span>{text("terms-exporting-count", { count: format.number(records), total: format.number(total) })}</span>
              <div className="progress-track">
                <div className="progress-fill" style={{ inlineSize: `${percentage}%` }} />
              </div>
            </>
          )}
        </ProgressBar>
        <Button onPress={() => running.current?.abort()}>{text("cancel")}</Button>
      </div>
    );
  }
  return (
    <div className="terms-export">
      <Button icon="download" isDisabled={total === 0} onPress={() => void run("csv")}>
        {text("terms-export-csv")}
      </Button>
      <Button icon="download" isDisabled={total === 0} onPress={() => void run("jsonl")}>
        {text("terms-export-jsonl")}
      </Button>
      {failure !== null && (
        <Notice
          tone="danger"
          isAlert
          actions={<Button onPress={() => void run(failure.format)}>{text("try-again")}</Button>}
        >
          <p>{failure.message}</p>
        </Notice>
      )}
    </div>
  );
}
