import { useEffect, useRef } from "preact/hooks";
import { drawWhenSeen, type Kind } from "./drawing";
import type { Row } from "./shares";

type Props = { kind: Kind; rows: Row[]; label: string };

// For those who can't see it the table beside it says the same.
export function ShareChart({ kind, rows, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? drawWhenSeen(canvas.current, kind, rows) : undefined), [kind, JSON.stringify(rows), label]);
  return (
    <div class="share-chart" data-kind={kind}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
