import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { TaskList, TaskState } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { go, replaceRoute } from "@core/router";
import { useState } from "preact/hooks";
import { api } from "../api";
import { useListKeys } from "../list_keys";
import { may } from "../may";
import { useOffice } from "../office";
import { Chips } from "../parts/Chips";
import { KeyHelp } from "../parts/KeyHelp";
import { PaneHint } from "../parts/PaneHint";
import { Screen } from "../parts/Screen";
import { Split } from "../parts/Split";
import { registerFileAddress } from "../registers/address";
import { readTasksView, tasksAddress, taskGroups, taskStates, type TaskGroup, type TasksView } from "./address";
import { groupsOf } from "./groups";
import { ImportDialog } from "./ImportDialog";
import { PlanDialog } from "./PlanDialog";
import { TaskBoard } from "./TaskBoard";
import { NewTask } from "./TaskDialog";
import { TaskPane } from "./TaskPane";
import { PaperView } from "./TaskPaper";
import "./Tasks.css";
import { t } from "./text";

const annexYear = 2022; // of Decision 15

function countOf(state: TaskState, { overdue, soon, underWay, notBegun, done, dropped }: TaskList["summary"]): number {
  return { overdue, soon, under_way: underWay, not_begun: notBegun, done, dropped }[state];
}

type FiltersProps = { list: TaskList; view: TasksView; onChange: (view: TasksView) => void };

function Filters({ list: { year, years, summary }, view: { group, state }, onChange }: FiltersProps) {
  const all = [...new Set([...years, year])].sort((one, other) => other - one).map(String);
  const states = taskStates.filter((it) => it === state || countOf(it, summary) > 0);
  return (
    <>
      <div class="filter-row">
        <Select
          label={t("tasks.year")}
          name="year"
          value={String(year)}
          options={all.map((id) => ({ id, label: id }))}
          onChange={(chosen) => onChange({ group, year: Number(chosen) })}
        />
        <p class="task-sum">{t("tasks.sum", { done: summary.done, total: summary.total, overdue: summary.overdue })}</p>
      </div>
      <Chips
        label={t("tasks.group")}
        chips={taskGroups.map((id) => ({ id, label: t(`tasks.group_${id}`) }))}
        chosen={group}
        onChoose={(id) => id && onChange({ year, group: id as TaskGroup, ...(state && { state }) })}
      />
      <Chips
        label={t("tasks.state")}
        chips={states.map((id) => ({ id, label: tCode("task_state", id), count: countOf(id, summary) }))}
        chosen={state}
        onChoose={(id) => onChange({ year, group, ...(id && { state: id as TaskState }) })}
      />
    </>
  );
}

// A plan without tasks; the annex comes with the program.
function NoTasks({ list: { year, years }, mayWrite }: { list: TaskList; mayWrite: boolean }) {
  const [failure, setFailure] = useState<unknown>();
  const take = async () => {
    const { added, changed, year: of } = await api("importTasks", { body: { apply: true } });
    toast(t("tasks.imported", { added, changed, year: of }));
    replaceRoute(tasksAddress({ year: of }));
  };
  return (
    <div class="stack tight">
      <p>{t("tasks.none", { year })}</p>
      {mayWrite && !years.includes(annexYear) && (
        <div>
          <Button look="primary" onClick={() => void take().catch(setFailure)}>
            {t("tasks.load_annex")}
          </Button>
        </div>
      )}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </div>
  );
}

type Asking = "new" | "plan" | "import";
type DialogProps = { asking: Asking | undefined; list: TaskList; view: TasksView; onClose: () => void };

function Dialogs({ asking, list: { year, years, items }, view, onClose }: DialogProps) {
  const show = (of: number, id?: string) => {
    onClose();
    go(tasksAddress({ group: view.group, year: of }, id));
  };
  switch (asking) {
    case "new":
      return <NewTask year={year} tasks={items} onClose={onClose} onAdded={(id) => show(year, id)} />;
    case "plan":
      return <PlanDialog from={year} planned={years} onClose={onClose} onPlanned={show} />;
    case "import":
      return <ImportDialog onClose={onClose} onImported={show} />;
    default:
      return null;
  }
}

type ActionsProps = { list: TaskList; mayWrite: boolean; isTaskOpen: boolean; onAsk: (asking: Asking) => void };

function Actions({ list: { year, items }, mayWrite, isTaskOpen, onAsk }: ActionsProps) {
  const hasTasks = items.length > 0;
  const register = registerFileAddress({ register: "tasks", from: `${year}-01-01`, to: `${year}-12-31` }, "xlsx");
  return (
    <div class="row task-actions" data-open={isTaskOpen || undefined}>
      {mayWrite && <Button icon="plus" onClick={() => onAsk("new")}>{t("tasks.new")}</Button>}
      {mayWrite && hasTasks && <Button onClick={() => onAsk("plan")}>{t("tasks.plan")}</Button>}
      {mayWrite && <Button onClick={() => onAsk("import")}>{t("tasks.import")}</Button>}
      {hasTasks && <Button icon="print" href={tasksAddress({ year }, undefined, "in")}>{t("tasks.print")}</Button>}
      {hasTasks && <a class="button" href={register} download>{t("tasks.excel")}</a>}
    </div>
  );
}

type Props = { id: string | undefined; query: URLSearchParams };

// The tasks of the annex to Decision 15 and of later plans: who leads, by when, and how far each is.
export function Tasks({ id, query }: Props) {
  const asked = readTasksView(query);
  const { user } = useOffice();
  const [asking, setAsking] = useState<Asking>();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const { value, error, reload } = useResource(String(asked.year ?? ""), () => api("tasks", { query: asked.year ? { year: asked.year } : {} }));
  const list = asked.year === undefined || value?.year === asked.year ? value : undefined; // not that of the year before
  const view = { ...asked, ...(list && { year: list.year }) };
  const shown = list?.items.filter(({ shown: { state } }) => !view.state || state === view.state) ?? [];
  const groups = groupsOf(shown, view.group);
  const addressOf = (task?: string) => tasksAddress(view, task);
  useListKeys({ rows: groups.flatMap(({ tasks }) => tasks), id, open: (task) => replaceRoute(addressOf(task)), help: () => setHelpOpen(true) });
  if (query.get("xem") === "in") return <PaperView list={list} error={error} back={addressOf()} />;
  const mayWrite = may(user, "review");
  const board = (
    <>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {list && <Filters list={list} view={view} onChange={(next) => replaceRoute(tasksAddress(next, id))} />}
      {list && list.items.length === 0 && <NoTasks list={list} mayWrite={mayWrite} />}
      {list && list.items.length > 0 && shown.length === 0 && <p>{t("tasks.none_so")}</p>}
      {shown.length > 0 && <TaskBoard groups={groups} listKey={JSON.stringify(view)} id={id} addressOf={(task) => addressOf(task.id)} />}
    </>
  );
  const pane = id ? (
    <TaskPane key={id} id={id} row={list?.items.find((it) => it.id === id)} listAddress={addressOf()} onChanged={reload} />
  ) : (
    <PaneHint text={t("tasks.hint")} onHelp={() => setHelpOpen(true)} />
  );
  return (
    <Screen title={t("tasks.title")} fills aside={list && <Actions list={list} mayWrite={mayWrite} isTaskOpen={id !== undefined} onAsk={setAsking} />}>
      <Split list={board} pane={pane} isOpen={id !== undefined} paneLabel={t("tasks.one")} />
      {list && <Dialogs asking={asking} list={list} view={view} onClose={() => setAsking(undefined)} />}
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </Screen>
  );
}
