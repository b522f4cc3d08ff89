// Who is logged in. A session that ends while somebody works is "lost": the page stays, and asks for the password again.
import { ApiError, onApiError, setMutationHeaders } from "@core/api";
import { startEvents, stopEvents } from "@core/events";
import type { Session, User } from "@core/generated/hub";
import { useEffect, useState } from "preact/hooks";
import { api } from "./api";

export type SessionState =
  | { phase: "asking" | "out"; user?: undefined; failure?: ApiError }
  | { phase: "in" | "lost"; user: User };

export type SessionControl = { state: SessionState; login: (name: string, password: string) => Promise<void>; logout: () => Promise<void> };

let csrf = "";

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
      if (error.code === "not_logged_in") setState(lose);
    });
    api("me").then(enter, (reason: unknown) => {
      const isNews = reason instanceof ApiError && reason.code !== "not_logged_in";
      setState(isNews ? { phase: "out", failure: reason } : { phase: "out" });
    });
  }, []);
  const login = async (name: string, password: string) => enter(await api("login", { body: { name, password } }));
  const logout = async () => {
    await api("logout");
    stopEvents();
    setState({ phase: "out" });
  };
  return { state, login, logout };
}
