// Writing into the books beside the contributions.
import type { BookKind, BookRecord } from "@core/books";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Operations } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import { api } from "../api";
import { changesOf } from "../record_form";
import { t } from "../text";
import { fieldsOf, type Action } from "./actions";

type Given = { [name: string]: unknown };

function takeBack(id: string): void {
  api("voidRecord", { path: { id }, body: { reason: t("record.undo_reason") } }).then(
    () => toast(t("record.undone")),
    (error: unknown) => toast(errorText(error)),
  );
}

// Once it is durable, says so with the way to take it back: nothing is deleted, so that is cancelling with a reason.
export async function saveNew(kind: BookKind, given: Given): Promise<string> {
  const body = given as Operations["createRecord"]["body"];
  const { id } = await api("createRecord", { path: { kind }, body });
  toast(t("record.saved"), { label: shared("action.undo"), run: () => takeBack(id) });
  return id;
}

export async function saveStep(record: BookRecord, action: Action, given: Given, reason: string): Promise<void> {
  const changes = changesOf(record, fieldsOf(record.kind, action), given);
  await api("amendRecord", { path: { id: record.id }, body: { heads: record.heads, reason, changes } });
  toast(t("record.saved"));
}
