import { PrintedPaper } from "@core/components/PrintedPaper";
import type { ComponentChildren } from "preact";
import { Screen } from "../parts/Screen";
import { t } from "../text";

type Props = {
  title: string;
  back: { address: string; label: string };
  error: unknown;
  children: ComponentChildren; // nothing until the paper is there
};

export function PaperScreen({ title, back, error, children }: Props) {
  return (
    <Screen title={title} back={back}>
      <PrintedPaper label={t("paper.print_now")} error={error}>{children}</PrintedPaper>
    </Screen>
  );
}
