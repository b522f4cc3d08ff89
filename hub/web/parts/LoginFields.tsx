import { PasswordField } from "@core/components/PasswordField";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { t } from "../text";

export type Credentials = { name: string; password: string };

type Props = { value: Credentials; isNameKnown?: boolean; wasTried: boolean; onChange: (value: Credentials) => void };

// Name and password; what is missing is said at the field once one has tried.
export function LoginFields({ value, isNameKnown = false, wasTried, onChange }: Props) {
  const missing = (text: string) => (wasTried && !text ? fieldText("required") : undefined);
  return (
    <>
      <TextField label={t("login.name")} name="username" autoComplete="username" autoFocus={!isNameKnown} value={value.name} error={missing(value.name)} onChange={(name) => onChange({ ...value, name })} />
      <PasswordField label={t("login.password")} name="password" autoFocus={isNameKnown} value={value.password} error={missing(value.password)} onChange={(password) => onChange({ ...value, password })} />
    </>
  );
}
