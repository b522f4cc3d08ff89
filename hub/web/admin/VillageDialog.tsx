import { ApiError } from "@core/api";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import type { VillageState } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { FormDialog } from "../parts/FormDialog";
import { t } from "./text";

type Props = { village: VillageState | undefined; onClose: () => void; onDone: () => void };
type Wrong = { [field in "code" | "name" | "reason"]?: string };

// A new village, or another name for one there is, with the reason.
export function VillageDialog({ village, onClose, onDone }: Props) {
  const [code, setCode] = useState("");
  const [name, setName] = useState(village?.name ?? "");
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const save = async () => {
    if (!village) {
      await api("createVillage", { body: { code: code.trim(), name } });
      return toast(t("admin.village_added", { name }));
    }
    await api("renameVillage", { path: { village: village.code }, body: { name, reason } });
    toast(t("admin.village_renamed", { name }));
  };
  const send = async () => {
    const found: Wrong = village && !reason.trim() ? { reason: "required" } : {};
    setWrong(found);
    if (found.reason) return focusFirstError(openDialog);
    try {
      await save();
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "bad_fields") throw error;
      setWrong(Object.fromEntries(error.fields.map((it) => [it.field, it.code])));
      focusFirstError(openDialog);
    }
  };
  const title = village ? t("admin.village_rename_title", { name: village.name }) : t("admin.village_add");
  return (
    <FormDialog title={title} action={village ? t("admin.village_rename") : t("admin.village_add")} onClose={onClose} send={send}>
      {!village && <TextField label={t("admin.village_code")} name="code" value={code} hint={t("admin.village_code_hint")} error={fieldText(wrong.code)} autoFocus onChange={(typed) => setCode(typed.toUpperCase())} />}
      <TextField label={t("admin.village_name")} name="name" value={name} hint={t("admin.village_name_hint")} error={fieldText(wrong.name)} onChange={setName} />
      {village && <TextField label={t("admin.village_reason")} name="reason" value={reason} error={fieldText(wrong.reason)} onChange={setReason} />}
    </FormDialog>
  );
}
