// The agent's status, read once and then told by events.
import { ApiError } from "@core/api";
import { onStatus, tellRecordsChanged, useConnected } from "@core/events";
import type { Status } from "@core/generated/agent";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { api } from "./api";

// Once enrolled, the machine knows where it belongs.
export type EnrolledStatus = Status & Required<Pick<Status, "commune" | "village" | "device">>;

export function isEnrolled(status: Status): status is EnrolledStatus {
  return status.enrolled && Boolean(status.commune && status.village && status.device);
}

// `receivedMs` (performance.now) lets the countdown to the next try go on between two messages.
export type Told = { status: EnrolledStatus; receivedMs: number };
export type ToldEarly = { status: Status; receivedMs: number };

const StatusContext = createContext<Told | undefined>(undefined);
export const StatusProvider = StatusContext.Provider;

export function useAgent(): Told {
  const told = useContext(StatusContext);
  if (!told) throw new Error("useAgent outside StatusProvider");
  return told;
}

export type StatusSource = { told: ToldEarly | undefined; error: ApiError | undefined; tell: (status: Status) => void };

export function useStatusSource(): StatusSource {
  const [told, setTold] = useState<ToldEarly>();
  const [error, setError] = useState<ApiError>();
  const connected = useConnected();
  const counts = useRef("");
  const tell = (status: Status) => {
    setTold({ status, receivedMs: performance.now() });
    setError(undefined);
    // What the office has received changes the state of records, and is told by no other message.
    const told = JSON.stringify(status.counts);
    if (counts.current && counts.current !== told) tellRecordsChanged();
    counts.current = told;
  };
  useEffect(() => onStatus<Status>(tell), []);
  useEffect(() => {
    if (!connected) return;
    api("status").then(tell, (reason: unknown) => {
      if (reason instanceof ApiError) setError(reason);
    });
  }, [connected]);
  return { told, error, tell };
}
