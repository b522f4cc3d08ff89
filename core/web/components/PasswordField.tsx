import { Field, type FieldProps } from "./Field";

type Props = FieldProps & {
  value: string;
  onChange: (text: string) => void;
  name?: string;
  autoComplete?: "current-password" | "new-password";
};

export function PasswordField({ value, onChange, name, autoComplete = "current-password", ...field }: Props) {
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
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
