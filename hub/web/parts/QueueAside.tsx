import { Button } from "@core/components/Button";
import { formatNumber } from "@core/format";
import { queueAddress } from "../addresses";
import { contributionSheet } from "../contribution_sheet";
import type { QueueControl, QueueFilters } from "../queue";
import type { Batch } from "../review/batch";
import { FilterTools, type SavedFiltersControl } from "../review/SavedFilters";
import { t as ofReview } from "../review/text";
import { t } from "../text";
import { ExportButton } from "./ExportButton";

type Props = { queue: QueueControl; filters: QueueFilters; saved: SavedFiltersControl; batch: Batch | undefined };

// How many records wait, and what can be done with the list: kept under a name, sent to a colleague, saved as a file, accepted
// as a batch.
export function QueueAside({ queue, filters, saved, batch }: Props) {
  const { total } = queue.list;
  return (
    <>
      <span class="muted">{t("queue.total", { count: formatNumber(total) })}</span>
      <FilterTools saved={saved} here={queueAddress(filters)} isFiltered={Object.keys(filters).length > 0} />
      {total > 0 && <ExportButton name="queue" readSheet={async () => contributionSheet(await queue.readAll())} />}
      {batch && total > 1 && <Button icon="accepted" disabled={batch.isBusy} onClick={batch.start}>{ofReview("batch.button")}</Button>}
    </>
  );
}
