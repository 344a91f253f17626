import { messageOf } from "../../graphql/client";
import type { TermsAcceptanceFilter } from "../../graphql/types.generated";

/** How records can be written: as CSV, or as a JSON object a line. */
export type ExportFormat = "csv" | "jsonl";

/** The server refuses the export, and says why where it can. */
export class ExportRefused extends Error {
  readonly reason: string | null;

  constructor(reason: string | null) {
    super(reason ?? "the server did not say why");
    this.reason = reason;
  }
}

type Get = (path: string, signal: AbortSignal) => Promise<Response>;

/** The records as a file. Tells how many came so far; a transfer that breaks off is an error, never a shorter file. */
export async function fetchExport(
  get: Get,
  format: ExportFormat,
  filter: TermsAcceptanceFilter,
  signal: AbortSignal,
  onRecords: (count: number) => void,
): Promise<Blob> {
  const response = await get(`/terms-acceptances.${format}${queryOf(filter)}`, signal);
  if (!response.ok || response.body === null) {
    throw new ExportRefused(await messageOf(response));
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  // The first line of CSV holds names. A line within a cell counts too, which only makes the count run ahead.
  let records = format === "csv" ? -1 : 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return new Blob(parts, { type: response.headers.get("Content-Type") ?? "application/octet-stream" });
    }
    parts.push(value);
    records += linesIn(value);
    onRecords(Math.max(records, 0));
  }
}

/** Has the browser keep a file. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; the address is not needed any more.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function queryOf(filter: TermsAcceptanceFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== null && value !== undefined) {
      query.set(name, value);
    }
  }
  return query.size === 0 ? "" : `?${query}`;
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (const byte of bytes) {
    lines += byte === 0x0a ? 1 : 0;
  }
  return lines;
}
