import { formatShort } from "../format";
import type { HistoryItem } from "../generated/shared";
import { t, tCode } from "../i18n";
import "./HistoryView.css";

type Step = "created" | "changed" | "voided" | "decided" | "accepted" | "returned";

function stepOf(item: HistoryItem): Step {
  if (item.review) return item.review.verdict === "VERDICT_ACCEPTED" ? "accepted" : "returned";
  if (item.created) return "created";
  if (item.voids) return "voided";
  return item.decides ? "decided" : "changed";
}

function fieldChange({ field, before, after }: HistoryItem["fields"][number]): string {
  const values = { field: tCode("field", field), before, after };
  if (!after) return t("history.cleared", values);
  return before ? t("history.changed", values) : t("history.set", values);
}

function Item({ item, today }: { item: HistoryItem; today: string }) {
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
      {item.fields.length > 0 && <div class="muted">{item.fields.map(fieldChange).join(" · ")}</div>}
    </li>
  );
}

// The life of a record as a story, oldest first.
export function HistoryView({ items, today }: { items: HistoryItem[]; today: string }) {
  return (
    <ol class="history">
      {items.map((item) => (
        <Item key={item.position} item={item} today={today} />
      ))}
    </ol>
  );
}
