import { useCallback, useRef, useState } from "preact/hooks";

export type Change<T> = (old: T) => T;

// A state that is changed from what it is now, not from what was last drawn: an answer of the program and the next key
// may come between two drawings, and neither must undo the other. `update` gives the new state.
export function useLatest<T>(initial: () => T): [T, (change: Change<T>) => T] {
  const [state, setState] = useState(initial);
  const latest = useRef(state);
  const update = useCallback((change: Change<T>) => {
    latest.current = change(latest.current);
    setState(() => latest.current);
    return latest.current;
  }, []);
  return [state, update];
}
