// Telling the kinds of records apart.
import type { Campaign, Contribution, Household, Record as AnyRecord, RecordDetail } from "./generated/shared";

export function contributions(items: AnyRecord[]): Contribution[] {
  return items.flatMap((it) => (it.kind === "contribution" ? [it] : []));
}

export function campaigns(items: AnyRecord[]): Campaign[] {
  return items.flatMap((it) => (it.kind === "campaign" ? [it] : []));
}

export function households(items: AnyRecord[]): Household[] {
  return items.flatMap((it) => (it.kind === "household" ? [it] : []));
}

export type ContributionDetail = Contribution & Pick<RecordDetail, "conflicts">;

export function asContribution(record: RecordDetail): ContributionDetail | undefined {
  return record.kind === "contribution" ? record : undefined;
}
