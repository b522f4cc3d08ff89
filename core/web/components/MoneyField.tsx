import { useEffect, useState } from "preact/hooks";
import { request } from "../api";
import { fieldText } from "../errors";
import type { MoneyReading } from "../generated/shared";
import { Field, type FieldProps } from "./Field";

type Props = FieldProps & { value: string; onChange: (typed: string) => void; name?: string };

const typingPauseMs = 120;

// What is typed ("1tr2", "1,2tr", "1200000") as the program understands it. Ask again when saving: the answer
// may not be there yet.
export function readMoney(typed: string): Promise<MoneyReading> {
  return request<MoneyReading>("GET", "/api/v1/money", { query: { text: typed } });
}

// An amount in đồng; below it stands how it was understood, in figures and words.
export function MoneyField({ value, onChange, name, error, hint, ...field }: Props) {
  const [reading, setReading] = useState<MoneyReading>();
  useEffect(() => {
    let isCurrent = true;
    if (!value.trim()) setReading(undefined);
    const timer = setTimeout(() => {
      if (!value.trim()) return;
      readMoney(value).then(
        (it) => isCurrent && setReading(it),
        () => undefined,
      );
    }, typingPauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [value]);
  const understood = reading?.ok ? (
    <>
      {reading.shown} · {reading.words}
    </>
  ) : (
    hint
  );
  const wrong = error ?? (reading?.ok === false ? fieldText(reading.code) : undefined);
  return (
    <Field {...field} hint={wrong && wrong !== error ? undefined : understood} error={wrong}>
      {(input) => (
        <input
          {...input}
          class="input"
          name={name}
          inputMode="text"
          autoComplete="off"
          spellcheck={false}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
