import { BatchFactsView } from "../review/BatchFactsView";
import type { BatchFacts } from "../review/batch_facts";
import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Props = { what: string; count: number; facts: BatchFacts | undefined; onClose: () => void; onAccept: () => Promise<void> };

export function AcceptDialog({ what, count, facts, onClose, onAccept }: Props) {
  return (
    <FormDialog
      title={t("review.accept_title", { count })}
      action={t("review.accept_many", { count })}
      onClose={onClose}
      send={onAccept}
    >
      <p>{what}.</p>
      {facts && <BatchFactsView facts={facts} />}
    </FormDialog>
  );
}
