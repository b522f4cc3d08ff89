import { Button } from "@core/components/Button";
import { Check } from "@core/components/Check";
import { Dialog } from "@core/components/Dialog";
import type { QueueRow } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { BatchFactsView } from "./BatchFactsView";
import { factsOf, isPlain } from "./batch_facts";
import { t } from "./text";

type Props = { rows: QueueRow[]; onClose: () => void; onAccept: (rows: QueueRow[]) => void };

// Explains a batch before it is accepted. What has something to look at stays out unless that is ticked; a conflict always.
export function BatchDialog({ rows, onClose, onAccept }: Props) {
  const [withFlags, setWithFlags] = useState(false);
  const acceptable = rows.filter((row) => row.state !== "conflict");
  const conflicts = rows.length - acceptable.length;
  const plain = acceptable.filter(isPlain);
  const chosen = withFlags ? acceptable : plain;
  const others = acceptable.length - plain.length;
  return (
    <Dialog
      title={chosen.length > 0 ? t("batch.title", { count: chosen.length }) : t("batch.nothing_title")}
      onClose={onClose}
      onSubmit={() => chosen.length > 0 && onAccept(chosen)}
      actions={
        <>
          <Button type="submit" look="primary" disabled={chosen.length === 0}>{t("batch.accept", { count: chosen.length })}</Button>
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      {chosen.length > 0 && <BatchFactsView facts={factsOf(chosen)} />}
      {others > 0 && <Check label={t("batch.with_flags", { count: others })} checked={withFlags} onChange={setWithFlags} name="with-flags" />}
      {conflicts > 0 && <p class="muted">{t("batch.conflicts", { count: conflicts })}</p>}
    </Dialog>
  );
}
