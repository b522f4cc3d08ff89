import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { errorText } from "@core/errors";
import { formatDate } from "@core/format";
import type { CommuneReportView, Period, ReportUnit } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { replaceRoute } from "@core/router";
import { api } from "../api";
import { useOffice } from "../office";
import { Chips } from "../parts/Chips";
import { Screen } from "../parts/Screen";
import { readReportQuery, reportAddress, reportPeriods, reportUnits, type ReportQuery } from "./address";
import { Differences } from "./Differences";
import { Figures } from "./Figures";
import { PaperView } from "./PaperView";
import { t } from "./text";
import { Texts } from "./Texts";
import { WhoHasSent } from "./WhoHasSent";

const firstYear = 2020;

type ChooserProps = { view: CommuneReportView; onChoose: (query: ReportQuery) => void };

function Chooser({ view, onChoose }: ChooserProps) {
  const { unit, period, year } = view;
  const last = Math.max(year, Number(useOffice().status.today.slice(0, 4)));
  const years = Array.from({ length: last - firstYear + 1 }, (_, index) => String(last - index));
  const units = reportUnits.map((id) => ({ id, label: tCode("report_unit", id) }));
  return (
    <div class="stack tight">
      <Chips
        label={t("report.unit")}
        chips={units}
        chosen={unit}
        onChoose={(id) => id && onChoose({ unit: id as ReportUnit, period, year })}
      />
      <div class="filter-row">
        <Select
          label={t("report.period")}
          name="period"
          value={period}
          options={reportPeriods.map((id) => ({ id, label: tCode("period", id) }))}
          onChange={(id) => onChoose({ unit, period: id as Period, year })}
        />
        <Select
          label={t("report.year")}
          name="year"
          value={String(year)}
          options={years.map((id) => ({ id, label: id }))}
          onChange={(id) => onChoose({ unit, period, year: Number(id) })}
        />
      </div>
      <p class="muted">
        {t("report.span", {
          from: formatDate(view.from),
          to: formatDate(view.to),
          villageDue: formatDate(view.villageDue),
          communeDue: formatDate(view.communeDue),
        })}
      </p>
    </div>
  );
}

// The report of the commune, of MTTQ or of the police, for a half-year or a year.
export function Report({ query }: { query: URLSearchParams }) {
  const wanted = readReportQuery(query);
  const key = JSON.stringify(wanted);
  // Made of all records of the period: not counted anew for every one that comes in.
  const { value: view, error, reload } = useResource(key, () => api("communeReport", { query: wanted }), false);
  if (query.get("xem") === "in") return <PaperView view={view} error={error} back={reportAddress(wanted)} />;
  return (
    <Screen title={t("report.title")}>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {view && (
        <>
          <Chooser view={view} onChoose={(next) => replaceRoute(reportAddress(next))} />
          {!view.digestHolds && <Notice tone="bad">{t("report.digest_broken")}</Notice>}
          {view.unit === "REPORT_UNIT_COMMUNE" && <WhoHasSent view={view} onReminded={reload} />}
          <Figures view={view} />
          <Texts key={`${view.unit} ${view.period} ${view.year} ${view.report?.id ?? ""}`} view={view} onSaved={reload} />
          {view.report?.submittedOn && <Differences view={view} />}
        </>
      )}
    </Screen>
  );
}
