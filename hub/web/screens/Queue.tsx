import { toast } from "@core/components/Toast";
import type { Contribution, QueueOnly } from "@core/generated/hub";
import { replaceRoute } from "@core/router";
import { useEffect, useState } from "preact/hooks";
import { names, queueAddress, readListFilters } from "../addresses";
import { bringIntoSight, rowElement, useListKeys, useLongMoves } from "../list_keys";
import { may } from "../may";
import { useOffice } from "../office";
import { KeyHelp } from "../parts/KeyHelp";
import { PaneHint } from "../parts/PaneHint";
import { QueueAside } from "../parts/QueueAside";
import { queueKinds } from "../parts/QueueFilterBar";
import { QueueList } from "../parts/QueueList";
import { RecordPane } from "../parts/RecordPane";
import { Screen } from "../parts/Screen";
import { Split } from "../parts/Split";
import { useQueue, type QueueControl, type QueueFilters } from "../queue";
import { useReview, type ReviewControl } from "../review";
import { useBatch } from "../review/batch";
import { useSavedFilters } from "../review/SavedFilters";
import { useSelection, type Selection } from "../selection";
import { t } from "../text";

function readFilters(query: URLSearchParams): QueueFilters {
  const only = queueKinds.find((it: QueueOnly) => it === query.get(names.only));
  return { ...readListFilters(query), ...(only && { only }) };
}

// The record to look at after `id` has left the list: the one below it, else the one above.
function neighbour(rows: Contribution[], id: string, gone: Set<string>): Contribution | undefined {
  const at = rows.findIndex((row) => row.id === id);
  const isLeft = (row: Contribution) => !gone.has(row.id);
  return rows.slice(at + 1).find(isLeft) ?? rows.slice(0, Math.max(0, at)).reverse().find(isLeft);
}

type QueueKeys = { list: QueueControl["list"]; id: string | undefined; selection: Selection; open: (id: string | undefined) => void; review: ReviewControl; help: () => void };

// d and t act on the ticked records; when there are none they belong to the open one (RecordPane).
function useQueueKeys({ list, id, selection, open, review, help }: QueueKeys): { index: number } | undefined {
  const ticked = selection.items;
  const [moves, showAt] = useLongMoves({ list, id, open });
  const escape = () => (ticked.length ? selection.clear() : open(undefined));
  const forTicked = { d: () => review.accept(ticked), t: () => review.giveBack(ticked) };
  useListKeys({ rows: list.rows, id, open, help }, { ...moves, x: () => id && selection.toggle(id), Escape: escape, ...(ticked.length > 0 && forTicked) });
  return showAt;
}

type Props = { id: string | undefined; query: URLSearchParams };

export function Queue({ id, query }: Props) {
  const { user } = useOffice();
  const filters = readFilters(query);
  const queue = useQueue(filters);
  const { list } = queue;
  const { rows } = list;
  const selection = useSelection(rows, (count) => toast(t("selection.dropped", { count })));
  const saved = useSavedFilters(queueAddress());
  const [isHelpOpen, setHelpOpen] = useState(false);
  const open = (record: string | undefined) => replaceRoute(queueAddress(filters, record));
  const batch = useBatch(filters, list.total, list.refresh);
  const review = useReview((result) => {
    const gone = new Set(result.done);
    selection.set(selection.items.filter((it) => !gone.has(it.id)));
    if (id && gone.has(id)) open(neighbour(rows, id, gone)?.id);
    list.refresh();
  });
  const showAt = useQueueKeys({ list, id, selection, open, review, help: () => setHelpOpen(true) });
  useEffect(() => {
    const row = id && rowElement(id);
    if (row) bringIntoSight(row);
  }, [id, list.answer === undefined]);

  const pane = id ? (
    <RecordPane
      key={id}
      id={id}
      row={rows.find((row) => row.id === id)}
      listAddress={queueAddress(filters)}
      hasKeys={selection.items.length === 0}
      onAccept={(record) => review.accept([record])}
      onReturn={(record) => review.giveBack([record])}
    />
  ) : (
    <PaneHint text={t("queue.hint")} onHelp={() => setHelpOpen(true)} />
  );
  const aside = list.answer && <QueueAside queue={queue} batch={may(user, "review") ? batch : undefined} />;
  const listPart = <QueueList id={id} filters={filters} queue={queue} selection={selection} review={review} batch={batch} saved={saved} showAt={showAt} />;
  return (
    <Screen title={t("queue.title")} fills aside={aside}>
      <Split list={listPart} pane={pane} isOpen={id !== undefined} paneLabel={t("record.label")} />
      {review.dialog}
      {batch.dialog}
      {isHelpOpen && <KeyHelp canTick onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}
