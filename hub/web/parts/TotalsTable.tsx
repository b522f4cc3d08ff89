import { Table, type Column } from "@core/components/Table";
import { formatDong, formatMilli, formatNumber } from "@core/format";
import type { ComponentChildren } from "preact";
import { contributionsAddress, queueAddress } from "../addresses";
import type { CampaignTotals, Figures } from "../totals";
import { t } from "../text";
import "./TotalsTable.css";

type Row = Figures & { key: string; name: string; village: string; isSum: boolean };

type Props = { totals: CampaignTotals; village: string | undefined };

function rowsOf({ villages, sum }: CampaignTotals, village: string | undefined): Row[] {
  const rows = villages.map((it) => ({ ...it, key: it.village, name: it.villageName, isSum: false }));
  const isOne = village !== undefined || rows.length < 2;
  return isOne ? rows : [...rows, { ...sum, key: "sum", name: t("totals.sum"), village: "", isSum: true }];
}

// A figure leads to the records behind it; nothing is a dash without a link.
function figure(text: string, address: string): ComponentChildren {
  return text === "0" || text === "0 đ" ? <span class="muted">–</span> : <a href={address}>{text}</a>;
}

function columns(campaign: string): Column<Row>[] {
  const behind = (row: Row, status?: string) => contributionsAddress({ campaign, village: row.village, ...(status && { status }) });
  const numeric = (key: string, head: string, text: (row: Row) => string, address: (row: Row) => string = behind): Column<Row> => ({
    key,
    head,
    numeric: true,
    cell: (row) => <span data-label={head} data-sum={row.isSum || undefined}>{figure(text(row), address(row))}</span>,
  });
  return [
    { key: "village", head: t("field.village"), cell: (row) => (row.isSum ? <b>{row.name}</b> : row.name) },
    numeric("records", t("totals.records"), (row) => formatNumber(row.records)),
    { key: "donors", head: t("totals.donors"), numeric: true, cell: (row) => <span data-label={t("totals.donors")} data-sum={row.isSum || undefined}>{formatNumber(row.donors)}</span> },
    numeric("money", t("totals.money"), (row) => formatDong(row.money)),
    numeric("labour", t("totals.labour"), (row) => formatMilli(row.labourMilli)),
    numeric("land", t("totals.land"), (row) => formatMilli(row.landMilli)),
    numeric("value", t("totals.value"), (row) => formatDong(row.value)),
    numeric("waiting", t("totals.waiting"), (row) => formatNumber(row.waiting), (row) => queueAddress({ campaign, village: row.village })),
    numeric("accepted", t("totals.accepted"), (row) => formatNumber(row.accepted), (row) => behind(row, "accepted")),
    numeric("returned", t("totals.returned"), (row) => formatNumber(row.returned), (row) => behind(row, "returned")),
  ];
}

// One campaign's totals, a village a row and their sum.
export function TotalsTable({ totals, village }: Props) {
  return (
    <div class="frame totals">
      <Table caption={totals.title} columns={columns(totals.id)} rows={rowsOf(totals, village)} rowKey={(row) => row.key} />
    </div>
  );
}
