import { Notice } from "@core/components/Notice";
import { securityAddress } from "../addresses";
import { useOffice } from "../office";
import { t } from "../text";

// On every page of the police: urgent reports that nobody has dealt with. Read out when it appears.
export function UrgentReports() {
  const { status, user } = useOffice();
  const urgent = status.counts?.security.urgent ?? 0;
  if (user.role !== "police") return null;
  return (
    <div role="alert">
      {urgent > 0 && (
        <Notice tone="bad">
          {t("security.urgent", { count: urgent })} <a href={securityAddress("urgent")}>{t("security.see")}</a>
        </Notice>
      )}
    </div>
  );
}
