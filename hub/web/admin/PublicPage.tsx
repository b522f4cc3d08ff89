import { Check } from "@core/components/Check";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import type { CommuneFields, Settings } from "@core/generated/hub";
import { linesOf, useSettingsForm } from "./settings";
import { SettingsForm, WithSettings } from "./SettingsForm";
import { t } from "./text";

type Draft = { publicPage: boolean; reception: string; phones: string };

function draftOf({ fields }: Settings): Draft {
  return { publicPage: fields.publicPage ?? false, reception: fields.reception ?? "", phones: (fields.phones ?? []).join("\n") };
}

function fieldsOf(draft: Draft): CommuneFields {
  return { publicPage: draft.publicPage, reception: draft.reception.trim().normalize("NFC"), phones: linesOf(draft.phones.normalize("NFC")) };
}

function Form({ read }: { read: Settings }) {
  const form = useSettingsForm(read, draftOf, fieldsOf);
  const { draft, wrong, change } = form;
  return (
    <SettingsForm form={form}>
      <Check label={t("public.on")} name="publicPage" checked={draft.publicPage} error={fieldText(wrong.publicPage)} onChange={(publicPage) => change({ publicPage })} />
      <p class="muted">{t("public.explained")}</p>
      <TextField label={t("settings.reception")} name="reception" optional lines="many" value={draft.reception} hint={t("public.reception_hint")} error={fieldText(wrong.reception)} onChange={(reception) => change({ reception })} />
      <TextField label={t("settings.phones")} name="phones" optional lines="many" value={draft.phones} hint={t("public.phones_hint")} error={fieldText(wrong.phones)} onChange={(phones) => change({ phones })} />
    </SettingsForm>
  );
}

// What anybody may read without an account.
export function PublicPage() {
  return <WithSettings show={(settings) => <Form read={settings} />} />;
}
