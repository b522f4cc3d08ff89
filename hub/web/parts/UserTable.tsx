import { Table, type Column } from "@core/components/Table";
import type { UserState } from "@core/generated/hub";
import type { ComponentChildren } from "preact";
import { t as words } from "../admin/text";
import { t } from "../text";

type Props = { rows: UserState[]; self: string; actions: (row: UserState) => ComponentChildren };

function columns({ self, actions }: Props): Column<UserState>[] {
  return [
    { key: "name", head: t("users.name"), cell: (row) => <><b>{row.name}</b>{row.name === self && <span class="muted"> ({t("users.self")})</span>}</> },
    { key: "role", head: t("users.role"), label: t("users.role"), cell: (row) => <>{t(`role.${row.role}`)}<span class="second">{t(`role_may.${row.role}`)}</span></> },
    { key: "state", head: t("users.state"), label: t("users.state"), cell: (row) => (row.disabled ? <b>{t("users.disabled")}</b> : t("users.enabled")) },
    { key: "actions", head: <span class="visually-hidden">{words("accounts.actions")}</span>, cell: actions },
  ];
}

// Who has an account, and what each may do.
export function UserTable(props: Props) {
  return (
    <div class="frame">
      <Table caption={t("users.title")} columns={columns(props)} rows={props.rows} rowKey={(row) => row.name} />
    </div>
  );
}
