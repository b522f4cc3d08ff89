import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { replaceRoute } from "@core/router";
import { queueAddress } from "../addresses";
import { useFresh } from "../fresh";
import { may } from "../may";
import { useOffice } from "../office";
import type { QueueControl, QueueFilters } from "../queue";
import type { ReviewControl } from "../review";
import type { Batch } from "../review/batch";
import { SavedFilters, type SavedFiltersControl } from "../review/SavedFilters";
import type { Selection } from "../selection";
import { t } from "../text";
import { LongRegion } from "./LongRegion";
import { QueueFilterBar } from "./QueueFilterBar";
import { QueueTable } from "./QueueTable";
import { SelectionBar } from "./SelectionBar";

// More are not ticked one by one but accepted as a batch.
const tickedMax = 1000;

type Props = {
  id: string | undefined;
  filters: QueueFilters;
  queue: QueueControl;
  selection: Selection;
  review: ReviewControl;
  batch: Batch;
  saved: SavedFiltersControl;
  showAt: { index: number } | undefined;
};

// The queue's left half: filters, what came of the last review, the rows, and what to do with the ticked ones.
export function QueueList({ id, filters, queue, selection, review, batch, saved, showAt }: Props) {
  const { user } = useOffice();
  const { list } = queue;
  const { rows, total, answer } = list;
  const ticked = selection.items;
  const isWhole = rows.length === total;
  const fresh = useFresh(list.key, answer && (isWhole ? rows.map((row) => row.id) : []), isWhole);
  const tickAll = () => queue.readAll().then(selection.set, (reason: unknown) => toast(errorText(reason)));
  return (
    <>
      <SavedFilters saved={saved} here={queueAddress(filters)} isFiltered={Object.keys(filters).length > 0} />
      <QueueFilterBar filters={filters} list={answer} onChange={(next) => replaceRoute(queueAddress(next, id))} />
      {list.error && <Notice tone="bad">{errorText(list.error)}</Notice>}
      {batch.outcome}
      {review.outcome}
      {answer && total === 0 && <Notice tone="good">{t(Object.keys(filters).length ? "queue.none_filtered" : "queue.none")}</Notice>}
      {answer && total > 0 && (
        <LongRegion label={t("queue.title")} listKey={list.key} fresh={fresh} total={total} onSee={list.see} heldAt={(index) => list.rowAt(index) !== undefined} showAt={showAt}>
          {({ first, last }, spread) => (
            <QueueTable
              rows={list.between(first, last)}
              spread={spread}
              openId={id}
              fresh={fresh}
              selection={may(user, "review") ? selection : undefined}
              addressOf={(row) => queueAddress(filters, row.id)}
            />
          )}
        </LongRegion>
      )}
      {answer && ticked.length > 0 && may(user, "review") && (
        <SelectionBar
          count={ticked.length}
          total={total}
          isAllLoaded={isWhole || total > tickedMax}
          onAll={tickAll}
          onClear={selection.clear}
          onAccept={() => review.accept(ticked)}
          onReturn={() => review.giveBack(ticked)}
        />
      )}
    </>
  );
}
