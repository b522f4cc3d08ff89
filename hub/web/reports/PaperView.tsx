import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { CommuneReportView } from "@core/generated/hub";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { reportDocument } from "./document";
import { ReportPaper } from "./ReportPaper";
import { t } from "./text";

type Props = { view: CommuneReportView | undefined; error: unknown; back: string };

export function PaperView({ view, error, back }: Props) {
  const { today } = useOffice().status;
  return (
    <Screen title={t("report_paper.title")} back={{ address: back, label: t("report.back") }}>
      {error !== undefined && <Notice tone="bad">{errorText(error)}</Notice>}
      {view && (
        <>
          <div class="row no-print">
            <Button look="primary" icon="print" onClick={() => print()}>
              {t("report.print")}
            </Button>
          </div>
          <ReportPaper report={reportDocument(view, today)} />
        </>
      )}
    </Screen>
  );
}
