import { Field, type FieldProps } from "./Field";

type Props = FieldProps & {
  value: string;
  onChange: (text: string) => void;
  name?: string;
  autoComplete?: "current-password" | "new-password";
  autoFocus?: boolean;
};

export function PasswordField({ value, onChange, name, autoComplete = "current-password", autoFocus, ...field }: Props) {
  return (
    <Field {...field}>
      {(input) => (
        <input
          {...input}
          class="input"
          type="password"
          name={name}
          value={value}
          autoComplete={autoComplete}
          autoFocus={autoFocus}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
