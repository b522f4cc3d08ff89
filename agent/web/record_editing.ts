// Filling in a record of the books: the form's state, its draft, its photos, and saving.
import type { FieldSpec } from "@core/books";
import type { Attachment } from "@core/generated/agent";
import { choicesMade } from "@core/pending";
import { usePhotos } from "@core/photos";
import { useEffect, useState } from "preact/hooks";
import { api } from "./api";
import { useDraft } from "./draft";
import { useFormErrors } from "./form_errors";
import { useLatest, type Change } from "./latest";
import { asFormOf, readRecordForm, type FormValues } from "./record_form";

type Given = { [name: string]: unknown };

// `save` gets what was read; what it throws is shown. `draftName` is of this form alone.
export function useRecordForm(
  fields: readonly FieldSpec[],
  initial: () => FormValues,
  draftName: string,
  save: (given: Given) => Promise<void>,
) {
  const draft = useDraft<FormValues>(draftName, (stored) => asFormOf(fields, stored));
  const problems = useFormErrors();
  const [form, update] = useLatest(initial);
  const [isRestored, setRestored] = useState(false);
  const [isSaving, setSaving] = useState(false);

  useEffect(() => {
    const { found } = draft;
    if (!found) return;
    update(() => found);
    setRestored(true);
  }, [draft.found]);

  const changeFrom = (step: Change<FormValues>) => {
    problems.clear();
    draft.keep(update(step));
  };
  const change = (part: FormValues) => changeFrom((old) => ({ ...old, ...part }));
  const photos = usePhotos(
    (form["attachments"] as Attachment[] | undefined) ?? [],
    (step) =>
      changeFrom((old) => ({ ...old, attachments: step((old["attachments"] as Attachment[] | undefined) ?? []) })),
    (data) => api("addAttachment", { body: { data } }),
  );
  const drop = () => {
    photos.reset();
    draft.drop();
  };
  const submit = async () => {
    if (isSaving) return;
    setSaving(true);
    problems.clear();
    try {
      await choicesMade();
      if (!(await photos.settled())) return problems.show({});
      const { given, errors } = await readRecordForm(
        fields,
        update((it) => it),
      ); // with the photos that were waited for
      if (Object.keys(errors).length > 0) return problems.show(errors);
      await save(given);
      drop();
    } catch (error) {
      problems.showFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const startAfresh = () => {
    drop();
    update(initial);
    problems.clear();
    setRestored(false);
  };
  return { form, change, photos, problems, submit, drop, isRestored, startAfresh };
}
