import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./Notice.css";

type Tone = "good" | "info" | "warn" | "bad" | "choose";

// Something to know or do, in its place on the page. What went wrong is read out at once.
export function Notice({ tone = "info", children }: { tone?: Tone; children: ComponentChildren }) {
  return (
    <div class="notice" data-tone={tone} role={tone === "bad" ? "alert" : undefined}>
      {(tone === "bad" || tone === "warn") && <Icon name="warning" />}
      <div>{children}</div>
    </div>
  );
}
