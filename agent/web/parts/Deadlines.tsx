import { isBookKind } from "@core/books";
import { daysText } from "@core/days";
import { formatDate } from "@core/format";
import type { Deadline } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { newAddress, recordAddress } from "../books/addresses";
import { useAgent } from "../status";
import { t } from "../text";
import "./Deadlines.css";

const kinds = {
  petition_answer: "petition",
  petition_tell: "petition",
  notice_down: "disclosure",
  meeting: "meeting",
} as const;

function What({ deadline }: { deadline: Deadline }) {
  const kind = deadline.kind && isBookKind(deadline.kind) ? deadline.kind : kinds[deadline.code as keyof typeof kinds];
  const words = tCode("deadline", deadline.code);
  if (!deadline.record || !kind)
    return (
      <span>
        <a href={newAddress("period-report")}>{words}</a>
        {deadline.title && <>: “{deadline.title}”</>}
      </span>
    );
  return (
    <span>
      {words}: <a href={recordAddress(kind, deadline.record)}>{deadline.title}</a>
    </span>
  );
}

// What is due and when, the earliest first; what is late says so in words.
export function Deadlines() {
  const { deadlines } = useAgent().status;
  if (deadlines.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{t("deadlines.title")}</h2>
      <ul class="deadlines">
        {deadlines.map((it) => (
          <li key={`${it.code} ${it.record ?? ""}`} data-late={(it.daysLeft ?? 0) < 0 || undefined}>
            <span class="number">{formatDate(it.date)}</span>
            <What deadline={it} />
            <span class="days">{it.daysLeft !== null && daysText(it.daysLeft)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
