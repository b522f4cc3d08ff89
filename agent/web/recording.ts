// Recording one contribution after the other: the form's state, its draft, what carries over, and saving.
import { ApiError } from "@core/api";
import type { Campaign, Contribution } from "@core/generated/agent";
import { choicesMade } from "@core/pending";
import { useEffect, useState } from "preact/hooks";
import { api } from "./api";
import { useCampaigns } from "./campaigns";
import { asForm, emptyForm, isBegun, nextForm, readForm, type ContributionForm } from "./contribution_form";
import { useDraft, type Draft } from "./draft";
import { useFormErrors } from "./form_errors";
import { useFormPhotos } from "./form_photos";
import { useLatest, type Change } from "./latest";
import { recallLast, rememberLast } from "./remembered";
import { saveContribution } from "./saving";

export type AfterSave = (record: Contribution) => void;
type UpdateForm = (change: Change<ContributionForm>) => ContributionForm;

function useOpenCampaigns(): Campaign[] | undefined {
  return useCampaigns()?.filter((it) => it.state === "CAMPAIGN_STATE_OPEN");
}

// Takes up what was being typed when the page was left. True once that is done, or there is nothing.
function useFoundDraft(
  { loaded, found }: Draft<ContributionForm>,
  onFound: (form: ContributionForm) => void,
): boolean {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    if (!loaded) return;
    setSettled(true);
    if (found && isBegun(found)) onFound(found);
  }, [loaded]);
  return isSettled;
}

// The giver, when the form was opened from a household's page.
function useGiver(
  household: string | undefined,
  isReady: boolean,
  updateForm: UpdateForm,
  onFailure: (error: unknown) => void,
): void {
  useEffect(() => {
    if (!household || !isReady) return;
    api("getRecord", { path: { id: household } }).then((record) => {
      if (record.kind !== "household") return;
      updateForm((old) => ({
        ...old,
        donorType: "DONOR_TYPE_HOUSEHOLD",
        household: { id: record.id, label: record.shown.label },
      }));
    }, onFailure);
  }, [household, isReady]);
}

// A remembered campaign may have closed since; the only open one needs no choosing. `campaigns`: undefined until the form
// is what it will be.
function useOpenCampaign(
  campaigns: Campaign[] | undefined,
  chosen: string,
  updateForm: UpdateForm,
  focusOn: (name: string) => void,
): void {
  useEffect(() => {
    const isOpen = (id: string) => campaigns?.some((it) => it.id === id);
    if (!campaigns || campaigns.length === 0 || isOpen(chosen)) return;
    const only = campaigns.length === 1 ? campaigns[0]?.id : undefined;
    // Somebody may have chosen since `chosen` was drawn.
    const { campaign } = updateForm((old) => (isOpen(old.campaign) ? old : { ...old, campaign: only ?? "" }));
    if (campaign === (only ?? "")) focusOn(only ? "household" : "campaign");
  }, [campaigns?.length, chosen]);
}

// `household`: the giver, when it is known already.
export function useRecording(today: string, household: string | undefined) {
  const campaigns = useOpenCampaigns();
  const draft = useDraft("contribution", asForm);
  const problems = useFormErrors();
  const fresh = (): ContributionForm => ({ ...emptyForm, ...recallLast(today) });
  const [form, updateForm] = useLatest(fresh);
  const [isRestored, setRestored] = useState(false);
  const [duplicate, setDuplicate] = useState<AfterSave>();
  const [isSaving, setSaving] = useState(false);

  const focusOn = (name: string) =>
    void setTimeout(() => problems.element.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  const changeFrom = (step: Change<ContributionForm>) => {
    problems.clear();
    draft.keep(updateForm(step));
  };
  const change = (part: Partial<ContributionForm>) => changeFrom((old) => ({ ...old, ...part }));
  const photos = useFormPhotos(form, changeFrom);
  const restart = (next: ContributionForm) => {
    updateForm(() => next);
    problems.clear();
    photos.reset();
    setRestored(false);
    draft.drop();
    focusOn(next.donorType === "DONOR_TYPE_HOUSEHOLD" ? "household" : "donorName");
  };

  useEffect(() => focusOn(household ? "amount" : "household"), []);
  const isSettled = useFoundDraft(draft, (found) => {
    updateForm(() => found);
    setRestored(true);
  });
  useGiver(household, isSettled, updateForm, problems.showFailure);
  useOpenCampaign(isSettled ? campaigns : undefined, form.campaign, updateForm, focusOn);

  const save = async (after: AfterSave, confirmed = false) => {
    if (isSaving) return;
    setSaving(true);
    setDuplicate(undefined);
    problems.clear();
    try {
      await choicesMade();
      if (!(await photos.settled())) return problems.show({});
      const whole = updateForm((it) => it); // with the photos that were waited for
      const { fields, errors } = await readForm(whole);
      if (Object.keys(errors).length > 0) return problems.show(errors);
      const record = await saveContribution(fields, confirmed);
      rememberLast(whole, today);
      restart(nextForm(whole));
      after(record);
    } catch (error) {
      if (error instanceof ApiError && error.code === "possible_duplicate") setDuplicate(() => after);
      else problems.showFailure(error);
    } finally {
      setSaving(false);
    }
  };

  return {
    campaigns,
    form,
    change,
    photos,
    save,
    problems,
    isRestored,
    startAfresh: () => restart(fresh()),
    duplicate,
    forgetDuplicate: () => setDuplicate(undefined),
  };
}
