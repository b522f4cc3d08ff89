import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { t } from "../text";

type Props = { what: string; count: number; onClose: () => void; onAccept: () => Promise<void> };

export function AcceptDialog({ what, count, onClose, onAccept }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = () => {
    setBusy(true);
    onAccept().catch((reason: unknown) => {
      setFailure(reason);
      setBusy(false);
    });
  };
  return (
    <Dialog
      title={t("review.accept_title", { count })}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" look="primary" disabled={isBusy}>{t("review.accept_many", { count })}</Button>
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      <p>{what}.</p>
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </Dialog>
  );
}
