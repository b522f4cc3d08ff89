import { PasswordField } from "@core/components/PasswordField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { useOffice } from "../office";
import { ownPasswordChanged, passwordLengthMin } from "../passwords";
import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Draft = { old: string; password: string; again: string };

function wrongIn({ old, password, again }: Draft): { [name in keyof Draft]?: string } {
  return {
    ...(!old && { old: "required" }),
    ...([...password].length < passwordLengthMin && { password: "password_too_short" }),
    ...(again !== password && { again: "password_differs" }),
  };
}

// One's own password, chosen by oneself.
export function OwnPasswordDialog({ onClose }: { onClose: () => void }) {
  const { user } = useOffice();
  const [draft, setDraft] = useState<Draft>({ old: "", password: "", again: "" });
  const [wasTried, setTried] = useState(false);
  const wrong = wasTried ? wrongIn(draft) : {};
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const send = async () => {
    setTried(true);
    if (Object.keys(wrongIn(draft)).length > 0) return focusFirstError(openDialog);
    await api("changePassword", { body: { old: draft.old, new: draft.password } });
    ownPasswordChanged();
    toast(t("password.changed"));
    onClose();
  };
  return (
    <FormDialog title={t("password.change")} action={t("password.save")} onClose={onClose} send={send}>
      {user.role === "police" && <p>{t("password.explained")}</p>}
      <PasswordField label={t("password.old")} name="old" value={draft.old} error={fieldText(wrong.old)} onChange={(old) => change({ old })} />
      <PasswordField label={t("users.password")} name="new-password" autoComplete="new-password" value={draft.password} hint={t("users.password_hint", { count: passwordLengthMin })} error={fieldText(wrong.password)} onChange={(password) => change({ password })} />
      <PasswordField label={t("users.again")} name="again" autoComplete="new-password" value={draft.again} error={fieldText(wrong.again)} onChange={(again) => change({ again })} />
    </FormDialog>
  );
}
