import { Select } from "@core/components/Select";
import { useState } from "preact/hooks";
import { useOffice } from "../office";
import { FreeDays, yearOf, type Days } from "../period/PeriodChooser";
import { daysOf, parts, periodOf, type Part } from "./periods";
import { t } from "./text";

type Props = { days: Partial<Days>; hasParts: boolean; onChange: (days: Partial<Days>) => void };

const own = "own";
const yearsBack = 5;

// In December the first period of the next year has begun.
function yearCounted(today: string): number {
  return Number(today.slice(0, 4)) + (today.slice(5, 7) === "12" ? 1 : 0);
}

function yearOptions(present: number, shown: number): { id: string; label: string }[] {
  const years = new Set([shown, ...Array.from({ length: yearsBack + 1 }, (_, index) => present - index)]);
  return [...years].sort((a, b) => b - a).map((it) => ({ id: String(it), label: String(it) }));
}

// A year and its part, or two days, or all there is: fields for a .filter-row.
export function PeriodFields({ days, hasParts, onChange }: Props) {
  const { today } = useOffice().status;
  const period = periodOf(days);
  const isOpen = !days.from && !days.to;
  const [wantsFree, setFree] = useState(false);
  const isFree = wantsFree || (!isOpen && !period);
  const present = yearCounted(today);
  const choose = (year: string) => {
    setFree(year === own);
    if (year === own) {
      if (isOpen) onChange(yearOf(today));
    } else {
      onChange(year ? daysOf(Number(year), (hasParts && period?.part) || "year") : {});
    }
  };
  return (
    <>
      <Select
        label={t("registers.year")}
        name="year"
        value={isFree ? own : String(period?.year ?? "")}
        placeholder={t("registers.every_year")}
        options={[...yearOptions(present, period?.year ?? present), { id: own, label: t("registers.own_days") }]}
        onChange={choose}
      />
      {!isFree && period && hasParts && (
        <Select
          label={t("registers.part")}
          name="part"
          value={period.part}
          options={parts.map((it) => ({ id: it, label: t(`registers.part_${it}`, { year: period.year, before: period.year - 1 }) }))}
          onChange={(part) => onChange(daysOf(period.year, part as Part))}
        />
      )}
      {isFree && <FreeDays days={{ from: days.from ?? "", to: days.to ?? "" }} onChange={onChange} />}
    </>
  );
}
