import { useState } from "preact/hooks";
import { focusFirstError, openDialog } from "./focus_error";

type Errors = { [name: string]: string }; // codes, by field

// What is typed into the open dialog, and what is wrong with it until something else is typed.
export function useDialogForm<Draft extends object>(initial: Draft) {
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<Draft>) => {
    setErrors({});
    setDraft({ ...draft, ...part });
  };
  // Whether anything is wrong: then it is told at its field, and the first of them has the focus.
  const refuse = (found: Errors): boolean => {
    setErrors(found);
    if (Object.keys(found).length === 0) return false;
    focusFirstError(openDialog);
    return true;
  };
  return { draft, errors, change, refuse };
}
