// Who is logged in. A session that ends while somebody works is "lost": the page stays, and asks for the password again.
import { ApiError, onApiError, setMutationHeaders } from "@core/api";
import { startEvents, stopEvents, useConnected } from "@core/events";
import type { Session, User } from "@core/generated/hub";
import { useEffect, useState } from "preact/hooks";
import { api } from "./api";

type SessionState =
  | { phase: "asking" | "out"; user?: undefined; failure?: ApiError }
  | { phase: "in" | "lost"; user: User };

export type SessionControl = { state: SessionState; login: (name: string, password: string) => Promise<void>; logout: () => Promise<void> };

let csrf = "";

const askAgainMs = 5000;

function isLoggedOut(reason: unknown): boolean {
  return reason instanceof ApiError && reason.code === "not_logged_in";
}

// A hub that was restarted refuses the events of the old session, and an event stream can't say why: asks until the hub answers.
function useAskedWhileCutOff(isIn: boolean): void {
  const connected = useConnected();
  useEffect(() => {
    if (connected || !isIn) return undefined;
    const ask = () => api("me").catch(() => undefined); // "not logged in" reaches onApiError
    void ask();
    const timer = setInterval(ask, askAgainMs);
    return () => clearInterval(timer);
  }, [connected, isIn]);
}

function lose(state: SessionState): SessionState {
  return state.phase === "in" ? { phase: "lost", user: state.user } : state;
}

export function useSession(): SessionControl {
  const [state, setState] = useState<SessionState>({ phase: "asking" });
  const enter = (session: Session) => {
    csrf = session.csrf;
    stopEvents();
    startEvents();
    setState({ phase: "in", user: session.user });
  };
  useEffect(() => {
    setMutationHeaders(() => ({ "X-CSRF-Token": csrf }));
    onApiError((error) => {
      if (isLoggedOut(error)) setState(lose);
    });
    api("me").then(enter, (reason: unknown) => {
      setState(reason instanceof ApiError && !isLoggedOut(reason) ? { phase: "out", failure: reason } : { phase: "out" });
    });
  }, []);
  useAskedWhileCutOff(state.phase === "in");
  const login = async (name: string, password: string) => enter(await api("login", { body: { name, password } }));
  const logout = async () => {
    await api("logout").catch((reason: unknown) => {
      if (!isLoggedOut(reason)) throw reason;
    });
    stopEvents();
    setState({ phase: "out" });
  };
  return { state, login, logout };
}
