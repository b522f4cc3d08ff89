import { useEffect, useRef } from "preact/hooks";
import "./SelectBox.css";

type Props = { label: string; checked: boolean; partly?: boolean; onToggle: (withShift: boolean) => void };

// The tick of a row, or of all rows; the whole cell can be hit.
export function SelectBox({ label, checked, partly = false, onToggle }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = partly;
  }, [partly]);
  return (
    <label class="select-box">
      <input ref={input} type="checkbox" aria-label={label} checked={checked} onClick={(event) => onToggle(event.shiftKey)} />
    </label>
  );
}
