// Totals per campaign and village, and their sums.
import type { TotalsRow } from "@core/generated/hub";
import { api } from "./api";
import { given } from "./given";

export type Figures = Pick<TotalsRow, "records" | "donors" | "money" | "labourMilli" | "landMilli" | "value" | "waiting" | "accepted" | "returned">;
export type CampaignTotals = { id: string; title: string; villages: TotalsRow[]; sum: Figures };

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
export function byCampaign(rows: TotalsRow[]): CampaignTotals[] {
  const groups = new Map<string, TotalsRow[]>();
  for (const row of rows) groups.set(row.campaign, [...(groups.get(row.campaign) ?? []), row]);
  return [...groups].map(([id, villages]) => ({ id, title: villages[0]?.campaignTitle ?? "", villages, sum: sumOf(villages) }));
}
