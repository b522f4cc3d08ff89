// The keys of a list with an open record at its side: j and k go down and up, Enter goes into the record, / to the search.
import { useRef, useState } from "preact/hooks";
import { useKeys, type Keys } from "./keys";

export function rowElement(id: string): Element | null {
  return document.querySelector(`tr[data-key="${CSS.escape(id)}"]`);
}

// Says so at once: the list holds still otherwise, and would scroll back when it is drawn again (ListRegion).
export function bringIntoSight(element: Element): void {
  element.scrollIntoView({ block: "nearest" });
  element.dispatchEvent(new Event("scroll"));
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[name="search"]')?.focus();
}

function focusRecord(): void {
  document.querySelector<HTMLElement>(".record-body")?.focus();
}

type Place = { rows: { id: string }[]; id: string | undefined; open: (id: string | undefined) => void; help: () => void };

// `others` are added and may take a key's place.
export function useListKeys({ rows, id, open, help }: Place, others: Keys = {}): void {
  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (!next) return;
    open(next.id);
    const element = rowElement(next.id);
    if (element) bringIntoSight(element);
  };
  useKeys({ j: () => move(1), k: () => move(-1), Enter: focusRecord, "/": focusSearch, "?": help, Escape: () => open(undefined), ...others });
}

type LongPlace = {
  list: { total: number; indexOf: (id: string | undefined) => number; load: (index: number) => Promise<{ id: string } | undefined> };
  id: string | undefined;
  open: (id: string | undefined) => void;
};

// j and k in a list of which only a part is here. The second value brings a row that isn't drawn into sight (LongRegion).
export function useLongMoves({ list, id, open }: LongPlace): [Keys, { index: number } | undefined] {
  const [showAt, setShowAt] = useState<{ index: number }>();
  const last = useRef(0); // where the open row stood, should it have left the list
  const wanted = useRef<number | undefined>(undefined);
  const now = list.indexOf(id);
  if (now >= 0) last.current = now;
  const move = async (by: number) => {
    const from = wanted.current ?? (id === undefined ? -1 : now >= 0 ? now : last.current);
    const index = from < 0 ? 0 : Math.min(list.total - 1, Math.max(0, from + by));
    wanted.current = index;
    const row = await list.load(index);
    if (wanted.current === index) wanted.current = undefined;
    if (!row) return;
    open(row.id);
    const element = rowElement(row.id);
    if (element) bringIntoSight(element);
    else setShowAt({ index });
  };
  return [{ j: () => void move(1), k: () => void move(-1) }, showAt];
}
