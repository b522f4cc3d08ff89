import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "../i18n";
import "./Field.css";
import { Icon } from "./Icon";

// What an input needs to belong to its label, hint and error: spread it on the input.
export type InputProps = { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined };

export type FieldProps = {
  label: string;
  error?: string | undefined;
  hint?: ComponentChildren;
  optional?: boolean;
};

type Props = FieldProps & { children: (input: InputProps) => ComponentChildren };

// Label above, the input, then its hint and what is wrong with it.
export function Field({ label, error, hint, optional, children }: Props) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">({t("field.optional")})</span>}
      </label>
      {children({ id, "aria-invalid": Boolean(error), "aria-describedby": describedBy || undefined })}
      {hint && (
        <div class="hint" id={`${id}-hint`} aria-live="polite">
          {hint}
        </div>
      )}
      {error && (
        <div class="error" id={`${id}-error`}>
          <Icon name="warning" />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}
