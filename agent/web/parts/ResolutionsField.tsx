import { Button } from "@core/components/Button";
import { FieldError } from "@core/components/FieldError";
import { Choice } from "@core/components/Choice";
import { TextField } from "@core/components/TextField";
import type { Threshold } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { useId } from "preact/hooks";
import { emptyResolution, type ResolutionForm } from "../record_form";
import { t } from "../text";
import "./ResolutionsField.css";

const thresholds: Threshold[] = ["THRESHOLD_MAJORITY", "THRESHOLD_CONVENTION"];
const votes = ["agreed", "disagreed", "abstained"] as const;

type OneProps = {
  number: number;
  value: ResolutionForm;
  onChange: (part: Partial<ResolutionForm>) => void;
  onRemove: () => void;
};

function One({ number, value, onChange, onRemove }: OneProps) {
  return (
    <fieldset class="resolution">
      <legend>{t("resolution.number", { number })}</legend>
      <TextField
        label={t("resolution.text")}
        name={`resolution${number}`}
        lines="many"
        value={value.text}
        onChange={(text) => onChange({ text })}
      />
      <Choice
        label={t("resolution.threshold")}
        name={`threshold${number}`}
        value={value.threshold}
        options={thresholds.map((id) => ({ id, label: shared(`threshold.${id}`) }))}
        onChange={(id) => onChange({ threshold: id as Threshold })}
      />
      <div class="votes">
        {votes.map((name) => (
          <TextField
            key={name}
            label={shared(`votes.${name}`)}
            name={`${name}${number}`}
            inputMode="numeric"
            value={value[name]}
            onChange={(typed) => onChange({ [name]: typed })}
          />
        ))}
      </div>
      <div>
        <Button look="plain" onClick={onRemove}>
          {t("resolution.remove", { number })}
        </Button>
      </div>
    </fieldset>
  );
}

type Props = {
  label: string;
  value: ResolutionForm[];
  invited: string;
  onChange: (value: ResolutionForm[]) => void;
  error?: string | undefined;
};

// What the village decided, with the votes of its households.
export function ResolutionsField({ label, value, invited, onChange, error }: Props) {
  const errorId = useId();
  const change = (at: number, part: Partial<ResolutionForm>) =>
    onChange(value.map((it, index) => (index === at ? { ...it, ...part } : it)));
  return (
    <section class="stack" aria-label={label} aria-describedby={error ? errorId : undefined}>
      <h2>{label}</h2>
      {invited && <p class="muted">{t("resolution.of", { count: invited })}</p>}
      {value.map((it, index) => (
        <One
          key={index}
          number={index + 1}
          value={it}
          onChange={(part) => change(index, part)}
          onRemove={() => onChange(value.filter((_, other) => other !== index))}
        />
      ))}
      <div class="field">
        <FieldError id={errorId} error={error} />
      </div>
      <div>
        <Button icon="plus" onClick={() => onChange([...value, emptyResolution])}>
          {t("resolution.add")}
        </Button>
      </div>
    </section>
  );
}
