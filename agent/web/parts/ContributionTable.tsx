import { StatusMark } from "@core/components/StatusMark";
import { Table, type Column } from "@core/components/Table";
import type { Contribution } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { go, link } from "@core/router";
import { t } from "../text";
import "./ContributionTable.css";

function addressOf(row: Contribution): string {
  return link(["contributions", row.id]);
}

function columns(): Column<Contribution>[] {
  return [
    {
      key: "donor",
      head: t("table.donor"),
      cell: (row) => (
        <>
          <a class="donor-link" href={addressOf(row)}>{row.shown.donor}</a>
          <span class="donor-detail">{row.shown.donorDetail}</span>
        </>
      ),
    },
    { key: "given", head: t("table.given"), cell: (row) => <span class="given number">{row.shown.given}</span>, numeric: true },
    { key: "campaign", head: shared("field.campaign"), cell: (row) => row.shown.campaign },
    { key: "date", head: shared("field.date"), cell: (row) => <span class="number">{row.shown.date}</span> },
    { key: "status", head: t("table.status"), cell: (row) => <StatusMark record={row} brief /> },
  ];
}

// Contributions, one a row; opening one shows it.
export function ContributionTable({ rows, caption, without = [] }: { rows: Contribution[]; caption: string; without?: string[] }) {
  return (
    <Table
      caption={caption}
      columns={columns().filter((column) => !without.includes(column.key))}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => go(addressOf(row))}
      isVoided={(row) => row.status === "voided"}
    />
  );
}
