// Records that wait for the office's word, whatever their kind.
import { isBookKind, type BookRecord } from "@core/books";
import { recordTitle } from "@core/components/RecordValues";
import type { Contribution } from "@core/generated/hub";
import { bookAddress, contributionsAddress } from "./addresses";

export type Reviewable = Contribution | BookRecord;

// “Lò Văn Đức · 200.000 đ”, “Họp bản tháng 11”, “Mua xi măng · 1.200.000 đ”.
export function nameOf(record: Reviewable): string {
  if (record.kind === "contribution") return `${record.shown.donor} · ${record.shown.given}`;
  const title = recordTitle(record);
  return record.kind === "spending" ? `${title} · ${record.shown.amount}` : title;
}

export function addressOf({ kind, id }: Reviewable): string {
  return isBookKind(kind) ? bookAddress(kind, {}, id) : contributionsAddress({}, id);
}

// Money given or spent by all of them, đồng.
export function moneyOf(records: Reviewable[]): string {
  const amount = (it: Reviewable) => (it.kind === "contribution" || it.kind === "spending" ? it.amount : undefined);
  const sum = records.reduce((total, it) => total + Number(it.voided ? 0 : (amount(it) ?? 0)), 0);
  return String(sum);
}
