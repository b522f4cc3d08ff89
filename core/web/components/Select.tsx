import { Field, type FieldProps } from "./Field";

export type SelectOption = { id: string; label: string };

type Props = FieldProps & {
  value: string;
  options: SelectOption[];
  onChange: (id: string) => void;
  name?: string;
  placeholder?: string; // the words for "nothing chosen"
};

export function Select({ value, options, onChange, name, placeholder, ...field }: Props) {
  return (
    <Field {...field}>
      {(input) => (
        <select
          {...input}
          class="input"
          name={name}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
