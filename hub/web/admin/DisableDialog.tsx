import { toast } from "@core/components/Toast";
import type { UserState } from "@core/generated/hub";
import { api } from "../api";
import { FormDialog } from "../parts/FormDialog";
import { t } from "./text";

type Props = { account: UserState; onClose: () => void; onDone: () => void };

export function DisableDialog({ account: { name }, onClose, onDone }: Props) {
  const send = async () => {
    await api("changeUser", { path: { user: name }, body: { disabled: true } });
    toast(t("accounts.disable_done", { name }));
    onDone();
  };
  return (
    <FormDialog title={t("accounts.disable_title", { name })} action={t("accounts.disable")} onClose={onClose} send={send}>
      <p>{t("accounts.disable_explained", { name })}</p>
    </FormDialog>
  );
}
