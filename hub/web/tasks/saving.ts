// What is sent when a task is changed: only what differs, an empty value taking the old one away.
import { readDate } from "@core/components/DateField";
import { toast } from "@core/components/Toast";
import type { Task, TaskDeadline, TaskFields } from "@core/generated/hub";
import { ApiError } from "@core/api";
import { api } from "../api";

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function changesOf(task: Task, fields: TaskFields): { [name: string]: unknown } {
  const differs = Object.entries(fields).filter(([name, value]) => {
    const old = task[name as keyof TaskFields];
    return isEmpty(value) ? !isEmpty(old) : JSON.stringify(old) !== JSON.stringify(value);
  });
  return Object.fromEntries(differs.map(([name, value]) => [name, isEmpty(value) ? null : value]));
}

export async function amendTask(task: Task, fields: TaskFields, reason: string, said: string): Promise<void> {
  const changes = changesOf(task, fields);
  if (Object.keys(changes).length === 0) throw new ApiError(409, "nothing_changed", [], "");
  await api("amendRecord", { path: { id: task.id }, body: { heads: task.heads, reason, changes } });
  toast(said);
}

type ReadDay = { date: string; code: undefined } | { date: undefined; code: string };

// A typed day as the program understands it; `latest` is the last that may be given.
export async function readDay(typed: string, latest?: string): Promise<ReadDay> {
  if (!typed.trim()) return { date: undefined, code: "required" };
  const day = await readDate(typed);
  if (!day.ok) return { date: undefined, code: day.code };
  return latest !== undefined && day.date > latest ? { date: undefined, code: "in_future" } : { date: day.date, code: undefined };
}

// In the order in which they are due, as a plan has them.
export function inOrder(deadlines: TaskDeadline[]): TaskDeadline[] {
  return [...deadlines].sort((one, other) => ((one.date ?? "") < (other.date ?? "") ? -1 : 1));
}
