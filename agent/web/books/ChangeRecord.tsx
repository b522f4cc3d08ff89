import { asBookRecord, type BookDetail, type BookKind } from "@core/books";
import { Notice } from "@core/components/Notice";
import { recordTitle } from "@core/components/RecordValues";
import { errorText } from "@core/errors";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { go } from "@core/router";
import { api } from "../api";
import { Screen } from "../parts/Screen";
import { emptyForm, formFrom, type FormValues } from "../record_form";
import { useAgent } from "../status";
import { t } from "../text";
import { fieldsOf, formFieldsOf, type Action } from "./actions";
import { recordAddress } from "./addresses";
import { stepDefaults } from "./defaults";
import { RecordForm } from "./RecordForm";
import { saveStep } from "./saving";

// What stands there, and what is usual where nothing does.
function withDefaults(form: FormValues, defaults: FormValues): FormValues {
  const missing = Object.entries(defaults).filter(([name]) => form[name] === "");
  return { ...form, ...Object.fromEntries(missing) };
}

// The laptop seals drafts whose name begins with this kind.
function draftNameOf(kind: BookKind, action: Action, id: string): string {
  return `${kind === "security-report" ? `${kind}-` : ""}${action}-${id.replace(":", "-")}`;
}

function Form({ record, action }: { record: BookDetail; action: Action }) {
  const { status } = useAgent();
  const { kind, id } = record;
  const fields = formFieldsOf(kind, action);
  const initial = () =>
    withDefaults({ ...emptyForm(fields), ...formFrom(record, fieldsOf(kind, action)) }, stepDefaults(action, status));
  const save = async ({ reason, ...given }: { [name: string]: unknown }) => {
    await saveStep(record, action, given, action === "correct" ? String(reason) : t(`step_reason.${action}`));
    go(recordAddress(kind, id));
  };
  return (
    <RecordForm
      kind={kind}
      fields={fields}
      initial={initial}
      draftName={draftNameOf(kind, action, id)}
      back={recordAddress(kind, id)}
      save={save}
    />
  );
}

// A later step of a record's life, or a correction with a reason.
export function ChangeRecord({ kind, id, action }: { kind: BookKind; id: string; action: Action }) {
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }), false);
  const record = value && asBookRecord(value);
  return (
    <Screen
      title={t(`step.${action}`)}
      back={{ address: recordAddress(kind, id), label: record ? recordTitle(record) : tCode("book", kind) }}
      focusTitle={false}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {record && <Form record={record} action={action} />}
    </Screen>
  );
}
