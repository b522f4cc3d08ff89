// The tasks of a plan under headings: by section of the annex, by who leads, or by the month of what is due next.
import type { Task } from "@core/generated/hub";
import type { TaskGroup } from "./address";
import { t } from "./text";

export type Group = { key: string; title: string; tasks: Task[] };

const lastMonth = "9999-99"; // what has nothing due any more comes last

function sectionOf({ section = "", sectionTitle = "" }: Task): [key: string, title: string] {
  return [section, sectionTitle ? `${section}. ${sectionTitle}` : section];
}

function leadOf({ lead = "" }: Task): [key: string, title: string] {
  return [lead, lead];
}

function monthOf({ shown }: Task): [key: string, title: string] {
  if (!shown.next) return [lastMonth, t("tasks.nothing_due")];
  const [year = "", month = ""] = shown.next.split("-");
  return [`${year}-${month}`, t("tasks.month", { month: Number(month), year })];
}

const ways = { section: sectionOf, lead: leadOf, month: monthOf };

// Sections stay in the annex's order, which is that of the numbers.
function sorted(groups: Group[], by: TaskGroup): Group[] {
  if (by === "section") return groups;
  return groups.sort((one, other) => (by === "lead" ? one.title.localeCompare(other.title, "vi") : one.key < other.key ? -1 : 1));
}

export function groupsOf(tasks: Task[], by: TaskGroup): Group[] {
  const groups = new Map<string, Group>();
  for (const task of tasks) {
    const [key, title] = ways[by](task);
    const group = groups.get(key) ?? { key, title, tasks: [] };
    group.tasks.push(task);
    groups.set(key, group);
  }
  return sorted([...groups.values()], by);
}
