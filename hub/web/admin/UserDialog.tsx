import { PasswordField } from "@core/components/PasswordField";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import type { UserState } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { FormDialog } from "../parts/FormDialog";
import { passwordLengthMin } from "../passwords";
import { t } from "../text";
import { t as admin } from "./text";
import { newUser, roles, wrongIn, type UserDraft } from "./user_form";

type Props = { existing: UserState[]; onClose: () => void; onCreated: () => void };

// A new account: name, office, and a first password typed twice.
export function UserDialog({ existing, onClose, onCreated }: Props) {
  const [draft, setDraft] = useState<UserDraft>(newUser);
  const [wasTried, setTried] = useState(false);
  const wrong = wasTried ? wrongIn(draft, existing) : {};
  const change = (part: Partial<UserDraft>) => setDraft({ ...draft, ...part });
  const create = async () => {
    setTried(true);
    if (Object.keys(wrongIn(draft, existing)).length > 0) return focusFirstError(openDialog);
    const name = draft.name.trim().normalize("NFC");
    await api("createUser", { body: { name, role: draft.role, password: draft.password } });
    toast(t("users.created", { name }));
    onCreated();
  };
  return (
    <FormDialog title={t("users.new")} action={t("users.create")} onClose={onClose} send={create}>
      <TextField label={t("users.name")} name="name" value={draft.name} hint={t("users.name_hint")} error={fieldText(wrong.name)} autoFocus onChange={(name) => change({ name })} />
      <Select label={t("users.role")} name="role" value={draft.role} hint={admin(`role_may.${draft.role}`)} options={roles.map((id) => ({ id, label: t(`role.${id}`) }))} onChange={(id) => change({ role: roles.find((it) => it === id) ?? draft.role })} />
      <PasswordField label={t("users.password")} name="new-password" autoComplete="new-password" value={draft.password} hint={t("users.password_hint", { count: passwordLengthMin })} error={fieldText(wrong.password)} onChange={(password) => change({ password })} />
      <PasswordField label={t("users.again")} name="again" autoComplete="new-password" value={draft.again} error={fieldText(wrong.again)} onChange={(again) => change({ again })} />
    </FormDialog>
  );
}
