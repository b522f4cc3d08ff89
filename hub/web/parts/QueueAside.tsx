import { Button } from "@core/components/Button";
import { formatNumber } from "@core/format";
import { contributionSheet } from "../contribution_sheet";
import type { QueueControl } from "../queue";
import type { Batch } from "../review/batch";
import { t as ofReview } from "../review/text";
import { t } from "../text";
import { ExportButton } from "./ExportButton";

type Props = { queue: QueueControl; batch: Batch | undefined };

// How many records wait; the list of them as a file, and accepted as a batch.
export function QueueAside({ queue, batch }: Props) {
  const { total } = queue.list;
  return (
    <>
      <span class="muted">{t("queue.total", { count: formatNumber(total) })}</span>
      {total > 0 && <ExportButton name="queue" readSheet={async () => contributionSheet(await queue.readAll())} />}
      {batch && total > 1 && <Button icon="accepted" disabled={batch.isBusy} onClick={batch.start}>{ofReview("batch.button")}</Button>}
    </>
  );
}
