import { Table, type Column } from "@core/components/Table";
import { formatNumber } from "@core/format";
import { percentText, type Row } from "./shares";
import { t } from "./text";

type Props = { caption: string; head: string; rows: Row[]; addressOf: (row: Row) => string | undefined };

function Counted({ count, address }: { count: number; address: string | undefined }) {
  const shown = formatNumber(count);
  return count > 0 && address ? <a href={address}>{shown}</a> : <>{shown}</>;
}

// The numbers behind a chart; what was counted opens the list of it.
export function ShareTable({ caption, head, rows, addressOf }: Props) {
  const columns: Column<Row>[] = [
    { key: "name", head, cell: ({ name }) => name },
    { key: "numerator", head: t("papi.numerator"), label: t("papi.numerator"), numeric: true, cell: ({ share }) => formatNumber(share.numerator) },
    {
      key: "denominator",
      head: t("papi.denominator"),
      label: t("papi.denominator"),
      numeric: true,
      cell: (row) => <Counted count={row.share.denominator} address={addressOf(row)} />,
    },
    { key: "share", head: t("papi.share"), label: t("papi.share"), numeric: true, cell: ({ share }) => percentText(share) },
  ];
  return (
    <div class="frame">
      <Table caption={caption} columns={columns} rows={rows} rowKey={(row) => row.key} />
    </div>
  );
}
