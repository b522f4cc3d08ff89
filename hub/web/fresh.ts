// Which rows came in while the list was being looked at.
import { useRef } from "preact/hooks";

// `after` against `before`. A row is new if it stands before one that was already there; at the end of a list of which only the
// beginning is loaded it may just have moved up, and doesn't count.
function newRows(before: string[], after: string[], wasWhole: boolean): string[] {
  const known = new Set(before);
  const lastKnown = after.reduce((last, id, index) => (known.has(id) ? index : last), -1);
  if (lastKnown < 0 && before.length > 0) return [];
  return after.filter((id, index) => !known.has(id) && (wasWhole || index < lastKnown));
}

type Memory = { key: string; ids: string[]; whole: boolean; fresh: Set<string> };

// New rows since `key` last changed: what the ids were read for (filters and page). `ids` is undefined until the list is there.
export function useFresh(key: string, ids: string[] | undefined, whole: boolean): Set<string> {
  const memory = useRef<Memory | undefined>(undefined);
  const last = memory.current;
  if (!ids) return last?.fresh ?? new Set();
  if (!last || last.key !== key) {
    memory.current = { key, ids, whole, fresh: new Set() };
  } else if (last.ids.join() !== ids.join()) {
    const fresh = new Set([...last.fresh, ...newRows(last.ids, ids, last.whole)]);
    memory.current = { key, ids, whole, fresh };
  }
  return memory.current?.fresh ?? new Set();
}
