// What every screen needs: the hub's status, kept up to date by events, and who is logged in.
import { ApiError } from "@core/api";
import { onStatus, useConnected } from "@core/events";
import type { Status, User } from "@core/generated/hub";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { api } from "./api";

type Office = { status: Status; user: User };

const OfficeContext = createContext<Office | undefined>(undefined);
export const OfficeProvider = OfficeContext.Provider;

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error("useOffice outside OfficeProvider");
  return office;
}

type StatusSource = { status: Status | undefined; error: ApiError | undefined };

// Reads again whenever `who` changes: without a session the hub says less.
export function useStatusSource(who: string): StatusSource {
  const [status, setStatus] = useState<Status>();
  const [error, setError] = useState<ApiError>();
  const connected = useConnected();
  useEffect(() => onStatus<Status>(setStatus), []);
  useEffect(() => {
    if (!connected) return;
    api("status").then(
      (told) => {
        setStatus(told);
        setError(undefined);
      },
      (reason: unknown) => {
        if (reason instanceof ApiError) setError(reason);
      },
    );
  }, [connected, who]);
  return { status, error };
}
