// The program's server-sent events, kept open for ever: `status` and `record` messages, and whether the program
// answers.
import { useEffect, useState } from "preact/hooks";
import type { RecordEvent } from "./generated/shared";

type Listener<T> = (value: T) => void;

const retryMsMin = 1000;
const retryMsMax = 15000;

const statusListeners = new Set<Listener<unknown>>();
const recordListeners = new Set<Listener<RecordEvent>>();
const linkListeners = new Set<Listener<boolean>>();
let source: EventSource | undefined;
let retryMs = retryMsMin;
let isOpen = true; // no alarm before the first failure
let hasGap = false; // something may have happened that we were not told

function tell<T>(listeners: Set<Listener<T>>, value: T): void {
  for (const listener of [...listeners]) listener(value);
}

function setOpen(open: boolean): void {
  if (open === isOpen) return;
  isOpen = open;
  if (!open) hasGap = true;
  tell(linkListeners, open);
}

function listen(url: string): void {
  const current = new EventSource(url);
  source = current;
  current.onopen = () => {
    retryMs = retryMsMin;
    setOpen(true);
    if (hasGap) tell(recordListeners, { many: true }); // what happened meanwhile is not known: read again
    hasGap = false;
  };
  current.addEventListener("status", (event: MessageEvent<string>) =>
    tell(statusListeners, JSON.parse(event.data) as unknown),
  );
  current.addEventListener("record", (event: MessageEvent<string>) =>
    tell(recordListeners, JSON.parse(event.data) as RecordEvent),
  );
  current.onerror = () => {
    current.close();
    setOpen(false);
    setTimeout(() => {
      if (source === current) listen(url);
    }, retryMs);
    retryMs = Math.min(retryMs * 2, retryMsMax);
  };
}

export function startEvents(url = "/api/v1/events"): void {
  if (!source) listen(url);
}

export function stopEvents(): void {
  if (source) hasGap = true;
  source?.close();
  source = undefined;
}

function subscribe<T>(listeners: Set<Listener<T>>, listener: Listener<T>): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// `T`: the program's own Status schema.
export function onStatus<T>(listener: Listener<T>): () => void {
  return subscribe(statusListeners, listener as Listener<unknown>);
}

// For changes that only the status tells of.
export function tellRecordsChanged(): void {
  tell(recordListeners, { many: true });
}

export function onRecords(listener: Listener<RecordEvent>): () => void {
  return subscribe(recordListeners, listener);
}

// False while the program does not answer.
export function useConnected(): boolean {
  const [open, setState] = useState(isOpen);
  useEffect(() => subscribe(linkListeners, setState), []);
  return open;
}
