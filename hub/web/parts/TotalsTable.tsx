import { Table, type Column } from "@core/components/Table";
import { formatDong, formatMilli, formatNumber } from "@core/format";
import { t as shared } from "@core/i18n";
import type { ComponentChildren } from "preact";
import { campaignAddress, contributionsAddress, queueAddress, type ListFilters } from "../addresses";
import { t } from "../text";
import type { Figures, Grouping, TotalsGroup } from "../totals";
import { RecordsLink } from "./RecordsLink";
import "./TotalsTable.css";

type Row = { key: string; name: ComponentChildren; figures: Figures; behind: ListFilters; isSum: boolean };

function rowsOf({ by, id, rows, sum }: TotalsGroup): Row[] {
  const own = rows.map((row) => ({
    key: by === "campaign" ? row.village : row.campaign,
    name: by === "campaign" ? row.villageName : <a href={campaignAddress(row.campaign)}>{row.campaignTitle}</a>,
    figures: row,
    behind: { campaign: row.campaign, village: row.village },
    isSum: false,
  }));
  return own.length < 2 ? own : [...own, { key: "sum", name: <b>{t("totals.sum")}</b>, figures: sum, behind: { [by]: id }, isSum: true }];
}

// A figure leads to the records behind it; nothing is a dash without a link.
function figure(text: string, address: string): ComponentChildren {
  return text === "0" || text === "0 đ" ? <span class="muted">–</span> : <RecordsLink href={address}>{text}</RecordsLink>;
}

// Who gives to two campaigns is one donor, so donors are not added up over campaigns.
function donorsOf(row: Row, by: Grouping): string {
  return row.isSum && by === "village" ? "0" : formatNumber(row.figures.donors);
}

function columns(by: Grouping): Column<Row>[] {
  const all = (row: Row) => contributionsAddress(row.behind);
  const reviewed = (status: string) => (row: Row) => contributionsAddress({ ...row.behind, status });
  const numeric = (key: string, head: string, text: (row: Row) => string, address: (row: Row) => string = all): Column<Row> => ({
    key,
    head,
    numeric: true,
    cell: (row) => <span data-label={head} data-sum={row.isSum || undefined}>{figure(text(row), address(row))}</span>,
  });
  return [
    { key: "name", head: by === "campaign" ? t("field.village") : shared("field.campaign"), cell: (row) => row.name },
    numeric("records", t("totals.records"), ({ figures }) => formatNumber(figures.records)),
    numeric("donors", t("totals.donors"), (row) => donorsOf(row, by)),
    numeric("money", t("totals.money"), ({ figures }) => formatDong(figures.money)),
    numeric("labour", t("totals.labour"), ({ figures }) => formatMilli(figures.labourMilli)),
    numeric("land", t("totals.land"), ({ figures }) => formatMilli(figures.landMilli)),
    numeric("value", t("totals.value"), ({ figures }) => formatDong(figures.value)),
    numeric("waiting", t("totals.waiting"), ({ figures }) => formatNumber(figures.waiting), (row) => queueAddress(row.behind)),
    numeric("accepted", t("totals.accepted"), ({ figures }) => formatNumber(figures.accepted), reviewed("accepted")),
    numeric("returned", t("totals.returned"), ({ figures }) => formatNumber(figures.returned), reviewed("returned")),
  ];
}

// One campaign's totals, a village a row, or one village's, a campaign a row; and their sum.
export function TotalsTable({ group }: { group: TotalsGroup }) {
  return (
    <div class="frame totals">
      <Table caption={group.title} columns={columns(group.by)} rows={rowsOf(group)} rowKey={(row) => row.key} />
    </div>
  );
}
