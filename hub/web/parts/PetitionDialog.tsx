import { Check } from "@core/components/Check";
import { DateField, readDate } from "@core/components/DateField";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { formatDate } from "@core/format";
import { fieldLabel } from "@core/i18n";
import { api } from "../api";
import { useDialogForm } from "../dialog_form";
import { useVillages } from "../lists";
import { useOffice } from "../office";
import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Props = { village: string; onClose: () => void; onRecorded: (id: string) => void };

// A petition that somebody brings to the office: it goes into the book of the person's village, whose head sees it too.
export function PetitionDialog({ village, onClose, onRecorded }: Props) {
  const { today } = useOffice().status;
  const villages = useVillages();
  const { draft, errors, change, refuse } = useDialogForm({
    village,
    content: "",
    person: "",
    phone: "",
    confidential: false,
    receivedOn: formatDate(today),
  });
  const record = async () => {
    const day = await readDate(draft.receivedOn);
    const found = {
      ...(!draft.village && { village: "required" }),
      ...(!draft.content.trim() && { content: "required" }),
      ...(!day.ok && { receivedOn: day.code }),
    };
    if (refuse(found) || !day.ok) return;
    const text = (typed: string) => typed.trim().normalize("NFC");
    const body = {
      content: text(draft.content),
      receivedOn: day.date,
      addressedTo: t("petition.office"),
      ...(draft.person.trim() && { person: text(draft.person) }),
      ...(draft.phone.trim() && { phone: text(draft.phone) }),
      ...(draft.confidential && { confidential: true }),
    };
    const { id } = await api("createRecord", { path: { kind: "petition" }, query: { village: draft.village }, body });
    onRecorded(id);
  };
  const label = (name: string) => fieldLabel("petition", name);
  return (
    <FormDialog title={t("petition.record")} action={t("petition.save")} onClose={onClose} send={record}>
      <Select
        label={t("field.village")}
        name="petitionVillage"
        value={draft.village}
        placeholder={t("enrol.choose_village")}
        options={villages.map((it) => ({ id: it.code, label: it.name }))}
        error={fieldText(errors["village"])}
        onChange={(code) => change({ village: code })}
      />
      <TextField
        label={label("content")}
        name="content"
        lines="many"
        value={draft.content}
        error={fieldText(errors["content"])}
        onChange={(content) => change({ content })}
      />
      <TextField
        label={label("person")}
        optional
        name="person"
        value={draft.person}
        onChange={(person) => change({ person })}
      />
      <TextField
        label={label("phone")}
        optional
        name="phone"
        value={draft.phone}
        onChange={(phone) => change({ phone })}
      />
      <Check
        label={label("confidential")}
        name="confidential"
        checked={draft.confidential}
        onChange={(confidential) => change({ confidential })}
      />
      <DateField
        label={label("receivedOn")}
        name="receivedOn"
        value={draft.receivedOn}
        latest={today}
        error={fieldText(errors["receivedOn"])}
        onChange={(receivedOn) => change({ receivedOn })}
      />
    </FormDialog>
  );
}
