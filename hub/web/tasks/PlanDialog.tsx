import { Select } from "@core/components/Select";
import { toast } from "@core/components/Toast";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useOffice } from "../office";
import { FormDialog } from "../parts/FormDialog";
import { t } from "./text";

// Those after `from` that have no plan, up to the year that follows the last plan and today.
function yearsToPlan(from: number, planned: number[], today: number): number[] {
  const last = Math.max(from, today, ...planned) + 1;
  return Array.from({ length: last - from }, (_, index) => from + 1 + index).filter((year) => !planned.includes(year));
}

type Props = {
  from: number;
  planned: number[]; // the years that have a plan
  onClose: () => void;
  onPlanned: (year: number) => void;
};

// The plan of a later year, made from this one; of this year at least unless another is chosen.
export function PlanDialog({ from, planned, onClose, onPlanned }: Props) {
  const thisYear = Number(useOffice().status.today.slice(0, 4));
  const [years] = useState(() => yearsToPlan(from, planned, thisYear));
  const [to, setTo] = useState(() => years.find((year) => year >= thisYear) ?? from + 1);
  const plan = async () => {
    const { added } = await api("planTasks", { body: { from, to } });
    toast(t("tasks.planned", { added, year: to }));
    onPlanned(to);
  };
  return (
    <FormDialog title={t("tasks.plan")} action={t("tasks.plan_make", { year: to })} onClose={onClose} send={plan}>
      <Select
        label={t("tasks.plan_year")}
        name="planYear"
        value={String(to)}
        options={years.map((year) => ({ id: String(year), label: String(year) }))}
        onChange={(year) => setTo(Number(year))}
      />
      <p>{t("tasks.plan_explained", { from, to })}</p>
    </FormDialog>
  );
}
