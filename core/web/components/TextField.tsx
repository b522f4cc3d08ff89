import { Field, type FieldProps } from "./Field";

type Props = FieldProps & {
  value: string;
  onChange: (text: string) => void;
  lines?: "one" | "many";
  name?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  onBlur?: () => void;
  inputMode?: "text" | "decimal" | "numeric";
};

export function TextField({
  value,
  onChange,
  lines = "one",
  name,
  autoComplete = "off",
  autoFocus,
  onBlur,
  inputMode,
  ...field
}: Props) {
  return (
    <Field {...field}>
      {(input) =>
        lines === "many" ? (
          <textarea
            {...input}
            class="input"
            name={name}
            value={value}
            autoFocus={autoFocus}
            onBlur={onBlur}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        ) : (
          <input
            {...input}
            class="input"
            name={name}
            value={value}
            autoComplete={autoComplete}
            autoFocus={autoFocus}
            inputMode={inputMode}
            onBlur={onBlur}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
