// The columns of the books' lists, alike on the laptop and at the office.
import type { BookKind, BookRecord } from "../books";
import { formatDate } from "../format";
import { fieldLabel, t } from "../i18n";
import { quorumSentence, recordTitle } from "./RecordValues";
import { StateMark } from "./StateMark";
import { StatusMark } from "./StatusMark";
import type { Column } from "./Table";

type AddressOf = (row: BookRecord) => string;

function titleColumn(kind: BookKind, addressOf: AddressOf): Column<BookRecord> {
  return {
    key: "title",
    head: t(`table.${kind}`),
    cell: (row) => (
      <a class="row-link" href={addressOf(row)}>
        {recordTitle(row)}
      </a>
    ),
  };
}

function dayOf(row: BookRecord): string {
  if (row.kind === "petition") return row.due ? formatDate(row.due) : "";
  if (row.kind === "security-report") return row.shown.when;
  if (row.kind === "campaign-proposal") return row.shown.period;
  if (row.kind === "disclosure") return row.shown.period;
  return row.kind === "period-report" ? `${row.shown.from} – ${row.shown.to}` : row.shown.date;
}

function dayHead(kind: BookKind): string {
  if (kind === "petition") return fieldLabel(kind, "due");
  return kind === "disclosure" || kind === "period-report" || kind === "campaign-proposal" ? t("table.period") : fieldLabel(kind, "date");
}

function detailOf(row: BookRecord): string {
  if (row.kind === "petition") return row.shown.from;
  if (row.kind === "disclosure") return row.place ?? "";
  if (row.kind === "security-report") return row.shown.isSealed ? t("security.sealed") : (row.place ?? "");
  if (row.kind === "campaign-proposal") return row.organiser ?? "";
  if (row.kind === "household-request") return row.shown.into || (row.grounds ?? "");
  if (row.kind === "period-report") return row.submittedOn ? formatDate(row.submittedOn) : "";
  return row.kind === "spending" ? row.shown.campaign : quorumSentence(row);
}

// Whose state says more than where its review stands.
export function hasState(kind: BookKind): boolean {
  return kind === "petition" || kind === "disclosure" || kind === "security-report";
}

function detailHead(kind: BookKind): string {
  return t(`table_detail.${kind}`);
}

// `where`: a column of the office's, which has many villages.
export function bookColumns(
  kind: BookKind,
  addressOf: AddressOf,
  where: Column<BookRecord>[] = [],
): Column<BookRecord>[] {
  const day: Column<BookRecord> = {
    key: "day",
    head: dayHead(kind),
    cell: (row) => <span class="number">{dayOf(row)}</span>,
  };
  const detail: Column<BookRecord> = { key: "detail", head: detailHead(kind), cell: detailOf };
  const amount: Column<BookRecord> = {
    key: "amount",
    head: fieldLabel(kind, "amount"),
    numeric: true,
    cell: (row) => row.kind === "spending" && <span class="given">{row.shown.amount}</span>,
  };
  const state: Column<BookRecord> = {
    key: "state",
    head: t("field.state"),
    cell: (row) =>
      !row.voided && hasState(kind) ? (
        <StateMark record={row} />
      ) : (
        <StatusMark record={row} brief />
      ),
  };
  return [titleColumn(kind, addressOf), ...where, ...(kind === "spending" ? [amount] : []), day, detail, state];
}
