import { ConflictView } from "@core/components/ConflictView";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import type { RecordDetail } from "@core/generated/hub";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { t } from "../text";

type Props = { record: Pick<RecordDetail, "id" | "kind" | "heads" | "conflicts">; onDecided: () => void };

// What two machines wrote differently, side by side, and the choice; nothing when there is no conflict.
export function ConflictNotice({ record, onDecided }: Props) {
  const { status, user } = useOffice();
  if (record.conflicts.length === 0) return null;
  if (!may(user, "review")) return <Notice tone="choose">{t("record.conflict")}</Notice>;
  const decide = async (choices: { [field: string]: string }, reason: string) => {
    await api("decideConflict", { path: { id: record.id }, body: { choices, reason } });
    toast(t("record.decided"));
    onDecided();
  };
  return (
    <Notice tone="choose">
      <div class="stack tight">
        <p><b>{t("record.conflict")}</b></p>
        <p class="muted">{t("record.conflict_explained")}</p>
        <ConflictView key={record.heads.join()} conflicts={record.conflicts} kind={record.kind} today={status.today} onDecide={decide} />
      </div>
    </Notice>
  );
}
