import { DateField, readDate } from "@core/components/DateField";
import { Select } from "@core/components/Select";
import { formatDate } from "@core/format";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOffice } from "../office";
import { yearOf, type Days } from "./days";
import { t } from "./text";

export { yearOf, type Days };

const own = "own";

// What is asked for again and again, by its first and last day.
function usualPeriods(today: string): { id: string; label: string }[] {
  const year = Number(today.slice(0, 4));
  const isFirstHalf = today.slice(5, 7) <= "06";
  const half = isFirstHalf ? `${year}-01-01 ${year}-06-30` : `${year}-07-01 ${year}-12-31`;
  return [
    { id: half, label: t(isFirstHalf ? "span.first_half" : "span.second_half", { year }) },
    { id: `${year}-01-01 ${year}-12-31`, label: t("span.year", { year }) },
    { id: `${year - 1}-01-01 ${year - 1}-12-31`, label: t("span.year", { year: year - 1 }) },
  ];
}

const typingPauseMs = 400;

function asTyped({ from, to }: Days): Days {
  return { from: from && formatDate(from), to: to && formatDate(to) };
}

type FreeProps = { days: Days; onChange: (days: Days) => void };

// Two days as they are typed, none given yet being empty; told of when both are understood and follow each other.
export function FreeDays({ days, onChange }: FreeProps) {
  const [typed, setTyped] = useState(() => asTyped(days));
  const [isReversed, setReversed] = useState(false);
  const told = useRef(days); // what was typed last is kept as it was typed
  const latest = useRef<FreeProps>({ days, onChange });
  latest.current = { days, onChange };
  useEffect(() => {
    if (days.from === told.current.from && days.to === told.current.to) return;
    told.current = days;
    setTyped(asTyped(days));
    setReversed(false);
  }, [days.from, days.to]);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const [from, to] = await Promise.all([readDate(typed.from), readDate(typed.to)]);
      if (!isCurrent || !from.ok || !to.ok) return;
      setReversed(to.date < from.date);
      const shown = latest.current.days;
      if (to.date < from.date || (from.date === shown.from && to.date === shown.to)) return;
      told.current = { from: from.date, to: to.date };
      latest.current.onChange(told.current);
    };
    const timer = setTimeout(() => read().catch(() => undefined), typingPauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [typed.from, typed.to]);
  return (
    <>
      <DateField label={t("span.from")} name="from" value={typed.from} onChange={(from) => setTyped({ ...typed, from })} />
      <DateField
        label={t("span.to")}
        name="to"
        value={typed.to}
        error={isReversed ? t("span.reversed") : undefined}
        onChange={(to) => setTyped({ ...typed, to })}
      />
    </>
  );
}

// This half-year, this year, last year, or any two days: fields for a .filter-row.
export function PeriodChooser({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const { today } = useOffice().status;
  const usual = usualPeriods(today);
  const id = `${days.from} ${days.to}`;
  const isUsual = usual.some((it) => it.id === id);
  const [wantsFree, setFree] = useState(!isUsual);
  const isFree = wantsFree || !isUsual;
  const choose = (chosen: string) => {
    setFree(chosen === own);
    const [from, to] = chosen.split(" ");
    if (from && to) onChange({ from, to });
  };
  return (
    <>
      <Select
        label={t("span.label")}
        name="period"
        value={isFree ? own : id}
        options={[...usual, { id: own, label: t("span.own") }]}
        onChange={choose}
      />
      {isFree && <FreeDays days={days} onChange={onChange} />}
    </>
  );
}
