import { useId } from "preact/hooks";
import "./Choice.css";
import { FieldError } from "./FieldError";
import type { SelectOption } from "./Select";

type Props = {
  label: string;
  value: string;
  options: SelectOption[];
  name: string;
  onChange: (id: string) => void;
  error?: string | undefined;
};

// A few alternatives, all in sight; arrows move between them.
export function Choice({ label, value, options, name, onChange, error }: Props) {
  const errorId = useId();
  return (
    <fieldset class="field" aria-describedby={error ? errorId : undefined}>
      <legend>{label}</legend>
      <div class="choice">
        {options.map((option) => (
          <label key={option.id}>
            <input
              type="radio"
              name={name}
              value={option.id}
              checked={option.id === value}
              onChange={() => onChange(option.id)}
            />
            {option.label}
          </label>
        ))}
      </div>
      <FieldError id={errorId} error={error} />
    </fieldset>
  );
}
