import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { UserState } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useOffice } from "../office";
import { t as office } from "../text";
import { DisableDialog } from "./DisableDialog";
import { PasswordDialog } from "./PasswordDialog";
import { RoleDialog } from "./RoleDialog";
import { t } from "./text";
import { UserDialog } from "./UserDialog";
import { UserTable } from "./UserTable";

type Asking = { what: "add" | "role" | "password" | "disable"; row?: UserState };

function Dialogs({ asking, existing, onClose, onDone }: { asking: Asking; existing: UserState[]; onClose: () => void; onDone: () => void }) {
  const { what, row } = asking;
  if (what === "add") return <UserDialog existing={existing} onClose={onClose} onCreated={onDone} />;
  if (!row) return null;
  if (what === "role") return <RoleDialog account={row} onClose={onClose} onDone={onDone} />;
  if (what === "password") return <PasswordDialog account={row} onClose={onClose} onDone={onDone} />;
  return <DisableDialog account={row} onClose={onClose} onDone={onDone} />;
}

// Who has an account, and what becomes of it.
export function Accounts() {
  const { user } = useOffice();
  const { value, error, reload } = useResource("users", async () => (await api("users")).items, false);
  const [asking, setAsking] = useState<Asking>();
  const [failure, setFailure] = useState<unknown>();
  const done = () => {
    setAsking(undefined);
    reload();
  };
  const enable = async ({ name }: UserState) => {
    await api("changeUser", { path: { user: name }, body: { disabled: false } });
    toast(t("accounts.enable_done", { name }));
    reload();
  };
  const actions = (row: UserState) => (
    <div class="row">
      <Button look="plain" onClick={() => setAsking({ what: "role", row })}>{t("accounts.role")}</Button>
      {row.name !== user.name && <Button look="plain" onClick={() => setAsking({ what: "password", row })}>{t("accounts.password")}</Button>}
      {row.disabled
        ? <Button look="plain" onClick={() => void enable(row).catch(setFailure)}>{t("accounts.enable")}</Button>
        : row.name !== user.name && <Button look="plain" onClick={() => setAsking({ what: "disable", row })}>{t("accounts.disable")}</Button>}
    </div>
  );
  return (
    <>
      <div class="spread">
        <p class="muted">{t("accounts.explained")}</p>
        {value && <Button look="primary" icon="plus" onClick={() => setAsking({ what: "add" })}>{office("users.new")}</Button>}
      </div>
      {(error ?? failure) !== undefined && <Notice tone="bad">{errorText(error ?? failure)}</Notice>}
      {value && <UserTable rows={value} self={user.name} actions={actions} />}
      {asking && <Dialogs asking={asking} existing={value ?? []} onClose={() => setAsking(undefined)} onDone={done} />}
    </>
  );
}
