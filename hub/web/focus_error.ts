// After a form was refused: to the first field that something is wrong with, once it is drawn so.
export function focusFirstError(root: () => ParentNode | null): void {
  setTimeout(() => root()?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

export function openDialog(): Element | null {
  return document.querySelector("dialog[open]");
}
