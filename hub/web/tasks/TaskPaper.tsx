import "@core/components/Paper.css";
import type { Task, TaskList } from "@core/generated/hub";
import { useOffice } from "../office";
import "../paper/Across.css";
import { PaperScreen } from "../paper/PaperScreen";
import { groupsOf } from "./groups";
import "./TaskPaper.css";
import { ofPaper, t } from "./text";

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
              {ofPaper(`task_paper.${name}`)}
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
    <article class="paper across task-paper" lang="vi">
      <h2>
        {ofPaper("task_paper.annex")}
        <small>{ofPaper("task_paper.title", { commune: name.toUpperCase(), year })}</small>
      </h2>
      <p class="issued">{ofPaper("task_paper.issued", { commune: name })}</p>
      {status.demo && <p class="marks">{ofPaper("demo.mark")}</p>}
      <Ruled tasks={items} />
    </article>
  );
}

type Props = { list: TaskList | undefined; error: unknown; back: string };

export function PaperView({ list, error, back }: Props) {
  return (
    <PaperScreen title={t("tasks.paper_title")} back={{ address: back, label: t("tasks.title") }} error={error}>
      {list && <Paper list={list} />}
    </PaperScreen>
  );
}
