import { Button } from "@core/components/Button";
import { HistoryView } from "@core/components/HistoryView";
import { Notice } from "@core/components/Notice";
import { PhotoStrip } from "@core/components/PhotoStrip";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import { formatDate } from "@core/format";
import type { RecordDetail, Task } from "@core/generated/hub";
import { t as shared, tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { useState } from "preact/hooks";
import { api } from "../api";
import { may } from "../may";
import { useOffice } from "../office";
import { ConflictNotice } from "../parts/ConflictNotice";
import { Facts, type Fact } from "../parts/Facts";
import { PaneTop } from "../parts/PaneTop";
import "../parts/RecordPane.css";
import "../parts/ReviewButtons.css";
import { useRecord } from "../record";
import { tasksAddress } from "./address";
import { ProgressDialog } from "./ProgressDialog";
import { CorrectTask } from "./TaskDialog";
import { TaskMark } from "./TaskMark";
import "./TaskPane.css";
import { t } from "./text";

type TaskDetail = Task & Pick<RecordDetail, "conflicts">;

function asTask(record: RecordDetail): TaskDetail | undefined {
  return record.kind === "task" ? record : undefined;
}

function Head({ task, listAddress }: { task: Task; listAddress: string }) {
  const { year = 0, number = 0, text = "" } = task;
  return (
    <header class="record-head">
      <PaneTop listAddress={listAddress} address={tasksAddress({ year }, task.id)} />
      <p class="muted">{t("tasks.number_of", { number, year })}</p>
      <h2 class="task-full">{text}</h2>
      <TaskMark state={task.shown.state} />
    </header>
  );
}

function stepText({ what, date, doneOn, late }: Task["shown"]["deadlines"][number]): string {
  const when = { what, date: formatDate(date), doneOn: doneOn ? formatDate(doneOn) : "" };
  if (doneOn) return t(late ? "tasks.step_was_late" : "tasks.step_was_done", when);
  return t(late ? "tasks.step_is_late" : "tasks.step", when);
}

function Deadlines({ task: { shown } }: { task: Task }) {
  if (shown.deadlines.length === 0) return null;
  return (
    <section>
      <h3>{t("tasks.deadlines")}</h3>
      <ul class="task-deadlines">
        {shown.deadlines.map((it, index) => (
          <li key={index} class={it.late && !it.doneOn ? "task-late" : undefined}>
            {stepText(it)}
          </li>
        ))}
      </ul>
    </section>
  );
}

// A plan may be made from that of any year before it.
function MadeFrom({ id }: { id: string }) {
  const { value } = useResource(`task ${id}`, () => api("getRecord", { path: { id } }), false);
  const year = value && asTask(value)?.year;
  return <a href={tasksAddress(year === undefined ? {} : { year }, id)}>{t("tasks.made_from")}</a>;
}

function TaskFacts({ task }: { task: Task }) {
  const { progress = "TASK_PROGRESS_NOT_BEGUN", doneOn, madeFrom, section = "", sectionTitle = "" } = task;
  const texts = (["output", "lead", "partners", "timing", "sourceNote", "result"] as const).map((name): Fact => {
    const value = task[name];
    return [t(`field.task.${name}`), value && <span class="task-fact">{value}</span>];
  });
  return (
    <Facts
      facts={[
        [t("field.task.section"), `${section}. ${sectionTitle}`],
        ...texts,
        [t("field.task.progress"), tCode("task_progress", progress)],
        [t("field.task.doneOn"), doneOn && formatDate(doneOn)],
        [t("field.task.madeFrom"), madeFrom && <MadeFrom id={madeFrom} />],
      ]}
    />
  );
}

type Asking = "progress" | "correct" | "void";

function Buttons({ task, isBlocked, onChanged }: { task: Task; isBlocked: boolean; onChanged: () => void }) {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const saved = () => {
    close();
    onChanged();
  };
  const cancel = async (reason: string) => {
    await api("voidRecord", { path: { id: task.id }, body: { reason } });
    toast(t("tasks.voided"));
    saved();
  };
  return (
    <div class="review-buttons">
      <Button look="primary" icon="edit" disabled={isBlocked} onClick={() => setAsking("progress")}>
        {t("tasks.progress")}
      </Button>
      <Button disabled={isBlocked} onClick={() => setAsking("correct")}>
        {t("tasks.correct")}
      </Button>
      <Button look="plain" disabled={isBlocked} onClick={() => setAsking("void")}>
        {t("tasks.void_brief")}
      </Button>
      {asking === "progress" && <ProgressDialog task={task} onClose={close} onSaved={saved} />}
      {asking === "correct" && <CorrectTask task={task} onClose={close} onSaved={saved} />}
      {asking === "void" && (
        <ReasonDialog
          title={t("tasks.void_title", { number: task.number ?? "" })}
          explanation={t("tasks.void_explained")}
          action={t("tasks.void")}
          danger
          onClose={close}
          onGiven={cancel}
        />
      )}
    </div>
  );
}

type Props = {
  id: string;
  row: Task | undefined; // from the board: shown until the task itself is read
  listAddress: string; // back to the board, on a narrow screen
  onChanged: () => void;
};

// One task: what the plan says, how far it is, its evidence and its story.
export function TaskPane({ id, row, listAddress, onChanged }: Props) {
  const { status, user } = useOffice();
  const { shown, missing, error, hasNewer, takeNewer, reload } = useRecord(id, asTask);
  const task = shown?.record ?? row;
  if (missing) return <div class="record-body"><Notice tone="bad">{shared("error.not_found")}</Notice></div>;
  if (!task) return <div class="record-body">{error && <Notice tone="bad">{errorText(error)}</Notice>}</div>;
  const changed = () => {
    reload();
    onChanged();
  };
  return (
    <>
      <div class="record-body" tabIndex={0} role="group" aria-label={t("tasks.one")}>
        {hasNewer && <Notice tone="warn">{t("tasks.newer")} <Button onClick={takeNewer}>{t("tasks.show_newer")}</Button></Notice>}
        <Head task={task} listAddress={listAddress} />
        {error && <Notice tone="bad">{errorText(error)}</Notice>}
        {task.voided && <Notice tone="warn">{shared("status.voided", { reason: task.voided.reason })}</Notice>}
        {shown && <ConflictNotice record={shown.record} onDecided={changed} />}
        <Deadlines task={task} />
        <TaskFacts task={task} />
        {task.shown.attachments.length > 0 && (
          <section>
            <h3>{t("field.task.attachments")}</h3>
            <PhotoStrip photos={task.shown.attachments} />
          </section>
        )}
        <section>
          <h3>{t("tasks.history")}</h3>
          {shown && <HistoryView items={shown.history} kind="task" today={status.today} />}
        </section>
      </div>
      {may(user, "review") && !task.voided && <Buttons task={task} isBlocked={hasNewer || !shown} onChanged={changed} />}
    </>
  );
}
