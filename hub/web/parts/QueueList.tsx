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
import type { Selection } from "../selection";
import { t } from "../text";
import { ListRegion } from "./ListRegion";
import { MoreRows } from "./MoreRows";
import { QueueFilterBar } from "./QueueFilterBar";
import { QueueTable } from "./QueueTable";
import { SelectionBar } from "./SelectionBar";

type Props = { id: string | undefined; filters: QueueFilters; queue: QueueControl; selection: Selection; review: ReviewControl };

// The queue's left half: filters, what came of the last review, the rows, and what to do with the ticked ones.
export function QueueList({ id, filters, queue, selection, review }: Props) {
  const { user } = useOffice();
  const { list, error } = queue;
  const rows = list?.items ?? [];
  const key = list?.key ?? "";
  const ticked = selection.items;
  const fresh = useFresh(key, list && rows.map((row) => row.id), list?.next === null);
  const tickAll = () => queue.readAll().then(selection.set, (reason: unknown) => toast(errorText(reason)));
  return (
    <>
      <QueueFilterBar filters={filters} list={list} onChange={(next) => replaceRoute(queueAddress(next, id))} />
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {review.outcome}
      {list && rows.length === 0 && <Notice tone="good">{t(Object.keys(filters).length ? "queue.none_filtered" : "queue.none")}</Notice>}
      {list && rows.length > 0 && (
        <ListRegion label={t("queue.title")} listKey={key} fresh={fresh}>
          <QueueTable rows={rows} openId={id} fresh={fresh} selection={may(user, "review") ? selection : undefined} addressOf={(row) => queueAddress(filters, row.id)} />
          {list.next && <MoreRows text={t("list.left", { count: list.total - rows.length })} onMore={queue.more} />}
        </ListRegion>
      )}
      {list && ticked.length > 0 && may(user, "review") && (
        <SelectionBar
          count={ticked.length}
          total={list.total}
          isAllLoaded={list.next === null}
          onAll={tickAll}
          onClear={selection.clear}
          onAccept={() => review.accept(ticked)}
          onReturn={() => review.giveBack(ticked)}
        />
      )}
    </>
  );
}
