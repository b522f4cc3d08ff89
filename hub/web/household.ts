// What the page says of households.
import type { Household, Poverty } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { households } from "@core/records";
import { api } from "./api";
import type { Cell } from "./csv";
import { everyPage, rowsPerPageMax } from "./every_page";
import { given } from "./given";
import { t } from "./text";

type PovertyOfYear = { year: number; poverty: Poverty };

// Newest year first.
export function povertyOf(household: Household): PovertyOfYear[] {
  const years = (household.poverty ?? []).map(({ year = 0, poverty = "POVERTY_NONE" }): PovertyOfYear => ({ year, poverty }));
  return years.sort((one, other) => other.year - one.year);
}

// "Hộ nghèo (2026)"; nothing for a household that is not poor.
export function povertyText(household: Household): string {
  const latest = povertyOf(household)[0];
  if (!latest || latest.poverty === "POVERTY_NONE") return "";
  return t("households.poverty_of", { poverty: tCode("poverty", latest.poverty), year: latest.year });
}

export type HouseholdFilters = { village?: string; query?: string };

export function readHouseholds(filters: HouseholdFilters, limit: number, cursor: string | undefined) {
  return api("listRecords", { path: { kind: "household" }, query: { ...given(filters), order: "name", limit, ...(cursor && { cursor }) } });
}

// As rows of a spreadsheet; `villageName` by code.
export async function householdSheet(filters: HouseholdFilters, villageName: (code: string) => string): Promise<Cell[][]> {
  const heads = [
    t("field.village"), t("households.code"), shared("field.head"), shared("field.birthYear"), shared("field.members"), shared("field.ethnicGroup"),
    shared("field.phone"), shared("field.address"), t("households.poverty"),
  ];
  const cells = (row: Household): Cell[] => [
    villageName(row.village), row.code ?? "", row.head ?? "", row.birthYear ?? "", row.members ?? "", row.ethnicGroup ?? "",
    row.phone ?? "", row.address ?? "", povertyText(row),
  ];
  const rows = households(await everyPage((cursor) => readHouseholds(filters, rowsPerPageMax, cursor)));
  return [heads, ...rows.map(cells)];
}
