import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { t } from "../text";

// A like contribution is there already: is this another one?
export function DuplicateDialog({
  donor,
  onAgain,
  onClose,
}: {
  donor: string;
  onAgain: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      title={t("duplicate.title")}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <>
          <Button type="submit" look="primary">
            {t("duplicate.no")}
          </Button>
          <Button onClick={onAgain}>{t("duplicate.again")}</Button>
        </>
      }
    >
      <p>{t("duplicate.question", { donor })}</p>
    </Dialog>
  );
}
