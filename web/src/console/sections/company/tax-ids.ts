import type { TaxIdKind } from "../../graphql/types.generated";

type TaxIdRule = {
  readonly kind: TaxIdKind;
  /** Whose rule it is; null for any. */
  readonly country: string | null;
  /** What one looks like in its customary form. */
  readonly example: string;
};

/** The kinds of tax ids. The server checks them; this is only what helps to write one. */
export const TAX_IDS: readonly TaxIdRule[] = [
  { kind: "CNPJ", country: "BR", example: "12.ABC.345/01DE-35" },
  { kind: "CPF", country: "BR", example: "390.533.447-05" },
  { kind: "NIT", country: "CO", example: "213.123.432-1" },
  { kind: "RUT", country: "CL", example: "76.086.428-5" },
  { kind: "CUIT", country: "AR", example: "20-05536168-2" },
  { kind: "RUC", country: "PE", example: "20512333797" },
  { kind: "RFC", country: "MX", example: "GODE561231GR8" },
  { kind: "OTHER", country: null, example: "" },
];
