import type { BookRecord } from "../books";
import { daysText } from "../days";
import { tCode } from "../i18n";
import "./StateMark.css";

// Where a petition, a notice or a security report stands, with the days that are left; what is late or urgent is told in words, not
// by the colour alone.
export function StateMark({ record }: { record: BookRecord }) {
  if (record.kind === "security-report") {
    const isUrgent = record.urgency === "URGENCY_URGENT" && record.shown.state !== "done";
    return (
      <span class="state" data-state={isUrgent ? "overdue" : record.shown.state}>
        {isUrgent && `${tCode("urgency", "URGENCY_URGENT")} · `}
        {tCode("security_state", record.shown.state)}
      </span>
    );
  }
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
