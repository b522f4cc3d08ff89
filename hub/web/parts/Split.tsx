import type { ComponentChildren } from "preact";
import "./Split.css";

type Props = { list: ComponentChildren; pane: ComponentChildren; isOpen: boolean; paneLabel: string };

// A list and, at its right, the record that is open. On a narrow screen the open record takes the list's place.
export function Split({ list, pane, isOpen, paneLabel }: Props) {
  return (
    <div class="split" data-open={isOpen || undefined}>
      <div class="split-list">{list}</div>
      <aside class="split-pane" aria-label={paneLabel}>{pane}</aside>
    </div>
  );
}
