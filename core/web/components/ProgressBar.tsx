import { useId } from "preact/hooks";
import "./ProgressBar.css";

// How many of how many, in words above the bar: never a spinner.
export function ProgressBar({ text, done, total }: { text: string; done: number; total: number }) {
  const id = useId();
  return (
    <div class="progress">
      <span id={id}>{text}</span>
      <progress value={done} max={Math.max(1, total)} aria-labelledby={id} />
    </div>
  );
}
