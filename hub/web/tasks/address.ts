// The address of the tasks' screen, in the office's words.
import type { TaskState } from "@core/generated/hub";
import { link } from "@core/router";
import { names } from "../addresses";

export const tasksRoot = "nhiem-vu";

export type TaskGroup = "section" | "lead" | "month";
export type TasksView = { year?: number; group: TaskGroup; state?: TaskState };

const groupNames: { [group in TaskGroup]: string } = { section: "", lead: "co-quan", month: "thang" };
export const taskGroups = Object.keys(groupNames) as TaskGroup[];
export const taskStates: TaskState[] = ["overdue", "soon", "under_way", "not_begun", "done", "dropped"];

// `show` is "in" for the paper.
export function tasksAddress({ year, group, state }: Partial<TasksView> = {}, id?: string, show = ""): string {
  return link(id ? [tasksRoot, id] : [tasksRoot], {
    nam: year ? String(year) : undefined,
    nhom: group && groupNames[group],
    [names.status]: state,
    [names.show]: show,
  });
}

export function readTasksView(query: URLSearchParams): TasksView {
  const group = taskGroups.find((it) => groupNames[it] === (query.get("nhom") ?? "")) ?? "section";
  const state = taskStates.find((it) => it === query.get(names.status));
  const year = Number(query.get("nam"));
  return { group, ...(year && { year }), ...(state && { state }) };
}
