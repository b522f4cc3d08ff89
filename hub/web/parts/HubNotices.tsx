import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatWhen } from "@core/format";
import type { HubNotice } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useOffice } from "../office";
import { t } from "../text";

function textOf({ code, count, at }: HubNotice, today: string): string {
  const when = formatWhen(at, today);
  if (code === "log_forked") return t("notice.log_forked", { count, when });
  if (code === "log_returned") return t("notice.log_returned", { count, when });
  return t("notice.restored", { when });
}

// What happened to the hub itself, until somebody has read it.
export function HubNotices() {
  const { status } = useOffice();
  const [read, setRead] = useState<number[]>([]);
  const seen = (number: number) =>
    api("noticeSeen", { path: { number } }).then(
      () => setRead((before) => [...before, number]),
      (error: unknown) => toast(errorText(error)),
    );
  return (
    <>
      {status.notices
        ?.filter((notice) => !read.includes(notice.id))
        .map((notice) => (
          <Notice key={notice.id} tone="warn">
            <p>{textOf(notice, status.today)}</p>
            <Button onClick={() => void seen(notice.id)}>{t("notice.seen")}</Button>
          </Notice>
        ))}
    </>
  );
}
