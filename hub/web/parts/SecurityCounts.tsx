import { allFields } from "@core/books";
import { DateField, readDate } from "@core/components/DateField";
import { Notice } from "@core/components/Notice";
import { Table, type Column } from "@core/components/Table";
import { errorText } from "@core/errors";
import { formatDate } from "@core/format";
import type { SecurityCounts as Counts } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useOffice } from "../office";
import { t } from "../text";

type Row = Counts["items"][number];

const incidents = allFields["security-report"].find((it) => it.name === "incident")?.options ?? [];

function columns(rows: Row[]): Column<Row>[] {
  const seen = incidents.filter((id) => rows.some((row) => row.counts[id]));
  const number = (key: string, head: string, valueOf: (row: Row) => number): Column<Row> => ({
    key,
    head,
    label: head,
    numeric: true,
    cell: (row) => <span class="number">{valueOf(row)}</span>,
  });
  return [
    { key: "village", head: t("field.village"), cell: (row) => <b>{row.villageName}</b> },
    ...seen.map((id) => number(id, tCode("incident", id), (row) => row.counts[id] ?? 0)),
    number("total", t("security.total"), (row) => row.total),
    number("quiet", t("security.quiet"), (row) => row.quiet),
  ];
}

// How many incidents of which kind, by village and period; nothing is opened for it.
export function SecurityCounts() {
  const { today } = useOffice().status;
  const [typed, setTyped] = useState({ from: formatDate(`${today.slice(0, 4)}-01-01`), to: formatDate(today) });
  const { value, error } = useResource(`counts ${typed.from} ${typed.to}`, async () => {
    const [from, to] = await Promise.all([readDate(typed.from), readDate(typed.to)]);
    if (!from.ok || !to.ok) return undefined;
    return api("securityCounts", { query: { from: from.date, to: to.date } });
  });
  const rows = value?.items ?? [];
  return (
    <section class="stack">
      <div class="row">
        <DateField label={t("security.from")} name="from" value={typed.from} onChange={(from) => setTyped({ ...typed, from })} />
        <DateField label={t("security.to")} name="to" value={typed.to} onChange={(to) => setTyped({ ...typed, to })} />
      </div>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      <Table caption={t("security.counts")} columns={columns(rows)} rows={rows} rowKey={(row) => row.village} />
    </section>
  );
}
