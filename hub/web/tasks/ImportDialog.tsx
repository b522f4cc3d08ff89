import { ApiError } from "@core/api";
import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { FileDrop } from "@core/components/FileDrop";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { TaskFile, TaskImportOutcome } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "./text";

type Read = { name: string; file: TaskFile; outcome: TaskImportOutcome };

async function readFile(file: File): Promise<Read> {
  let content: TaskFile;
  try {
    content = JSON.parse(await file.text()) as TaskFile; // the program checks what is in it
  } catch {
    throw new ApiError(0, "bad_task_file", [], "");
  }
  return { name: file.name, file: content, outcome: await api("importTasks", { body: { file: content, apply: false } }) };
}

// What is wrong with which task is told in the program's own words: whoever made the file needs them.
function Failure({ failure }: { failure: unknown }) {
  const detail = failure instanceof ApiError && failure.code === "bad_task_file" ? failure.message : "";
  return (
    <Notice tone="bad">
      {errorText(failure)} {detail && <small lang="en">{detail}</small>}
    </Notice>
  );
}

type Props = { onClose: () => void; onImported: (year: number) => void };

// A plan out of a file: first what it would change, then, if that is meant, it is written.
export function ImportDialog({ onClose, onImported }: Props) {
  const [read, setRead] = useState<Read>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const work = (job: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    job()
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  const take = (file: File) => {
    setRead(undefined);
    work(async () => setRead(await readFile(file)));
  };
  const changes = read ? read.outcome.added + read.outcome.changed : 0;
  const write = () => {
    if (!read || isBusy || changes === 0) return;
    work(async () => {
      const { added, changed, year } = await api("importTasks", { body: { file: read.file, apply: true } });
      toast(t("tasks.imported", { added, changed, year }));
      onImported(year);
    });
  };
  return (
    <Dialog
      title={t("tasks.import")}
      onClose={onClose}
      onSubmit={write}
      actions={
        <>
          {changes > 0 && (
            <Button type="submit" look="primary" disabled={isBusy}>
              {t("tasks.import_write", { count: changes })}
            </Button>
          )}
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      <p>{t("tasks.import_explained")}</p>
      <FileDrop name="taskFile" accept=".json,application/json" text={t("tasks.import_drop")} choose={t("tasks.import_choose")} onFile={take} />
      {read && (
        <Notice tone={changes > 0 ? "info" : "warn"}>{t("tasks.import_outcome", { name: read.name, ...read.outcome })}</Notice>
      )}
      {failure !== undefined && <Failure failure={failure} />}
    </Dialog>
  );
}
