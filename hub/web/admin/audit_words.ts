// The audit log's codes in words.
import { tCode } from "@core/i18n";
import type { AuditLine } from "@core/generated/hub";
import { t } from "./text";

const ofVillages = ["village_added", "village_changed", "device_code", "households_imported"];

const ofReports = ["report_submitted", "report_withdrawn", "reminded"];

export function objectText({ action, object }: AuditLine, villageName: (code: string) => string): string {
  if (ofVillages.includes(action)) return villageName(object);
  if (ofReports.includes(action)) return object.split(" ").map((word) => tCode("audit_object", word)).join(" "); // unit, period, year
  return tCode("audit_object", object);
}

// "clerk → chair" → "Cán bộ … → Chủ tịch xã"
function rolesText(detail: string): string {
  return detail.split(" → ").map((role) => tCode("role", role)).join(" → ");
}

// "12 + 3": new, changed
function importText(detail: string): string {
  const [added, changed] = detail.split(" + ");
  return changed === undefined ? detail : t("audit_detail.imported", { added: added ?? "", changed });
}

export function detailText({ action, detail }: AuditLine): string {
  if (action === "user_added" || action === "user_changed") return rolesText(detail);
  if (action === "settings_changed") return detail.split(", ").map((field) => tCode("settings", field)).join(", ");
  if (action === "households_imported") return importText(detail);
  return detail;
}
