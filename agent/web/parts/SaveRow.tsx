import type { ComponentChildren } from "preact";
import "./SaveRow.css";

// The buttons of a long form, always in sight at its end.
export function SaveRow({ children }: { children: ComponentChildren }) {
  return <div class="save-row">{children}</div>;
}
