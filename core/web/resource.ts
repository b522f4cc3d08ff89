// Reading from the API into a component: the old content stays until the new one is there, so no page jumps or blinks.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "./api";
import { onRecords } from "./events";

export type Resource<T> = { value: T | undefined; error: ApiError | undefined; reload: () => void };

const gatherMs = 150; // a sync tells of many records in a row: read once

// Reads again when `key` changes, on reload(), and, unless live is false, when records changed.
export function useResource<T>(key: string, read: () => Promise<T>, live = true): Resource<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<ApiError>();
  const round = useRef(0);
  const latest = useRef(read);
  latest.current = read;

  const reload = useCallback(() => {
    const mine = ++round.current;
    latest.current().then(
      (result) => {
        if (mine !== round.current) return;
        setValue(result);
        setError(undefined);
      },
      (reason: unknown) => {
        if (mine === round.current && reason instanceof ApiError) setError(reason);
      },
    );
  }, []);

  useEffect(reload, [key]);
  useEffect(() => {
    if (!live) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onRecords(() => {
      clearTimeout(timer);
      timer = setTimeout(reload, gatherMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [live]);
  return { value, error, reload };
}
