import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { ComponentChildren } from "preact";
import { Screen } from "../parts/Screen";
import { t } from "../text";

type Props = {
  title: string;
  back: { address: string; label: string };
  error: unknown;
  children: ComponentChildren; // nothing until the paper is there
};

// A paper as it is printed, and the button that prints it.
export function PaperScreen({ title, back, error, children }: Props) {
  return (
    <Screen title={title} back={back}>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {children && (
        <>
          <div class="row no-print">
            <Button look="primary" icon="print" onClick={() => print()}>
              {t("paper.print_now")}
            </Button>
          </div>
          {children}
        </>
      )}
    </Screen>
  );
}
