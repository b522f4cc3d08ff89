// What can be done with a record after it was begun, by the state it is in.
import { correctable, steps, type BookKind, type BookRecord, type FieldSpec, type Step } from "@core/books";

export type Action = Step | "correct";

// The step that its state waits for.
export function nextStep(record: BookRecord): Step | undefined {
  if (record.voided) return undefined;
  switch (record.kind) {
    case "meeting":
      return record.shown.quorum === "not_held" ? "minutes" : undefined;
    case "petition":
      if (record.shown.state === "told") return undefined;
      return record.shown.state === "answered" ? "told" : "answer";
    case "disclosure":
      return record.shown.state === "taken_down" || record.shown.state === "planned" ? undefined : "down";
    default:
      return undefined;
  }
}

const stepsOf: { [kind in BookKind]: readonly Action[] } = {
  meeting: ["minutes", "correct"],
  petition: ["answer", "told", "correct"],
  spending: ["correct"],
  disclosure: ["down", "correct"],
  "period-report": ["correct"],
  "security-report": ["correct"],
  "campaign-proposal": ["correct"],
  "household-request": ["correct"],
};

// What the police have dealt with, or another laptop sealed, nobody changes here.
export function canCorrect(record: BookRecord): boolean {
  return record.kind !== "security-report" || (!record.nothing && !record.shown.isSealed);
}

export function isActionOf(kind: BookKind, action: string): action is Action {
  return (stepsOf[kind] as readonly string[]).includes(action);
}

export function fieldsOf(kind: BookKind, action: Action): readonly FieldSpec[] {
  return action === "correct" ? correctable(kind).map((it) => ({ ...it, optional: true })) : steps[action];
}

const reason: FieldSpec = { name: "reason", type: "text", hint: true };

// A step is its own reason; a correction needs one.
export function formFieldsOf(kind: BookKind, action: Action): readonly FieldSpec[] {
  return action === "correct" ? [...fieldsOf(kind, action), reason] : fieldsOf(kind, action);
}
