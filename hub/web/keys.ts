// Single-key shortcuts of a screen. They can be switched off (WCAG 2.1.4), and never act while somebody types or a question is open.
import { recall, remember } from "@core/storage";
import { useLayoutEffect, useRef } from "preact/hooks";

export type Keys = { [key: string]: () => void };

export function keysAreOn(): boolean {
  return recall("keys") !== "off";
}

export function switchKeys(on: boolean): void {
  remember("keys", on ? "on" : "off");
}

const typedIn = "input:not([type=checkbox]):not([type=radio]), textarea, select";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typedIn) !== null;
}

// Enter and the arrows keep their meaning on a link, a button or a choice.
function isTaken(event: KeyboardEvent): boolean {
  return event.key === "Enter" && event.target instanceof Element && event.target.closest("a, button, input, summary") !== null;
}

export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // As soon as the screen is there: a key pressed at once is not lost.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (!act || !keysAreOn() || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isTaken(event) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
