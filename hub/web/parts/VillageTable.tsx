import { Table, type Column } from "@core/components/Table";
import { formatNumber } from "@core/format";
import type { VillageState } from "@core/generated/hub";
import type { JSX } from "preact";
import { contributionsAddress, householdsAddress, queueAddress, totalsAddress, villagesAddress, type ListFilters } from "../addresses";
import { contactText } from "../devices";
import { t } from "../text";
import { RecordsLink } from "./RecordsLink";

type Props = { rows: VillageState[]; today: string };

function columns(today: string): Column<VillageState>[] {
  const numeric = (key: string, head: string, count: (row: VillageState) => number, link: (row: VillageState, text: string) => JSX.Element): Column<VillageState> => ({
    key,
    head,
    label: head,
    numeric: true,
    cell: (row) => (count(row) > 0 ? link(row, formatNumber(count(row))) : "0"),
  });
  const records = (address: (filters: ListFilters) => string) => (row: VillageState, text: string) => <RecordsLink href={address({ village: row.code })}>{text}</RecordsLink>;
  return [
    { key: "name", head: t("field.village"), cell: (row) => <a class="donor" href={totalsAddress({ village: row.code })}>{row.name}</a> },
    numeric("households", t("villages.households"), (row) => row.households, records(householdsAddress)),
    numeric("contributions", t("villages.contributions"), (row) => row.contributions, records(contributionsAddress)),
    numeric("toReview", t("villages.to_review"), (row) => row.toReview, records(queueAddress)),
    numeric("devices", t("villages.devices"), (row) => row.devices, (row, text) => <a href={villagesAddress({ village: row.code })}>{text}</a>),
    { key: "contact", head: t("devices.last_contact"), label: t("devices.last_contact"), cell: (row) => contactText(row.lastContact, today) },
  ];
}

// The villages and how they are doing; each number opens what it counts.
export function VillageTable({ rows, today }: Props) {
  return (
    <div class="frame">
      <Table caption={t("villages.title")} columns={columns(today)} rows={rows} rowKey={(row) => row.code} />
    </div>
  );
}
