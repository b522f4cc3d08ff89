import { Icon } from "@core/components/Icon";
import { StatusMark } from "@core/components/StatusMark";
import type { Contribution } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import "../review/text";
import { isReopened } from "../reviewing";
import { t } from "../text";
import "./Marks.css";

// What the clerk must know of a row before accepting it. A plain record has no mark, so that the others stand out.
export function Marks({ record }: { record: Contribution }) {
  return (
    <span class="marks">
      {record.status !== "received" && <StatusMark record={record} brief />}
      {isReopened(record) && <span class="mark" data-mark="reopened"><Icon name="edit" />{t("mark.reopened")}</span>}
      {record.flags.length > 0 && (
        <span class="mark" data-mark="flagged" title={record.flags.map((flag) => tCode("flag", flag)).join("; ")}>
          <Icon name="warning" /><span>{record.flags.map((flag) => tCode("queue.only", flag)).join(", ")}</span>
        </span>
      )}
    </span>
  );
}
