// Enter goes to the next field, as in a paper book; Ctrl+Enter saves from anywhere on the page.
import { useLayoutEffect, useRef } from "preact/hooks";

const stops = "input:not([type=radio]), input[type=radio]:checked, select, textarea, button[type=submit]";

// What is folded away has a place on the page in newer browsers, and yet can't take the focus.
function isInSight(element: HTMLElement): boolean {
  return element.offsetParent !== null && element.closest("details:not([open])") === null;
}

function goOn(form: HTMLFormElement, from: HTMLElement): void {
  const all = [...form.querySelectorAll<HTMLElement>(stops)].filter(isInSight);
  const next = all[all.indexOf(from) + 1];
  next?.focus();
}

export function onFormKey(event: KeyboardEvent): void {
  const form = event.currentTarget as HTMLFormElement;
  const target = event.target as HTMLElement;
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey) return;
  if (!target.matches("input, select")) return;
  event.preventDefault();
  goOn(form, target);
}

// Also where no field has the focus, as after a click beside the form; not from a dialog over it.
export function useSaveKey(save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
      if ((event.target as HTMLElement).closest("dialog")) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

// The first field that something is wrong with.
export function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
