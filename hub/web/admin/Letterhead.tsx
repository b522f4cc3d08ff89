import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import type { CommuneFields, Settings } from "@core/generated/hub";
import { useOffice } from "../office";
import { committeeOf } from "../paper/words";
import { PaperPreview } from "./PaperPreview";
import { linesOf, useSettingsForm } from "./settings";
import { SettingsForm, WithSettings } from "./SettingsForm";
import { t } from "./text";

const texts = ["name", "upperLevel", "issuer", "place", "reportSymbol", "signerTitle", "signer", "officePhone"] as const;

type Draft = { [name in (typeof texts)[number] | "recipients"]: string };

function draftOf({ fields }: Settings): Draft {
  const text = (name: (typeof texts)[number]) => fields[name] ?? "";
  return {
    name: text("name"),
    upperLevel: text("upperLevel"),
    issuer: text("issuer"),
    place: text("place"),
    reportSymbol: text("reportSymbol"),
    signerTitle: text("signerTitle"),
    signer: text("signer"),
    officePhone: text("officePhone"),
    recipients: (fields.recipients ?? []).join("\n"),
  };
}

function fieldsOf(draft: Draft): CommuneFields {
  const typed = Object.fromEntries(texts.map((name) => [name, draft[name].trim().normalize("NFC")]));
  return { ...typed, recipients: linesOf(draft.recipients.normalize("NFC")) };
}

// As the hub completes what is left empty (core/books/settings.cc), for a name that is being typed.
function issuerOf(draft: Draft, read: Settings): string {
  if (draft.issuer.trim()) return draft.issuer;
  return draft.name === read.fields.name && !read.fields.issuer ? read.effective.issuer : committeeOf(draft.name);
}

function placeOf(draft: Draft): string {
  return draft.place.trim() || draft.name.replace(/^(xã|phường|thị trấn|đặc khu) /, "");
}

function Form({ read }: { read: Settings }) {
  const { status } = useOffice();
  const form = useSettingsForm(read, draftOf, fieldsOf);
  const { draft, wrong, change } = form;
  const defaults = { issuer: issuerOf({ ...draft, issuer: "" }, form.settings), place: placeOf({ ...draft, place: "" }) };
  const text = (name: keyof Draft, hint?: string, lines: "one" | "many" = "one") => (
    <TextField label={t(`settings.${name}`)} name={name} optional={name !== "name"} lines={lines} value={draft[name]} hint={hint} error={fieldText(wrong[name])} onChange={(value) => change({ [name]: value })} />
  );
  return (
    <div class="letterhead">
      <SettingsForm form={form}>
        <div class="pair">{text("name", t("settings.name_hint"))}{text("upperLevel", t("settings.upperLevel_hint"))}</div>
        {text("issuer", t("settings.issuer_hint", { default: defaults.issuer }))}
        <div class="pair">{text("place", t("settings.place_hint", { default: defaults.place }))}{text("reportSymbol", t("settings.reportSymbol_hint"))}</div>
        <div class="pair">{text("signerTitle")}{text("signer")}</div>
        {text("recipients", t("settings.recipients_hint"), "many")}
        {text("officePhone", t("settings.officePhone_hint"))}
      </SettingsForm>
      <PaperPreview parts={{ ...draft, issuer: issuerOf(draft, form.settings), place: placeOf(draft) }} today={status.today} />
    </div>
  );
}

// What stands on every paper of the commune.
export function Letterhead() {
  return <WithSettings show={(settings) => <Form read={settings} />} />;
}
