// Saving a new contribution, and taking it back.
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Contribution, ContributionFields } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { api } from "./api";
import { t } from "./text";

function takeBack(id: string): void {
  api("voidRecord", { path: { id }, body: { reason: t("record.undo_reason") } }).then(
    () => toast(t("record.undone")),
    (error: unknown) => toast(errorText(error)),
  );
}

// Once it is durable, says so with the way to take it back: nothing is deleted, so that is cancelling with a reason.
export async function saveContribution(fields: ContributionFields, confirmed: boolean): Promise<Contribution> {
  const record = await api("createRecord", {
    path: { kind: "contribution" },
    body: fields,
    ...(confirmed && { query: { confirm: "duplicate" } }),
  });
  if (record.kind !== "contribution") throw new Error(`saved a ${record.kind}`);
  toast(t("record.saved"), { label: shared("action.undo"), run: () => takeBack(record.id) });
  return record;
}
