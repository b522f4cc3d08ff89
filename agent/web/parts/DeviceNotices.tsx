import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatWhen } from "@core/format";
import type { DeviceNotice, Status } from "@core/generated/agent";
import { api } from "../api";
import { t } from "../text";

function textOf({ code, count, at }: DeviceNotice, today: string): string {
  const when = formatWhen(at, today);
  if (code === "log_forked") return t("notice.log_forked", { count, when });
  if (code === "log_returned") return t("notice.log_returned", { count, when });
  if (code === "log_replaced") return t("notice.log_replaced", { count, when });
  if (code === "salvaged") return t("notice.salvaged", { count, when });
  return t("notice.restored", { when });
}

// What happened to this laptop itself, until somebody has read it.
export function DeviceNotices({ status, tell }: { status: Status; tell: (status: Status) => void }) {
  const seen = (number: number) =>
    api("noticeSeen", { path: { number } }).then(tell, (error: unknown) => toast(errorText(error)));
  return (
    <>
      {status.notices.map((notice) => (
        <Notice key={notice.id} tone="warn">
          <p>{textOf(notice, status.today)}</p>
          <Button onClick={() => void seen(notice.id)}>{t("notice.seen")}</Button>
        </Notice>
      ))}
    </>
  );
}
