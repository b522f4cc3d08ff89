import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Preferences } from "@core/components/Preferences";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import type { Status } from "@core/generated/agent";
import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";
import "./Enrol.css";

// Shown until this machine belongs to a village: the office's code and who will record here.
export function Enrol({ onEnrolled }: { onEnrolled: (status: Status) => void }) {
  const [code, setCode] = useState("");
  const [author, setAuthor] = useState("");
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    document.title = `${t("enrol.title")} – ${t("app.name")}`;
  }, []);
  const missing = (text: string) => (asked && !text.trim() ? fieldText("required") : undefined);
  const enrol = () => {
    setAsked(true);
    if (!code.trim() || !author.trim() || busy) return;
    setBusy(true);
    setFailure(undefined);
    api("enrol", { body: { code: code.trim(), author: author.trim() } })
      .then(onEnrolled, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <main class="enrol">
      <form
        class="stack"
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
          onChange={setCode}
          hint={t("enrol.code_hint")}
          error={missing(code)}
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
        {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
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
