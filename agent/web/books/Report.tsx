import { formatDate } from "@core/format";
import type { PeriodReport } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { Paper, PaperPart, PaperText, Recipients, Register, Signatures } from "../parts/Paper";
import { PaperScreen } from "../parts/PaperScreen";
import { useRecordOf } from "../record_of";
import { useAgent } from "../status";
import { t } from "../text";
import { recordAddress } from "./addresses";

// Báo cáo kỳ of the village.
function ReportPaper({ report }: { report: PeriodReport }) {
  const { today } = useAgent().status;
  const { shown } = report;
  const period = tCode("paper_period", report.period ?? "");
  return (
    <Paper
      date={formatDate(report.submittedOn ?? today)}
      title={t("paper.report")}
      about={t("paper.report_about", { period, year: report.year ?? "" })}
    >
      <p>{t("paper.report_span", { from: shown.from, to: shown.to })}</p>
      <PaperPart title={t("paper.report_figures")}>
        <Register
          heads={[t("paper.figure_column"), t("paper.value_column")]}
          rows={shown.figures.map((it) => [tCode("paper_figure", it.name), it.shown])}
        />
      </PaperPart>
      <PaperText title={t("paper.report_results")} text={report.results} />
      <PaperText title={t("paper.report_difficulties")} text={report.difficulties} />
      <PaperText title={t("paper.report_proposals")} text={report.proposals} />
      <div class="paper-end">
        <Recipients />
        <Signatures signers={[{ office: t("paper.sign_head"), name: report.author }]} />
      </div>
    </Paper>
  );
}

// The report as it will be handed in on paper, and the button that prints it.
export function Report({ id }: { id: string }) {
  const { record: report, error } = useRecordOf("period-report", id);
  return (
    <PaperScreen
      title={t("period-report.paper")}
      back={{ address: recordAddress("period-report", id), label: t("menu.reports") }}
      error={error}
    >
      {report && <ReportPaper report={report} />}
    </PaperScreen>
  );
}
