import { Table, type Column, type Spread } from "@core/components/Table";
import type { Contribution } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { go } from "@core/router";
import { shortVillage } from "../lists";
import type { Selection } from "../selection";
import { t } from "../text";
import { DonorCell } from "./DonorCell";
import { Marks } from "./Marks";
import { SelectBox } from "./SelectBox";

type Props = {
  rows: Contribution[];
  spread?: Spread | undefined;
  openId: string | undefined;
  fresh: Set<string>;
  selection: Selection | undefined; // undefined: may not review
  addressOf: (row: Contribution) => string;
};

function selectColumn(rows: Contribution[], selection: Selection): Column<Contribution> {
  const count = selection.items.length;
  const isWhole = rows.length > 0 && rows.every((row) => selection.has(row.id));
  return {
    key: "select",
    head: <SelectBox label={t("selection.whole")} checked={isWhole} partly={count > 0 && !isWhole} onToggle={() => (isWhole ? selection.clear() : selection.set(rows))} />,
    cell: (row) => (
      <SelectBox label={t("selection.one", { donor: row.shown.donor, given: row.shown.given })} checked={selection.has(row.id)} onToggle={(withShift) => selection.toggle(row.id, withShift)} />
    ),
  };
}

function columns(addressOf: Props["addressOf"]): Column<Contribution>[] {
  return [
    { key: "donor", head: t("table.donor"), cell: (row) => <DonorCell row={row} address={addressOf(row)} /> },
    { key: "given", head: t("table.given"), cell: (row) => <b>{row.shown.given}</b>, numeric: true },
    { key: "campaign", head: t("table.campaign_village"), cell: (row) => <>{row.shown.campaign}<span class="second">{shortVillage(row.shown.village)}</span></> },
    { key: "date", head: shared("field.date"), cell: (row) => <span class="number">{row.shown.date}</span> },
    { key: "marks", head: t("table.marks"), cell: (row) => <Marks record={row} /> },
  ];
}

export function QueueTable({ rows, spread, openId, fresh, selection, addressOf }: Props) {
  return (
    <Table
      caption={t("queue.title")}
      columns={[...(selection ? [selectColumn(rows, selection)] : []), ...columns(addressOf)]}
      rows={rows}
      spread={spread}
      rowKey={(row) => row.id}
      onOpen={(row) => go(addressOf(row))}
      isSelected={(row) => row.id === openId}
      isFresh={(row) => fresh.has(row.id)}
    />
  );
}
