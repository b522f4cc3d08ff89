import type { ComponentChildren } from "preact";
import "./Facts.css";

export type Fact = [name: string, value: ComponentChildren];

// Names and values; what is not known is left out.
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value !== undefined && value !== "").map(([name, value]) => (
        <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  );
}
