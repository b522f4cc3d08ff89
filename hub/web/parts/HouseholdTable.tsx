import { StatusMark } from "@core/components/StatusMark";
import { Table, type Column } from "@core/components/Table";
import type { Household } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { go } from "@core/router";
import { householdsAddress } from "../addresses";
import { povertyText } from "../household";
import { shortVillage } from "../lists";
import { t } from "../text";

type Props = { rows: Household[]; nameOf: (village: string) => string };

function columns(nameOf: Props["nameOf"]): Column<Household>[] {
  const plain = (key: string, head: string, cell: (row: Household) => string | number | undefined, numeric = false): Column<Household> => ({ key, head, label: head, numeric, cell });
  return [
    { key: "head", head: shared("field.head"), cell: (row) => <><a class="donor" href={householdsAddress({}, row.id)}>{row.head}</a>{row.conflict && <span class="second"><StatusMark record={row} brief /></span>}</> },
    plain("birthYear", shared("field.birthYear"), (row) => row.birthYear, true),
    plain("code", t("households.code"), (row) => row.code, true),
    plain("village", t("field.village"), (row) => shortVillage(nameOf(row.village))),
    plain("members", t("households.members"), (row) => row.members, true),
    plain("poverty", t("households.poverty"), povertyText),
  ];
}

// Households by name; same names are told apart by year of birth, code and village.
export function HouseholdTable({ rows, nameOf }: Props) {
  return (
    <div class="frame">
      <Table caption={t("menu.households")} columns={columns(nameOf)} rows={rows} rowKey={(row) => row.id} onOpen={(row) => go(householdsAddress({}, row.id))} isVoided={(row) => row.status === "voided"} />
    </div>
  );
}
