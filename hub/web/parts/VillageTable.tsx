import { Table, type Column } from "@core/components/Table";
import { formatNumber } from "@core/format";
import type { VillageState } from "@core/generated/hub";
import { contributionsAddress, householdsAddress, queueAddress, totalsAddress, villagesAddress } from "../addresses";
import { contactText } from "../devices";
import { t } from "../text";

type Props = { rows: VillageState[]; today: string };

function columns(today: string): Column<VillageState>[] {
  const numeric = (key: string, head: string, count: (row: VillageState) => number, address: (village: string) => string): Column<VillageState> => ({
    key,
    head,
    label: head,
    numeric: true,
    cell: (row) => (count(row) > 0 ? <a href={address(row.code)}>{formatNumber(count(row))}</a> : "0"),
  });
  return [
    { key: "name", head: t("field.village"), cell: (row) => <a class="donor" href={totalsAddress({ village: row.code })}>{row.name}</a> },
    numeric("households", t("villages.households"), (row) => row.households, (village) => householdsAddress({ village })),
    numeric("contributions", t("villages.contributions"), (row) => row.contributions, (village) => contributionsAddress({ village })),
    numeric("toReview", t("villages.to_review"), (row) => row.toReview, (village) => queueAddress({ village })),
    numeric("devices", t("villages.devices"), (row) => row.devices, (village) => villagesAddress({ village })),
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
