// Which records are ticked, as they stood when they were: a record that changes afterwards is dropped, so that nobody accepts
// what they haven't seen.
import type { Contribution } from "@core/generated/hub";
import { useEffect, useRef, useState } from "preact/hooks";

type Selected = ReadonlyMap<string, Contribution>;

export type Selection = {
  items: Contribution[];
  has: (id: string) => boolean;
  toggle: (id: string, throughLast?: boolean) => void; // `throughLast`: all from the one toggled before
  set: (records: Contribution[]) => void;
  clear: () => void;
};

function isUnchanged(selected: Contribution, row: Contribution): boolean {
  return selected.heads.join() === row.heads.join();
}

// Those of `selected` that are still as they were; the very same map if all are.
function unchanged(selected: Selected, rows: Contribution[]): Selected {
  const stale = rows.filter((row) => {
    const ticked = selected.get(row.id);
    return ticked && !isUnchanged(ticked, row);
  });
  if (stale.length === 0) return selected;
  const kept = new Map(selected);
  for (const row of stale) kept.delete(row.id);
  return kept;
}

function between(rows: Contribution[], one: string, other: string): Contribution[] {
  const ends = [rows.findIndex((row) => row.id === one), rows.findIndex((row) => row.id === other)].sort((a, b) => a - b);
  const [from = -1, to = -1] = ends;
  return from < 0 ? [] : rows.slice(from, to + 1);
}

export function useSelection(rows: Contribution[], onDropped: (count: number) => void): Selection {
  const [selected, setSelected] = useState<Selected>(new Map());
  const last = useRef<string | undefined>(undefined);

  useEffect(() => {
    const kept = unchanged(selected, rows);
    if (kept === selected) return;
    onDropped(selected.size - kept.size);
    setSelected(kept);
  }, [rows]);

  const toggle = (id: string, throughLast = false) => {
    const next = new Map(selected);
    const range = throughLast && last.current ? between(rows, last.current, id) : [];
    const touched = range.length ? range : rows.filter((row) => row.id === id);
    const isOn = !selected.has(id);
    for (const row of touched) {
      if (isOn) next.set(row.id, row);
      else next.delete(row.id);
    }
    last.current = id;
    setSelected(next);
  };
  const set = (records: Contribution[]) => setSelected(new Map(records.map((it) => [it.id, it])));
  return { items: [...selected.values()], has: (id) => selected.has(id), toggle, set, clear: () => set([]) };
}
