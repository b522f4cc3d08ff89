import "@core/components/Paper.css";
import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { Task, TaskList } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { groupsOf } from "./groups";
import "./TaskPaper.css";
import { t } from "./text";

const columns = ["number", "text", "output", "lead", "partners", "timing"] as const;

function Row({ task }: { task: Task }) {
  return (
    <tr>
      {columns.map((name) => (
        <td key={name}>{task[name]}</td>
      ))}
    </tr>
  );
}

// The annex's six columns, a line for each section.
function Ruled({ tasks }: { tasks: Task[] }) {
  return (
    <table class="register">
      <colgroup>
        {columns.map((name) => (
          <col key={name} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {t(`task_paper.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      {groupsOf(tasks, "section").map(({ key, tasks: inSection }) => (
        <tbody key={key}>
          <tr class="section">
            <td>
              <b>{key}</b>
            </td>
            <th colSpan={columns.length - 1} scope="rowgroup">
              {inSection[0]?.sectionTitle}
            </th>
          </tr>
          {inSection.map((task) => (
            <Row key={task.id} task={task} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Paper({ list: { year, items } }: { list: TaskList }) {
  const { status } = useOffice();
  const { name } = status.commune;
  return (
    <article class="paper task-paper" lang="vi">
      <h2>
        {t("task_paper.annex")}
        <small>{t("task_paper.title", { commune: name.toUpperCase(), year })}</small>
      </h2>
      <p class="issued">{t("task_paper.issued", { commune: name })}</p>
      {status.demo && <p class="marks">{shared("demo.mark")}</p>}
      <Ruled tasks={items} />
    </article>
  );
}

type Props = { list: TaskList | undefined; error: unknown; back: string };

export function PaperView({ list, error, back }: Props) {
  return (
    <Screen title={t("tasks.paper_title")} back={{ address: back, label: t("tasks.title") }}>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {list && (
        <>
          <div class="row no-print">
            <Button look="primary" icon="print" onClick={() => print()}>
              {t("tasks.print_now")}
            </Button>
          </div>
          <Paper list={list} />
        </>
      )}
    </Screen>
  );
}
