import { formatDong, formatMilli, formatNumber } from "@core/format";
import { contributionsAddress, queueAddress, type ListFilters } from "../addresses";
import { t } from "../text";
import type { Figures } from "../totals";
import { RecordsLink } from "./RecordsLink";
import "./TotalsFigures.css";

type Figure = { label: string; text: string; address: string };

function figuresOf(sum: Figures, filters: ListFilters): Figure[] {
  const all = contributionsAddress(filters);
  return [
    { label: t("totals.records"), text: formatNumber(sum.records), address: all },
    { label: t("totals.money"), text: formatDong(sum.money), address: all },
    { label: t("totals.labour"), text: formatMilli(sum.labourMilli), address: all },
    { label: t("totals.land"), text: formatMilli(sum.landMilli), address: all },
    { label: t("totals.value"), text: formatDong(sum.value), address: all },
    { label: t("totals.waiting"), text: formatNumber(sum.waiting), address: queueAddress(filters) },
  ];
}

// The sum of everything that the filters let through; each figure opens the records behind it.
export function TotalsFigures({ sum, filters }: { sum: Figures; filters: ListFilters }) {
  return (
    <ul class="figures">
      {figuresOf(sum, filters).map(({ label, text, address }) => (
        <li key={label}><strong><RecordsLink href={address}>{text}</RecordsLink></strong><span class="label">{label}</span></li>
      ))}
    </ul>
  );
}
