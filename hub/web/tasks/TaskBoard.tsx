import { Table, type Column } from "@core/components/Table";
import type { Task } from "@core/generated/hub";
import { go } from "@core/router";
import { useOffice } from "../office";
import { ListRegion } from "../parts/ListRegion";
import type { Group } from "./groups";
import "./TaskBoard.css";
import { NextDeadline, TaskMark } from "./TaskMark";
import { t } from "./text";

// A task reads like a paragraph: what follows its first line is for the pane.
function taskName({ number, text = "" }: Task): string {
  return `${number ?? ""}. ${text.split("\n")[0] ?? ""}`;
}

function columns(addressOf: (task: Task) => string, today: string): Column<Task>[] {
  return [
    { key: "text", head: t("tasks.text"), cell: (task) => <a href={addressOf(task)}><span class="task-text">{taskName(task)}</span></a> },
    { key: "lead", head: t("tasks.lead"), label: t("tasks.lead"), cell: ({ lead }) => lead },
    { key: "next", head: t("tasks.next"), label: t("tasks.next"), cell: (task) => <NextDeadline task={task} today={today} /> },
    { key: "state", head: t("tasks.state"), cell: ({ shown }) => <TaskMark state={shown.state} /> },
  ];
}

type Props = {
  groups: Group[];
  listKey: string; // another board starts at its top again
  id: string | undefined; // the open one
  addressOf: (task: Task) => string;
};

const nothingFresh = new Set<string>();

export function TaskBoard({ groups, listKey, id, addressOf }: Props) {
  const { today } = useOffice().status;
  return (
    <ListRegion label={t("tasks.title")} listKey={listKey} fresh={nothingFresh}>
      {groups.map(({ key, title, tasks }) => (
        <section class="task-group" key={key} data-group={key}>
          <h2>
            {title} <span class="muted">({tasks.length})</span>
          </h2>
          <Table
            caption={title}
            columns={columns(addressOf, today)}
            rows={tasks}
            rowKey={(task) => task.id}
            onOpen={(task) => go(addressOf(task))}
            isSelected={(task) => task.id === id}
          />
        </section>
      ))}
    </ListRegion>
  );
}
