import { Button } from "@core/components/Button";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Contribution } from "@core/generated/agent";
import { go, link } from "@core/router";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";

// Correct, print the receipt, cancel.
export function ContributionActions({ record, onVoided }: { record: Contribution; onVoided: () => void }) {
  const [asking, setAsking] = useState(false);
  if (record.voided) return null;
  const issue = () => {
    api("issueReceipt", { body: { contribution: record.id } }).then(
      (receipt) => go(link(["receipts", receipt.id])),
      (error: unknown) => toast(errorText(error)),
    );
  };
  const cancel = async (reason: string) => {
    await api("voidRecord", { path: { id: record.id }, body: { reason } });
    setAsking(false);
    toast(t("void.done"));
    onVoided();
  };
  return (
    <div class="row">
      <Button
        look={record.status === "returned" ? "primary" : undefined}
        icon="edit"
        href={link(["contributions", record.id, "correct"])}
      >
        {t("detail.correct")}
      </Button>
      <Button icon="print" onClick={issue}>
        {t("detail.receipt")}
      </Button>
      <Button look="danger" icon="voided" onClick={() => setAsking(true)}>
        {t("detail.void")}
      </Button>
      {asking && (
        <ReasonDialog
          title={t("void.title")}
          explanation={t("void.explanation")}
          action={t("void.action")}
          danger
          onClose={() => setAsking(false)}
          onGiven={cancel}
        />
      )}
    </div>
  );
}
