// Shares of counted things, in words, for tables and for charts.
import { formatNumber } from "@core/format";
import type { Indicator, IndicatorShare } from "@core/generated/hub";
import { shortVillage } from "../lists";
import { t } from "./text";

export type Row = { key: string; name: string; share: IndicatorShare };

const digits = 10; // one decimal

// To one decimal. Nothing that falls short is rounded up to 100; of nothing there is no share.
export function percentOf({ numerator, denominator }: IndicatorShare): number | undefined {
  if (denominator === 0) return undefined;
  const rounded = Math.round((100 * digits * numerator) / denominator) / digits;
  return numerator < denominator ? Math.min(rounded, 100 - 1 / digits) : rounded;
}

// "66,7 %"
export function percentText(share: IndicatorShare): string {
  const percent = percentOf(share);
  if (percent === undefined) return t("papi.no_data");
  return t("papi.percent", { percent: String(percent).replace(".", ",") });
}

// "46 trên 50 khoản đóng góp …: 92 %"; as a form to be filled in where there is nothing to count.
export function resultText({ code, commune }: Indicator): string {
  const hasData = commune.denominator > 0;
  const numbers = {
    numerator: hasData ? formatNumber(commune.numerator) : "…",
    denominator: hasData ? formatNumber(commune.denominator) : "…",
  };
  return t("papi.result", { formula: t(`papi.formula.${code}`, numbers), percent: percentText(commune) });
}

export function hasData(rows: Row[]): boolean {
  return rows.some(({ share }) => share.denominator > 0);
}

export function villageRows({ commune, villages }: Indicator): Row[] {
  if (villages.length === 0) return [];
  const whole = { key: "", name: t("papi.commune"), share: commune };
  return [whole, ...villages.map(({ village, name, ...share }) => ({ key: village, name: shortVillage(name), share }))];
}

export function yearRows({ history }: Indicator): Row[] {
  return history.map(({ year, ...share }) => ({ key: String(year), name: String(year), share }));
}
