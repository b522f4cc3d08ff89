// A list of any length, of which only the pages around what is in sight are held: read by row number, so that the list can be
// gone through, or jumped into, anywhere.
import { ApiError } from "@core/api";
import { onRecords } from "@core/events";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

const pageSize = 50;
const pagesHeldMax = 30;
const gatherMs = 150; // a sync tells of many records in a row: read once

type Row = { id: string };
type Answer = { items: Row[]; total: number };
type RowOf<A extends Answer> = A["items"][number];
type Held<A extends Answer> = { key: string; answer: A; pages: ReadonlyMap<number, RowOf<A>[]> };

export type LongList<A extends Answer, R = RowOf<A>> = {
  key: string; // what it was read for
  answer: A | undefined; // the latest, for what it says beside the rows
  total: number;
  rows: R[]; // those that are held, in their order
  rowAt: (index: number) => R | undefined;
  between: (first: number, last: number) => R[]; // rows of these numbers that are held, each once
  indexOf: (id: string | undefined) => number; // -1: not held
  load: (index: number) => Promise<R | undefined>;
  see: (from: number, to: number) => void; // these rows are in sight
  error: ApiError | undefined;
  refresh: () => void;
};

const pageOf = (index: number): number => Math.floor(index / pageSize);

function pagesBetween(from: number, to: number): number[] {
  const first = Math.max(0, pageOf(from));
  return Array.from({ length: Math.max(0, pageOf(to) - first + 1) }, (_, i) => first + i);
}

// Those farthest from what is in sight are let go.
function held<R>(pages: ReadonlyMap<number, R[]>, inSight: number): ReadonlyMap<number, R[]> {
  if (pages.size <= pagesHeldMax) return pages;
  const near = [...pages].sort(([a], [b]) => Math.abs(a - inSight) - Math.abs(b - inSight)).slice(0, pagesHeldMax);
  return new Map(near);
}

function inOrder<R extends Row>(pages: ReadonlyMap<number, R[]>): R[] {
  const rows = new Map<string, R>(); // rows may have moved between two answers: none is there twice
  for (const [, page] of [...pages].sort(([a], [b]) => a - b)) for (const row of page) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}

// `read` gives `limit` rows from row `from` on, and how many there are. Starts at the top when `key` (the filters) changes; reads
// what is in sight again when records changed.
export function useLongList<A extends Answer>(key: string, read: (from: number, limit: number) => Promise<A>): LongList<A> {
  const [list, setList] = useState<Held<A>>();
  const [error, setError] = useState<ApiError>();
  const round = useRef(0);
  const view = useRef({ key, from: 0, to: 0 });
  const pending = useRef(new Set<number>());
  const latest = useRef({ key, list, read });
  latest.current = { key, list, read };
  if (view.current.key !== key) view.current = { key, from: 0, to: 0 };

  const failed = (mine: number) => (reason: unknown) => {
    if (mine === round.current && reason instanceof ApiError) setError(reason);
  };
  const refresh = useCallback(() => {
    const mine = ++round.current;
    pending.current.clear();
    const { key: wanted, read: readNow } = latest.current;
    const numbers = pagesBetween(view.current.from, view.current.to);
    Promise.all(numbers.map((number) => readNow(number * pageSize, pageSize))).then((answers) => {
      const answer = answers[answers.length - 1];
      if (mine !== round.current || !answer) return;
      setList({ key: wanted, answer, pages: new Map(numbers.map((number, i) => [number, answers[i]?.items ?? []])) });
      setError(undefined);
    }, failed(mine));
  }, []);
  const readPage = useCallback(async (number: number): Promise<void> => {
    const mine = round.current;
    pending.current.add(number);
    try {
      const answer = await latest.current.read(number * pageSize, pageSize);
      if (mine !== round.current) return;
      if (answer.total !== latest.current.list?.answer.total) return refresh();
      setList((old) => old && { ...old, answer, pages: held(new Map(old.pages).set(number, answer.items), pageOf(view.current.from)) });
    } catch (reason) {
      failed(mine)(reason);
    } finally {
      if (mine === round.current) pending.current.delete(number);
    }
  }, []);
  const see = useCallback((from: number, to: number) => {
    const now = latest.current.list;
    if (!now || now.key !== view.current.key) return;
    view.current = { ...view.current, from, to };
    const last = Math.max(0, now.answer.total - 1);
    for (const number of pagesBetween(from - pageSize / 2, Math.min(last, to + pageSize / 2))) {
      if (!now.pages.has(number) && !pending.current.has(number)) void readPage(number);
    }
  }, []);

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

  const rowAt = (index: number) => latest.current.list?.pages.get(pageOf(index))?.[index % pageSize];
  return {
    key: list?.key ?? "",
    answer: list?.answer,
    total: list?.answer.total ?? 0,
    rows: useRows<RowOf<A>>(list?.pages),
    rowAt,
    between: (first, last) => between(rowAt, first, last),
    indexOf: (id) => {
      for (const [number, page] of list?.pages ?? []) {
        const at = page.findIndex((row) => row.id === id);
        if (at >= 0) return number * pageSize + at;
      }
      return -1;
    },
    load: async (index) => {
      if (!rowAt(index)) await readPage(pageOf(index));
      return rowAt(index);
    },
    see,
    error,
    refresh,
  };
}

function between<R extends Row>(rowAt: (index: number) => R | undefined, first: number, last: number): R[] {
  const rows = new Map<string, R>();
  for (let index = first; index < last; index++) {
    const row = rowAt(index);
    if (row && !rows.has(row.id)) rows.set(row.id, row);
  }
  return [...rows.values()];
}

// The same array as long as the pages are the same.
function useRows<R extends Row>(pages: ReadonlyMap<number, R[]> | undefined): R[] {
  const memory = useRef<{ pages: ReadonlyMap<number, R[]> | undefined; rows: R[] }>({ pages: undefined, rows: [] });
  if (memory.current.pages !== pages) memory.current = { pages, rows: pages ? inOrder(pages) : [] };
  return memory.current.rows;
}
