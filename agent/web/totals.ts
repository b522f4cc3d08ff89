import { formatDong, formatMilli } from "@core/format";
import type { TotalsRow } from "@core/generated/agent";
import { t } from "./text";

// “4.250.000 đ · 36 công”
export function totalText(total: TotalsRow | undefined): string {
  if (!total || total.records === 0) return t("campaigns.nothing_yet");
  const parts = [
    total.money !== "0" && formatDong(total.money),
    total.labourMilli !== "0" && t("campaigns.labour", { count: formatMilli(total.labourMilli) }),
    total.landMilli !== "0" && t("campaigns.land", { count: formatMilli(total.landMilli) }),
  ];
  return parts.filter(Boolean).join(" · ") || t("campaigns.in_kind", { count: total.records });
}
