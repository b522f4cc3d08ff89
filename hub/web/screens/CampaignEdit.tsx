import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import type { Campaign } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { useResource } from "@core/resource";
import { go } from "@core/router";
import { campaignAddress } from "../addresses";
import { api } from "../api";
import { useCampaignForm } from "../campaign_saving";
import { may } from "../may";
import { useOffice } from "../office";
import { CampaignFields } from "../parts/CampaignFields";
import { Screen } from "../parts/Screen";
import { t } from "../text";
import "./CampaignEdit.css";

function Form({ campaign }: { campaign: Campaign | undefined }) {
  const form = useCampaignForm(campaign, (id) => go(campaignAddress(id)));
  return (
    <form
      class="card campaign-form"
      ref={form.element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
    >
      <CampaignFields draft={form.draft} wrong={form.wrong} onChange={form.change} />
      {campaign && (
        <TextField label={t("campaigns.reason")} name="reason" value={form.reason} hint={t("campaigns.reason_hint")} error={fieldText(form.wrong.reason)} onChange={form.setReason} />
      )}
      {form.failure !== undefined && <Notice tone="bad">{errorText(form.failure)}</Notice>}
      <div class="row">
        <Button type="submit" look="primary" disabled={form.isBusy}>{t(campaign ? "campaigns.save_correction" : "campaigns.save")}</Button>
        <Button href={campaignAddress(campaign?.id)}>{shared("action.cancel")}</Button>
      </div>
    </form>
  );
}

// Not live: what is typed must not change under the hand; a change made elsewhere is refused as stale.
function Correction({ id }: { id: string }) {
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }), false);
  if (error) return <Notice tone="bad">{errorText(error)}</Notice>;
  if (!value) return null;
  return value.kind === "campaign" ? <Form campaign={value} /> : <Notice tone="bad">{shared("error.not_found")}</Notice>;
}

// A new campaign (`id` undefined), or the correction of one.
export function CampaignEdit({ id }: { id: string | undefined }) {
  const { user } = useOffice();
  const isAllowed = may(user, "campaigns");
  return (
    <Screen title={t(id ? "campaigns.edit_title" : "campaigns.new")} back={{ address: campaignAddress(id), label: t(id ? "campaigns.back" : "menu.campaigns") }}>
      {!isAllowed && <Notice tone="warn">{shared("error.forbidden")}</Notice>}
      {isAllowed && (id ? <Correction id={id} /> : <Form campaign={undefined} />)}
    </Screen>
  );
}
