// What is in a batch of records that is about to be accepted, from the very rows that will be sent.
import type { Contribution, QueueRow } from "@core/generated/hub";

export type Counted = { id: string; count: number };

export type BatchFacts = {
  count: number;
  money: string; // đồng
  labourMilli: string;
  villages: Counted[]; // most first
  campaigns: Counted[];
  first: string; // dates; empty: there is none
  last: string;
  flagged: number;
  voided: number;
};

function counted(ids: string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count);
}

// Exact, however many they are.
function sum(values: string[]): string {
  return String(values.reduce((total, it) => total + BigInt(it), 0n));
}

export function factsOf(rows: QueueRow[]): BatchFacts {
  const dates = rows.map((row) => row.date).filter(Boolean).sort();
  return {
    count: rows.length,
    money: sum(rows.map((row) => row.money)),
    labourMilli: sum(rows.map((row) => row.labourMilli)),
    villages: counted(rows.map((row) => row.village)),
    campaigns: counted(rows.map((row) => row.campaign)),
    first: dates[0] ?? "",
    last: dates[dates.length - 1] ?? "",
    flagged: rows.filter((row) => row.flagged).length,
    voided: rows.filter((row) => row.state === "voided").length,
  };
}

// What must be looked at by itself, unless the clerk says otherwise.
export const isPlain = (row: QueueRow): boolean => row.state === "open" && !row.flagged;

export function rowOf(record: Contribution): QueueRow {
  const isVoided = record.voided !== null;
  const isMoney = record.form === "FORM_CASH" || record.form === "FORM_TRANSFER";
  return {
    record: record.id,
    heads: record.heads,
    village: record.village,
    campaign: record.campaign ?? "",
    money: (!isVoided && isMoney && record.amount) || "0",
    labourMilli: (!isVoided && record.form === "FORM_LABOUR" && record.quantityMilli) || "0",
    date: record.date ?? "",
    state: isVoided ? "voided" : record.conflict ? "conflict" : "open",
    flagged: record.flags.length > 0,
  };
}
