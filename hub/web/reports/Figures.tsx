import { Table, type Column } from "@core/components/Table";
import { formatDong, formatMilli, formatNumber } from "@core/format";
import { tCode } from "@core/i18n";
import type { CampaignReport, CommuneReportView, NamedFigure, VillageReport } from "@core/generated/hub";
import { campaignAddress } from "../addresses";
import { useOffice } from "../office";
import { villageColumns } from "./document";
import "./Figures.css";
import { recordsBehind } from "./records_behind";
import { t } from "./text";

function changeText({ name, value, before }: NamedFigure): string {
  const change = BigInt(value) - BigInt(before);
  if (change === 0n) return "–";
  const size = String(change < 0n ? -change : change);
  const shown =
    name === "labour_milli"
      ? formatMilli(size)
      : ["money", "value", "spent"].includes(name)
        ? formatDong(size)
        : formatNumber(Number(size));
  return `${change < 0n ? "−" : "+"}${shown}`;
}

// A figure leads to the records that make it up, where the user may see them.
function Value({ view, figure, village }: { view: CommuneReportView; figure: NamedFigure; village?: string }) {
  const address = recordsBehind(useOffice().user, figure.name, view, village);
  if (figure.value === "0") return <span class="muted">–</span>;
  return address ? <a href={address}>{figure.shown}</a> : <>{figure.shown}</>;
}

function Sum({ view }: { view: CommuneReportView }) {
  const columns: Column<NamedFigure>[] = [
    { key: "name", head: t("report.figure"), cell: (row) => tCode("figure", row.name) },
    { key: "now", head: t("report.this_period"), label: t("report.this_period"), numeric: true, cell: (row) => <Value view={view} figure={row} /> },
    { key: "before", head: t("report.period_before"), label: t("report.period_before"), numeric: true, cell: (row) => row.beforeShown },
    { key: "change", head: t("report.change"), label: t("report.change"), numeric: true, cell: changeText },
  ];
  return (
    <section class="stack tight">
      <h2>{t("report.figures")}</h2>
      <div class="frame">
        <Table caption={t("report.figures")} columns={columns} rows={view.sum} rowKey={(row) => row.name} />
      </div>
    </section>
  );
}

function figureColumns<Row extends { figures: NamedFigure[] }>(
  names: readonly string[],
  cell: (figure: NamedFigure, row: Row) => preact.ComponentChildren,
): Column<Row>[] {
  return names.map((name) => ({
    key: name,
    head: tCode("figure", name),
    label: tCode("figure", name),
    numeric: true,
    cell: (row) => {
      const figure = row.figures.find((it) => it.name === name);
      return figure && cell(figure, row);
    },
  }));
}

function ByVillage({ view }: { view: CommuneReportView }) {
  const columns: Column<VillageReport>[] = [
    { key: "village", head: t("report.village"), cell: (row) => row.name },
    ...figureColumns<VillageReport>(
      villageColumns,
      (figure, { village }) => <Value view={view} figure={figure} village={village} />,
    ),
  ];
  return (
    <section class="stack tight">
      <h2>{t("report.by_village")}</h2>
      <div class="frame report-figures">
        <Table caption={t("report.by_village")} columns={columns} rows={view.villages} rowKey={(row) => row.village} />
      </div>
    </section>
  );
}

function ByCampaign({ view }: { view: CommuneReportView }) {
  const names = view.campaigns[0]?.figures.map(({ name }) => name) ?? [];
  const columns: Column<CampaignReport>[] = [
    {
      key: "campaign",
      head: t("report.campaign"),
      cell: ({ campaign, title }) =>
        campaign ? <a href={campaignAddress(campaign)}>{title}</a> : t("report.no_campaign"),
    },
    ...figureColumns<CampaignReport>(names, (figure) => figure.shown),
  ];
  return (
    <section class="stack tight">
      <h2>{t("report.by_campaign")}</h2>
      {view.campaigns.length === 0 && <p>{t("report.none_given")}</p>}
      {view.campaigns.length > 0 && (
        <div class="frame report-figures">
          <Table
            caption={t("report.by_campaign")}
            columns={columns}
            rows={view.campaigns}
            rowKey={(row) => row.campaign || "none"}
          />
        </div>
      )}
    </section>
  );
}

function Security({ view }: { view: CommuneReportView }) {
  type Row = CommuneReportView["security"][number];
  const columns: Column<Row>[] = [
    { key: "village", head: t("report.village"), cell: (row) => row.villageName },
    { key: "total", head: t("report.incidents"), label: t("report.incidents"), numeric: true, cell: (row) => row.total },
    { key: "quiet", head: t("report.quiet"), label: t("report.quiet"), numeric: true, cell: (row) => row.quiet },
  ];
  return (
    <section class="stack tight">
      <h2>{t("report.security")}</h2>
      <div class="frame">
        <Table caption={t("report.security")} columns={columns} rows={view.security} rowKey={(row) => row.village} />
      </div>
    </section>
  );
}

export function Figures({ view }: { view: CommuneReportView }) {
  if (view.unit === "REPORT_UNIT_POLICE") return <Security view={view} />;
  return (
    <>
      <Sum view={view} />
      <ByVillage view={view} />
      <ByCampaign view={view} />
    </>
  );
}
