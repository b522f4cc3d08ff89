import type { Envelope } from "../generated/shared";
import { t } from "../i18n";
import { Icon } from "./Icon";
import "./StatusMark.css";

type Marked = Pick<Envelope, "status" | "review" | "voided">;

// The state in full words: “Xã trả lại: “Ghi rõ ngày””.
export function statusText({ status, review, voided }: Marked): string {
  if (status === "returned") return t("status.returned", { comment: review?.comment ?? "" });
  if (status === "voided") return t("status.voided", { reason: voided?.reason ?? "" });
  return t(`status.${status}`);
}

// Mark and words of a record's state; `brief` for tables.
export function StatusMark({ record, brief }: { record: Marked; brief?: boolean }) {
  return (
    <span class="status" data-status={record.status} title={brief ? statusText(record) : undefined}>
      <Icon name={record.status} />
      <span>{brief ? t(`status_brief.${record.status}`) : statusText(record)}</span>
    </span>
  );
}
