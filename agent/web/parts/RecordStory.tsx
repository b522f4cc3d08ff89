import { ConflictView } from "@core/components/ConflictView";
import { HistoryView } from "@core/components/HistoryView";
import { toast } from "@core/components/Toast";
import type { Envelope, RecordDetail } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { useResource } from "@core/resource";
import { api } from "../api";
import { useAgent } from "../status";
import { t } from "../text";

type Conflicting = Pick<RecordDetail, "id" | "kind" | "status" | "conflicts">;

// What two laptops wrote differently, side by side, and the choice; nothing when there is no conflict.
export function RecordConflict({ record, onDecided }: { record: Conflicting; onDecided: () => void }) {
  const { today } = useAgent().status;
  const decide = async (choices: { [field: string]: string }, reason: string) => {
    await api("decideConflict", { path: { id: record.id }, body: { choices, reason } });
    toast(t("conflict.decided"));
    onDecided();
  };
  if (record.status !== "conflict") return null;
  return (
    <section class="card stack">
      <h2>{shared("status.conflict")}</h2>
      <p>{t("conflict.explanation")}</p>
      <ConflictView conflicts={record.conflicts} kind={record.kind} today={today} onDecide={decide} />
    </section>
  );
}

// What the record has gone through, read again when it changes.
export function RecordHistory({ record }: { record: Pick<Envelope, "id" | "kind" | "heads"> }) {
  const { today } = useAgent().status;
  const { value } = useResource(`${record.id} ${record.heads.join()}`, () =>
    api("getHistory", { path: { id: record.id } }),
  );
  if (!value) return null;
  return (
    <section class="card stack">
      <h2>{t("detail.history")}</h2>
      <HistoryView items={value.items} kind={record.kind} today={today} />
    </section>
  );
}
