import type { BookKind, FieldSpec } from "@core/books";
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { t as shared } from "@core/i18n";
import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { onFormKey, useSaveKey } from "../enter_key";
import { RecordFields } from "../parts/RecordFields";
import { Restored } from "../parts/Restored";
import { SaveRow } from "../parts/SaveRow";
import { useRecordForm } from "../record_editing";
import type { FormValues } from "../record_form";
import { t } from "../text";

type Props = {
  kind: BookKind;
  fields: readonly FieldSpec[];
  initial: () => FormValues;
  draftName: string;
  back: string; // where giving up leads
  save: (given: { [name: string]: unknown }) => Promise<void>;
  children?: ComponentChildren; // further fields
};

// A form of one column; Ctrl+Enter saves from anywhere.
export function RecordForm({ kind, fields, initial, draftName, back, save, children }: Props) {
  const { form, change, photos, problems, submit, drop, isRestored, startAfresh } = useRecordForm(
    fields,
    initial,
    draftName,
    save,
  );
  useSaveKey(() => void submit());
  // Before it is seen: later it would take the focus from who begins at once.
  useLayoutEffect(() => {
    problems.element.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  }, []);
  return (
    <>
      {isRestored && <Restored onStartAfresh={startAfresh} />}
      <form
        class="record-form"
        ref={problems.element}
        noValidate
        onKeyDown={onFormKey}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <RecordFields
          kind={kind}
          fields={fields}
          form={form}
          errors={problems.errors}
          photos={photos}
          onChange={change}
        />
        {children}
        <SaveRow>
          {problems.failure !== undefined && <Notice tone="bad">{errorText(problems.failure)}</Notice>}
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {t("action.save")}
          </Button>
          <Button href={back} onClick={drop}>
            {shared("action.cancel")}
          </Button>
        </SaveRow>
      </form>
    </>
  );
}
