import { Table, type Column } from "@core/components/Table";
import type { UserState } from "@core/generated/hub";
import { t } from "../text";

function columns(self: string): Column<UserState>[] {
  return [
    { key: "name", head: t("users.name"), cell: (row) => <><b>{row.name}</b>{row.name === self && <span class="muted"> ({t("users.self")})</span>}</> },
    { key: "role", head: t("users.role"), label: t("users.role"), cell: (row) => t(`role.${row.role}`) },
    { key: "may", head: t("users.may"), label: t("users.may"), cell: (row) => t(`role_may.${row.role}`) },
    { key: "state", head: t("users.state"), label: t("users.state"), cell: (row) => t(row.disabled ? "users.disabled" : "users.enabled") },
  ];
}

// Who has an account, and what each may do.
export function UserTable({ rows, self }: { rows: UserState[]; self: string }) {
  return (
    <div class="frame">
      <Table caption={t("users.title")} columns={columns(self)} rows={rows} rowKey={(row) => row.name} isVoided={(row) => row.disabled ?? false} />
    </div>
  );
}
