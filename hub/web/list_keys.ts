// The keys of a list with an open record at its side: j and k go down and up, Enter goes into the record, / to the search.
import { useKeys, type Keys } from "./keys";

export function rowElement(id: string): Element | null {
  return document.querySelector(`tr[data-key="${CSS.escape(id)}"]`);
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('input[name="search"]')?.focus();
}

function focusRecord(): void {
  document.querySelector<HTMLElement>(".record-body")?.focus();
}

type List = { rows: { id: string }[]; id: string | undefined; open: (id: string | undefined) => void; help: () => void };

// `others` are added and may take a key's place.
export function useListKeys({ rows, id, open, help }: List, others: Keys = {}): void {
  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (!next) return;
    open(next.id);
    rowElement(next.id)?.scrollIntoView({ block: "nearest" });
  };
  useKeys({ j: () => move(1), k: () => move(-1), Enter: focusRecord, "/": focusSearch, "?": help, Escape: () => open(undefined), ...others });
}
