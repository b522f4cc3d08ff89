import { Check } from "@core/components/Check";
import { Choice } from "@core/components/Choice";
import { Combo, type ComboOption } from "@core/components/Combo";
import { DateField } from "@core/components/DateField";
import { PhotoField } from "@core/components/PhotoField";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import type { Campaign, DonorType, Form } from "@core/generated/agent";
import { t as shared } from "@core/i18n";
import type { Photos } from "@core/photos";
import { households } from "@core/records";
import { api } from "../api";
import type { ContributionForm, FormErrors } from "../contribution_form";
import { useAgent } from "../status";
import { t } from "../text";
import "./ContributionFields.css";
import { GiftFields } from "./GiftFields";

export type FieldsProps = {
  form: ContributionForm;
  errors: FormErrors;
  campaigns: Campaign[];
  photos: Photos;
  onChange: (change: Partial<ContributionForm>) => void;
};

const donorTypes: DonorType[] = ["DONOR_TYPE_HOUSEHOLD", "DONOR_TYPE_PERSON", "DONOR_TYPE_ORGANISATION"];
const allForms: Form[] = ["FORM_CASH", "FORM_TRANSFER", "FORM_LABOUR", "FORM_MATERIALS", "FORM_LAND"];
const offeredMax = 8;

async function findHouseholds(typed: string): Promise<ComboOption[]> {
  const page = await api("listRecords", {
    path: { kind: "household" },
    query: { query: typed, limit: offeredMax, order: "name", state: "present" },
  });
  return households(page.items).map((it) => ({ id: it.id, label: it.shown.label }));
}

// What the campaign takes; all of them when it does not say.
function formsOf(campaign: Campaign | undefined): Form[] {
  return campaign?.forms?.length ? allForms.filter((form) => campaign.forms?.includes(form)) : allForms;
}

function Donor({ form, errors, onChange }: FieldsProps) {
  if (form.donorType === "DONOR_TYPE_HOUSEHOLD") {
    return (
      <Combo
        label={shared("field.household")}
        name="household"
        value={form.household}
        load={findHouseholds}
        onChange={(household) => onChange({ household })}
        placeholder={t("record.household_hint")}
        error={fieldText(errors.household)}
      />
    );
  }
  const anonymous = t("paper.anonymous");
  return (
    <>
      <TextField
        label={shared("field.donorName")}
        name="donorName"
        value={form.donorName}
        onChange={(donorName) => onChange({ donorName })}
        error={fieldText(errors.donorName)}
      />
      <Check
        label={t("record.anonymous")}
        name="anonymous"
        checked={form.donorName === anonymous}
        onChange={(isOn) => onChange({ donorName: isOn ? anonymous : "" })}
      />
    </>
  );
}

// What is in there, or was a moment ago, must be in sight.
function isMoreInUse({ form, errors, photos }: FieldsProps): boolean {
  if (form.donorType !== "DONOR_TYPE_HOUSEHOLD" || photos.items.length > 0 || photos.isTouched) return true;
  return Boolean(
    form.collector || form.paperNumber || errors.collector || errors.paperNumber || errors.attachments,
  );
}

function More(props: FieldsProps) {
  const { form, errors, photos, onChange } = props;
  return (
    <details open={isMoreInUse(props)}>
      <summary>{t("record.more")}</summary>
      <div class="stack">
        <Choice
          label={shared("field.donorType")}
          name="donorType"
          value={form.donorType}
          options={donorTypes.map((id) => ({ id, label: shared(`donor_type.${id}`) }))}
          onChange={(id) => onChange({ donorType: id as DonorType })}
        />
        <div class="pair">
          <TextField
            label={shared("field.collector")}
            optional
            name="collector"
            value={form.collector}
            onChange={(collector) => onChange({ collector })}
            error={fieldText(errors.collector)}
          />
          <TextField
            label={shared("field.paperNumber")}
            optional
            name="paperNumber"
            value={form.paperNumber}
            onChange={(paperNumber) => onChange({ paperNumber })}
            error={fieldText(errors.paperNumber)}
          />
        </div>
        <PhotoField photos={photos} error={fieldText(errors.attachments)} />
      </div>
    </details>
  );
}

// All fields of a contribution in one column, the quick way first.
export function ContributionFields(props: FieldsProps) {
  const { form, errors, campaigns, onChange } = props;
  const { today } = useAgent().status;
  const campaign = campaigns.find((it) => it.id === form.campaign);
  return (
    <>
      <Select
        label={shared("field.campaign")}
        name="campaign"
        value={form.campaign}
        placeholder={t("record.choose_campaign")}
        options={campaigns.map((it) => ({ id: it.id, label: it.title ?? "" }))}
        onChange={(id) => onChange({ campaign: id })}
        error={fieldText(errors.campaign)}
      />
      <Donor {...props} />
      <Choice
        label={shared("field.form")}
        name="form"
        value={form.form}
        options={formsOf(campaign).map((id) => ({ id, label: shared(`form.${id}`) }))}
        onChange={(id) => onChange({ form: id as Form })}
        error={fieldText(errors.form)}
      />
      <GiftFields {...props} />
      <div class="pair">
        <DateField
          label={shared("field.date")}
          name="date"
          value={form.date}
          latest={today}
          onChange={(date) => onChange({ date })}
          error={fieldText(errors.date)}
        />
        <TextField
          label={shared("field.note")}
          optional
          name="note"
          value={form.note}
          onChange={(note) => onChange({ note })}
          error={fieldText(errors.note)}
        />
      </div>
      <div class="checks">
        <Check
          label={shared("field.voluntary")}
          name="voluntary"
          checked={form.voluntary}
          onChange={(voluntary) => onChange({ voluntary })}
          error={fieldText(errors.voluntary)}
        />
        <Check
          label={shared("field.receiptWanted")}
          name="receiptWanted"
          checked={form.receiptWanted}
          onChange={(receiptWanted) => onChange({ receiptWanted })}
          error={fieldText(errors.receiptWanted)}
        />
      </div>
      <More {...props} />
    </>
  );
}
