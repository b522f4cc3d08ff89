import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { errorText } from "@core/errors";
import { formatDate } from "@core/format";
import type { Indicators } from "@core/generated/hub";
import { useResource } from "@core/resource";
import { replaceRoute } from "@core/router";
import { api } from "../api";
import { given } from "../given";
import { useVillages } from "../lists";
import { useOffice } from "../office";
import { Screen } from "../parts/Screen";
import { papiAddress, readPapi, type PapiView } from "./address";
import { IndicatorCard } from "./IndicatorCard";
import "./Papi.css";
import { t } from "./text";

const dimensions = [1, 2, 3, 4, 5, 6, 7, 8] as const;

// Newest first; the year that is shown is among them although nothing was written in it.
function yearOptions(years: number[], shown: string): { id: string; label: string }[] {
  const all = new Set([...years.map(String), shown]);
  return [...all].sort().reverse().map((id) => ({ id, label: id }));
}

type BarProps = { view: PapiView; years: number[]; year: string };

function FilterBar({ view, years, year }: BarProps) {
  const villages = useVillages();
  const change = (part: PapiView) => replaceRoute(papiAddress({ ...view, ...part }));
  return (
    <div class="filter-row">
      <Select label={t("papi.dimension_label")} name="dimension" value={view.dimension ?? ""} placeholder={t("papi.every_dimension")} options={dimensions.map((it) => ({ id: String(it), label: t(`papi.dimension.${it}`) }))} onChange={(dimension) => change({ dimension })} />
      <Select label={t("papi.year")} name="year" value={year} options={yearOptions(years, year)} onChange={(chosen) => change({ year: chosen })} />
      <Select label={t("papi.history_of")} name="village" value={view.village ?? ""} placeholder={t("papi.commune")} options={villages.map((it) => ({ id: it.code, label: it.name }))} onChange={(village) => change({ village })} />
    </div>
  );
}

type SectionProps = { dimension: (typeof dimensions)[number]; indicators: Indicators; village: string; whose: string };

function Dimension({ dimension, indicators, village, whose }: SectionProps) {
  return (
    <section class="stack dimension">
      <h2>{t(`papi.dimension.${dimension}`)}</h2>
      {indicators.items
        .filter((it) => it.dimension === dimension)
        .map((it) => <IndicatorCard key={it.code} indicator={it} year={indicators.year} village={village} whose={whose} />)}
    </section>
  );
}

// What the books show of the eight subjects of PAPI.
export function Papi({ query }: { query: URLSearchParams }) {
  const { status } = useOffice();
  const villages = useVillages();
  const view = readPapi(query);
  const year = view.year ?? status.today.slice(0, 4);
  const asked = given({ year, village: view.village });
  // Figures of a year: no need to count them anew for every record that comes in while somebody reads them.
  const { value, error } = useResource(JSON.stringify(asked), () => api("indicators", { query: asked }), false);
  const whose = villages.find((it) => it.code === view.village)?.name ?? view.village ?? t("papi.commune");
  const shown = dimensions.filter((it) => !view.dimension || view.dimension === String(it));
  return (
    <Screen title={t("papi.title")} aside={<Button icon="print" onClick={() => print()}>{t("papi.print")}</Button>}>
      <div class="papi stack">
        <FilterBar view={view} years={value?.years ?? []} year={year} />
        <Notice>{t("papi.note")}</Notice>
        <p class="muted">{t("papi.as_of", { commune: status.commune.name, year, date: formatDate(status.today) })}</p>
        {error && <Notice tone="bad">{errorText(error)}</Notice>}
        {value && shown.map((it) => <Dimension key={it} dimension={it} indicators={value} village={view.village ?? ""} whose={whose} />)}
      </div>
    </Screen>
  );
}
