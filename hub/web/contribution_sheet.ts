// Contributions as rows of a spreadsheet.
import { statusText } from "@core/components/StatusMark";
import type { Contribution } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import type { Cell } from "./csv";
import { t } from "./text";

function heads(): Cell[] {
  return [
    shared("field.date"), t("field.village"), t("table.donor"), t("table.donor_detail"), shared("field.campaign"), shared("field.form"),
    t("table.given"), shared("field.amount"), shared("field.value"), t("filter.status"), shared("field.paperNumber"), shared("field.note"), t("field.number_here"),
  ];
}

function cells(row: Contribution): Cell[] {
  const { shown } = row;
  return [
    shown.date, shown.village, shown.donor, shown.donorDetail, shown.campaign, row.form ? tCode("form", row.form) : "",
    shown.given, Number(row.amount ?? 0), Number(row.value ?? 0), statusText(row), row.paperNumber ?? "", row.note ?? "", row.id,
  ];
}

export function contributionSheet(rows: Contribution[]): Cell[][] {
  return [heads(), ...rows.map(cells)];
}
