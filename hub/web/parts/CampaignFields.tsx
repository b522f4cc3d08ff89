import { Choice } from "@core/components/Choice";
import { DateField } from "@core/components/DateField";
import { MoneyField } from "@core/components/MoneyField";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { t as shared, tCode } from "@core/i18n";
import { forms, states, type Draft } from "../campaign_form";
import type { WrongFields } from "../campaign_saving";
import { shortVillage, useVillages } from "../lists";
import { t } from "../text";
import { CheckGroup } from "@core/components/CheckGroup";

type Props = { draft: Draft; wrong: WrongFields; onChange: (part: Partial<Draft>) => void };

// What a campaign says. There is no field for a minimum level, on purpose (Decision 15, plan, II.1.c).
export function CampaignFields({ draft, wrong, onChange }: Props) {
  const villages = useVillages();
  const text = (name: "works" | "purpose" | "organiser" | "agreedAt", hint?: string) => (
    <TextField label={shared(`field.${name}`)} name={name} optional value={draft[name]} hint={hint} error={fieldText(wrong[name])} onChange={(value) => onChange({ [name]: value })} />
  );
  return (
    <>
      <TextField label={shared("field.title")} name="title" value={draft.title} hint={t("campaigns.title_hint")} error={fieldText(wrong.title)} onChange={(title) => onChange({ title })} />
      <div class="pair">{text("works")}{text("purpose")}</div>
      <div class="pair">
        <DateField label={shared("field.fromDate")} name="fromDate" value={draft.fromDate} error={fieldText(wrong.fromDate)} onChange={(fromDate) => onChange({ fromDate })} />
        <DateField label={shared("field.toDate")} name="toDate" value={draft.toDate} error={fieldText(wrong.toDate)} onChange={(toDate) => onChange({ toDate })} />
      </div>
      <CheckGroup label={shared("field.villages")} hint={t("campaigns.villages_hint")} options={villages.map((it) => ({ id: it.code, label: shortVillage(it.name) }))} chosen={draft.villages} onChange={(chosen) => onChange({ villages: chosen })} />
      <CheckGroup label={shared("field.forms")} hint={t("campaigns.forms_hint")} options={forms.map((id) => ({ id, label: tCode("form", id) }))} chosen={draft.forms} onChange={(chosen) => onChange({ forms: chosen })} />
      <div class="pair">
        <MoneyField label={shared("field.target")} name="target" optional value={draft.target} hint={t("campaigns.target_hint")} error={fieldText(wrong.target)} onChange={(target) => onChange({ target })} />
        {text("agreedAt", t("campaigns.agreed_hint"))}
      </div>
      {text("organiser")}
      <Choice label={shared("field.state")} name="state" value={draft.state} options={states.map((id) => ({ id, label: tCode("campaign_state", id) }))} error={fieldText(wrong.state)} onChange={(id) => onChange({ state: states.find((it) => it === id) ?? draft.state })} />
    </>
  );
}
