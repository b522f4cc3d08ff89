import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { ComponentChildren } from "preact";
import { t } from "../text";
import { Screen } from "./Screen";

type Props = {
  title: string;
  back: { address: string; label: string };
  error: unknown; // why there is nothing to print
  beside?: ComponentChildren; // at the print button
  children: ComponentChildren; // the paper, once it is read
};

// A paper as it will lie on the table, and the button that prints it.
export function PaperScreen({ title, back, error, beside, children }: Props) {
  return (
    <Screen title={title} back={back}>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {children && (
        <div class="row no-print">
          <Button look="primary" icon="print" onClick={() => print()}>
            {t("paper.print")}
          </Button>
          {beside}
        </div>
      )}
      {children}
    </Screen>
  );
}
