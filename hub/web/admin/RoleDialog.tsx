import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { toast } from "@core/components/Toast";
import type { UserState } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { FormDialog } from "../parts/FormDialog";
import { t as office } from "../text";
import { t } from "./text";
import { roles } from "./user_form";

type Props = { account: UserState; onClose: () => void; onDone: () => void };

export function RoleDialog({ account, onClose, onDone }: Props) {
  const { name } = account;
  const [role, setRole] = useState(account.role);
  const send = async () => {
    await api("changeUser", { path: { user: name }, body: { role } });
    toast(t("accounts.role_done", { name, role: office(`role.${role}`) }));
    onDone();
  };
  return (
    <FormDialog title={t("accounts.role_title", { name })} action={t("accounts.role")} onClose={onClose} send={send}>
      <Select label={office("users.role")} name="role" value={role} hint={t(`role_may.${role}`)} options={roles.map((id) => ({ id, label: office(`role.${id}`) }))} onChange={(id) => setRole(roles.find((it) => it === id) ?? role)} />
      {account.role === "police" && role !== "police" && <Notice tone="warn">{t("accounts.role_police")}</Notice>}
    </FormDialog>
  );
}
