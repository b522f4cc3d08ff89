// Telling that a new record is durable, with the way to take it back: nothing is deleted, so that is cancelling with a reason.
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { api } from "./api";
import { t } from "./text";

function takeBack(id: string): void {
  api("voidRecord", { path: { id }, body: { reason: t("record.undo_reason") } }).then(
    () => toast(t("record.undone")),
    (error: unknown) => toast(errorText(error)),
  );
}

export function tellSaved(id: string): void {
  toast(t("record.saved"), { label: shared("action.undo"), run: () => takeBack(id) });
}
