// “Không có vụ việc” since it was last said, in one click.
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { formatDate } from "@core/format";
import { useState } from "preact/hooks";
import { api } from "../api";
import { tellSaved } from "../saved";
import { useAgent } from "../status";
import { t } from "../text";

function dayAfter(date: string): string {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

export function QuietButton() {
  const { police, today } = useAgent().status;
  const [failure, setFailure] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const until = police?.reportedUntil;
  const from = until ? dayAfter(until) : `${today.slice(0, 8)}01`;
  if (from > today) return <span class="muted">{t("security.quiet_said", { date: formatDate(until ?? "") })}</span>;
  const say = async () => {
    setSaving(true);
    setFailure(undefined);
    try {
      const body = { nothing: true, fromDate: from, toDate: today };
      const { id } = await api("createRecord", { path: { kind: "security-report" }, body });
      tellSaved(id);
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  return (
    <>
      <Button icon="accepted" disabled={isSaving} onClick={() => void say()}>
        {t("security.quiet", { from: formatDate(from), to: formatDate(today) })}
      </Button>
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </>
  );
}
