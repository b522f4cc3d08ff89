import { StatusMark } from "@core/components/StatusMark";
import { Table, type Column } from "@core/components/Table";
import type { Contribution } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { go, link } from "@core/router";
import { t } from "../text";
import "./ContributionTable.css";
import { RowPhotos } from "./RowPhotos";

function addressOf(row: Contribution): string {
  return link(["contributions", row.id]);
}

function Donor({ row }: { row: Contribution }) {
  return (
    <>
      <a class="row-link" href={addressOf(row)}>
        {row.shown.donor}
      </a>
      <span class="donor-detail">{row.shown.donorDetail}</span>
    </>
  );
}

type First = "donor" | "date"; // who gave stands first, or, on the page of the one who gave, when

// A village without photos has no empty column of them.
function columns(first: First, hasPhotos: boolean): Column<Contribution>[] {
  const donor: Column<Contribution> = { key: "donor", head: t("table.donor"), cell: (row) => <Donor row={row} /> };
  const dateLink: Column<Contribution> = {
    key: "date",
    head: shared("field.date"),
    cell: (row) => (
      <a class="row-link number" href={addressOf(row)}>
        {row.shown.date}
      </a>
    ),
  };
  const given: Column<Contribution> = {
    key: "given",
    head: t("table.given"),
    cell: (row) => <span class="given">{row.shown.given}</span>,
    numeric: true,
  };
  const campaign: Column<Contribution> = {
    key: "campaign",
    head: shared("field.campaign"),
    cell: (row) => row.shown.campaign,
  };
  const date: Column<Contribution> = {
    key: "date",
    head: shared("field.date"),
    cell: (row) => <span class="number">{row.shown.date}</span>,
  };
  const status: Column<Contribution> = {
    key: "status",
    head: t("table.status"),
    cell: (row) => <StatusMark record={row} brief />,
  };
  const photos: Column<Contribution>[] = hasPhotos
    ? [{ key: "photos", head: t("table.photos"), cell: (row) => <RowPhotos row={row} /> }]
    : [];
  return first === "date"
    ? [dateLink, given, campaign, ...photos, status]
    : [donor, given, campaign, date, ...photos, status];
}

// Contributions, one a row; opening one shows it.
export function ContributionTable({
  rows,
  caption,
  first = "donor",
}: {
  rows: Contribution[];
  caption: string;
  first?: First;
}) {
  const hasPhotos = rows.some((row) => row.shown.attachments.length > 0);
  return (
    <Table
      caption={caption}
      columns={columns(first, hasPhotos)}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => go(addressOf(row))}
      isVoided={(row) => row.status === "voided"}
    />
  );
}
