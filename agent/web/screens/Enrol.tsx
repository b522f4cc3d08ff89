import { ApiError } from "@core/api";
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Preferences } from "@core/components/Preferences";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import type { Status } from "@core/generated/agent";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError } from "../enter_key";
import { t } from "../text";
import "./Enrol.css";

// What the office says about the code stands beside the code.
function isAboutCode(failure: unknown): boolean {
  return failure instanceof ApiError && failure.code.startsWith("enrol_code_");
}

// Shown until this machine belongs to a village: the office's code and who will record here.
export function Enrol({ onEnrolled }: { onEnrolled: (status: Status) => void }) {
  const [code, setCode] = useState("");
  const [author, setAuthor] = useState("");
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    document.title = `${t("enrol.title")} – ${t("app.name")}`;
  }, []);
  const missing = (text: string) => (asked && !text.trim() ? fieldText("required") : undefined);
  const focusError = () => void setTimeout(() => focusFirstError(form.current));
  const fail = (error: unknown) => {
    setFailure(error);
    focusError();
  };
  const enrol = () => {
    setAsked(true);
    if (!code.trim() || !author.trim()) return focusError();
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    api("enrol", { body: { code: code.trim(), author: author.trim() } })
      .then(onEnrolled, fail)
      .finally(() => setBusy(false));
  };
  const changeCode = (typed: string) => {
    setCode(typed);
    if (isAboutCode(failure)) setFailure(undefined);
  };
  return (
    <main class="enrol">
      <form
        class="stack"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          enrol();
        }}
      >
        <h1>{t("enrol.title")}</h1>
        <p>{t("enrol.explanation")}</p>
        <TextField
          label={t("enrol.code")}
          name="code"
          value={code}
          onChange={changeCode}
          hint={t("enrol.code_hint")}
          error={missing(code) ?? (isAboutCode(failure) ? errorText(failure) : undefined)}
          lines="many"
        />
        <TextField
          label={t("enrol.author")}
          name="author"
          value={author}
          onChange={setAuthor}
          hint={t("enrol.author_hint")}
          error={missing(author)}
          autoComplete="name"
        />
        {failure !== undefined && !isAboutCode(failure) && <Notice tone="bad">{errorText(failure)}</Notice>}
        <p aria-live="polite">{busy && t("enrol.busy")}</p>
        <div>
          <Button type="submit" look="primary" disabled={busy}>
            {t("enrol.submit")}
          </Button>
        </div>
        <Preferences />
      </form>
    </main>
  );
}
