import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { PasswordField } from "@core/components/PasswordField";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { errorText, fieldText } from "@core/errors";
import type { UserState } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { t } from "../text";
import { newUser, passwordLengthMin, roles, wrongIn, type UserDraft } from "../user_form";

type Props = { existing: UserState[]; onClose: () => void; onCreated: () => void };

// A new account: name, office, and a first password typed twice.
export function UserDialog({ existing, onClose, onCreated }: Props) {
  const [draft, setDraft] = useState<UserDraft>(newUser);
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const wrong = wasTried ? wrongIn(draft, existing) : {};
  const change = (part: Partial<UserDraft>) => setDraft({ ...draft, ...part });
  const submit = () => {
    setTried(true);
    if (isBusy) return;
    if (Object.keys(wrongIn(draft, existing)).length > 0) return focusFirstError(openDialog);
    setBusy(true);
    const name = draft.name.trim().normalize("NFC");
    api("createUser", { body: { name, role: draft.role, password: draft.password } })
      .then(() => {
        toast(t("users.created", { name }));
        onCreated();
      }, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={t("users.new")}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" look="primary" disabled={isBusy}>{t("users.create")}</Button>
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      <TextField label={t("users.name")} name="name" value={draft.name} hint={t("users.name_hint")} error={fieldText(wrong.name)} autoFocus onChange={(name) => change({ name })} />
      <Select label={t("users.role")} name="role" value={draft.role} hint={t(`role_may.${draft.role}`)} options={roles.map((id) => ({ id, label: t(`role.${id}`) }))} onChange={(id) => change({ role: roles.find((it) => it === id) ?? draft.role })} />
      <PasswordField label={t("users.password")} name="new-password" autoComplete="new-password" value={draft.password} hint={t("users.password_hint", { count: passwordLengthMin })} error={fieldText(wrong.password)} onChange={(password) => change({ password })} />
      <PasswordField label={t("users.again")} name="again" autoComplete="new-password" value={draft.again} error={fieldText(wrong.again)} onChange={(again) => change({ again })} />
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </Dialog>
  );
}
