import type { CommuneReportView } from "@core/generated/hub";
import { useOffice } from "../office";
import { PaperScreen } from "../paper/PaperScreen";
import { reportDocument } from "./document";
import { ReportPaper } from "./ReportPaper";
import { ofPaper, t } from "./text";

type Props = { view: CommuneReportView | undefined; error: unknown; back: string };

export function PaperView({ view, error, back }: Props) {
  const { status } = useOffice();
  return (
    <PaperScreen title={ofPaper("report_paper.title")} back={{ address: back, label: t("report.back") }} error={error}>
      {view && <ReportPaper report={reportDocument(view, status)} />}
    </PaperScreen>
  );
}
