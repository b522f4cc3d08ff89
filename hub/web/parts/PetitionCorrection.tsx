import { DateField, readDate } from "@core/components/DateField";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import { formatDate } from "@core/format";
import type { Petition } from "@core/generated/hub";
import { fieldLabel, t as shared } from "@core/i18n";
import { api } from "../api";
import { useDialogForm } from "../dialog_form";
import { useOffice } from "../office";
import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Props = { petition: Petition; onClose: () => void; onCorrected: () => void };

// What was written down wrongly, put right with a reason. Of a confidential petition the office does not see the person, and leaves
// both as they are.
export function PetitionCorrection({ petition, onClose, onCorrected }: Props) {
  const { today } = useOffice().status;
  const { draft, errors, change, refuse } = useDialogForm({
    content: petition.content ?? "",
    person: petition.person ?? "",
    phone: petition.phone ?? "",
    receivedOn: formatDate(petition.receivedOn ?? ""),
    reason: "",
  });
  const send = async () => {
    const day = await readDate(draft.receivedOn);
    const found = {
      ...(!draft.content.trim() && { content: "required" }),
      ...(!day.ok && { receivedOn: day.code }),
      ...(!draft.reason.trim() && { reason: "required" }),
    };
    if (refuse(found) || !day.ok) return;
    const text = (typed: string) => typed.trim().normalize("NFC");
    const changes = {
      content: text(draft.content),
      receivedOn: day.date,
      ...(!petition.confidential && { person: text(draft.person) || null, phone: text(draft.phone) || null }),
    };
    await api("amendRecord", { path: { id: petition.id }, body: { heads: petition.heads, reason: text(draft.reason), changes } });
    toast(t("petition.corrected"));
    onCorrected();
  };
  const field = (name: "content" | "person" | "phone" | "reason", more: { lines?: "many"; hint?: string; optional?: boolean } = {}) => (
    <TextField label={fieldLabel("petition", name)} name={name} value={draft[name]} error={fieldText(errors[name])} onChange={(typed) => change({ [name]: typed })} {...more} />
  );
  return (
    <FormDialog title={t("petition.correct")} action={t("petition.save")} onClose={onClose} send={send}>
      {field("content", { lines: "many" })}
      {!petition.confidential && field("person", { optional: true })}
      {!petition.confidential && field("phone", { optional: true })}
      <DateField
        label={fieldLabel("petition", "receivedOn")}
        name="receivedOn"
        value={draft.receivedOn}
        latest={today}
        error={fieldText(errors["receivedOn"])}
        onChange={(receivedOn) => change({ receivedOn })}
      />
      {field("reason", { hint: shared("field_hint.petition.reason") })}
    </FormDialog>
  );
}
