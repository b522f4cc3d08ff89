import { Notice } from "@core/components/Notice";
import { PasswordField } from "@core/components/PasswordField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import type { UserState } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { FormDialog } from "../parts/FormDialog";
import { passwordLengthMin } from "../passwords";
import { t as office } from "../text";
import { t } from "./text";

type Props = { account: UserState; onClose: () => void; onDone: () => void };

// For somebody who forgot theirs.
export function PasswordDialog({ account, onClose, onDone }: Props) {
  const { name } = account;
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [wasTried, setTried] = useState(false);
  const isShort = [...password].length < passwordLengthMin;
  const send = async () => {
    setTried(true);
    if (isShort || again !== password) return focusFirstError(openDialog);
    await api("changeUser", { path: { user: name }, body: { password } });
    toast(t("accounts.password_done", { name }));
    onDone();
  };
  return (
    <FormDialog title={t("accounts.password_title", { name })} action={t("accounts.password")} onClose={onClose} send={send}>
      <p>{t("accounts.password_explained", { name })}</p>
      {account.role === "police" && <Notice tone="warn">{t("accounts.password_police")}</Notice>}
      <PasswordField label={t("accounts.password")} name="new-password" autoComplete="new-password" value={password} hint={office("users.password_hint", { count: passwordLengthMin })} error={wasTried && isShort ? fieldText("password_too_short") : undefined} autoFocus onChange={setPassword} />
      <PasswordField label={office("users.again")} name="again" autoComplete="new-password" value={again} error={wasTried && again !== password ? fieldText("password_differs") : undefined} onChange={setAgain} />
    </FormDialog>
  );
}
