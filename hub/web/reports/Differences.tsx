import { Table, type Column } from "@core/components/Table";
import type { CommuneReportView, ReportDifference } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { t } from "./text";

const columns = (): Column<ReportDifference>[] => [
  { key: "of", head: t("report.of"), cell: (row) => row.campaignTitle || row.villageName || t("report.commune") },
  { key: "name", head: t("report.figure"), cell: (row) => tCode("figure", row.name) },
  { key: "then", head: t("report.then"), label: t("report.then"), numeric: true, cell: (row) => row.then },
  { key: "now", head: t("report.now"), label: t("report.now"), numeric: true, cell: (row) => row.now },
];

// What was recorded or corrected after the report was submitted.
export function Differences({ view: { differences } }: { view: CommuneReportView }) {
  return (
    <section class="stack tight">
      <h2>{t("report.differences")}</h2>
      {differences.length === 0 && <p>{t("report.no_differences")}</p>}
      {differences.length > 0 && (
        <div class="frame">
          <Table
            caption={t("report.differences")}
            columns={columns()}
            rows={differences}
            rowKey={(row) => `${row.village} ${row.campaign} ${row.name}`}
          />
        </div>
      )}
    </section>
  );
}
