import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import "./Dialog.css";

type Props = {
  title: string;
  children: ComponentChildren;
  actions: ComponentChildren; // the buttons
  onClose: () => void; // Esc
  onSubmit: () => void; // Enter, or the submit button
  onKeyDown?: (event: KeyboardEvent) => void; // any key but Esc
  wide?: boolean; // for a picture
};

// Asks something before going on. Shown as long as it is rendered; keeps the focus inside.
export function Dialog({ title, children, actions, onClose, onSubmit, onKeyDown, wide }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // At once: a key pressed before it has the focus would go to the page below.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close(); // what lies below can't take the focus before
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog"
      ref={dialog}
      data-wide={wide || undefined}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return onKeyDown?.(event);
        if (event.isComposing) return;
        event.stopPropagation(); // by the time it got further up the dialog would be gone, and Esc mean something else
        event.preventDefault(); // the browser would close it by itself the second time, whatever onCancel says
        onClose();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
        <div class="actions">{actions}</div>
      </form>
    </dialog>
  );
}
