import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { UserDialog } from "../parts/UserDialog";
import { UserTable } from "../parts/UserTable";
import { t } from "../text";

function Accounts() {
  const { user } = useOffice();
  const { value, error, reload } = useResource("users", async () => (await api("users")).items, false);
  const [isAdding, setAdding] = useState(false);
  const created = () => {
    setAdding(false);
    reload();
  };
  return (
    <Screen title={t("users.title")} aside={value && <Button look="primary" icon="plus" onClick={() => setAdding(true)}>{t("users.new")}</Button>}>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {value && <UserTable rows={value} self={user.name} />}
      <p class="muted">{t("users.explained")}</p>
      {isAdding && <UserDialog existing={value ?? []} onClose={() => setAdding(false)} onCreated={created} />}
    </Screen>
  );
}

// Accounts of the office; only for who runs the hub.
export function Users() {
  const { user } = useOffice();
  if (may(user, "users")) return <Accounts />;
  return <Screen title={t("users.title")}><Notice tone="warn">{shared("error.forbidden")}</Notice></Screen>;
}
