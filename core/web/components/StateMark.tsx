import type { BookRecord } from "../books";
import { daysText } from "../days";
import { tCode } from "../i18n";
import "./StateMark.css";

// Where a petition or a notice stands, with the days that are left; what is late is told in words, not by the colour alone.
export function StateMark({ record }: { record: BookRecord }) {
  if (record.kind !== "petition" && record.kind !== "disclosure") return null;
  const { state, daysLeft } = record.shown;
  const counts = state === "open" || state === "overdue" || state === "posted" || state === "time_up";
  return (
    <span class="state" data-state={state}>
      {tCode(`${record.kind}_state`, state)}
      {counts && daysLeft !== null && ` · ${daysText(daysLeft)}`}
    </span>
  );
}
