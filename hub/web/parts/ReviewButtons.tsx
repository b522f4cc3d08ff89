import { Button } from "@core/components/Button";
import type { Contribution } from "@core/generated/hub";
import { t } from "../text";
import "./ReviewButtons.css";

type Props = { record: Contribution; isBlocked: boolean; onAccept: () => void; onReturn: () => void };

// The two buttons. A conflict is decided first; what was already said is not offered again.
export function ReviewButtons({ record, isBlocked, onAccept, onReturn }: Props) {
  const said = record.review?.current ? record.review.verdict : undefined;
  return (
    <div class="review-buttons">
      {!record.conflict && said !== "VERDICT_ACCEPTED" && (
        <Button look="primary" icon="accepted" shortcut="d" disabled={isBlocked} onClick={onAccept}>{t(record.voided ? "review.accept_void" : "review.accept")}</Button>
      )}
      {said !== "VERDICT_RETURNED" && <Button look="danger" icon="returned" shortcut="t" disabled={isBlocked} onClick={onReturn}>{t("review.return")}</Button>}
      {record.conflict && <span class="muted">{t("review.decide_first")}</span>}
    </div>
  );
}
