import { Table, type Column, type Spread } from "@core/components/Table";
import { StatusMark } from "@core/components/StatusMark";
import type { Contribution } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { shortVillage } from "../lists";
import { t } from "../text";
import { DonorCell } from "./DonorCell";

type Props = {
  rows: Contribution[];
  spread?: Spread | undefined;
  openId?: string | undefined;
  fresh?: Set<string>;
  without?: string[]; // columns that would say the same in every row
  addressOf: (row: Contribution) => string;
  onOpen: (row: Contribution) => void;
};

function columns(addressOf: Props["addressOf"]): Column<Contribution>[] {
  return [
    { key: "donor", head: t("table.donor"), cell: (row) => <DonorCell row={row} address={addressOf(row)} /> },
    { key: "given", head: t("table.given"), cell: (row) => <b>{row.shown.given}</b>, numeric: true },
    { key: "campaign", head: t("table.campaign_village"), cell: (row) => <>{row.shown.campaign}<span class="second">{shortVillage(row.shown.village)}</span></> },
    { key: "date", head: shared("field.date"), cell: (row) => <a class="quiet number" href={addressOf(row)}>{row.shown.date}</a> },
    { key: "status", head: t("filter.status"), cell: (row) => <StatusMark record={row} brief /> },
  ];
}

export function ContributionTable({ rows, spread, openId, fresh, without = [], addressOf, onOpen }: Props) {
  return (
    <Table
      caption={t("menu.contributions")}
      columns={columns(addressOf).filter((column) => !without.includes(column.key))}
      rows={rows}
      spread={spread}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      isSelected={(row) => row.id === openId}
      isVoided={(row) => row.status === "voided"}
      isFresh={(row) => fresh?.has(row.id) ?? false}
    />
  );
}
