import { Notice } from "@core/components/Notice";
import { StatusMark } from "@core/components/StatusMark";
import { formatWhen } from "@core/format";
import type { Envelope } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { useAgent } from "../status";
import { t } from "../text";
import { useLinkText } from "./LinkState";

// Where a record stands: its state in words, why it waits and since when, what the office asks to look at.
export function Standing({ record }: { record: Envelope }) {
  const { today } = useAgent().status;
  const linkText = useLinkText();
  const { review } = record;
  return (
    <div class="stack">
      <p>
        <b>
          <StatusMark record={record} />
        </b>
      </p>
      {!record.sent && (
        <p>
          {t("detail.waiting_since", { when: formatWhen(record.changed, today) })} {linkText}
        </p>
      )}
      {record.sent && record.status === "received" && <p>{t("detail.received")}</p>}
      {review && (
        <p>
          {t(review.current ? "detail.reviewed" : "detail.reviewed_before", {
            by: review.by,
            when: formatWhen(review.at, today),
          })}
        </p>
      )}
      {record.flags.map((flag) => (
        <Notice key={flag} tone="warn">
          {tCode("flag", flag)}
        </Notice>
      ))}
    </div>
  );
}
