// Enter goes to the next field, as in a paper book; Ctrl+Enter saves from anywhere in the form.

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

export function onFormKey(event: KeyboardEvent, save: () => void): void {
  const form = event.currentTarget as HTMLFormElement;
  const target = event.target as HTMLElement;
  if (event.key !== "Enter" || event.isComposing) return;
  if (event.ctrlKey) {
    event.preventDefault();
    save();
  } else if (target.matches("input, select")) {
    event.preventDefault();
    goOn(form, target);
  }
}

// The first field that something is wrong with.
export function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
