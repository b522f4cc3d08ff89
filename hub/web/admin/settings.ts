// The commune's settings: read once into a form, sent as what differs.
import { ApiError } from "@core/api";
import { toast } from "@core/components/Toast";
import type { CommuneFields, Settings } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { useRef, useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError } from "../focus_error";
import { t } from "./text";

export type Wrong = { [field: string]: string | undefined }; // field → code

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || value === false || (Array.isArray(value) && value.length === 0);
}

// null takes a value away.
export function changesOf(before: CommuneFields, after: CommuneFields): { [field: string]: unknown } {
  const names = Object.keys(after) as (keyof CommuneFields)[];
  const differing = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]) && !(isEmpty(before[name]) && isEmpty(after[name])));
  return Object.fromEntries(differing.map((name) => [name, isEmpty(after[name]) ? null : after[name]]));
}

// "a\n\n b" → ["a", "b"]
export function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

// Not live: what is typed must not change under the hand; a change made elsewhere is refused as stale.
export function useSettings() {
  return useResource("settings", () => api("settings"), false);
}

// A form over some of the fields: `draftOf` what is typed, `fieldsOf` what it means.
export function useSettingsForm<Draft>(read: Settings, draftOf: (settings: Settings) => Draft, fieldsOf: (draft: Draft) => CommuneFields) {
  const [settings, setSettings] = useState(read);
  const [draft, setDraft] = useState(() => draftOf(read));
  const [wrong, setWrong] = useState<Wrong>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);

  const send = async () => {
    const changes = changesOf(settings.fields, fieldsOf(draft));
    if (Object.keys(changes).length === 0) return toast(t("admin.unchanged"));
    const saved = await api("changeSettings", { body: { heads: settings.heads, reason: t("admin.reason"), changes } });
    setSettings(saved);
    setDraft(draftOf(saved));
    toast(t("admin.saved"));
  };
  const refused = (error: unknown) => {
    if (error instanceof ApiError) setWrong(Object.fromEntries(error.fields.map((it) => [it.field, it.code])));
    setFailure(error);
    focusFirstError(() => element.current);
  };
  const save = () => {
    if (isBusy) return;
    setBusy(true);
    setWrong({});
    setFailure(undefined);
    send()
      .catch(refused)
      .finally(() => setBusy(false));
  };
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  return { settings, draft, change, wrong, failure, isBusy, save, element };
}
