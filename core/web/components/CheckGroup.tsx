import { Check } from "./Check";
import type { SelectOption } from "./Select";
import "./CheckGroup.css";

type Props = { label: string; hint?: string; options: SelectOption[]; chosen: string[]; onChange: (chosen: string[]) => void };

// Any number of alternatives.
export function CheckGroup({ label, hint, options, chosen, onChange }: Props) {
  const toggle = (id: string, isOn: boolean) => onChange(isOn ? [...chosen, id] : chosen.filter((it) => it !== id));
  return (
    <fieldset class="field check-group">
      <legend>{label}</legend>
      {hint && <div class="hint">{hint}</div>}
      <div class="check-options">
        {options.map((option) => <Check key={option.id} label={option.label} checked={chosen.includes(option.id)} onChange={(isOn) => toggle(option.id, isOn)} />)}
      </div>
    </fieldset>
  );
}
