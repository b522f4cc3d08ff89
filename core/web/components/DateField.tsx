import { useEffect, useState } from "preact/hooks";
import { request } from "../api";
import { fieldText } from "../errors";
import { formatDay } from "../format";
import type { DateReading } from "../generated/shared";
import { Field, type FieldProps } from "./Field";

type Props = FieldProps & {
  value: string;
  onChange: (typed: string) => void;
  name?: string;
  latest?: string; // the last day that may be given, yyyy-mm-dd
};

const typingPauseMs = 300; // longer than for money: a half-typed date is wrong, not unfinished

// What is typed ("24/11", "24-11-26", "24112026") as the program understands it. Ask again when saving.
export function readDate(typed: string): Promise<DateReading> {
  return request<DateReading>("GET", "/api/v1/date", { query: { text: typed } });
}

function problem(reading: DateReading | undefined, latest: string | undefined): string | undefined {
  if (!reading) return undefined;
  if (!reading.ok) return reading.code;
  return latest !== undefined && reading.date > latest ? "in_future" : undefined;
}

// A day, typed as dd/mm/yyyy; the day of the week below it shows that it was understood.
export function DateField({ value, onChange, name, latest, error, hint, ...field }: Props) {
  const [reading, setReading] = useState<DateReading>();
  useEffect(() => {
    let isCurrent = true;
    if (!value.trim()) setReading(undefined);
    const timer = setTimeout(() => {
      if (!value.trim()) return;
      readDate(value).then(
        (it) => isCurrent && setReading(it),
        () => undefined,
      );
    }, typingPauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [value]);
  const wrong = error ?? fieldText(problem(reading, latest));
  return (
    <Field {...field} hint={reading?.ok ? formatDay(reading.date) : hint} error={wrong}>
      {(input) => (
        <input
          {...input}
          class="input"
          name={name}
          inputMode="text"
          autoComplete="off"
          spellcheck={false}
          placeholder="24/11/2026"
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
