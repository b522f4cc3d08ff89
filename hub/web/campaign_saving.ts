// The campaign form's state, and saving it: a new campaign, or a correction with its reason.
import { ApiError } from "@core/api";
import { toast } from "@core/components/Toast";
import type { Campaign, CampaignFields } from "@core/generated/hub";
import { useRef, useState } from "preact/hooks";
import { api } from "./api";
import { changesOf, draftOf, meaningOf, type Draft, type Wrong } from "./campaign_form";
import { focusFirstError } from "./focus_error";
import { t } from "./text";

export type WrongFields = Wrong & { reason?: string };

type CampaignForm = {
  draft: Draft;
  reason: string;
  wrong: WrongFields;
  failure: unknown;
  isBusy: boolean;
  change: (part: Partial<Draft>) => void;
  setReason: (reason: string) => void;
  save: () => void;
  element: { current: HTMLFormElement | null };
};

async function create(fields: CampaignFields): Promise<string> {
  const record = await api("createRecord", { path: { kind: "campaign" }, body: fields });
  toast(t("campaigns.created"));
  return record.id;
}

async function correct(campaign: Campaign, fields: CampaignFields, reason: string): Promise<string> {
  const changes = changesOf(campaign, fields);
  if (Object.keys(changes).length === 0) throw new ApiError(409, "nothing_changed", [], "");
  await api("amendRecord", { path: { id: campaign.id }, body: { heads: campaign.heads, reason, changes } });
  toast(t("campaigns.corrected"));
  return campaign.id;
}

export function useCampaignForm(campaign: Campaign | undefined, onSaved: (id: string) => void): CampaignForm {
  const [draft, setDraft] = useState(() => draftOf(campaign));
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<WrongFields>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);

  const showWrong = (found: WrongFields) => {
    setWrong(found);
    focusFirstError(() => element.current);
  };
  const saveChecked = async () => {
    const { fields, wrong: found } = await meaningOf(draft);
    const all: WrongFields = { ...found, ...(campaign && !reason.trim() && { reason: "required" }) };
    showWrong(all);
    if (Object.keys(all).length === 0) onSaved(await (campaign ? correct(campaign, fields, reason.trim()) : create(fields)));
  };
  const save = () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(undefined);
    saveChecked()
      .catch((error: unknown) => {
        setFailure(error);
        if (error instanceof ApiError) showWrong(Object.fromEntries(error.fields.map((it) => [it.field, it.code])));
      })
      .finally(() => setBusy(false));
  };
  return { draft, reason, wrong, failure, isBusy, change: (part) => setDraft({ ...draft, ...part }), setReason, save, element };
}
