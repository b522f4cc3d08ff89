import { Button } from "@core/components/Button";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Contribution } from "@core/generated/agent";
import { go, link } from "@core/router";
import { api } from "../api";
import { t } from "../text";
import { CancelButton } from "./CancelButton";

// Correct, print the receipt, cancel.
export function ContributionActions({ record, onVoided }: { record: Contribution; onVoided: () => void }) {
  if (record.voided) return null;
  const issue = () => {
    api("issueReceipt", { body: { contribution: record.id } }).then(
      (receipt) => go(link(["receipts", receipt.id])),
      (error: unknown) => toast(errorText(error)),
    );
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
      <CancelButton id={record.id} onVoided={onVoided} />
    </div>
  );
}
