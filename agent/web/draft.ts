// What is being typed is kept by the agent, field by field, so that a closed browser or a power cut loses nothing.
import { ApiError, request } from "@core/api";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api } from "./api";

const pauseMs = 250;

export type Draft<T> = {
  loaded: boolean; // the question whether there is one has been answered
  found: T | undefined;
  keep: (value: T) => void;
  drop: () => void;
};

// `accept` checks what was stored: it may be of an older program.
export function useDraft<T extends object>(
  name: string,
  accept: (stored: { [key: string]: unknown }) => T | undefined,
): Draft<T> {
  const [state, setState] = useState<{ loaded: boolean; found: T | undefined }>({ loaded: false, found: undefined });
  const pending = useRef<T | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (!pending.current) return;
    const body = pending.current;
    pending.current = undefined;
    // A failure loses nothing yet: the form itself still holds it, and the next field tries again.
    request("PUT", `/api/v1/drafts/${name}`, { body, keepalive: true }).catch(() => undefined);
  }, [name]);

  useEffect(() => {
    api("getDraft", { path: { name } }).then(
      (stored) => setState({ loaded: true, found: accept(stored) }),
      (error: unknown) => setState({ loaded: error instanceof ApiError, found: undefined }),
    );
    addEventListener("pagehide", flush);
    return () => {
      removeEventListener("pagehide", flush);
      flush();
    };
  }, [name]);

  const keep = useCallback(
    (value: T) => {
      pending.current = value;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, pauseMs);
    },
    [flush],
  );

  const drop = useCallback(() => {
    clearTimeout(timer.current);
    pending.current = undefined;
    api("deleteDraft", { path: { name } }).catch(() => undefined);
  }, [name]);

  return { ...state, keep, drop };
}
