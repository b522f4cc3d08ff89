import type { ComponentChildren } from "preact";
import { errorText } from "../errors";
import { Button } from "./Button";
import { Notice } from "./Notice";

type Props = {
  label: string; // of the button
  error: unknown; // why there is nothing to print
  beside?: ComponentChildren; // at the button
  children: ComponentChildren; // the paper, once it is there
};

// A paper as it will lie on the table, and the button that prints it.
export function PrintedPaper({ label, error, beside, children }: Props) {
  return (
    <>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {children && (
        <div class="row no-print">
          <Button look="primary" icon="print" onClick={() => print()}>
            {label}
          </Button>
          {beside}
        </div>
      )}
      {children}
    </>
  );
}
