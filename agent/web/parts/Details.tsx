import type { ComponentChildren } from "preact";
import "./Details.css";

export type Detail = { label: string; value: ComponentChildren };

// Names and values, one a line; what is empty is left out.
export function Details({ items }: { items: Detail[] }) {
  return (
    <dl class="details">
      {items
        .filter((it) => it.value)
        .map((it) => (
          <>
            <dt>{it.label}</dt>
            <dd>{it.value}</dd>
          </>
        ))}
    </dl>
  );
}
