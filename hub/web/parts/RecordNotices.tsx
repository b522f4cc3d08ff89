import { Notice } from "@core/components/Notice";
import { formatShort } from "@core/format";
import type { Envelope } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useOffice } from "../office";
import "../review/text";
import { isReopened } from "../reviewing";
import { t } from "../text";

// Why this record needs a closer look, each with its reason.
export function RecordNotices({ record }: { record: Envelope }) {
  const { today } = useOffice().status;
  const { voided, review } = record;
  return (
    <>
      {record.flags.map((flag) => <Notice key={flag} tone="warn">{tCode("flag", flag)}</Notice>)}
      {voided && (
        <Notice tone="warn">
          {t("record.voided", { by: voided.by, when: formatShort(voided.at, today), reason: voided.reason })} {record.status === "voided" && t("record.voided_meaning")}
        </Notice>
      )}
      {review && isReopened(record) && (
        <Notice>{t(`record.reopened.${review.verdict}`, { by: review.by, when: formatShort(review.at, today), comment: review.comment })}</Notice>
      )}
    </>
  );
}
