import { Table, type Column } from "@core/components/Table";
import { formatNumber } from "@core/format";
import type { Register } from "@core/generated/hub";
import { cellText, isNumeric, type RegisterRow } from "./cells";
import { t } from "./text";

const rowsMax = 100;

function Sums({ register }: { register: Register }) {
  return (
    <ul class="register-sums">
      <li>
        <b>{t("registers.rows", { count: formatNumber(register.total) })}</b>
      </li>
      {register.columns.map((column, at) => {
        const total = register.totals[at];
        if (total === null || total === undefined) return null;
        return (
          <li key={column.key}>
            {t("registers.total", { column: column.title })}: <b>{cellText(column, total)}</b>
          </li>
        );
      })}
    </ul>
  );
}

// The first rows in the columns of the paper book in which something stands: there is no room for more on a screen.
export function Preview({ register }: { register: Register }) {
  const rows = register.rows.slice(0, rowsMax);
  if (rows.length === 0) return <p>{t("registers.none")}</p>;
  const isShown = register.columns.map((column, at) => column.printed && rows.some((row) => cellText(column, row[at]) !== ""));
  const others = register.columns.filter((_, at) => !isShown[at]);
  const columns: Column<RegisterRow>[] = register.columns.flatMap((column, at) => {
    if (!isShown[at]) return [];
    const label = at > 0 ? { label: column.title } : {};
    return [{ key: column.key, head: column.title, numeric: isNumeric(column), ...label, cell: (row) => cellText(column, row[at]) || null }];
  });
  return (
    <>
      <Sums register={register} />
      {register.total > rows.length && <p class="muted">{t("registers.first_rows", { count: rows.length })}</p>}
      <div class="frame register-preview" role="region" aria-label={register.title} tabIndex={0}>
        <Table caption={register.title} columns={columns} rows={rows} rowKey={(row) => String(row[0])} />
      </div>
      {others.length > 0 && <p class="muted">{t("registers.hidden", { columns: others.map((it) => it.title).join("; ") })}</p>}
    </>
  );
}
