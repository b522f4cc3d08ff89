import { PrintedPaper } from "@core/components/PrintedPaper";
import type { ComponentChildren } from "preact";
import { t } from "../text";
import { Screen } from "./Screen";

type Props = {
  title: string;
  back: { address: string; label: string };
  error: unknown;
  beside?: ComponentChildren;
  children: ComponentChildren; // nothing until the paper is there
};

export function PaperScreen({ title, back, error, beside, children }: Props) {
  return (
    <Screen title={title} back={back}>
      <PrintedPaper label={t("paper.print")} error={error} beside={beside}>{children}</PrintedPaper>
    </Screen>
  );
}
