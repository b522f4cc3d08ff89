// Totals per campaign and village, and their sums.
import { formatMilli } from "@core/format";
import type { TotalsRow } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { api } from "./api";
import type { Cell } from "./csv";
import { given } from "./given";
import { t } from "./text";

export type Figures = Pick<TotalsRow, "records" | "donors" | "money" | "labourMilli" | "landMilli" | "value" | "waiting" | "accepted" | "returned">;
export type Grouping = "campaign" | "village";
export type TotalsGroup = { by: Grouping; id: string; title: string; rows: TotalsRow[]; sum: Figures };

export async function readTotals(filters: { campaign?: string; village?: string }): Promise<TotalsRow[]> {
  return (await api("totals", { query: given(filters) })).items;
}

// Amounts come as text because they may be larger than a number holds exactly.
function addText(one: string, other: string): string {
  return String(BigInt(one) + BigInt(other));
}

const nothing: Figures = { records: 0, donors: 0, money: "0", labourMilli: "0", landMilli: "0", value: "0", waiting: 0, accepted: 0, returned: 0 };

function add(sum: Figures, row: Figures): Figures {
  return {
    records: sum.records + row.records,
    donors: sum.donors + row.donors,
    money: addText(sum.money, row.money),
    labourMilli: addText(sum.labourMilli, row.labourMilli),
    landMilli: addText(sum.landMilli, row.landMilli),
    value: addText(sum.value, row.value),
    waiting: sum.waiting + row.waiting,
    accepted: sum.accepted + row.accepted,
    returned: sum.returned + row.returned,
  };
}

export function sumOf(rows: Figures[]): Figures {
  return rows.reduce(add, nothing);
}

// In the order of the rows.
export function groupTotals(rows: TotalsRow[], by: Grouping): TotalsGroup[] {
  const groups = new Map<string, TotalsRow[]>();
  for (const row of rows) groups.set(row[by], [...(groups.get(row[by]) ?? []), row]);
  const titleOf = (row: TotalsRow | undefined) => (by === "campaign" ? row?.campaignTitle : row?.villageName) ?? "";
  return [...groups].map(([id, own]) => ({ by, id, title: titleOf(own[0]), rows: own, sum: sumOf(own) }));
}

// As rows of a spreadsheet: one for each campaign and village.
export function totalsSheet(rows: TotalsRow[]): Cell[][] {
  const heads = [
    shared("field.campaign"), t("field.village"), t("totals.records"), t("totals.donors"), t("totals.money"), t("totals.labour"), t("totals.land"),
    t("totals.value"), t("totals.waiting"), t("totals.accepted"), t("totals.returned"),
  ];
  const cells = (row: TotalsRow): Cell[] => [
    row.campaignTitle, row.villageName, row.records, row.donors, Number(row.money), formatMilli(row.labourMilli), formatMilli(row.landMilli),
    Number(row.value), row.waiting, row.accepted, row.returned,
  ];
  return [heads, ...rows.map(cells)];
}
