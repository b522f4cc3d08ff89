// Writing into the books beside the contributions.
import type { BookKind, BookRecord } from "@core/books";
import { toast } from "@core/components/Toast";
import type { Operations } from "@core/generated/agent";
import { api } from "../api";
import { changesOf } from "../record_form";
import { tellSaved } from "../saved";
import { t } from "../text";
import { fieldsOf, type Action } from "./actions";

type Given = { [name: string]: unknown };

export async function saveNew(kind: BookKind, given: Given): Promise<string> {
  const body = given as Operations["createRecord"]["body"];
  const { id } = await api("createRecord", { path: { kind }, body });
  tellSaved(id);
  return id;
}

export async function saveStep(record: BookRecord, action: Action, given: Given, reason: string): Promise<void> {
  const changes = changesOf(record, fieldsOf(record.kind, action), given);
  await api("amendRecord", { path: { id: record.id }, body: { heads: record.heads, reason, changes } });
  toast(t("record.saved"));
}
