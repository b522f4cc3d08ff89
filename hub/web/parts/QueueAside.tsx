import type { QueueControl } from "../queue";
import { contributionSheet } from "../contribution_sheet";
import { t } from "../text";
import { ExportButton } from "./ExportButton";

// How many records wait, and the list of them as a file.
export function QueueAside({ queue, total }: { queue: QueueControl; total: number }) {
  return (
    <>
      <span class="muted">{t("queue.total", { count: total })}</span>
      {total > 0 && <ExportButton name="queue" readSheet={async () => contributionSheet(await queue.readAll())} />}
    </>
  );
}
