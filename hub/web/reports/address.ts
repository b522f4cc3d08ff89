import type { Period, ReportUnit } from "@core/generated/hub";
import { link } from "@core/router";

export type ReportQuery = { unit: ReportUnit; period?: Period; year?: number };

const units: { [unit in ReportUnit]: string } = {
  REPORT_UNIT_COMMUNE: "",
  REPORT_UNIT_FRONT: "mttq",
  REPORT_UNIT_POLICE: "cong-an",
};
export const reportUnits = Object.keys(units) as ReportUnit[];
const periods: { [period in Period]: string } = { PERIOD_HALF_YEAR: "6-thang", PERIOD_YEAR: "nam" };
export const reportPeriods = Object.keys(periods) as Period[];

export const reportsRoot = "bao-cao-xa";

// As a colleague opens it; `show` is "in" for the paper.
export function reportAddress({ unit, period, year }: ReportQuery = { unit: "REPORT_UNIT_COMMUNE" }, show = ""): string {
  return link([reportsRoot], {
    "don-vi": units[unit],
    ky: period && periods[period],
    nam: year ? String(year) : undefined,
    xem: show,
  });
}

export function readReportQuery(query: URLSearchParams): ReportQuery {
  const unit = reportUnits.find((it) => units[it] === (query.get("don-vi") ?? "")) ?? "REPORT_UNIT_COMMUNE";
  const period = reportPeriods.find((it) => periods[it] === query.get("ky"));
  const year = Number(query.get("nam"));
  return { unit, ...(period && { period }), ...(year && { year }) };
}
