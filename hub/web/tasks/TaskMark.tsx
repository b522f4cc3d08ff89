import { daysText } from "@core/days";
import { Icon, type IconName } from "@core/components/Icon";
import { formatDate } from "@core/format";
import type { Task, TaskState } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import "./TaskMark.css";

const icons: { [state in TaskState]: IconName } = {
  overdue: "warning",
  soon: "waiting",
  under_way: "forward",
  not_begun: "list",
  done: "received",
  dropped: "voided",
};
const dayMs = 86_400_000;

// Mark and words of how far a task is.
export function TaskMark({ state }: { state: TaskState }) {
  return (
    <span class="task-mark" data-state={state}>
      <Icon name={icons[state]} />
      <span>{tCode("task_state", state)}</span>
    </span>
  );
}

// What is due next, and how many days are left or over.
export function NextDeadline({ task: { shown }, today }: { task: Task; today: string }) {
  if (!shown.next) return null;
  const days = Math.round((Date.parse(shown.next) - Date.parse(today)) / dayMs);
  return (
    <span class={days < 0 ? "task-late" : undefined}>
      <span class="number">{formatDate(shown.next)}</span> · {daysText(days)}
    </span>
  );
}
