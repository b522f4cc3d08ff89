// The queue as the clerk sees it: as much of it as was loaded, kept up to date without starting over.
import { ApiError } from "@core/api";
import { onRecords } from "@core/events";
import type { Contribution, Queue, QueueOnly } from "@core/generated/hub";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ListFilters } from "./addresses";
import { api } from "./api";
import { given } from "./given";

export type QueueFilters = ListFilters & { only?: QueueOnly };

export type LoadedQueue = Queue & { key: string };

export type QueueControl = {
  list: LoadedQueue | undefined;
  error: ApiError | undefined;
  more: () => void;
  readAll: () => Promise<Contribution[]>; // everything that matches, for acting on it; not kept
  refresh: () => void;
};

const pageSize = 100;
const pageSizeMax = 200; // the API's limit
const gatherMs = 150; // a sync tells of many records in a row: read once

function readPage(filters: QueueFilters, limit: number, cursor: string | null): Promise<Queue> {
  const { only, ...others } = filters;
  return api("queue", { query: { ...given(others), ...(only && { only }), limit, ...(cursor && { cursor }) } });
}

// From the beginning until at least `count` rows are there or the queue ends.
async function readAtLeast(filters: QueueFilters, count: number): Promise<Queue> {
  const first = await readPage(filters, Math.min(pageSizeMax, count), null);
  const items = [...first.items];
  let next = first.next;
  while (next && items.length < count) {
    const page = await readPage(filters, pageSizeMax, next);
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items, next };
}

// Rows may have shifted between two pages: none is shown twice.
function joined(list: LoadedQueue, page: Queue): LoadedQueue {
  const known = new Set(list.items.map((it) => it.id));
  const added = page.items.filter((it) => !known.has(it.id));
  return { ...list, items: [...list.items, ...added], next: page.next, total: page.total };
}

export function useQueue(filters: QueueFilters): QueueControl {
  const key = JSON.stringify(filters);
  const [list, setList] = useState<LoadedQueue>();
  const [error, setError] = useState<ApiError>();
  const round = useRef(0);
  const current = useRef({ filters, list });
  current.current = { filters, list };

  const run = useCallback((read: () => Promise<LoadedQueue>) => {
    const mine = ++round.current;
    read().then(
      (result) => {
        if (mine !== round.current) return;
        setList(result);
        setError(undefined);
      },
      (reason: unknown) => {
        if (mine === round.current && reason instanceof ApiError) setError(reason);
      },
    );
  }, []);
  const refresh = useCallback(() => {
    run(async () => {
      const { filters: wanted, list: shown } = current.current;
      const wantedKey = JSON.stringify(wanted);
      const count = shown?.key === wantedKey ? Math.max(pageSize, shown.items.length) : pageSize;
      return { ...(await readAtLeast(wanted, count)), key: wantedKey };
    });
  }, []);
  const more = useCallback(() => {
    const shown = current.current.list;
    if (shown?.next) run(async () => joined(shown, await readPage(current.current.filters, pageSize, shown.next)));
  }, []);
  const readAll = async () => (await readAtLeast(current.current.filters, Number.MAX_SAFE_INTEGER)).items;

  useEffect(refresh, [key]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onRecords(() => {
      clearTimeout(timer);
      timer = setTimeout(refresh, gatherMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return { list, error, more, readAll, refresh };
}
