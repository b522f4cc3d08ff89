import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { asContribution, type ContributionDetail } from "@core/records";
import { useResource } from "@core/resource";
import { go, link } from "@core/router";
import { api } from "../api";
import { useCampaigns } from "../campaigns";
import { useCorrection } from "../correction";
import { onFormKey, useSaveKey } from "../enter_key";
import { ContributionFields } from "../parts/ContributionFields";
import { SaveRow } from "../parts/SaveRow";
import { Screen } from "../parts/Screen";
import { t } from "../text";

function Form({ record }: { record: ContributionDetail }) {
  const campaigns = useCampaigns() ?? [];
  const address = link(["contributions", record.id]);
  const { form, reason, changeForm, changeReason, photos, save, drop, problems, isReasonMissing } = useCorrection(
    record,
    () => go(address),
  );
  useSaveKey(() => void save());
  const { review } = record;
  return (
    <form
      class="contribution-form"
      ref={problems.element}
      noValidate
      onKeyDown={onFormKey}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {review?.verdict === "VERDICT_RETURNED" && review.current && (
        <Notice tone="bad">{t("attention.said", { comment: review.comment })}</Notice>
      )}
      <ContributionFields
        form={form}
        errors={problems.errors}
        campaigns={campaigns}
        photos={photos}
        onChange={changeForm}
      />
      <TextField
        label={t("correct.reason")}
        name="reason"
        value={reason}
        onChange={changeReason}
        hint={t("correct.reason_hint")}
        error={isReasonMissing ? fieldText("required") : undefined}
      />
      <SaveRow>
        {problems.failure !== undefined && <Notice tone="bad">{errorText(problems.failure)}</Notice>}
        <Button type="submit" look="primary" shortcut="Ctrl+Enter">
          {t("correct.save")}
        </Button>
        <Button href={address} onClick={drop}>
          {shared("action.cancel")}
        </Button>
      </SaveRow>
    </form>
  );
}

export function CorrectContribution({ id }: { id: string }) {
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }), false);
  const record = value && asContribution(value);
  return (
    <Screen
      title={t("correct.title")}
      back={{ address: link(["contributions", id]), label: record?.shown.donor ?? t("contributions.title") }}
    >
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {record && <Form record={record} />}
    </Screen>
  );
}
