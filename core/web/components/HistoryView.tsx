import { formatShort } from "../format";
import type { HistoryItem } from "../generated/shared";
import { fieldLabel, t } from "../i18n";
import "./HistoryView.css";

type Step = "created" | "changed" | "voided" | "decided" | "accepted" | "returned";

function stepOf(item: HistoryItem): Step {
  if (item.review) return item.review.verdict === "VERDICT_ACCEPTED" ? "accepted" : "returned";
  if (item.created) return "created";
  if (item.voids) return "voided";
  return item.decides ? "decided" : "changed";
}

function fieldChange(kind: string, { field, before, after }: HistoryItem["fields"][number]): string {
  const values = { field: fieldLabel(kind, field), before, after };
  if (!after) return t("history.cleared", values);
  return before ? t("history.changed", values) : t("history.set", values);
}

function Item({ item, kind, today }: { item: HistoryItem; kind: string; today: string }) {
  const step = stepOf(item);
  const said = item.review?.comment || item.reason;
  return (
    <li data-step={step}>
      <span class="when">{formatShort(item.at, today)}</span> <b>{item.author}</b>
      {item.deviceName && ` (${item.deviceName})`} {t(`history_step.${step}`)}
      {said && (
        <>
          : <q>{said}</q>
        </>
      )}
      {item.fields.length > 0 && <div class="muted">{item.fields.map((it) => fieldChange(kind, it)).join(" · ")}</div>}
    </li>
  );
}

// The life of a record as a story, oldest first.
export function HistoryView({ items, kind, today }: { items: HistoryItem[]; kind: string; today: string }) {
  return (
    <ol class="history">
      {items.map((item) => (
        <Item key={item.position} item={item} kind={kind} today={today} />
      ))}
    </ol>
  );
}
