import { t } from "./i18n";

// “còn 5 ngày”, “hôm nay”, “quá 2 ngày”.
export function daysText(days: number | null): string {
  if (days === null) return "";
  if (days === 0) return t("days.today");
  return days > 0 ? t("days.left", { count: days }) : t("days.late", { count: -days });
}
