import { Table, type Column } from "@core/components/Table";
import type { UserState } from "@core/generated/hub";
import type { ComponentChildren } from "preact";
import { t as office } from "../text";
import { t } from "./text";

type Props = { rows: UserState[]; self: string; actions: (row: UserState) => ComponentChildren };

function columns({ self, actions }: Props): Column<UserState>[] {
  return [
    { key: "name", head: office("users.name"), cell: (row) => <><b>{row.name}</b>{row.name === self && <span class="muted"> ({office("users.self")})</span>}</> },
    { key: "role", head: office("users.role"), label: office("users.role"), cell: (row) => <>{office(`role.${row.role}`)}<span class="second">{t(`role_may.${row.role}`)}</span></> },
    { key: "state", head: office("users.state"), label: office("users.state"), cell: (row) => (row.disabled ? <b>{office("users.disabled")}</b> : office("users.enabled")) },
    { key: "actions", head: <span class="visually-hidden">{t("accounts.actions")}</span>, cell: actions },
  ];
}

// Who has an account, and what each may do.
export function UserTable(props: Props) {
  return (
    <div class="frame">
      <Table caption={office("users.title")} columns={columns(props)} rows={props.rows} rowKey={(row) => row.name} />
    </div>
  );
}
