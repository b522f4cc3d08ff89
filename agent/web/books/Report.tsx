import { formatDate } from "@core/format";
import type { PeriodReport, Status } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { api } from "../api";
import { PaperHeads } from "../parts/PaperHeads";
import { PaperScreen } from "../parts/PaperScreen";
import { useAgent } from "../status";
import { t } from "../text";
import { recordAddress } from "./addresses";

function Text({ title, text }: { title: string; text: string | undefined }) {
  if (!text) return null;
  return (
    <section>
      <h3>{title}</h3>
      <p class="long-text">{text}</p>
    </section>
  );
}

// Báo cáo kỳ of the village, in the form of Nghị định 30/2020/NĐ-CP: always in Vietnamese, whatever the language of the page.
function Paper({ report, status }: { report: PeriodReport; status: Status }) {
  const { shown } = report;
  const period = tCode("paper_period", report.period ?? "");
  return (
    <article class="paper" lang="vi">
      <PaperHeads
        commune={status.commune?.name ?? ""}
        village={status.village?.name ?? ""}
        date={formatDate(report.submittedOn ?? status.today)}
      />
      <h2>
        {t("paper.report")}
        <small>{t("paper.report_about", { period, year: report.year ?? "" })}</small>
      </h2>
      {status.demo && <p class="marks">{t("paper.demo")}</p>}
      <p>{t("paper.report_span", { from: shown.from, to: shown.to })}</p>
      <section>
        <h3>{t("paper.report_figures")}</h3>
        <table class="register">
          <thead>
            <tr>
              <th scope="col">{t("paper.order")}</th>
              <th scope="col">{t("paper.figure_column")}</th>
              <th scope="col">{t("paper.value_column")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.figures.map((it, index) => (
              <tr key={it.name}>
                <td>{index + 1}</td>
                <td>{tCode("paper_figure", it.name)}</td>
                <td>{it.shown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Text title={t("paper.report_results")} text={report.results} />
      <Text title={t("paper.report_difficulties")} text={report.difficulties} />
      <Text title={t("paper.report_proposals")} text={report.proposals} />
      <div class="paper-signatures one">
        <div>
          <b>{t("paper.sign_head")}</b>
          <i>{t("paper.sign")}</i>
          <span class="name">{report.author}</span>
        </div>
      </div>
      <div class="recipients">
        <b>{t("paper.recipients")}</b>
        <p>{t("paper.to_commune", { commune: status.commune?.name ?? "" })}</p>
        <p>{t("paper.to_file")}</p>
      </div>
    </article>
  );
}

// The report as it will be handed in on paper, and the button that prints it.
export function Report({ id }: { id: string }) {
  const { status } = useAgent();
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }));
  const report = value?.kind === "period-report" ? value : undefined;
  return (
    <PaperScreen
      title={t("period-report.paper")}
      back={{ address: recordAddress("period-report", id), label: t("menu.reports") }}
      error={error}
    >
      {report && <Paper report={report} status={status} />}
    </PaperScreen>
  );
}
