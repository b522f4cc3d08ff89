import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Props = { what: string; count: number; onClose: () => void; onAccept: () => Promise<void> };

export function AcceptDialog({ what, count, onClose, onAccept }: Props) {
  return (
    <FormDialog
      title={t("review.accept_title", { count })}
      action={t("review.accept_many", { count })}
      onClose={onClose}
      send={onAccept}
    >
      <p>{what}.</p>
    </FormDialog>
  );
}
