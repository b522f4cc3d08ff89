import { Button } from "@core/components/Button";
import type { Envelope } from "@core/generated/hub";
import { keysAreOn } from "../keys";
import { canAccept, canReturn } from "../reviewing";
import { t } from "../text";
import "./ReviewButtons.css";

type Props = { record: Envelope; isBlocked: boolean; hasKeys: boolean; onAccept: () => void; onReturn: () => void };

// The two buttons. A conflict is decided first; what was already said is not offered again.
export function ReviewButtons({ record, isBlocked, hasKeys, onAccept, onReturn }: Props) {
  const key = (shortcut: string) => hasKeys && keysAreOn() && { shortcut };
  return (
    <div class="review-buttons">
      {canAccept(record) && (
        <Button look="primary" icon="accepted" {...key("d")} disabled={isBlocked} onClick={onAccept}>{t(record.voided ? "review.accept_void" : "review.accept")}</Button>
      )}
      {canReturn(record) && <Button look="danger" icon="returned" {...key("t")} disabled={isBlocked} onClick={onReturn}>{t("review.return")}</Button>}
      {record.conflict && <span class="muted">{t("review.decide_first")}</span>}
    </div>
  );
}
