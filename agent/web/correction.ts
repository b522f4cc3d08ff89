// Correcting a contribution, with a reason.
import { choicesMade } from "@core/pending";
import { toast } from "@core/components/Toast";
import type { ContributionDetail } from "@core/records";
import { useEffect, useState } from "preact/hooks";
import { api } from "./api";
import { asForm, changesBetween, formOf, readForm, type ContributionForm } from "./contribution_form";
import { useDraft } from "./draft";
import { useFormErrors } from "./form_errors";
import { useFormPhotos } from "./form_photos";
import { useLatest, type Change } from "./latest";
import { t } from "./text";

type Correction = { form: ContributionForm; reason: string };

function asCorrection({ form, reason }: { [key: string]: unknown }): Correction | undefined {
  if (typeof form !== "object" || form === null || typeof reason !== "string") return undefined;
  const checked = asForm(form as { [key: string]: unknown });
  return checked && { form: checked, reason };
}

export function useCorrection(record: ContributionDetail, onSaved: () => void) {
  const draft = useDraft(`correct-${record.id.replace(":", "-")}`, asCorrection);
  const problems = useFormErrors();
  const [correction, update] = useLatest((): Correction => ({ form: formOf(record), reason: "" }));
  const [isReasonMissing, setReasonMissing] = useState(false);
  const { form, reason } = correction;

  useEffect(() => {
    const { found } = draft;
    if (found) update(() => found);
  }, [draft.found]);

  const change = (step: Change<Correction>) => {
    setReasonMissing(false);
    problems.clear();
    draft.keep(update(step));
  };
  const changeFrom = (step: Change<ContributionForm>) => change((old) => ({ ...old, form: step(old.form) }));
  const changeForm = (part: Partial<ContributionForm>) => changeFrom((old) => ({ ...old, ...part }));
  const photos = useFormPhotos(form, changeFrom);
  const changeReason = (text: string) => change((old) => ({ ...old, reason: text }));
  const save = async () => {
    problems.clear();
    setReasonMissing(!reason.trim());
    try {
      await choicesMade();
      if (!(await photos.settled())) return problems.show({});
      const { fields, errors } = await readForm(update((it) => it).form); // with the photos that were waited for
      if (Object.keys(errors).length > 0 || !reason.trim()) return problems.show(errors);
      const changes = changesBetween(record, fields);
      await api("amendRecord", {
        path: { id: record.id },
        body: { heads: record.heads, reason: reason.trim(), changes },
      });
      draft.drop();
      toast(t("correct.saved"));
      onSaved();
    } catch (error) {
      problems.showFailure(error);
    }
  };
  const drop = () => {
    photos.reset();
    draft.drop();
  };
  return { form, reason, changeForm, changeReason, photos, save, drop, problems, isReasonMissing };
}
