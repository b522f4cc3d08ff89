// What a register's cells say.
import { formatDate, formatMilli, formatNumber } from "@core/format";
import type { Register } from "@core/generated/hub";

export type RegisterColumn = Register["columns"][number];
export type RegisterRow = Register["rows"][number];

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

// A plain number may be a year: no dots in it.
export function cellText({ type }: RegisterColumn, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (type === "money") return formatNumber(value);
  if (type === "milli") return formatMilli(String(value));
  return type === "date" && isDay(String(value)) ? formatDate(String(value)) : String(value);
}

export function isNumeric({ type }: RegisterColumn): boolean {
  return type === "number" || type === "money" || type === "milli";
}

export function hasTotals({ totals }: Register): boolean {
  return totals.some((it) => it !== null);
}
